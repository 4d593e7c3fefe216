//! As much of HTTP/1.1 as a benchmark needs: requests that are written beforehand, on connections that stay open.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The secret of an invented browser.
const SECRET: &str = "abababababababababababababababababababababababababababababababab";

pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Of the body, in bytes.
    pub(super) length: usize,
}

impl Connection {
    pub(super) async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
        stream.set_nodelay(true).expect("a setting");
        Self { stream, buffer: Vec::with_capacity(128 * 1024) }
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn ask(&mut self, request: &[u8]) -> Answer {
        self.stream.write_all(request).await.expect("a request");
        self.buffer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("an answer");
            assert!(read > 0, "the server closed the connection");
            if let Some((answer, end)) = headers(&self.buffer)
                && self.buffer.len() >= end + answer.length
            {
                return answer;
            }
        }
    }
}

/// Status and length, and where the headers end; nothing if they are not there yet.
fn headers(bytes: &[u8]) -> Option<(Answer, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..end]).expect("headers");
    let status = text.get(9..12).and_then(|status| status.parse().ok()).expect("a status");
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse().expect("a length"))
    });
    Some((Answer { status, length: length.expect("an answer that says its length") }, end))
}

/// Opens a page, as the app's own browser does.
pub(super) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-afterglow={SECRET}\r\n\r\n")
        .into_bytes()
}

/// Sends a form, with the secret that it was made with.
pub(super) fn post(path: &str, fields: &str) -> Vec<u8> {
    let body = format!("token={SECRET}&{fields}");
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-afterglow={SECRET}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
