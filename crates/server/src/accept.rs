//! The accept loop. `axum::serve` waits for headers for ever; here a slow or silent client is let go, and where there are
//! too many, the one goes that has kept us waiting longest.

mod counted;
mod places;

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use counted::Counted;
pub(crate) use places::Place;
use places::Places;

use crate::tls::Tls;

/// Headers must be there within this time, also those of the next request on an open connection; so must the handshake.
const HEADER_TIME: Duration = Duration::from_secs(3);
/// A client that takes nothing of its answer for so long is let go.
const WRITE_TIME: Duration = Duration::from_secs(5);
/// So many connections at once.
const MOST_CONNECTIONS: usize = 4096;
/// Headers take no more room than this.
const MOST_HEADER_BYTES: usize = 32 * 1024;
/// What the system keeps of an answer that nobody reads. More would let one client call for thousands of answers unread.
const SEND_BUFFER_BYTES: u32 = 128 * 1024;
/// Connections that wait for the accept loop.
const BACKLOG: u32 = 1024;
/// Open answers may take so long to finish when the program is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Where a request comes from.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Listens as the loop needs it. Must be called within a runtime.
pub(crate) fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket =
        if address.is_ipv4() { tokio::net::TcpSocket::new_v4()? } else { tokio::net::TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

pub(crate) async fn run(
    listener: TcpListener,
    router: Router,
    tls: Option<&Tls>,
    stop: impl Future<Output = ()>,
) {
    let tls = tls.map(|tls| TlsAcceptor::from(Arc::clone(&tls.config)));
    let places = Places::new(MOST_CONNECTIONS);
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: make room, and give it time to be made.
            places.let_go();
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        // Nobody can be let go: all of them are being answered.
        let Some(place) = places.take() else { continue };
        let line = Line { router: router.clone(), tls: tls.clone(), peer, place, open: open.watcher() };
        tokio::spawn(line.until_let_go(stream));
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_ANSWERS, open.shutdown()).await;
}

/// One connection.
struct Line {
    router: Router,
    tls: Option<TlsAcceptor>,
    peer: SocketAddr,
    place: Place,
    open: Watcher,
}

impl Line {
    async fn until_let_go(self, stream: TcpStream) {
        let place = self.place.clone();
        tokio::select! {
            () = place.is_let_go() => {}
            () = self.serve(stream) => {}
        }
    }

    async fn serve(self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let Some(tls) = self.tls.clone() else { return self.answer(stream).await };
        match tokio::time::timeout(HEADER_TIME, encrypted(&tls, stream)).await {
            Ok(Ok(Hello::Encrypted(stream))) => self.answer(*stream).await,
            // Somebody wrote http:// for https://.
            Ok(Ok(Hello::Plain(stream))) => {
                Self { router: Router::new().fallback(to_https), tls: None, ..self }.answer(stream).await;
            }
            // A connection that breaks off is the client's affair.
            Ok(Err(_)) | Err(_) => {}
        }
    }

    async fn answer(self, stream: impl AsyncRead + AsyncWrite + Send + 'static) {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(WRITE_TIME));
        let (stream, reads) = Counted::new(Box::pin(stream));
        let (router, peer, place) = (self.router, self.peer, self.place);
        let last = AtomicU64::new(0);
        let service = service_fn(move |request: Request<Incoming>| {
            let (router, place) = (router.clone(), place.clone());
            // Nothing was read since the last request: this one came with it. No browser does that, and whoever does
            // could call for any number of answers at once. It gets this one.
            let read = reads.count();
            let is_ahead = last.swap(read, Ordering::Relaxed) == read;
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(Peer(peer));
                request.extensions_mut().insert(place.clone());
                let Ok(mut answer) = router.oneshot(request).await;
                if is_ahead {
                    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                place.waits();
                Ok::<Response, Infallible>(answer)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(MOST_HEADER_BYTES)
            .keep_alive(true)
            .serve_connection(TokioIo::new(stream), service);
        let _ = self.open.watch(connection).await;
    }
}

/// What a client begins with.
enum Hello {
    Encrypted(Box<tokio_rustls::server::TlsStream<TcpStream>>),
    Plain(TcpStream),
}

/// The first byte of a handshake; no method of HTTP begins with it.
const HANDSHAKE: u8 = 0x16;

async fn encrypted(tls: &TlsAcceptor, stream: TcpStream) -> std::io::Result<Hello> {
    let mut first = [0];
    match stream.peek(&mut first).await? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ if first != [HANDSHAKE] => Ok(Hello::Plain(stream)),
        _ => Ok(Hello::Encrypted(Box::new(tls.accept(stream).await?))),
    }
}

async fn to_https(request: Request<Body>) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let uri = host.and_then(|host| {
        Uri::builder().scheme("https").authority(host).path_and_query(request.uri().path()).build().ok()
    });
    match uri {
        Some(uri) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, uri.to_string())]).into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}
