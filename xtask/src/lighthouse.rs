//! The pages of the app as Lighthouse sees them, on a phone.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use serde::Deserialize;

use crate::documents::tools::{self, Npm};
use crate::documents::{answer, make};
use crate::shell::{self, Result, TaskError, command};

/// Where the database of a run is. It goes with everything else that was built.
const FOLDER: &str = "target/lighthouse";
const NPM: Npm = Npm { manifests: "xtask/lighthouse", modules: "target/node-lighthouse", has_scripts: false };

const LEAST_PERFORMANCE: u32 = 95;
const MOST_BYTES: u32 = 60 * 1024;

/// What a page reached, of 100.
#[derive(Deserialize)]
struct Page {
    path: String,
    performance: u32,
    accessibility: u32,
    best_practices: u32,
    /// Said, and not judged: nobody is to find the app by a search.
    seo: u32,
    /// With all that it needs, over the wire.
    bytes: u32,
    /// What cost points.
    lost: Vec<String>,
}

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Look at this program instead of building one
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result {
    let chromium = tools::chromium()?;
    let modules = tools::modules(&NPM)?;
    let program = match &options.program {
        Some(program) => program.clone(),
        None => make::built()?,
    };
    let folder = shell::root().join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    let mut node = command("node");
    node.arg(shell::root().join("xtask/lighthouse/lighthouse.mjs"));
    node.args([&modules, chromium, &program, &folder]);
    let pages: Vec<Page> = answer(node.stderr(Stdio::inherit()))?;
    println!("page                  performance  accessibility  best practices  SEO  bytes");
    for Page { path, performance, accessibility, best_practices, seo, bytes, .. } in &pages {
        println!("{path:<21} {performance:>11} {accessibility:>14} {best_practices:>15} {seo:>4} {bytes:>6}");
    }
    let faults: Vec<String> = pages.iter().flat_map(faults).collect();
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    // A run that looked at nothing finds nothing.
    if pages.is_empty() || !faults.is_empty() {
        return Err(TaskError::new(format!("{} faults on {} pages", faults.len(), pages.len())));
    }
    Ok(())
}

/// What of a page is below its bar, with what cost points.
fn faults(page: &Page) -> Vec<String> {
    let below = [
        ("performance", page.performance, LEAST_PERFORMANCE),
        ("accessibility", page.accessibility, 100),
        ("best practices", page.best_practices, 100),
    ];
    let below = below.into_iter().filter(|(_, reached, least)| reached < least);
    let mut faults: Vec<String> = below
        .map(|(name, reached, least)| {
            format!("{}: {name} {reached}, at least {least}: {}", page.path, page.lost.join("; "))
        })
        .collect();
    if page.bytes > MOST_BYTES {
        faults.push(format!("{}: {} bytes, at most {MOST_BYTES}", page.path, page.bytes));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_below_one_bar_is_a_fault() {
        let page = |performance, accessibility, best_practices, bytes| Page {
            path: "/today".to_owned(),
            performance,
            accessibility,
            best_practices,
            seo: 0,
            bytes,
            lost: Vec::new(),
        };
        assert_eq!(faults(&page(95, 100, 100, MOST_BYTES)), Vec::<String>::new());
        for below in [
            page(94, 100, 100, 1),
            page(95, 99, 100, 1),
            page(95, 100, 99, 1),
            page(95, 100, 100, MOST_BYTES + 1),
        ] {
            assert_eq!(faults(&below).len(), 1);
        }
    }
}
