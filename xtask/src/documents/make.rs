//! The documents, made by the program as anybody would make them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use afterglow_core::case;
use afterglow_core::document::Document;

use super::{FOLDER, each, output};
use crate::shell::{self, Result, TaskError, cargo, command};

const CASES: &str = "cases";
/// The list of the cases, beside them.
const INDEX: &str = "index.toml";
/// Any instant will do, and the same one makes the same documents.
const AT: &str = "2026-11-24T09:00:00+01:00[Europe/Berlin]";

/// All that was made.
#[derive(Default)]
pub(super) struct Made {
    pub(super) papers: Vec<Paper>,
    pub(super) pages: Vec<PathBuf>,
    pub(super) calendars: Vec<Calendar>,
    /// Calendars that were refused, as they must be.
    pub(super) refused: usize,
    pub(super) faults: Vec<String>,
}

/// A leaflet to be printed.
pub(super) struct Paper {
    pub(super) file: PathBuf,
    pub(super) size: Size,
}

#[derive(Clone, Copy)]
pub(super) enum Size {
    A4,
    Letter,
}

/// A calendar, and what it was made from.
pub(super) struct Calendar {
    pub(super) file: PathBuf,
    /// The plan of the same case, as JSON.
    pub(super) plan: PathBuf,
    pub(super) case_id: String,
}

/// One run of the program.
struct Wanted {
    case: PathBuf,
    arguments: Vec<&'static str>,
    file: PathBuf,
    what: What,
}

enum What {
    Paper(Size),
    Page,
    Calendar {
        case_id: String,
    },
    /// A calendar that must be refused, and what for.
    NoCalendar {
        lacks: &'static str,
    },
    Plan,
}

/// Builds the program, and makes every document of every case.
pub(super) fn all() -> Result<Made> {
    built()?;
    let folder = shell::root().join(FOLDER);
    // A document of yesterday must not stand for one that is no longer made.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    let mut wanted = Vec::new();
    for case in cases()? {
        wanted.extend(of_case(&case, &folder)?);
    }
    eprintln!("{} documents are made in {FOLDER}", wanted.len());
    let program = program();
    let mut made = Made::default();
    for (wanted, answer) in wanted.iter().zip(each(&wanted, |wanted| make(&program, wanted))) {
        made.add(wanted, answer?);
    }
    Ok(made)
}

/// Builds the program, with the features that the whole project asks for: after its tests nothing is left to be built.
pub(crate) fn built() -> Result<PathBuf> {
    shell::run(&mut cargo(&["build", "--locked", "--workspace", "--bin", "afterglow"]))?;
    Ok(program())
}

/// The program as cargo has just built it.
pub(crate) fn program() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    shell::root().join(target).join("debug").join(format!("afterglow{}", std::env::consts::EXE_SUFFIX))
}

fn cases() -> Result<Vec<PathBuf>> {
    let folder = shell::root().join(CASES);
    let entries = fs::read_dir(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    let mut cases = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| TaskError::file(&folder, &error))?.path();
        if path.extension().is_some_and(|it| it == "toml") && path.file_name().is_some_and(|it| it != INDEX) {
            cases.push(path);
        }
    }
    cases.sort();
    if cases.is_empty() { Err(TaskError::new(format!("no case in {CASES}"))) } else { Ok(cases) }
}

/// All that is made of a case.
fn of_case(case: &Path, folder: &Path) -> Result<Vec<Wanted>> {
    let name = case.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wanted = |arguments: &[&'static str], end: &str, what| Wanted {
        case: case.to_owned(),
        arguments: arguments.to_vec(),
        file: folder.join(format!("{name}-{end}")),
        what,
    };
    let text = fs::read_to_string(case).map_err(|error| TaskError::file(case, &error))?;
    let read = case::read(&Document::guess(&name, &text));
    let read = read.map_err(|_| TaskError::new(format!("`{}` is no case", case.display())))?;
    let calendar = || match (read.id(), read.ended().or(read.planned())) {
        (None, _) => What::NoCalendar { lacks: "`id`" },
        (Some(_), None) => What::NoCalendar { lacks: "`treatment.ended`" },
        (Some(id), Some(_)) => What::Calendar { case_id: id.to_owned() },
    };
    Ok(vec![
        wanted(&["leaflet", "--paper", "a4"], "plan-a4.pdf", What::Paper(Size::A4)),
        wanted(&["leaflet", "--paper", "letter"], "plan-letter.pdf", What::Paper(Size::Letter)),
        wanted(&["leaflet", "--prepare", "--paper", "a4"], "prepare-a4.pdf", What::Paper(Size::A4)),
        wanted(&["leaflet", "--session", "--paper", "a4"], "session-a4.pdf", What::Paper(Size::A4)),
        wanted(&["leaflet", "--html"], "plan.html", What::Page),
        wanted(&["leaflet", "--html", "--prepare"], "prepare.html", What::Page),
        wanted(&["leaflet", "--html", "--session"], "session.html", What::Page),
        wanted(&["calendar"], "brief.ics", calendar()),
        wanted(&["calendar", "--details"], "details.ics", calendar()),
        wanted(&["plan", "--format", "json", "--no-text"], "plan.json", What::Plan),
    ])
}

