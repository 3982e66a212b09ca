//! Icons, drawn from the one sheet that is part of the page.

use leptos::prelude::*;

const SHEET: &str = include_str!("../../../../assets/icons/icons.svg");

/// An icon of the sheet. It never stands alone: words beside it, or the control's label, say the
/// same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Immediate process.
    Bolt,
    /// The cameras.
    Camera,
    /// Done, chosen.
    Check,
    /// Accepted, in order.
    CheckCircle,
    /// Time.
    Clock,
    /// Close, clear.
    Close,
    /// Copy.
    Copy,
    /// Data on this machine.
    Database,
    /// A document.
    Document,
    /// Figures.
    Figures,
    /// The key list.
    Help,
    /// The queue.
    Inbox,
    /// Kept from view.
    Lock,
    /// The map.
    Map,
    /// Less, farther.
    Minus,
    /// Dark theme.
    Moon,
    /// A note.
    Note,
    /// Overdue, refused.
    Octagon,
    /// Waiting to be sent.
    Outbox,
    /// Waiting for something else.
    Pause,
    /// The call centre.
    Phone,
    /// A place.
    Pin,
    /// More, nearer.
    Plus,
    /// A code for a phone's camera.
    Qr,
    /// Try again, running.
    Refresh,
    /// A satellite receiver.
    Satellite,
    /// Search.
    Search,
    /// Sent.
    Send,
    /// Protected.
    Shield,
    /// Light theme.
    Sun,
    /// Synchronisation.
    Sync,
    /// Warning.
    Triangle,
    /// A person.
    User,
    /// All of it.
    Whole,
    /// A connection.
    Wifi,
    /// No connection.
    WifiOff,
    /// Refused.
    XCircle,
    /// The console's own sign.
    Logo,
    /// The flag of that sign.
    LogoFlag,
}

impl Icon {
    #[cfg(test)]
    const ALL: [Self; 39] = [
        Self::Bolt,
        Self::Camera,
        Self::Check,
        Self::CheckCircle,
        Self::Clock,
        Self::Close,
        Self::Copy,
        Self::Database,
        Self::Document,
        Self::Figures,
        Self::Help,
        Self::Inbox,
        Self::Lock,
        Self::Map,
        Self::Minus,
        Self::Moon,
        Self::Note,
        Self::Octagon,
        Self::Outbox,
        Self::Pause,
        Self::Phone,
        Self::Pin,
        Self::Plus,
        Self::Qr,
        Self::Refresh,
        Self::Satellite,
        Self::Search,
        Self::Send,
        Self::Shield,
        Self::Sun,
        Self::Sync,
        Self::Triangle,
        Self::User,
        Self::Whole,
        Self::Wifi,
        Self::WifiOff,
        Self::XCircle,
        Self::Logo,
        Self::LogoFlag,
    ];

    /// The symbol's name in the sheet, as a reference.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bolt => "#i-bolt",
            Self::Camera => "#i-camera",
            Self::Check => "#i-check",
            Self::CheckCircle => "#i-check-circle",
            Self::Clock => "#i-clock",
            Self::Close => "#i-close",
            Self::Copy => "#i-copy",
            Self::Database => "#i-database",
            Self::Document => "#i-document",
            Self::Figures => "#i-figures",
            Self::Help => "#i-help",
            Self::Inbox => "#i-inbox",
            Self::Lock => "#i-lock",
            Self::Map => "#i-map",
            Self::Minus => "#i-minus",
            Self::Moon => "#i-moon",
            Self::Note => "#i-note",
            Self::Octagon => "#i-octagon-alert",
            Self::Outbox => "#i-outbox",
            Self::Pause => "#i-pause",
            Self::Phone => "#i-phone",
            Self::Pin => "#i-pin",
            Self::Plus => "#i-plus",
            Self::Qr => "#i-qr",
            Self::Refresh => "#i-refresh",
            Self::Satellite => "#i-satellite",
            Self::Search => "#i-search",
            Self::Send => "#i-send",
            Self::Shield => "#i-shield",
            Self::Sun => "#i-sun",
            Self::Sync => "#i-sync",
            Self::Triangle => "#i-triangle-alert",
            Self::User => "#i-user",
            Self::Whole => "#i-whole",
            Self::Wifi => "#i-wifi",
            Self::WifiOff => "#i-wifi-off",
            Self::XCircle => "#i-x-circle",
            Self::Logo => "#i-logo",
            Self::LogoFlag => "#i-logo-flag",
        }
    }

    /// The icon as a picture that screen readers pass over.
    pub fn view(self) -> impl IntoView {
        view! { <svg class="icon" aria-hidden="true"><use_ href=self.as_str()></use_></svg> }
    }
}

/// The sheet itself; stands once in the page.
#[component]
pub fn Sheet() -> impl IntoView {
    // What stands before the element is for people and XML readers.
    let symbols = SHEET.rsplit_once("<svg").map_or("", |(_, rest)| rest);
    view! { <div class="icon-sheet" aria-hidden="true" inner_html=format!("<svg{symbols}")></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_on_the_sheet() {
        for icon in Icon::ALL {
            let drawn = format!("id=\"{}\"", icon.as_str().trim_start_matches('#'));
            assert!(SHEET.contains(&drawn), "{icon:?}");
        }
    }

    #[test]
    fn the_sheet_carries_no_styles_that_the_page_would_refuse() {
        assert!(!SHEET.contains("style="), "inline styles are refused by the content policy");
        assert!(!SHEET.contains("<style"));
    }
}
