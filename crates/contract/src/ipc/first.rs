//! The first picture: what the window shows before anybody touched it, in one answer.

use serde::{Deserialize, Serialize};

use super::{Command, IncidentDetail, QueuePage, Session, Status};

/// Asks for everything that the first picture shows. The page does so while its code is not there yet
/// (`ui/early.js`); each part answers the command of its own name, which names in
/// [`Command::FIRST`] what makes it old.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadFirstPicture {}

impl Command for ReadFirstPicture {
    const NAME: &'static str = "read_first_picture";
    type Reply = FirstPicture;
}

/// What could be read. A part that is missing is asked for again by whoever shows it, who then tells
/// why it cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstPicture {
    /// Answers [`OpenSession`](super::OpenSession).
    pub session: Option<Session>,
    /// Answers [`ReadStatus`](super::ReadStatus).
    pub status: Option<Status>,
    /// Answers [`ListQueue::opening`](super::ListQueue::opening).
    pub queue: Option<QueuePage>,
    /// Answers [`ReadIncident`](super::ReadIncident) for the first row of the queue.
    pub report: Option<IncidentDetail>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::TOPIC_EVENT;

    #[test]
    fn the_script_that_asks_early_uses_the_names_of_this_contract() {
        let script = include_str!("../../../../ui/early.js");
        assert!(script.contains(&format!("invoke(\"{}\"", ReadFirstPicture::NAME)));
        assert!(script.contains(&format!("event: \"{TOPIC_EVENT}\"")));
    }
}