/// How the program ended, and what it said.
struct Answer {
    code: Option<i32>,
    said: String,
}

fn make(program: &Path, wanted: &Wanted) -> Result<Answer> {
    let mut run = command(program);
    run.args(&wanted.arguments).arg(&wanted.case).args(["--at", AT]);
    if matches!(wanted.what, What::Plan) {
        let output = output(&mut run)?;
        fs::write(&wanted.file, &output.stdout).map_err(|error| TaskError::file(&wanted.file, &error))?;
        return Ok(answer(&output));
    }
    Ok(answer(&output(run.arg("-o").arg(&wanted.file))?))
}

fn answer(output: &Output) -> Answer {
    Answer { code: output.status.code(), said: String::from_utf8_lossy(&output.stderr).trim().to_owned() }
}

impl Made {
    fn add(&mut self, wanted: &Wanted, answer: Answer) {
        let file = wanted.file.clone();
        let is_there = file.exists();
        let mut fault = |what: String| self.faults.extend(super::named(&wanted.file, [what]));
        if let What::NoCalendar { lacks } = wanted.what {
            match refusal(lacks, &answer, is_there) {
                None => self.refused += 1,
                Some(what) => fault(what),
            }
            return;
        }
        if answer.code != Some(0) || !is_there {
            fault(format!("not made, exit code {:?}: {}", answer.code, answer.said));
            return;
        }
        match &wanted.what {
            What::Paper(size) => self.papers.push(Paper { file, size: *size }),
            What::Page => self.pages.push(file),
            What::Calendar { case_id } => {
                let plan = file.with_file_name(plan_name(&wanted.case));
                self.calendars.push(Calendar { file, plan, case_id: case_id.clone() });
            }
            What::NoCalendar { .. } | What::Plan => {}
        }
    }
}

fn plan_name(case: &Path) -> String {
    format!("{}-plan.json", case.file_stem().unwrap_or_default().to_string_lossy())
}

/// What is wrong with how a calendar was refused.
fn refusal(lacks: &str, answer: &Answer, is_there: bool) -> Option<String> {
    if is_there {
        return Some(format!("made of a case without {lacks}"));
    }
    if answer.code == Some(1) && answer.said.contains(lacks) {
        return None;
    }
    Some(format!(
        "a case without {lacks} is not refused as such, exit code {:?}: {}",
        answer.code, answer.said
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_without_id_must_be_refused_for_that() {
        let refusal = |code, said: &str, is_there| {
            refusal("`id`", &Answer { code: Some(code), said: said.to_owned() }, is_there)
        };
        assert_eq!(refusal(1, "error: `id` is missing", false), None);
        assert!(refusal(1, "error: the case did not last", false).is_some());
        assert!(refusal(2, "error: `id` is missing", false).is_some());
        assert!(refusal(1, "error: `id` is missing", true).is_some());
        assert!(refusal(0, "", false).is_some());
    }

    #[test]
    fn what_could_not_be_made_is_a_fault() {
        let case = Path::new("cases/face-pen.toml").to_owned();
        let file = Path::new("no-such-file.pdf").to_owned();
        let wanted = Wanted { case, arguments: vec![], file, what: What::Page };
        let mut made = Made::default();
        made.add(&wanted, Answer { code: Some(0), said: String::new() });
        assert_eq!((made.faults.len(), made.pages.len()), (1, 0));
    }
}
