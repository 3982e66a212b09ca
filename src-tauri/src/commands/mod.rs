//! The handlers of the window's commands, one module a noun. Each looks at who asks, calls the room
//! that knows, and words nothing.

pub mod cameras;
pub mod incidents;
pub mod map;
pub mod outbox;
mod pictures;
pub mod session;
pub mod status;

use std::sync::Arc;

use trucban_contract::ipc::{Command, CommandError};

use crate::console::{Console, Open};
use crate::failure::internal;
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
        let console = Arc::clone(&self.console);
        let done = tauri::async_runtime::spawn_blocking(move || work(console.opened()?)).await;
        let reply = done.map_err(|error| internal(&error))??;
        self.topics.changed(C::STALE);
        Ok(reply)
    }
}
