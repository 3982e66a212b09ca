//! The two lowest lanes: photos that go, pictures that come.

use super::{Command, Run};
use crate::engine::Stale;
use crate::machine::{Event, Task};
use crate::photos::Sent;
use crate::pictures::Fetched;

impl Run {
    /// Sends the next piece of the photos that wait.
    pub(super) fn send_photos(&mut self) {
        let transfer = self.transfer.clone();
        self.exchange(async move {
            match transfer.send_photos().await {
                Ok(sent) => Command::Photos(sent),
                Err(failure) => Command::Failed(Task::Photos, failure),
            }
        });
    }

    /// Tells the machine that photos wait, if they do.
    pub(super) fn photos_wait(&mut self, wait: bool) {
        if wait {
            self.turn(Event::PhotosWait);
        }
    }

    /// A piece went.
    pub(super) fn sent(&mut self, sent: Sent) {
        let Sent { advanced, shows, more } = sent;
        if shows {
            self.stale(&[Stale::Pictures]);
        }
        self.turn(Event::PhotosSent { advanced, more });
    }

    /// Pictures came.
    pub(super) fn fetched(&mut self, fetched: Fetched) {
        let Fetched { new, more } = fetched;
        if new > 0 {
            self.stale(&[Stale::Pictures]);
        }
        self.turn(Event::PicturesFetched { more });
    }
}
