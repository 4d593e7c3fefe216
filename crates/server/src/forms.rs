//! Forms as they come in: read whole, with the secret of the browser they were made for.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::guard::Token;

/// A form that a page of this app sent.
pub(crate) struct Form(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let token = request.extensions().get::<Token>().cloned().ok_or(Fault::Forbidden)?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Fault::Forbidden);
        }
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|_| Fault::Broken)?;
        let fields = pairs(&bytes).ok_or(Fault::Forbidden)?;
        let form = Self(fields);
        if form.get("token").is_some_and(|sent| token.is(sent)) { Ok(form) } else { Err(Fault::Forbidden) }
    }
}

/// `a=b&a=c`, decoded; nothing if it is not UTF-8.
fn pairs(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let fields = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(name)?, decoded(value)?))
    });
    fields.collect()
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

impl Form {
    /// A form as it was kept.
    pub(crate) fn kept(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The fields with these names, as they were filled in; those that were left empty are not there.
    pub(crate) fn fields(&self, is_meant: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let fields = self.0.iter().filter(|(name, value)| is_meant(name) && !value.trim().is_empty());
        fields.cloned().collect()
    }

    /// What was written or chosen; nothing if it was left empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter().filter(|(known, _)| known == name);
        fields.next().map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Everything that was chosen under a name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let fields = self.0.iter().filter(|(known, _)| known == name);
        fields.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).collect()
    }

    /// A local date and time, as an instant with its zone. An hour that comes twice is its second time: what is counted
    /// from it is rather too late than too early.
    pub(crate) fn instant(&self, name: &str, zone: &TimeZone) -> Option<String> {
        let local: DateTime = self.get(name)?.parse().ok()?;
        let at = zone.to_ambiguous_timestamp(local).later().ok()?;
        Some(at.to_zoned_datetime(zone.clone()).to_string())
    }

    /// Puts a text into a table, or takes the key out if the field was left empty.
    pub(crate) fn put(&self, table: &mut Map<String, Value>, key: &str) {
        match self.get(key) {
            Some(text) => table.insert(key.to_owned(), Value::from(text)),
            None => table.remove(key),
        };
    }

    /// The same for a number; what is none stays as it was written, so that the check can say so.
    pub(crate) fn put_number(&self, table: &mut Map<String, Value>, key: &str) {
        let Some(text) = self.get(key) else {
            table.remove(key);
            return;
        };
        let number = text.replace(',', ".").parse::<f64>().ok().and_then(serde_json::Number::from_f64);
        table.insert(key.to_owned(), number.map_or_else(|| Value::from(text), Value::Number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded() {
        let fields = pairs("a=b+c&a=%C3%BC&d&=e".as_bytes()).unwrap_or_default();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(fields, [pair("a", "b c"), pair("a", "ü"), pair("d", ""), pair("", "e")]);
        assert_eq!(pairs(b"a=%ff"), None);
        assert_eq!(pairs(b"a=%f"), None);
    }

    #[test]
    fn an_hour_that_comes_twice_is_its_second_time() {
        let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        let form = Form(vec![("at".to_owned(), "2026-10-25T02:30".to_owned())]);
        assert_eq!(form.instant("at", &zone).as_deref(), Some("2026-10-25T02:30:00+01:00[Europe/Berlin]"));
    }
}
