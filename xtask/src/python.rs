//! A Python of the project's own, with packages from PyPI: for second opinions and for peers to be measured beside.

use std::path::PathBuf;

use crate::shell::{self, Result, command};

/// Where it is made. It goes with everything else that was built.
const FOLDER: &str = "target/python";

/// Fails unless every package is there in its version.
const HAS: &str = "\
import sys
from importlib.metadata import version
for package in sys.argv[1:]:
    name, _, pinned = package.partition('==')
    if version(name) != pinned:
        sys.exit(1)
";

/// A Python that has these packages, each given as `name==version`. What is missing is installed, and said; once all is
/// there, no network is needed.
pub(crate) fn python(packages: &[&str]) -> Result<PathBuf> {
    let folder = shell::root().join(FOLDER);
    let python = folder.join("bin/python");
    if !shell::succeeds(command(&python).arg("--version")) {
        // Debian's own Python has no `ensurepip` until the package is there, and makes no environment without it.
        let has_venv = shell::succeeds(command("python3").args(["-c", "import venv, ensurepip"]));
        shell::need_packages(has_venv, &["python3-venv"])?;
        shell::run(command("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    if !shell::succeeds(command(&python).args(["-c", HAS]).args(packages)) {
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        shell::run(command(&python).args(install).args(packages))?;
    }
    Ok(python)
}
