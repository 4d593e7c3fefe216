//! What documents are looked at with.

use std::fs;
use std::path::{Path, PathBuf};

use crate::python::python;
use crate::shell::{self, Result, TaskError, command};

const ICALENDAR: &str = "icalendar==7.3.2";
/// Where packages from npm are put. It goes with everything else that was built.
const MODULES: &str = "target/node";
/// What of npm is needed, each in its version and with its digest.
const MANIFESTS: &[&str] = &["package.json", "package-lock.json"];
const CHROMIUM: &str = "/usr/bin/chromium";
/// Programs, with the Debian packages that have them.
const PROGRAMS: &[(&str, &str)] = &[
    ("qpdf", "qpdf"),
    ("pdfinfo", "poppler-utils"),
    ("pdffonts", "poppler-utils"),
    ("pdftotext", "poppler-utils"),
    ("node", "nodejs"),
    ("npm", "npm"),
];

pub(crate) struct Tools {
    /// A Python that has `icalendar`.
    pub(super) python: PathBuf,
    /// The folder with `node_modules`.
    pub(crate) modules: PathBuf,
    pub(crate) chromium: &'static Path,
}

/// Makes sure that all is there. What is missing is installed, and said; once all is there, no network is needed.
pub(crate) fn need() -> Result<Tools> {
    let chromium = Path::new(CHROMIUM);
    let missing =
        PROGRAMS.iter().filter(|(program, _)| !shell::has_program(program)).map(|(_, package)| *package);
    let mut missing: Vec<&str> = missing.chain((!chromium.exists()).then_some("chromium")).collect();
    missing.dedup();
    shell::need_packages(missing.is_empty(), &missing)?;
    Ok(Tools { python: python(&[ICALENDAR])?, modules: modules()?, chromium })
}

/// The path of a script of ours.
pub(super) fn script(name: &str) -> PathBuf {
    shell::root().join("xtask/documents").join(name)
}

fn modules() -> Result<PathBuf> {
    let folder = shell::root().join(MODULES);
    let [manifest, installed] = [folder.join("package.json"), folder.join("installed.json")];
    let lock = script("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| TaskError::file(&lock, &error))?;
    if manifest.exists() && fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    for name in MANIFESTS {
        let from = script(name);
        fs::copy(&from, folder.join(name)).map_err(|error| TaskError::file(&from, &error))?;
    }
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    shell::run(command("npm").args(install).current_dir(&folder))?;
    // Only what was installed to the end counts as there.
    fs::write(&installed, wanted).map_err(|error| TaskError::file(&installed, &error))?;
    Ok(folder)
}
