//! Bodies of requests: read whole before anybody looks at them, so that nothing waits for a slow client.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::fault::Fault;
use crate::upload;

/// A body must be there within this time, and a large one at least this fast.
const BODY_TIME: Duration = Duration::from_secs(5);
const SLOWEST_BYTES_A_SECOND: usize = 64 * 1024;
/// The largest form and the largest request of a program. A label has at most 20,000 letters.
const MOST_FORM_BYTES: usize = 256 * 1024;
const MOST_API_BYTES: usize = 1 << 20;
/// Where an archive is brought in.
const ARCHIVE_PATH: &str = "/data/import";
/// Bodies above this share one room, so that many large ones at once do not fill the memory.
const SMALL_BYTES: usize = 64 * 1024;
const ROOM_BYTES: usize = 3 * upload::MOST_BYTES;

#[derive(Clone)]
pub(super) struct Room(Arc<Semaphore>);

impl Room {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(ROOM_BYTES)))
    }

    /// The request with all of its body.
    pub(super) async fn whole(&self, request: Request) -> Result<Request, Fault> {
        let most = most(request.uri().path());
        let (parts, body) = request.into_parts();
        let told = length(&parts.headers);
        if told.is_some_and(|told| told > most) {
            return Err(Fault::TooLarge);
        }
        let expected = told.unwrap_or(most);
        let _room = self.room_for(expected)?;
        let seconds = u64::try_from(expected / SLOWEST_BYTES_A_SECOND).unwrap_or_default();
        let time = BODY_TIME + Duration::from_secs(seconds);
        let read = tokio::time::timeout(time, Limited::new(body, most).collect());
        let body = read
            .await
            .map_err(|_| Fault::Slow)?
            .map_err(|error| if error.is::<LengthLimitError>() { Fault::TooLarge } else { Fault::Broken })?;
        Ok(Request::from_parts(parts, Body::from(body.to_bytes())))
    }

    fn room_for(&self, bytes: usize) -> Result<Option<SemaphorePermit<'_>>, Fault> {
        if bytes <= SMALL_BYTES {
            return Ok(None);
        }
        let bytes = u32::try_from(bytes).map_err(|_| Fault::TooLarge)?;
        self.0.try_acquire_many(bytes).map(Some).map_err(|_| Fault::Busy)
    }
}

fn most(path: &str) -> usize {
    match path {
        ARCHIVE_PATH => upload::MOST_BYTES,
        _ if path.starts_with("/api/") => MOST_API_BYTES,
        _ => MOST_FORM_BYTES,
    }
}

/// What a request says of its length. Without a length and without pieces there is no body.
fn length(headers: &HeaderMap) -> Option<usize> {
    match headers.get(header::CONTENT_LENGTH) {
        Some(length) => length.to_str().ok()?.parse().ok(),
        None => (!headers.contains_key(header::TRANSFER_ENCODING)).then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body of which nothing comes.
    struct Silent;

    impl hyper::body::Body for Silent {
        type Data = hyper::body::Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
            std::task::Poll::Pending
        }
    }

    async fn read(path: &str, length: Option<usize>, bytes: usize) -> Result<usize, Fault> {
        let mut request = Request::builder().uri(path);
        request = match length {
            Some(length) => request.header(header::CONTENT_LENGTH, length),
            None => request.header(header::TRANSFER_ENCODING, "chunked"),
        };
        let request = request.body(Body::from(vec![b'a'; bytes])).unwrap();
        let whole = Room::new().whole(request).await?;
        Ok(whole.into_body().collect().await.map_err(|_| Fault::Broken)?.to_bytes().len())
    }

    #[tokio::test]
    async fn each_address_has_its_limit() {
        for (path, most) in [("/check-in", MOST_FORM_BYTES), ("/api/v1/plan", MOST_API_BYTES)] {
            assert!(matches!(read(path, Some(most), most).await, Ok(bytes) if bytes == most));
            assert!(matches!(read(path, None, most).await, Ok(bytes) if bytes == most));
            assert!(matches!(read(path, Some(most + 1), 0).await, Err(Fault::TooLarge)));
            assert!(matches!(read(path, None, most + 1).await, Err(Fault::TooLarge)));
        }
    }

    #[tokio::test]
    async fn many_large_bodies_share_one_room_and_small_ones_need_none() {
        let room = Room::new();
        let held: Vec<_> = (0..3).map(|_| room.room_for(upload::MOST_BYTES)).collect();
        assert!(held.iter().all(|it| matches!(it, Ok(Some(_)))));
        assert!(matches!(room.room_for(SMALL_BYTES + 1), Err(Fault::Busy)));
        assert!(matches!(room.room_for(SMALL_BYTES), Ok(None)));
        drop(held);
        assert!(matches!(room.room_for(SMALL_BYTES + 1), Ok(Some(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let request = Request::builder().uri("/api/v1/plan").header(header::CONTENT_LENGTH, 2);
        let request = request.body(Body::new(Silent)).unwrap();
        assert!(matches!(Room::new().whole(request).await, Err(Fault::Slow)));
    }
}
