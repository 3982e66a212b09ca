//! From the press of a key to changed pixels on the screen: the 99th percentile of `J`, which chooses
//! the next report and shows it, against a page that turns its colour round at every key.
//!
//! The key is struck on the display and the display is read, so the whole way counts: toolkit, web
//! view, page, shell, store and back.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_tests::desktop::{Display, Focus, Launch};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    ConnectionExt as _, ImageFormat, KEY_PRESS_EVENT, KEY_RELEASE_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::city::City;
use crate::windows::{console, empty, ready};
use crate::{Figure, Set, ms, quantile};

pub const SET: Set = Set { names: &["key_to_paint_p99"], measure, base: true };
const SAMPLES: usize = 300;
const WARM_UP: usize = 20;
const SHARE: f64 = 0.99;
/// The keysym of `j`.
const J: u32 = 0x6a;
/// Part of the window in which the queue's rows stand; left, top, width, height.
const ROWS: (i16, i16, u16, u16) = (80, 120, 420, 700);
/// Longer than any key may take.
const GIVES_UP: Duration = Duration::from_secs(5);
/// Between two keys, until what the first one did has been drawn to its end.
const RESTS: Duration = Duration::from_millis(150);

fn measure(runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let mut ours = runtime.block_on(keys(&console(city)?))?;
    let mut reference = runtime.block_on(keys(&empty(city)?))?;
    let share = |samples: &mut Vec<f64>| quantile(samples, SHARE);
    Ok(vec![Figure::ms(SET.names[0], share(&mut ours), share(&mut reference))])
}

async fn keys(launch: &Launch) -> Result<Vec<f64>> {
    let display = Display::start(1440, 900)?;
    let _focus = Focus::given_on(&display)?;
    let window = ready(&display, launch).await?;
    let hand = Hand::on(&display)?;
    let mut took = Vec::new();
    for round in 0..WARM_UP + SAMPLES {
        tokio::time::sleep(RESTS).await;
        let before = hand.look()?;
        let began = Instant::now();
        hand.strike()?;
        while hand.look()? == before {
            ensure!(began.elapsed() < GIVES_UP, "a key changed nothing on the screen");
        }
        if round >= WARM_UP {
            took.push(ms(began.elapsed()));
        }
    }
    window.close().await?;
    Ok(took)
}

/// A hand on the keyboard and an eye on the screen.
struct Hand {
    display: RustConnection,
    root: u32,
    key: u8,
}

impl Hand {
    fn on(display: &Display) -> Result<Self> {
        let (display, screen) = RustConnection::connect(Some(display.name()))?;
        let setup = display.setup();
        let root = setup.roots[screen].root;
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = display.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let per_key = usize::from(map.keysyms_per_keycode);
        let place = map.keysyms.iter().position(|sym| *sym == J).context("a keyboard with J")?;
        let key = first + u8::try_from(place / per_key)?;
        Ok(Self { display, root, key })
    }

    fn strike(&self) -> Result<()> {
        for event in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.display.xtest_fake_input(event, self.key, 0, self.root, 0, 0, 0)?;
        }
        Ok(self.display.flush()?)
    }

    fn look(&self) -> Result<Vec<u8>> {
        let (left, top, width, height) = ROWS;
        let asked = self.display.get_image(
            ImageFormat::Z_PIXMAP,
            self.root,
            left,
            top,
            width,
            height,
            u32::MAX,
        )?;
        Ok(asked.reply()?.data)
    }
}
