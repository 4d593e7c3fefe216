//! The zip file around the entries.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use afterglow_core::document::{OwnedPath, Problem};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::format::{ENTRIES, Entry, MOST_BYTES, MOST_ENTRIES, entry};

/// What was read of an archive, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Contents {
    pub(crate) entries: BTreeMap<&'static str, Vec<u8>>,
    pub(crate) problems: Vec<Problem>,
}

/// Puts entries into a zip file. The same entries make the same bytes: no time of this machine is in it.
pub(crate) fn write<'e>(entries: impl IntoIterator<Item = (&'static str, &'e [u8])>) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        // Unpacked, they are as private as the archive.
        .unix_permissions(0o600);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Reads the entries that are known into memory, none further than it may be long.
pub(crate) fn read(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    if bytes.len() > MOST_BYTES {
        contents.add("", format!("an archive has at most {MOST_BYTES} bytes"));
        return contents;
    }
    let count = match count(bytes) {
        Some(count) if count <= MOST_ENTRIES => count,
        Some(_) => {
            contents.add("", format!("an archive has at most {MOST_ENTRIES} entries"));
            return contents;
        }
        None => {
            contents.add("", "not an archive of this program, or not all of it");
            return contents;
        }
    };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        contents.add("", "the list of entries is damaged");
        return contents;
    };
    // Of two entries with one name the reader knows the last alone; another program might show the first.
    if archive.len() != count {
        contents.add("", "a name stands twice in the list of entries");
    }
    let names: Vec<Option<&'static str>> =
        (0..archive.len()).map(|index| Some(entry(archive.name_for_index(index)?)?.name)).collect();
    for (index, name) in names.into_iter().enumerate() {
        // What the name says is not repeated: it could be anything.
        let Some(known) = name.and_then(entry) else {
            contents.add("", format!("entry {} has a name that no archive has", index + 1));
            continue;
        };
        match unpacked(&mut archive, index, known) {
            Ok(read) => {
                contents.entries.insert(known.name, read);
            }
            Err(message) => contents.add(known.name, message),
        }
    }
    contents.look_for_missing();
    contents
}

impl Contents {
    fn add(&mut self, entry: &str, message: impl Into<String>) {
        self.problems.push(problem(entry, message));
    }

    fn look_for_missing(&mut self) {
        for entry in ENTRIES.iter().filter(|entry| entry.is_needed) {
            let is_told = self.problems.iter().any(|problem| problem.file == entry.name);
            if !is_told && !self.entries.contains_key(entry.name) {
                self.add(entry.name, "is missing");
            }
        }
    }
}

/// A fault of an entry, or of the whole archive if it has no name.
pub(crate) fn problem(entry: &str, message: impl Into<String>) -> Problem {
    let path = OwnedPath::default();
    Problem { file: entry.to_owned(), path, place: None, message: message.into(), help: None }
}

fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, entry: Entry) -> Result<Vec<u8>, String> {
    let damaged = |_| "is damaged, or packed in a way that no archive is".to_owned();
    let packed = archive.by_index(index).map_err(|error| damaged(std::io::Error::from(error)))?;
    if !matches!(packed.compression(), CompressionMethod::Deflated | CompressionMethod::Stored) {
        return Err(damaged(std::io::ErrorKind::Unsupported.into()));
    }
    // What the list says of its length may be wrong: what counts is how much comes.
    let most = u64::try_from(entry.most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    packed.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() > entry.most { Err(format!("has at most {} bytes", entry.most)) } else { Ok(bytes) }
}

/// How many entries the end of the file says there are. Ours ends with its list and says nothing after it; whoever lets
/// more follow could have a second list read by another program.
fn count(bytes: &[u8]) -> Option<usize> {
    const END: [u8; 4] = *b"PK\x05\x06";
    let (before, end) = bytes.split_last_chunk::<22>()?;
    let number = |at: usize| Some(usize::from(u16::from_le_bytes([*end.get(at)?, *end.get(at + 1)?])));
    let long = |at: usize| Some(number(at)? | number(at + 2)? << 16);
    let is_end = end.starts_with(&END) && number(4)? == 0 && number(6)? == 0 && number(20)? == 0;
    let is_whole = long(12)?.checked_add(long(16)?)? == before.len();
    (is_end && is_whole && number(8)? == number(10)?).then(|| number(10)).flatten()
}
