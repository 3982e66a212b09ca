//! What `trucbanctl` says.

use crate::template::texts;

texts! {
    QUEUE_EMPTY: "Không còn việc nào cần làm.", "Nothing left to do.";
}
