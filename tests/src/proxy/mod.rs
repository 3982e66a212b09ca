//! A network that breaks when told to: a proxy between one laptop and central, on this machine.
//!
//! Everything that passes is recorded. A [`Fault`] waits for the next request to its path and happens
//! to that one alone, so a test says exactly what breaks; [`Proxy::cut`] breaks everything until
//! [`Proxy::mend`].

mod connection;
mod fault;
mod message;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

pub use fault::{Fault, Gate};
use message::Request;

/// One request and what central answered, as central wrote it.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// `POST /sync/push`
    pub call: String,
    /// The body of the request.
    pub asked: Vec<u8>,
    /// The head and the body of the answer; what came so far where it has no end.
    pub answered: Vec<u8>,
    /// The body alone.
    pub body: Vec<u8>,
}

/// The proxy; it ends when it is dropped.
pub struct Proxy {
    address: SocketAddr,
    network: Arc<Network>,
    listening: JoinHandle<()>,
}

/// What all connections share.
struct Network {
    central: SocketAddr,
    broken: watch::Sender<bool>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    faults: Vec<(String, Fault)>,
    exchanges: Vec<Exchange>,
    /// Requests that central will get once more, after the next request to their path.
    strays: Vec<Request>,
    /// How many bytes of requests each connection carries before it breaks, in turn.
    rooms: Vec<usize>,
    connections: usize,
    breaks: usize,
}

impl Proxy {
    /// A proxy in front of `central`.
    pub async fn before(central: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let network = Arc::new(Network {
            central,
            broken: watch::Sender::new(false),
            state: Mutex::default(),
        });
        let listening = tokio::spawn(listen(listener, Arc::clone(&network)));
        Ok(Self { address, network, listening })
    }

    /// The address that the laptop is given.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets `fault` happen to the next request to `path` that has none of its own yet.
    pub fn will(&self, path: &str, fault: Fault) {
        self.network.state().faults.push((path.to_owned(), fault));
    }

    /// Lets every connection break once it has carried so many bytes of requests, wherever in a request
    /// that is; the connections take the numbers in turn. None of them: no connection breaks.
    pub fn break_after(&self, bytes: &[usize]) {
        self.network.state().rooms = bytes.to_vec();
    }

    /// How many connections broke in the middle of a request.
    pub fn breaks(&self) -> usize {
        self.network.state().breaks
    }

    /// Breaks every connection, and every new one, until [`mend`](Self::mend).
    pub fn cut(&self) {
        self.network.broken.send_replace(true);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.network.broken.send_replace(false);
    }

    /// Everything that passed.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.network.state().exchanges.clone()
    }

    /// The exchanges of one call: `POST /sync/push`.
    pub fn exchanges_of(&self, call: &str) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| exchange.call == call);
        exchanges
    }

    /// Faults that nothing has met yet.
    pub fn faults_left(&self) -> usize {
        self.network.state().faults.len()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Network {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault that waits for a request to `path`.
    fn fault_for(&self, path: &str) -> Option<Fault> {
        let mut state = self.state();
        let at = state.faults.iter().position(|(of, _)| path.starts_with(of.as_str()))?;
        Some(state.faults.remove(at).1)
    }

    /// How many bytes of requests the next connection carries.
    fn next_room(&self) -> Option<usize> {
        let mut state = self.state();
        let nth = state.connections;
        state.connections += 1;
        state.rooms.get(nth % state.rooms.len().max(1)).copied()
    }

    fn count_break(&self) {
        self.state().breaks += 1;
    }

    fn record(&self, exchange: Exchange) {
        self.state().exchanges.push(exchange);
    }

    /// Keeps a request, to be sent once more later.
    fn keep_stray(&self, request: Request) {
        self.state().strays.push(request);
    }

    /// The requests to `path` that were kept.
    fn strays_of(&self, path: &str) -> Vec<Request> {
        let mut state = self.state();
        let (due, kept) =
            std::mem::take(&mut state.strays).into_iter().partition(|r| r.path() == path);
        state.strays = kept;
        due
    }
}

async fn listen(listener: TcpListener, network: Arc<Network>) {
    let mut connections = JoinSet::new();
    // Dropping the set, when this task is aborted, ends every connection.
    while let Ok((client, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let network = Arc::clone(&network);
        let mut broken = network.broken.subscribe();
        connections.spawn(async move {
            tokio::select! {
                _ = broken.wait_for(|broken| *broken) => {}
                // A connection that broke is what this proxy is for.
                _ended = connection::serve(client, &network) => {}
            }
        });
    }
}
