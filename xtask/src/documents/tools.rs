//! What documents are looked at with.

use std::fs;
use std::path::{Path, PathBuf};

use crate::python::python;
use crate::shell::{self, Result, TaskError, command};

const ICALENDAR: &str = "icalendar==7.3.2";
/// The packages from npm that documents and the app are looked at with.
const NPM: Npm = Npm { manifests: "xtask/documents", modules: "target/node", has_scripts: false };
/// What of npm is needed, each in its version and with its digest.
const MANIFESTS: &[&str] = &["package.json", "package-lock.json"];
const NODE_HEADERS: &str = "/usr/include/node/node.h";
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

/// Packages from npm: where it stands which are needed, and where they are put.
pub(crate) struct Npm {
    pub(crate) manifests: &'static str,
    /// It goes with everything else that was built.
    pub(crate) modules: &'static str,
    /// Whether one of them has to be compiled; otherwise nothing of theirs runs while it is installed.
    pub(crate) has_scripts: bool,
}

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
    Ok(Tools { python: python(&[ICALENDAR])?, modules: modules(&NPM)?, chromium })
}

/// A browser, and what runs scripts.
pub(crate) fn chromium() -> Result<&'static Path> {
    need_node()?;
    let chromium = Path::new(CHROMIUM);
    shell::need_packages(chromium.exists(), &["chromium"])?;
    Ok(chromium)
}

/// What runs scripts, and installs packages for them.
pub(crate) fn need_node() -> Result {
    shell::need_packages(shell::has_program("node") && shell::has_program("npm"), &["nodejs", "npm"])
}

/// The path of a script of ours.
pub(super) fn script(name: &str) -> PathBuf {
    shell::root().join("xtask/documents").join(name)
}

/// The folder with `node_modules`.
pub(crate) fn modules(npm: &Npm) -> Result<PathBuf> {
    let [manifests, folder] = [npm.manifests, npm.modules].map(|name| shell::root().join(name));
    let [manifest, installed] = [folder.join("package.json"), folder.join("installed.json")];
    let lock = manifests.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| TaskError::file(&lock, &error))?;
    if manifest.exists() && fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    for name in MANIFESTS {
        let from = manifests.join(name);
        fs::copy(&from, folder.join(name)).map_err(|error| TaskError::file(&from, &error))?;
    }
    let mut install = command("npm");
    install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    if npm.has_scripts {
        // Debian has the headers of its own node; without them they would be fetched.
        if Path::new(NODE_HEADERS).exists() {
            install.env("npm_config_nodedir", "/usr");
        }
    } else {
        install.arg("--ignore-scripts");
    }
    shell::run(&mut install)?;
    // Only what was installed to the end counts as there.
    fs::write(&installed, wanted).map_err(|error| TaskError::file(&installed, &error))?;
    Ok(folder)
}
