//! Checks of single values, shared by every part of the case.

use std::ops::RangeInclusive;

use crate::case::file::GradeFile;
use crate::case::moment::{DateText, Instant};
use crate::document::{Entries, Path, Problems, Text, is_id_like};
use crate::set::Set;
use crate::vocabulary::{Grade, Sign, Symptom, Table, Word, nearest, tables_with};
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::OffsetConflict;

/// Years outside this range are slips of the pen, and would leave the calendar.
const YEARS: RangeInclusive<i16> = 1900..=2200;

/// Notes problems and hands back what was right.
pub(crate) struct Checker<'p> {
    problems: &'p mut Problems,
}

impl<'p> Checker<'p> {
    pub(crate) fn new(problems: &'p mut Problems) -> Self {
        Self { problems }
    }

    pub(crate) fn problem(&mut self, path: &Path<'_>, message: impl Into<String>, help: &str) {
        self.problems.push(path, message, (!help.is_empty()).then(|| help.to_owned()));
    }

    /// Whether something at this path or below it is wrong already.
    pub(crate) fn has_below(&self, path: &Path<'_>) -> bool {
        self.problems.has_below(path)
    }

    /// The value of a key that must be there.
    pub(crate) fn required<'v, T>(
        &mut self,
        value: Option<&'v T>,
        path: &Path<'_>,
        key: &str,
    ) -> Option<&'v T> {
        if value.is_none() {
            self.problem(
                &path.key(key),
                format!("missing key `{key}`"),
                &format!("write `{key} = ...` here"),
            );
        }
        value
    }

    /// A word of a vocabulary table.
    pub(crate) fn id<W: Word>(&mut self, text: Option<&Text<W>>, path: &Path<'_>) -> Option<W> {
        match &text?.0 {
            Ok(word) => Some(*word),
            Err(unknown) => {
                let (message, help) = unknown_id(unknown, &[W::TABLE]);
                self.problem(path, message, &help);
                None
            }
        }
    }

    /// A list of words of one table; `None` if the list was left out.
    pub(crate) fn ids<W: Word>(&mut self, list: Option<&[Text<W>]>, path: &Path<'_>) -> Option<Set<W>> {
        let entries = list?.iter().enumerate();
        Some(entries.filter_map(|(index, text)| self.id(Some(text), &path.index(index))).collect())
    }

    /// A list of signs and symptoms.
    pub(crate) fn either(&mut self, list: &[String], path: &Path<'_>) -> (Set<Sign>, Set<Symptom>) {
        let (mut signs, mut symptoms) = (Set::EMPTY, Set::EMPTY);
        for (index, id) in list.iter().enumerate() {
            match (Sign::from_id(id), Symptom::from_id(id)) {
                (Some(sign), _) => signs.insert(sign),
                (None, Some(symptom)) => symptoms.insert(symptom),
                (None, None) => {
                    let (message, help) = unknown_id(id, &[Table::Sign, Table::Symptom]);
                    self.problem(&path.index(index), message, &help);
                }
            }
        }
        (signs, symptoms)
    }

    /// Ids that must stand in one of two tables.
    pub(crate) fn one_of(&mut self, list: &[String], tables: &[Table], path: &Path<'_>) {
        for (index, id) in list.iter().enumerate() {
            if !tables.iter().any(|table| table.ids().contains(&id.as_str())) {
                let (message, help) = unknown_id(id, tables);
                self.problem(&path.index(index), message, &help);
            }
        }
    }

    /// Symptoms with their grades; one that stands twice is a problem.
    pub(crate) fn grades(
        &mut self,
        entries: Option<Entries<Symptom, GradeFile>>,
        path: &Path<'_>,
    ) -> Vec<(Symptom, Grade)> {
        let mut grades: Vec<(Symptom, Grade)> = Vec::new();
        for (key, value) in entries.map_or_else(Vec::new, |entries| entries.0) {
            let name = match &key.0 {
                Ok(symptom) => symptom.id().to_owned(),
                Err(unknown) => unknown.clone(),
            };
            let here = path.key(&name);
            let symptom = self.id(Some(&key), &here);
            if let (Some(symptom), Some(grade)) = (symptom, self.grade(symptom, value, &here)) {
                if grades.iter().any(|(known, _)| *known == symptom) {
                    self.problem(&here, format!("the key `{symptom}` stands twice"), "keep one of them");
                }
                grades.push((symptom, grade));
            }
        }
        grades
    }

    fn grade(&mut self, symptom: Option<Symptom>, value: GradeFile, path: &Path<'_>) -> Option<Grade> {
        match value {
            GradeFile::Grade(text) => self.id(Some(&text), path),
            GradeFile::Number(number) => {
                let rated = matches!(symptom, Some(Symptom::Pain | Symptom::Itching) | None);
                if !rated {
                    self.problem(
                        path,
                        "a number where a grade belongs",
                        "only pain and itching are rated 0-10; write a grade",
                    );
                    return None;
                }
                match number {
                    0 => Some(Grade::None),
                    1..=3 => Some(Grade::Mild),
                    4..=6 => Some(Grade::Moderate),
                    7..=10 => Some(Grade::Severe),
                    _ => {
                        self.problem(path, "outside 0 to 10", "0 is none, 10 the worst you can imagine");
                        None
                    }
                }
            }
        }
    }

    /// An instant in a year that can be.
    pub(crate) fn instant<'t>(&mut self, text: &'t Text<Instant>, path: &Path<'_>) -> Option<&'t Instant> {
        match &text.0 {
            Ok(instant) if YEARS.contains(&instant.0.year()) => Some(instant),
            Ok(_) => {
                self.problem(path, "not a year that can be", "write a year from 1900 to 2200");
                None
            }
            Err(written) => {
                let (message, help) = why_no_instant(written);
                self.problem(path, message, &help);
                None
            }
        }
    }

    /// A date in a year that can be.
    pub(crate) fn date(&mut self, text: Option<&Text<DateText>>, path: &Path<'_>) -> Option<Date> {
        match text?.0 {
            Ok(DateText(date)) if YEARS.contains(&date.year()) => Some(date),
            Ok(_) => {
                self.problem(path, "not a year that can be", "write a year from 1900 to 2200");
                None
            }
            Err(_) => {
                self.problem(path, "not a date", "write year, month and day, as in `2026-05-01`");
                None
            }
        }
    }

    /// A number within its range; `unit` is what it is measured in.
    pub(crate) fn within(
        &mut self,
        number: Option<f64>,
        range: RangeInclusive<f64>,
        path: &Path<'_>,
        unit: &str,
    ) -> Option<f64> {
        let number = number?;
        if range.contains(&number) {
            return Some(number);
        }
        let help = format!("write a number from {} to {} {unit}", range.start(), range.end());
        self.problem(path, "outside the possible range", help.trim_end());
        None
    }

    /// A body temperature in degrees Celsius. Fahrenheit is recognised and never converted silently.
    pub(crate) fn temperature(&mut self, degrees: Option<f64>, path: &Path<'_>) {
        let Some(degrees) = degrees else { return };
        if (30.0..=45.0).contains(&degrees) {
            return;
        }
        let celsius = (degrees - 32.0) * 5.0 / 9.0;
        let help = if (30.0..=45.0).contains(&celsius) {
            format!("this looks like Fahrenheit: write {celsius:.1}")
        } else {
            "write degrees Celsius from 30.0 to 45.0".to_owned()
        };
        self.problem(path, "not a body temperature in degrees Celsius", &help);
    }

    /// A code of so many capital letters.
    pub(crate) fn letters(
        &mut self,
        text: Option<String>,
        count: usize,
        path: &Path<'_>,
        what: &str,
    ) -> Option<String> {
        let text = text?;
        if text.len() == count && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Some(text);
        }
        self.problem(path, format!("not {count} capital letters"), &format!("write {what}"));
        None
    }
}

