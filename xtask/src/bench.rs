//! Speed, side by side with what peers reach.

use crate::python::python;
use crate::shell::{self, Result, cargo, command};

/// The peers in Python: of reading labels, of setting sheets, of writing calendars.
const PEERS: &[&str] = &["rapidfuzz==3.14.6", "weasyprint==70.0", "icalendar==7.3.2"];

/// Libraries that WeasyPrint looks for only once it runs, and the Debian packages that have them.
const LIBRARIES: &[&str] = &["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"];
const PACKAGES: &[&str] = &["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"];

/// Fails unless every library can be loaded.
const LOADS: &str = "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]";

pub(crate) fn run() -> Result {
    // As it is shipped: the program and the benchmark beside it.
    shell::run(&mut cargo(&["build", "--profile", "dist", "--locked", "--package", "afterglow"]))?;
    let python = python(PEERS)?;
    let has_libraries = shell::succeeds(command(&python).args(["-c", LOADS]).args(LIBRARIES));
    shell::need_packages(has_libraries, PACKAGES)?;
    let bench = ["--package", "afterglow-bench", "--features", "peers"];
    let mut measure = cargo(&["run", "--profile", "dist", "--locked"]);
    shell::run(measure.args(bench).env("AFTERGLOW_PYTHON", python))
}
