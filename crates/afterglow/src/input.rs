//! Bringing cases and protocols in.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format as FileFormat};
use afterglow_core::engine::examples;
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::{BUILTIN, Protocol};

use crate::cli::{Everywhere, Format};
use crate::output::Failure;

/// Reads a case from a file, or from standard input for `-`.
pub(crate) fn case(path: &Path, format: Format) -> Result<Case, Failure> {
    let (name, text) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        ("standard input".to_owned(), utf8("standard input", bytes)?)
    } else {
        (path.display().to_string(), read_text(path)?)
    };
    case::read(&Document::guess(&name, &text)).map_err(|problems| Failure::Problems(problems, format))
}

/// The protocol that the options ask for.
pub(crate) fn protocol(options: &Everywhere) -> Result<Protocol, Failure> {
    let format = options.format;
    let protocol = match &options.protocol {
        Some(dir) => folder(dir, format)?,
        None => Protocol::builtin().map_err(|problems| Failure::Problems(problems, format))?,
    };
    match &options.clinic {
        None => Ok(protocol),
        Some(path) => {
            let text = read_text(path)?;
            let name = path.display().to_string();
            protocol
                .with_clinic(&Document::guess(&name, &text))
                .map_err(|problems| Failure::Problems(problems, format))
        }
    }
}

/// The names of ingredients of the protocol that the options ask for.
pub(crate) fn dictionary(options: &Everywhere) -> Result<Dictionary, Failure> {
    let files = files(options.protocol.as_deref())?;
    let own = options
        .clinic
        .as_deref()
        .map(|path| Ok::<_, Failure>((path.display().to_string(), read_text(path)?)));
    let own = own.transpose()?;
    let own = own.as_ref().map(|(name, text)| Document::guess(name, text));
    Dictionary::load(&documents(&files), own.as_ref())
        .map_err(|problems| Failure::Problems(problems, options.format))
}

/// The text of a file, or of standard input for `-`.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    if path != Path::new("-") {
        return read_text(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    utf8("standard input", bytes)
}

/// A protocol folder, checked with its examples.
pub(crate) fn checked(dir: Option<&Path>, format: Format) -> Result<Protocol, Failure> {
    let files = files(dir)?;
    let documents = documents(&files);
    let protocol = Protocol::load(&documents).map_err(|problems| Failure::Problems(problems, format))?;
    let mut failures = examples::failures(&protocol, &documents);
    failures.extend(examples::floor_failures(&protocol));
    if failures.is_empty() { Ok(protocol) } else { Err(Failure::Problems(failures, format)) }
}

/// A protocol folder as it is, without running its examples.
pub(crate) fn folder(dir: &Path, format: Format) -> Result<Protocol, Failure> {
    let files = files(Some(dir))?;
    Protocol::load(&documents(&files)).map_err(|problems| Failure::Problems(problems, format))
}

/// The files of a protocol folder, or of the built-in protocol: relative path and text.
fn files(dir: Option<&Path>) -> Result<Vec<(String, String)>, Failure> {
    let Some(dir) = dir else {
        return Ok(BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    };
    let mut files = Vec::new();
    collect(dir, "", &mut files)?;
    if files.is_empty() {
        return Err(Failure::Other(format!("no protocol files in `{}`", dir.display())));
    }
    files.sort();
    Ok(files)
}

/// Reads every TOML file of a folder and of the folders in it, with paths relative to the first one.
fn collect(dir: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Failure> {
    let entries =
        fs::read_dir(dir).map_err(|error| Failure::Other(format!("`{}`: {error}", dir.display())))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // Links to folders are not followed: they could lead in a circle.
        if entry.file_type()?.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if path.is_file() && path.extension().is_some_and(|extension| extension == "toml") {
            files.push((format!("{prefix}{name}"), read_text(&path)?));
        }
    }
    Ok(())
}

fn documents(files: &[(String, String)]) -> Vec<Document<'_>> {
    files.iter().map(|(name, text)| Document::new(name, text, FileFormat::Toml)).collect()
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Failure::Other(format!("`{name}`: {error}")))?;
    utf8(&name, bytes)
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::Other(format!("`{name}` is not UTF-8 text: byte {at} cannot be read"))
    })
}
