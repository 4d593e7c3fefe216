//! A browser in small: one request for each connection, over plain HTTP to this machine.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than the program itself gives an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// The secret of the browser, which cookie and forms carry.
const TOKEN: &str = "abababababababababababababababababababababababababababababababab";

/// What came back, whole.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) body: String,
}

pub(super) fn get(port: u16, path: &str) -> io::Result<Page> {
    ask(port, "GET", path, "", "")
}

/// Sends a form as the app's own pages do.
pub(super) fn send(port: u16, path: &str, fields: &[(&str, &str)]) -> io::Result<Page> {
    let pairs = [("token", TOKEN)].into_iter().chain(fields.iter().copied());
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    ask(port, "POST", path, "application/x-www-form-urlencoded", &pairs.join("&"))
}

pub(super) fn send_json(port: u16, path: &str, json: &str) -> io::Result<Page> {
    ask(port, "POST", path, "application/json", json)
}

fn ask(port: u16, method: &str, path: &str, kind: &str, body: &str) -> io::Result<Page> {
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let kind = if kind.is_empty() { String::new() } else { format!("Content-Type: {kind}\r\n") };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n\
         Cookie: __Host-afterglow={TOKEN}\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    read(&answer).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
}

/// An answer that broke off is none: the program may have been killed while it wrote.
fn read(answer: &[u8]) -> Option<Page> {
    let text = String::from_utf8_lossy(answer);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    let header = |name: &str| {
        let mut found = headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| (*value).to_owned())
    };
    let is_whole = header("content-length").is_none_or(|length| length.parse() == Ok(body.len()));
    is_whole.then(|| Page { status, location: header("location"), body: body.to_owned() })
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_broke_off_is_none() {
        let whole = b"HTTP/1.1 303 See Other\r\nlocation: /result/1\r\ncontent-length: 2\r\n\r\nok";
        let page = read(whole).map(|page| (page.status, page.location, page.body));
        assert_eq!(page, Some((303, Some("/result/1".to_owned()), "ok".to_owned())));
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_none(), "{length}");
        }
    }

    #[test]
    fn a_field_is_sent_as_browsers_do() {
        assert_eq!(encoded("a b&c-1"), "a%20b%26c-1");
    }
}
