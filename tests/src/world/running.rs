//! A central that listens, on threads of its own, so that it can be ended as a process is.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use trucban_central::{Central, CentralError, Listen, serve};

use crate::desktop::{Deadline, until};

/// How long a killed central may take to let go of what it holds.
const LAST_BREATH: std::time::Duration = std::time::Duration::from_secs(20);

pub(super) struct Running {
    address: SocketAddr,
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<Result<(), CentralError>>,
}

impl Running {
    /// Listens on `address`; an address that an earlier central has just left is waited for.
    pub(super) async fn start(
        central: Central,
        address: SocketAddr,
        tls: Option<(PathBuf, PathBuf)>,
    ) -> Result<Self> {
        until(Deadline::default(), "central's address to be free", || {
            let listen = Listen { addr: address, tls: tls.clone() };
            let central = central.clone();
            async move {
                match Self::attempt(central, listen).await {
                    Ok(running) => Ok(Some(running)),
                    Err(CentralError::Listen { cause, .. })
                        if cause.kind() == std::io::ErrorKind::AddrInUse =>
                    {
                        Ok(None)
                    }
                    Err(error) => Err(error.into()),
                }
            }
        })
        .await
    }

    async fn attempt(central: Central, listen: Listen) -> Result<Self, CentralError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|cause| CentralError::Listen { address: listen.addr, cause })?;
        let (stop, stopped) = oneshot::channel();
        let (bound, address) = oneshot::channel();
        let served = runtime.spawn(async move {
            // A sender that is gone stops central as well.
            let stopped = async { drop(stopped.await) };
            let told = |address| {
                // The one who asked for the address may have given up.
                let _ = bound.send(address);
            };
            serve(central, listen, stopped, told).await
        });
        match address.await {
            Ok(address) => Ok(Self { address, runtime: Some(runtime), stop: Some(stop), served }),
            Err(_ended_before) => {
                let ended = served.await;
                runtime.shutdown_background();
                match ended {
                    Ok(Err(error)) => Err(error),
                    Ok(Ok(())) => Err(CentralError::NoAnswer),
                    Err(cause) => Err(CentralError::Worker(cause)),
                }
            }
        }
    }

    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it in peace.
    pub(super) async fn stop(mut self) -> Result<()> {
        drop(self.stop.take());
        match tokio::time::timeout(LAST_BREATH, &mut self.served).await {
            Ok(ended) => ended??,
            Err(_elapsed) => bail!("central did not stop"),
        }
        self.end().await
    }

    /// Ends it at once. Work that already waits for the disk is done before this returns, as the
    /// disk of a killed process goes on too.
    pub(super) async fn kill(mut self) -> Result<()> {
        self.served.abort();
        self.end().await
    }

    async fn end(&mut self) -> Result<()> {
        let runtime = self.runtime.take().context("central has ended already")?;
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(LAST_BREATH)).await?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
