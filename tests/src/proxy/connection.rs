//! One connection of the laptop: its requests, one after the other, and what happens to each.

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::fault::Fault;
use super::message::{self, Head, Request};
use super::{Exchange, Network};

/// Serves requests until one breaks or the laptop hangs up.
pub(super) async fn serve(client: TcpStream, network: &Network) -> Result<()> {
    let (read, mut write) = client.into_split();
    let mut read = BufReader::new(read);
    let mut room = network.next_room();
    while let Some(request) = message::request(&mut read).await? {
        if request.path() == "/sync/live" {
            return stream(&request, &mut write, network).await;
        }
        let fault = network.fault_for(request.path());
        let whole = request.bytes().len();
        if room.is_some_and(|room| whole > room) {
            let body = whole - request.body.len();
            let carried = room.unwrap_or_default().checked_sub(body);
            return ask_in_part(&request, carried, network).await;
        }
        room = room.map(|room| room - whole);
        for reply in exchange(&request, fault, network).await? {
            match reply {
                Piece::Bytes(bytes) => write.write_all(&bytes).await?,
                Piece::Break => return Ok(()),
            }
        }
        for stray in network.strays_of(request.path()) {
            ask(&stray, network).await?;
        }
    }
    Ok(())
}

/// What the laptop gets.
enum Piece {
    Bytes(Vec<u8>),
    /// The connection breaks off here.
    Break,
}

async fn exchange(
    request: &Request,
    fault: Option<Fault>,
    network: &Network,
) -> Result<Vec<Piece>> {
    match fault {
        Some(Fault::LoseRequest) => return Ok(vec![Piece::Break]),
        Some(Fault::CutRequest(length)) => {
            ask_in_part(request, Some(length), network).await?;
            return Ok(vec![Piece::Break]);
        }
        Some(Fault::Page(status)) => return Ok(page(status)),
        Some(Fault::Twice) => drop(ask(request, network).await?),
        _ => {}
    }
    let (head, mut body) = ask(request, network).await?;
    let whole = body.len();
    Ok(match fault {
        Some(Fault::LoseReply) => vec![Piece::Break],
        Some(Fault::Stray) => {
            network.keep_stray(request.clone());
            reply(&head, body)
        }
        Some(Fault::Hold(gate)) => {
            gate.pass().await;
            reply(&head, body)
        }
        Some(Fault::CutBody(length)) => {
            body.truncate(length);
            let head = head.bytes(Some(whole));
            vec![Piece::Bytes(head), Piece::Bytes(body), Piece::Break]
        }
        Some(Fault::EndBody(length)) => {
            body.truncate(length);
            reply(&head, body)
        }
        Some(Fault::FlipBit(from_end)) => {
            let at = whole.checked_sub(1 + from_end).context("the body is shorter")?;
            body[at] ^= 1;
            reply(&head, body)
        }
        Some(Fault::Garble) => {
            for byte in &mut body {
                *byte ^= 0xff;
            }
            reply(&head, body)
        }
        _ => reply(&head, body),
    })
}

fn reply(head: &Head, body: Vec<u8>) -> Vec<Piece> {
    vec![Piece::Bytes(head.bytes(Some(body.len()))), Piece::Bytes(body)]
}

/// What a guest network shows instead of central.
fn page(status: u16) -> Vec<Piece> {
    let body = "<html><body>Đăng nhập Wi-Fi</body></html>";
    let head = format!(
        "HTTP/1.1 {status} OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    vec![Piece::Bytes(head.into_bytes()), Piece::Bytes(body.as_bytes().to_vec())]
}

/// Puts a request to central and takes the whole answer, which is recorded.
async fn ask(request: &Request, network: &Network) -> Result<(Head, Vec<u8>)> {
    let mut central = BufReader::new(TcpStream::connect(network.central).await?);
    central.write_all(&request.bytes()).await?;
    let Some(head) = message::head(&mut central).await? else { bail!("central hung up") };
    let body = message::body(&mut central, &head).await?;
    let mut answered = head.bytes(None);
    answered.extend_from_slice(&body);
    network.record(Exchange {
        call: request.call(),
        asked: request.body.clone(),
        answered,
        body: body.clone(),
    });
    Ok((head, body))
}

/// Puts the head of a request and so much of its body to central, then hangs up; nothing of it where not
/// even the head gets through.
async fn ask_in_part(request: &Request, body: Option<usize>, network: &Network) -> Result<()> {
    let Some(length) = body else { return Ok(()) };
    network.count_break();
    let mut central = TcpStream::connect(network.central).await?;
    let bytes = request.bytes();
    let head = bytes.len() - request.body.len();
    central.write_all(&bytes[..(head + length).min(bytes.len())]).await?;
    central.shutdown().await?;
    // Central hangs up once it has seen the end: then whatever came has been taken.
    let mut rest = Vec::new();
    central.read_to_end(&mut rest).await?;
    Ok(())
}

/// Passes an answer on that has no end, as it comes.
async fn stream(
    request: &Request,
    to: &mut (impl tokio::io::AsyncWrite + Unpin),
    network: &Network,
) -> Result<()> {
    let mut central = TcpStream::connect(network.central).await?;
    central.write_all(&request.bytes()).await?;
    let mut piece = vec![0; 4_096];
    loop {
        let read = central.read(&mut piece).await?;
        let bytes = piece.get(..read).filter(|bytes| !bytes.is_empty());
        let Some(bytes) = bytes else { return Ok(()) };
        network.record(Exchange {
            call: request.call(),
            asked: Vec::new(),
            answered: bytes.to_vec(),
            body: bytes.to_vec(),
        });
        to.write_all(bytes).await?;
    }
}
