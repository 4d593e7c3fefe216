//! The fingerprint of a protocol folder: SHA-256 over its sorted relative paths and their bytes, with LF line ends.

use sha2::{Digest, Sha256};

use crate::document::Document;

/// The digest of documents, in hexadecimal. Each path and each text is followed by a zero byte, so that no two folders
/// can run together into the same bytes.
pub(super) fn digest(documents: &[Document<'_>]) -> String {
    let mut sorted: Vec<(&str, &str)> =
        documents.iter().map(|document| (document.name(), document.text())).collect();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for (path, text) in sorted {
        hash.update(path.as_bytes());
        hash.update([0]);
        // Most texts have LF ends already; looking for one byte is quicker than looking for two.
        if text.contains('\r') {
            hash.update(text.replace("\r\n", "\n").as_bytes());
        } else {
            hash.update(text.as_bytes());
        }
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn of(files: &[(&str, &str)]) -> String {
        let documents: Vec<Document<'_>> =
            files.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
        digest(&documents)
    }

    #[test]
    fn order_and_line_ends_do_not_matter_but_content_does() {
        assert_eq!(of(&[("a", "x\n"), ("b", "y")]), of(&[("b", "y"), ("a", "x\r\n")]));
        assert_ne!(of(&[("a", "x")]), of(&[("a", "y")]));
        assert_ne!(of(&[("a", "x")]), of(&[("b", "x")]));
        assert_ne!(of(&[("a", "xb"), ("c", "")]), of(&[("a", "x"), ("bc", "")]));
        assert_eq!(of(&[]).len(), 64);
    }
}
