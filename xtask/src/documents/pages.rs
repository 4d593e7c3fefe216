//! Leaflets for the screen: nothing asked of any host, no script, readable by all, narrow and dark and on paper.

use std::path::PathBuf;

use serde::Deserialize;

use super::tools::{Tools, script};
use super::warning::{Warning, spaced};
use super::{FOLDER, answer, each, named, paper};
use crate::shell::{self, Result, TaskError, command};

const SCRIPT: &str = "pages.mjs";
const MOST_PAGES: usize = 2;

#[derive(Default)]
pub(super) struct Looked {
    /// How many pages of paper they fill together.
    pub(super) printed: usize,
    pub(super) faults: Vec<String>,
}

/// What the script says of a file.
#[derive(Deserialize)]
struct Seen {
    file: PathBuf,
    faults: Vec<String>,
    /// Its headings below the title, in their order.
    headings: Vec<String>,
    /// What it looks like on A4 and on Letter.
    prints: Vec<PathBuf>,
}

pub(super) fn look(tools: &Tools, pages: &[PathBuf], warning: &Warning) -> Result<Looked> {
    eprintln!("{} HTML files are looked at in a browser", pages.len());
    let prints = shell::root().join(FOLDER);
    let mut node = command("node");
    node.arg(script(SCRIPT)).arg(&tools.modules).arg(tools.chromium).arg(prints).args(pages);
    let seen: Vec<Seen> = answer(&mut node)?;
    let mut looked = Looked::default();
    for page in pages {
        let seen = seen.iter().find(|it| it.file == *page);
        let seen = seen.ok_or_else(|| TaskError::new(format!("no answer for `{}`", page.display())))?;
        let headings: Vec<String> = seen.headings.iter().map(|heading| spaced(heading)).collect();
        looked.faults.extend(named(page, seen.faults.iter().cloned().chain(warning.fault(&headings))));
    }
    let prints: Vec<&PathBuf> = seen.iter().flat_map(|it| &it.prints).collect();
    for (print, count) in prints.iter().zip(each(&prints, |print| paper::page_count(print))) {
        let count = count?;
        looked.printed += count;
        looked.faults.extend(named(print, on_paper(count)));
    }
    Ok(looked)
}

fn on_paper(count: usize) -> Option<String> {
    (count == 0 || count > MOST_PAGES).then(|| format!("fills {count} pages when printed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_page_fills_a_sheet_at_most() {
        assert_eq!([0, 1, 2, 3].map(|count| on_paper(count).is_none()), [false, true, true, false]);
    }
}
