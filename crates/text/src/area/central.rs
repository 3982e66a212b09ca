//! What `trucban-central` says at the command line and over Open311.

use crate::template::texts;

texts! {
    LISTENING: "Trung tâm nghe tại {0}", "The centre listens at {0}";
}
