//! What can happen to a request and its answer.

use tokio::sync::watch;

/// What happens to one exchange.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The request never reaches central.
    LoseRequest,
    /// The connection to central breaks after this many bytes of the body of the request.
    CutRequest(usize),
    /// Central answers; the answer never reaches the laptop.
    LoseReply,
    /// Central gets the request twice, one right after the other; the laptop gets the second answer.
    Twice,
    /// The request reaches central, and once more after the next request to this path.
    Stray,
    /// The answer waits at the gate.
    Hold(Gate),
    /// The body of the answer breaks off after this many bytes.
    CutBody(usize),
    /// The body of the answer ends after this many bytes, as if that were all.
    EndBody(usize),
    /// One bit of this byte of the body, counted from its end, arrives flipped.
    FlipBit(usize),
    /// Every byte of the body of the answer arrives changed.
    Garble,
    /// Somebody else answers, with a page of this status.
    Page(u16),
}

/// Keeps answers back until it is opened.
#[derive(Debug, Clone)]
pub struct Gate(watch::Sender<bool>);

impl Default for Gate {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Gate {
    /// Lets everything through from now on.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    pub(super) async fn pass(&self) {
        // The gate itself holds a sender, so waiting ends only by opening.
        drop(self.0.subscribe().wait_for(|open| *open).await);
    }
}
