//! What triage says of the agreed cases, beside what was agreed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::shell::{self, Result, TaskError, cargo};

/// The levels, mildest first.
const LEVELS: [&str; 4] = ["self-care", "contact-clinic", "same-day", "emergency"];
const AGREED: &str = "cases/agreed/vignettes.jsonl";
const CAUTION: &str =
    "our own cases, seen while building, no clinical rater; not comparable with published figures";

/// An agreed case and the level that triage gives it.
struct Judged {
    id: String,
    skin_type: String,
    device: String,
    agreed: usize,
    acceptable: Vec<usize>,
    given: usize,
}

/// How many of some cases came out how.
#[derive(Default)]
struct Counted {
    cases: u32,
    acceptable: u32,
    milder: u32,
    graver: u32,
}

pub(crate) fn run() -> Result {
    let path = shell::root().join(AGREED);
    let text = fs::read_to_string(&path).map_err(|error| TaskError::file(&path, &error))?;
    let answers = answers(&path)?;
    let agreed = text.lines().filter(|line| !line.trim().is_empty());
    let judged: Vec<Judged> =
        agreed.zip(answers.lines()).map(|(line, answer)| judged(line, answer)).collect::<Result<_>>()?;
    print!("{}", page(&judged));
    Ok(())
}

/// The answers of `triage --jsonl` to the lines of a file.
fn answers(path: &std::path::Path) -> Result<String> {
    let lines = fs::File::open(path).map_err(|error| TaskError::file(path, &error))?;
    let mut triage =
        cargo(&["run", "--quiet", "--package", "afterglow", "--", "triage", "--jsonl", "--no-text"]);
    let output = triage
        .stdin(lines)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| TaskError::new(format!("triage: {error}")))?;
    if !output.status.success() {
        return Err(TaskError::new(format!("triage of the agreed cases: {}", output.status)));
    }
    String::from_utf8(output.stdout).map_err(|error| TaskError::new(error.to_string()))
}

fn judged(line: &str, answer: &str) -> Result<Judged> {
    let (line, answer) = (parse(line)?, parse(answer)?);
    let id = text(&line["id"]);
    if text(&answer["id"]) != id {
        return Err(TaskError::new(format!("the answers are out of step at {id}")));
    }
    let acceptable = line["acceptable"].as_array().into_iter().flatten().map(level).collect::<Result<_>>()?;
    let case = &line["case"];
    Ok(Judged {
        skin_type: text(&case["person"]["skin_type"]),
        device: text(&case["treatment"]["device"]),
        agreed: level(&line["level"])?,
        acceptable,
        given: level(&answer["level"])?,
        id,
    })
}

fn parse(line: &str) -> Result<Value> {
    serde_json::from_str(line).map_err(|error| TaskError::new(format!("{error}: {line}")))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("unknown").to_owned()
}

fn level(value: &Value) -> Result<usize> {
    let found = LEVELS.iter().position(|level| value.as_str() == Some(level));
    found.ok_or_else(|| TaskError::new(format!("{value} is no level")))
}

fn page(judged: &[Judged]) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(page, "agreed level \\ given   {}", LEVELS.map(|level| format!("{level:>15}")).concat());
    for (row, level) in LEVELS.iter().enumerate() {
        let cell = |column| judged.iter().filter(|it| it.agreed == row && it.given == column).count();
        let cells: String = (0..LEVELS.len()).map(|column| format!("{:>15}", cell(column))).collect();
        let _ = writeln!(page, "{level:<22} {cells}");
    }
    let mut rows = vec![("all".to_owned(), counted(judged.iter()))];
    rows.extend(groups(judged, "skin type", |it| &it.skin_type));
    rows.extend(groups(judged, "device", |it| &it.device));
    let _ =
        writeln!(page, "\n{:<22} {:>7} {:>11} {:>7} {:>7}", "", "cases", "acceptable", "milder", "graver");
    for (name, Counted { cases, acceptable, milder, graver }) in rows {
        let _ = writeln!(page, "{name:<22} {cases:>7} {acceptable:>11} {milder:>7} {graver:>7}");
    }
    for it in judged.iter().filter(|it| !it.acceptable.contains(&it.given)) {
        let levels = |ids: &[usize]| {
            ids.iter().filter_map(|id| LEVELS.get(*id)).copied().collect::<Vec<_>>().join(" or ")
        };
        let _ = writeln!(page, "{}: {}, acceptable {}", it.id, levels(&[it.given]), levels(&it.acceptable));
    }
    let _ = writeln!(page, "\n{CAUTION}");
    page
}

fn groups<'j>(
    judged: &'j [Judged],
    name: &str,
    key: impl Fn(&'j Judged) -> &'j str,
) -> Vec<(String, Counted)> {
    let mut groups: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for it in judged {
        groups.entry(key(it)).or_default().push(it);
    }
    groups.into_iter().map(|(group, cases)| (format!("{name} {group}"), counted(cases.into_iter()))).collect()
}

fn counted<'j>(judged: impl Iterator<Item = &'j Judged>) -> Counted {
    judged.fold(Counted::default(), |mut counted, it| {
        counted.cases += 1;
        counted.acceptable += u32::from(it.acceptable.contains(&it.given));
        counted.milder += u32::from(it.acceptable.iter().all(|level| it.given < *level));
        counted.graver += u32::from(it.acceptable.iter().all(|level| it.given > *level));
        counted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_comes_out_milder_is_counted_and_named() {
        let judged = [
            Judged {
                id: "a".into(),
                skin_type: "V".into(),
                device: "rf".into(),
                agreed: 2,
                acceptable: vec![1, 2],
                given: 0,
            },
            Judged {
                id: "b".into(),
                skin_type: "V".into(),
                device: "pen".into(),
                agreed: 3,
                acceptable: vec![3],
                given: 3,
            },
        ];
        let page = page(&judged);
        assert!(page.contains("a: self-care, acceptable contact-clinic or same-day"), "{page}");
        let all = counted(judged.iter());
        assert_eq!((all.cases, all.acceptable, all.milder, all.graver), (2, 1, 1, 0));
        assert_eq!(groups(&judged, "device", |it| &it.device).len(), 2);
    }
}
