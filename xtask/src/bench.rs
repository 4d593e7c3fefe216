//! Speed, side by side with what peers reach.

use crate::documents::tools::{self, Npm};
use crate::python::python;
use crate::shell::{self, Result, cargo, command};

/// The peers in Python: of reading labels, of setting sheets, of writing calendars, of keeping check-ins (with what
/// uvicorn calls its standard extras, as far as they serve).
const PEERS: &[&str] = &[
    "rapidfuzz==3.14.6",
    "weasyprint==70.0",
    "icalendar==7.3.2",
    "fastapi==0.165.0",
    "uvicorn==0.54.0",
    "uvloop==0.23.0",
    "httptools==0.9.0",
];

/// The peer in Node. Its SQLite is compiled where nobody has a binary for the machine.
const NPM: Npm = Npm { manifests: "bench/peers", modules: "target/node-bench", has_scripts: true };

/// Libraries that WeasyPrint looks for only once it runs, and the Debian packages that have them.
const LIBRARIES: &[&str] = &["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"];
const PACKAGES: &[&str] = &["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"];

/// Fails unless every library can be loaded.
const LOADS: &str = "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure the server alone
    #[arg(long)]
    server: bool,
    /// Look at the memory of the server after ten minutes of load, not after one
    #[arg(long)]
    long: bool,
}

pub(crate) fn run(options: &Options) -> Result {
    // As it is shipped: the program and the benchmark beside it.
    shell::run(&mut cargo(&["build", "--profile", "dist", "--locked", "--package", "afterglow"]))?;
    let python = python(PEERS)?;
    let has_libraries = shell::succeeds(command(&python).args(["-c", LOADS]).args(LIBRARIES));
    shell::need_packages(has_libraries, PACKAGES)?;
    tools::need_node()?;
    shell::need_packages(shell::has_program("g++") && shell::has_program("make"), &["g++", "make"])?;
    let modules = tools::modules(&NPM)?;
    let bench = ["--package", "afterglow-bench", "--features", "peers"];
    let profile = ["--profile", "dist", "--locked"];
    // All its programs: a server of a peer is one of them.
    shell::run(cargo(&["build"]).args(profile).args(bench).arg("--bins"))?;
    let mut measure = cargo(&["run"]);
    measure.args(profile).args(bench).env("AFTERGLOW_PYTHON", python).env("AFTERGLOW_NODE_MODULES", modules);
    measure.arg("--");
    measure.args(options.server.then_some("--server")).args(options.long.then_some("--long"));
    shell::run(&mut measure)
}
