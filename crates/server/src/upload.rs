//! A file that a page of this app sends, with the secret of the browser that the page was made for.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use crate::fault::Fault;
use crate::guard::Token;

/// The largest request with a file: an archive, and what a form puts around it.
pub(crate) const MOST_BYTES: usize = afterglow_archive::MOST_BYTES + 64 * 1024;
/// A secret has 64 letters.
const MOST_TOKEN_BYTES: usize = 1024;

/// The one file of a form.
pub(crate) struct Upload(pub(crate) Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let token = request.extensions().get::<Token>().cloned().ok_or(Fault::Forbidden)?;
        let mut form = Multipart::from_request(request, state).await.map_err(|_| Fault::Forbidden)?;
        // The secret stands first in the page, and so in what it sends: until it is known to be right, nothing large is read.
        let secret = form.next_field().await.map_err(fault)?.filter(|field| field.name() == Some("token"));
        let secret = read(secret.ok_or(Fault::Forbidden)?, MOST_TOKEN_BYTES).await?;
        if !std::str::from_utf8(&secret).is_ok_and(|sent| token.is(sent)) {
            return Err(Fault::Forbidden);
        }
        let file = form.next_field().await.map_err(fault)?.filter(|field| field.name() == Some("file"));
        let bytes = read(file.ok_or(Fault::Forbidden)?, MOST_BYTES).await?;
        match form.next_field().await.map_err(fault)? {
            None => Ok(Self(bytes)),
            Some(_) => Err(Fault::Forbidden),
        }
    }
}

async fn read(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(fault)? {
        if bytes.len() + chunk.len() > most {
            return Err(Fault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed by name to `map_err`")]
fn fault(error: MultipartError) -> Fault {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Fault::TooLarge } else { Fault::Forbidden }
}
