//! The smallest library for the browser that uses the whole core, to see how large it becomes.

use afterglow_core::case;
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, State};
use afterglow_core::protocol::Protocol;
use jiff::Timestamp;

/// Memory for a text of so many bytes. It is never given back: the probe answers one question.
// SAFETY: no other function of the library has this name.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    vec![0; bytes].leak().as_mut_ptr()
}

/// How many gates are open for a case in JSON at an instant; -1 if something could not be read.
///
/// # Safety
///
/// `text` must point at `bytes` bytes that nobody changes during the call.
// SAFETY: no other function of the library has this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open_gates(text: *const u8, bytes: usize, epoch_seconds: i64) -> i32 {
    // SAFETY: the caller promises that the bytes are there.
    let text = unsafe { std::slice::from_raw_parts(text, bytes) };
    let count = std::str::from_utf8(text).ok().and_then(|text| count(text, epoch_seconds));
    count.and_then(|count| i32::try_from(count).ok()).unwrap_or(-1)
}

fn count(text: &str, epoch_seconds: i64) -> Option<usize> {
    let protocol = Protocol::builtin().ok()?;
    let case = case::read(&Document::new("case", text, Format::Json)).ok()?;
    let now = Timestamp::from_second(epoch_seconds).ok()?;
    let plan = engine::plan(&protocol, &case, now);
    Some(plan.gates.iter().filter(|gate| gate.state == State::Open).count())
}
