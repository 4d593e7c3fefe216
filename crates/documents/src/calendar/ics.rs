//! Content lines of RFC 5545: written, and read back.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A line has at most so many octets (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// A calendar of one plan is some 30,000 octets.
const ROOM: usize = 1 << 16;

/// A calendar that is being written.
pub(super) struct Writer {
    text: String,
}

impl Default for Writer {
    fn default() -> Self {
        Self { text: String::with_capacity(ROOM) }
    }
}

impl Writer {
    pub(super) fn begin(&mut self, component: &str) {
        self.line("BEGIN", component);
    }

    pub(super) fn end(&mut self, component: &str) {
        self.line("END", component);
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A property with its parameters, whose value is written as it is. The line is folded.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let room = self.folded(LONGEST_LINE, name);
        let room = self.folded(room, ":");
        self.folded(room, value);
        self.text.push_str("\r\n");
    }

    /// Writes a part of a line of which so many octets are left; the answer is what is left after it.
    fn folded(&mut self, mut room: usize, part: &str) -> usize {
        let mut rest = part;
        while rest.len() > room {
            // Between letters, never within one.
            let at = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
            let (line, more) = rest.split_at(at);
            self.text.push_str(line);
            self.text.push_str("\r\n ");
            (rest, room) = (more, LONGEST_LINE - 1);
        }
        self.text.push_str(rest);
        room - rest.len()
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A text as the value of a property. What would end the line is escaped or left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text;
    // 0xC2 begins the control characters above ASCII, and some that are none.
    let special = |byte: u8| matches!(byte, b'\\' | b';' | b',' | 0x7f | 0xc2) || byte < b' ';
    while let Some((before, more)) = rest.bytes().position(special).map(|at| rest.split_at(at)) {
        escaped.push_str(before);
        let mut letters = more.chars();
        match letters.next() {
            Some(letter @ ('\\' | ';' | ',')) => {
                escaped.push('\\');
                escaped.push(letter);
            }
            Some('\n') => escaped.push_str("\\n"),
            Some(letter) if !letter.is_control() => escaped.push(letter),
            _ => {}
        }
        rest = letters.as_str();
    }
    escaped.push_str(rest);
    escaped
}

/// The text that a value stands for.
pub(super) fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            letter => text.push(letter),
        }
    }
    text
}

/// "20261124T130000Z".
pub(super) fn utc(at: Timestamp) -> String {
    format!("{}Z", local(TimeZone::UTC.to_datetime(at)))
}

/// "20261124T140000".
pub(super) fn local(at: DateTime) -> String {
    let time = at.time();
    format!("{}T{:02}{:02}{:02}", date(at.date()), time.hour(), time.minute(), time.second())
}

/// "20261124".
pub(super) fn date(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Reads a local date and time.
pub(super) fn read_local(text: &str) -> Option<DateTime> {
    DateTime::strptime("%Y%m%dT%H%M%S", text).ok()
}

/// Reads a date.
pub(super) fn read_date(text: &str) -> Option<Date> {
    Date::strptime("%Y%m%d", text).ok()
}

/// A line that was read, unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentLine {
    /// Counted from 1: where it begins.
    pub(super) number: usize,
    /// In capitals.
    pub(super) name: String,
    /// The parameters as they stand, with their values.
    pub(super) parameters: Vec<(String, String)>,
    /// As it stands.
    pub(super) value: String,
}

impl ContentLine {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        parameters.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The lines of a text, unfolded; for one that is no content line, its number.
pub(super) fn lines(text: &str) -> Vec<Result<ContentLine, usize>> {
    let mut unfolded: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), unfolded.last_mut()) {
            (Some(more), Some((_, before))) => before.push_str(more),
            _ if line.is_empty() => {}
            _ => unfolded.push((index + 1, line.to_owned())),
        }
    }
    unfolded.into_iter().map(|(number, line)| content_line(number, &line).ok_or(number)).collect()
}

/// Takes a line apart. A parameter's value in quotes may hold a colon or a semicolon.
fn content_line(number: usize, line: &str) -> Option<ContentLine> {
    let mut is_quoted = false;
    let colon = line.char_indices().find(|(_, letter)| {
        is_quoted ^= *letter == '"';
        *letter == ':' && !is_quoted
    });
    let (head, value) = line.split_at(colon?.0);
    let value = value.strip_prefix(':')?.to_owned();
    let mut parts: Vec<String> = vec![String::new()];
    let mut is_quoted = false;
    for letter in head.chars() {
        is_quoted ^= letter == '"';
        match parts.last_mut() {
            Some(part) if letter != ';' || is_quoted => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    let mut parts = parts.into_iter();
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_uppercase();
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    let parameters = parts.map(|part| {
        let (name, value) = part.split_once('=')?;
        Some((name.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
    });
    Some(ContentLine { number, name, parameters: parameters.collect::<Option<_>>()?, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, text: &str) -> String {
        let mut writer = Writer::default();
        writer.text(name, text);
        writer.finish()
    }

    #[test]
    fn a_text_that_looks_like_lines_stays_a_text() {
        let text = "a\r\nBEGIN:VALARM\r\n=cmd, x; y \\ z";
        assert_eq!(written("SUMMARY", text), "SUMMARY:a\\nBEGIN:VALARM\\n=cmd\\, x\\; y \\\\ z\r\n");
    }

    #[test]
    fn long_lines_are_folded_between_letters_and_read_back() {
        let text = "ä€😀,;\\\n".repeat(40);
        let lines = written("DESCRIPTION", &text);
        assert!(lines.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
        let read = super::lines(&lines);
        let [Ok(line)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((line.name.as_str(), unescaped(&line.value)), ("DESCRIPTION", text));
    }

    #[test]
    fn a_quoted_parameter_may_hold_a_colon() {
        let read = lines("DTSTART;X-A=\"b:c;d\";tzid=Europe/Berlin:20261124T140000\n");
        let [Ok(line)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(line.parameter("X-A"), Some("b:c;d"));
        assert_eq!(line.parameter("TZID"), Some("Europe/Berlin"));
        assert_eq!(read_local(&line.value).map(local).as_deref(), Some("20261124T140000"));
    }

    #[test]
    fn what_is_no_content_line_is_named() {
        assert_eq!(lines("no colon\nA B:c\n:x\nA;b:c"), [Err(1), Err(2), Err(3), Err(4)]);
    }
}
