//! Central's pokes: server-sent events of the name `head`, whose data is a sequence number.

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use super::ClientError;

/// The longest line; a stream with a longer one is not central's.
const LINE_MAX_BYTES: usize = 4_096;

/// The stream of pokes.
pub struct Live {
    body: BoxStream<'static, Result<Bytes, reqwest::Error>>,
    parser: Parser,
}

impl Live {
    pub(super) fn new(body: BoxStream<'static, Result<Bytes, reqwest::Error>>) -> Self {
        Self { body, parser: Parser::default() }
    }

    /// Waits for the next poke; `None` when the stream has ended.
    pub async fn next_head(&mut self) -> Result<Option<u64>, ClientError> {
        loop {
            if let Some(head) = self.parser.next_head()? {
                return Ok(Some(head));
            }
            match self.body.next().await {
                Some(bytes) => self.parser.feed(&bytes.map_err(ClientError::Http)?),
                None => return Ok(None),
            }
        }
    }
}

#[derive(Default)]
struct Parser {
    pending: Vec<u8>,
    event: Vec<u8>,
}

impl Parser {
    fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// The next head among the whole lines so far. Other events and comments are passed over.
    fn next_head(&mut self) -> Result<Option<u64>, ClientError> {
        while let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            let line = line.trim_ascii_end();
            if let Some(event) = line.strip_prefix(b"event:") {
                self.event = event.trim_ascii().to_vec();
            } else if let Some(data) = line.strip_prefix(b"data:") {
                let head = std::str::from_utf8(data.trim_ascii()).ok().and_then(|n| n.parse().ok());
                if self.event == b"head"
                    && let Some(head) = head
                {
                    return Ok(Some(head));
                }
            }
        }
        if self.pending.len() > LINE_MAX_BYTES {
            return Err(ClientError::Garbled);
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_however_the_stream_is_cut_and_the_rest_is_passed_over() {
        let stream = b": hello\n\nevent: other\ndata: 7\n\nevent: head\ndata: 12\n\nevent:head\r\ndata:13\r\n\r\n";
        for cut in 0..stream.len() {
            let mut parser = Parser::default();
            let mut heads = Vec::new();
            for piece in [&stream[..cut], &stream[cut..]] {
                parser.feed(piece);
                while let Some(head) = parser.next_head().expect("short lines") {
                    heads.push(head);
                }
            }
            assert_eq!(heads, [12, 13], "cut at {cut}");
        }
    }

    #[test]
    fn an_endless_line_is_not_kept() {
        let mut parser = Parser::default();
        parser.feed(&[b'x'; LINE_MAX_BYTES + 1]);
        assert!(parser.next_head().is_err());
    }
}
