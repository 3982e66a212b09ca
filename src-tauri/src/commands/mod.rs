//! The handlers of the window's commands, one module a noun. Each looks at who asks, calls the room
//! that knows, and words nothing.

pub mod cameras;
pub mod drafts;
pub mod field;
pub mod figures;
pub mod first;
pub mod handovers;
pub mod incidents;
pub mod map;
pub mod new_report;
pub mod outbox;
pub mod phone;
pub mod photos;
mod pictures;
pub mod session;
pub mod status;

use std::sync::Arc;

use tokio::sync::oneshot::{self, Sender};
use trucban_contract::ipc::{Command, CommandError, ErrorCode, Saved};

use crate::console::{Console, Open};
use crate::failure::{failure, internal};
use crate::topics::Topics;

/// What every handler is given.
#[derive(Clone)]
pub struct Handling {
    /// The console.
    pub console: Arc<Console>,
    /// To say what became stale.
    pub topics: Topics,
}

/// The state that Tauri hands to every handler.
pub type Shared<'a> = tauri::State<'a, Handling>;

impl Handling {
    /// Runs `work` where it may block, then tells the window what `C` made stale.
    async fn run<C: Command>(
        &self,
        work: impl FnOnce(&Open) -> Result<C::Reply, CommandError> + Send + 'static,
    ) -> Result<C::Reply, CommandError>
    where
        C::Reply: Send + 'static,
    {
        tracing::debug!(command = C::NAME, "asked");
        let console = Arc::clone(&self.console);
        let done = tauri::async_runtime::spawn_blocking(move || work(console.opened()?)).await;
        let reply = done.map_err(|error| internal(&error))??;
        self.topics.changed(C::STALE);
        Ok(reply)
    }

    /// Runs `work`, which tells that an act is safe before it has done all that follows. The window
    /// hears of it then, and of what became stale when the work is done.
    async fn run_act<C: Command<Reply = Saved>>(
        &self,
        work: impl FnOnce(&Open, Sender<Saved>) -> Result<(), CommandError> + Send + 'static,
    ) -> Result<Saved, CommandError> {
        tracing::debug!(command = C::NAME, "asked");
        let (console, topics) = (Arc::clone(&self.console), self.topics.clone());
        let (safe, told) = oneshot::channel();
        let working = tauri::async_runtime::spawn_blocking(move || {
            work(console.opened()?, safe)?;
            topics.changed(C::STALE);
            Ok(())
        });
        if let Ok(saved) = told.await {
            return Ok(saved);
        }
        // Nothing was told: the act was not saved, and the work says why.
        let done: Result<(), CommandError> = working.await.map_err(|error| internal(&error))?;
        Err(done.err().unwrap_or_else(|| failure(ErrorCode::Internal, "error.internal")))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use trucban_contract::ipc::COMMAND_NAMES;

    #[test]
    fn the_window_is_given_exactly_the_commands_of_the_contract() {
        let source = include_str!("../main.rs");
        let (_, handlers) = source.split_once("generate_handler![").unwrap();
        let (handlers, _) = handlers.split_once(']').unwrap();
        let given: BTreeSet<&str> = handlers
            .split(',')
            .filter_map(|handler| handler.trim().rsplit("::").next())
            .filter(|name| !name.is_empty())
            .collect();
        assert_eq!(given, COMMAND_NAMES.iter().copied().collect());
    }
}
