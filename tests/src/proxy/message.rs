//! HTTP/1.1 messages as bytes: just enough to know where one ends.

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};

/// The longest body that is taken in.
const BODY_MAX: usize = 64 << 20;
/// The longest head.
const HEAD_MAX: usize = 64 << 10;

/// A request, whole.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub head: Head,
    pub body: Vec<u8>,
}

/// The lines before a body.
#[derive(Debug, Clone)]
pub(super) struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

impl Request {
    /// `POST /sync/push`
    pub fn call(&self) -> String {
        let mut words = self.head.first.split(' ');
        format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }

    /// `/sync/push`
    pub fn path(&self) -> &str {
        self.head.first.split(' ').nth(1).unwrap_or_default()
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.bytes(None);
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

impl Head {
    /// Its bytes; with `length`, the framing of the body is replaced by it.
    pub fn bytes(&self, length: Option<usize>) -> Vec<u8> {
        let mut lines = vec![self.first.clone()];
        for (name, value) in &self.fields {
            let framing = name == "content-length" || name == "transfer-encoding";
            if length.is_none() || !framing {
                lines.push(format!("{name}: {value}"));
            }
        }
        lines.extend(length.map(|length| format!("content-length: {length}")));
        format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn length(&self) -> Result<Option<usize>> {
        self.field("content-length").map(|n| n.parse().context("a length")).transpose()
    }

    /// Whether an answer of this status never has a body.
    fn is_bare(&self) -> bool {
        self.first.split(' ').nth(1) == Some("204")
    }

    fn is_chunked(&self) -> bool {
        self.field("transfer-encoding") == Some("chunked")
    }
}

/// The next request; `None` where the caller has hung up.
pub(super) async fn request(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Request>> {
    let Some(head) = head(from).await? else { return Ok(None) };
    let body = exactly(from, head.length()?.unwrap_or(0)).await?;
    Ok(Some(Request { head, body }))
}

/// The head of a message; `None` where nothing came any more.
pub(super) async fn head(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Head>> {
    let mut lines = Vec::new();
    let mut size = 0;
    loop {
        let mut line = String::new();
        let read = from.read_line(&mut line).await?;
        size += read;
        ensure!(size <= HEAD_MAX, "a head is too long");
        match (line.trim_end(), lines.is_empty()) {
            ("", true) if read == 0 => return Ok(None),
            ("", _) => break,
            (line, _) => lines.push(line.to_owned()),
        }
    }
    let fields = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
    let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
    let fields = fields.collect();
    Ok(Some(Head { first: lines.swap_remove(0), fields }))
}

/// The body of an answer, whole and without its framing.
pub(super) async fn body(from: &mut (impl AsyncBufRead + Unpin), head: &Head) -> Result<Vec<u8>> {
    if head.is_bare() {
        return Ok(Vec::new());
    }
    if let Some(length) = head.length()? {
        return exactly(from, length).await;
    }
    let mut body = Vec::new();
    if !head.is_chunked() {
        from.take(BODY_MAX as u64).read_to_end(&mut body).await?;
        return Ok(body);
    }
    loop {
        let mut line = String::new();
        from.read_line(&mut line).await?;
        let length = usize::from_str_radix(line.trim(), 16).context("the length of a chunk")?;
        ensure!(body.len() + length <= BODY_MAX, "a body is too long");
        body.extend(exactly(from, length).await?);
        from.read_line(&mut String::new()).await?;
        if length == 0 {
            return Ok(body);
        }
    }
}

async fn exactly(from: &mut (impl AsyncBufRead + Unpin), length: usize) -> Result<Vec<u8>> {
    ensure!(length <= BODY_MAX, "a body is too long");
    let mut body = vec![0; length];
    from.read_exact(&mut body).await?;
    Ok(body)
}
