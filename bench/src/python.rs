//! Peers in Python: programs in `bench/peers`, each asked once, with a file.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

/// The Python that has the peers; `cargo xtask bench` sets it.
static PYTHON: LazyLock<Option<std::ffi::OsString>> = LazyLock::new(|| {
    let python = std::env::var_os("AFTERGLOW_PYTHON");
    if python.is_none() {
        eprintln!("AFTERGLOW_PYTHON is not set: no peer in Python is asked");
    }
    python
});

/// The answer of a peer to a file of that name and content, which is kept beside the program; nothing, if there is no
/// Python that has peers.
pub(crate) fn answer<A: DeserializeOwned>(peer: &str, name: &str, content: &[u8]) -> Option<A> {
    let python = PYTHON.as_ref()?;
    let file = std::env::current_exe().expect("a path").with_file_name(name);
    std::fs::write(&file, content).expect("a file beside the program");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(peer);
    let output = Command::new(python).arg(script).arg(file).output().expect("Python");
    assert!(output.status.success(), "the peer: {}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("the answer of the peer"))
}
