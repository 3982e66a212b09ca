//! A QR code as one path to draw.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around the code, which cameras need (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A code, quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules of a side.
    pub side: u32,
    /// The dark modules as the data of a path of SVG; a module is one unit wide.
    pub path: String,
}

impl Code {
    /// The code of a text; `None` where it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let wide = (x..code.size()).take_while(|at| code.get_module(*at, y)).count();
                let wide = i32::try_from(wide).unwrap_or(0);
                if wide > 0 {
                    // Writing into a string cannot fail.
                    let _ = write!(path, "M{} {}h{wide}v1h-{wide}z", x + QUIET, y + QUIET);
                }
                x += wide.max(1);
            }
        }
        Some(Self { side: (code.size() + 2 * QUIET).unsigned_abs(), path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_the_edge_of_a_finder_inside_its_quiet_zone() {
        let code = Code::of("http://192.168.1.5:40123/a#b").unwrap();
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", &code.path[..20]);
        assert!(code.side >= 21 + 8);
        assert_eq!(Code::of(&"x".repeat(10_000)), None);
    }
}