/// What is wrong with an id, and where it belongs or what was meant.
pub(crate) fn unknown_id(id: &str, tables: &[Table]) -> (String, String) {
    let names: Vec<String> = tables.iter().map(|table| with_article(table.name())).collect();
    let shown = if is_id_like(id) { format!("`{id}`") } else { "this".to_owned() };
    let message = format!("{shown} is not {}", names.join(" or "));
    let known: Vec<&str> = tables.iter().flat_map(|table| table.ids()).collect();
    let elsewhere = tables_with(id);
    let help = if let Some(table) = elsewhere.first() {
        format!("{shown} is {}", with_article(table.name()))
    } else if let Some(near) = nearest(id, &known) {
        format!("write `{near}`")
    } else {
        format!("known: {}", known.join(", "))
    };
    (message, help)
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The reason that a text is no instant, and what to write.
fn why_no_instant(written: &str) -> (&'static str, String) {
    let example = "write it as in `2026-11-22T14:00:00-05:00[America/New_York]`";
    if !written.contains('[') {
        return ("no time zone", format!("add the zone: {example}"));
    }
    let parser = DateTimeParser::new().offset_conflict(OffsetConflict::AlwaysTimeZone);
    match parser.parse_zoned_datetime(written) {
        Ok(instant) if has_offset(written) => {
            let right = format!("at that time the zone is at {}", instant.strftime("%:z"));
            ("the offset contradicts the zone", right)
        }
        Ok(_) => {
            let help = "the clocks change in that hour: write the offset, too, as in `+01:00[Europe/Berlin]`";
            ("a time of day that stands twice or not at all", help.to_owned())
        }
        Err(_) => ("not an instant", example.to_owned()),
    }
}

/// Whether something that looks like an offset stands before the zone.
fn has_offset(written: &str) -> bool {
    let time = written.split('[').next().unwrap_or("").split(['T', 't', ' ']).nth(1).unwrap_or("");
    time.contains(['+', '-', 'Z', 'z'])
}
