//! What stands on a sheet, in reading order: finished sentences, before anybody decides how they look.
//!
//! No text in it is markup. Whatever a person wrote into their case has passed `printable`, and both renderers treat
//! every text as text.

mod after;
mod before;
mod chart;
mod help;
mod session;

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{self, Labels, Warning};
use afterglow_core::fact::Question;
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Wording, args};
use jiff::Timestamp;
use serde::Serialize;

pub use chart::{Bar, Chart, Column, Row, chart};
pub use help::help;

/// What a sheet is made from.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// The rules.
    pub protocol: &'a Protocol,
    /// The person and their treatment.
    pub case: &'a Case,
    /// The answers for the person's products, if there are any.
    pub labels: Option<&'a Labels<'a>>,
    /// The language.
    pub wording: &'a Wording,
    /// The instant that the sheet is about, and its date.
    pub now: Timestamp,
}

/// Which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// After the treatment: the person's plan.
    After,
    /// Before the appointment: what to stop, start, ask and bring.
    Before,
    /// The clinic's sheet: limits, steps, what to write down.
    Session,
}

/// A sheet.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The code of the language, as in `en`.
    pub language: String,
    /// Whether it is written from right to left.
    pub is_right_to_left: bool,
    /// Its title.
    pub title: String,
    /// Whom and what it is about: a line each.
    pub lines: Vec<String>,
    /// What the person told that somebody has to look at. It stands before everything else.
    pub alert: Option<Alert>,
    /// The warning signs, and whom to call.
    pub help: Help,
    /// The sections.
    pub sections: Vec<Section>,
    /// What the program is not, and whose rules these are.
    pub about: Vec<String>,
    /// For a printer that lacks a letter: what stands in its place.
    pub unprintable: String,
}

/// What the check-ins tell that somebody has to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Alert {
    /// Its heading.
    pub heading: String,
    /// What to do, whom to call, and why: a line each.
    pub lines: Vec<Line>,
}

/// The warning signs by level, and whom to call.
#[derive(Clone, Debug, Serialize)]
pub struct Help {
    /// Its heading.
    pub heading: String,
    /// The levels, the gravest first.
    pub levels: Vec<Danger>,
    /// The person's own numbers, and what to do if it gets worse.
    pub lines: Vec<Line>,
    /// What is to be filled in by hand.
    pub blanks: Vec<String>,
}

/// A line with the number that it names, for a telephone.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Line {
    /// The line.
    pub text: String,
    /// The number, if there is one: digits, and a plus before them.
    pub tel: Option<String>,
}

impl Line {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tel: None }
    }

    /// A line with a number. What is no digit is left out; a text without digits is no number.
    #[must_use]
    pub fn call(text: impl Into<String>, number: &str) -> Self {
        let plus = if number.trim_start().starts_with('+') { "+" } else { "" };
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let tel = (!digits.is_empty()).then(|| format!("{plus}{digits}"));
        Self { text: text.into(), tel }
    }
}

/// The warning signs of one level.
#[derive(Clone, Debug, Serialize)]
pub struct Danger {
    /// The id of the level.
    pub level: &'static str,
    /// What to do: "Call for help now: 112".
    pub heading: Line,
    /// If one of these is there.
    pub signs: Vec<String>,
    /// Whom to call beside it, and what else is as grave.
    pub lines: Vec<Line>,
}

/// A part of the sheet under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Sentences under it.
    pub intro: Vec<String>,
    /// What is in it.
    pub body: Body,
}

/// What a section holds.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// The ordinary course of every symptom.
    Chart {
        /// The chart.
        chart: Chart,
    },
    /// Items, by day or by hour.
    Groups {
        /// The groups.
        groups: Vec<Group>,
    },
}

/// Items that belong to one day, hour or number.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// The day, hour or name; empty: none.
    pub lead: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One line of a section.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What kind of line it is.
    pub mark: Mark,
    /// Its own day or hour, before the line; empty: that of its group.
    pub when: String,
    /// The line.
    pub text: String,
    /// Smaller, under it.
    pub notes: Vec<String>,
    /// What is to be filled in by hand.
    pub blanks: Vec<String>,
}

/// The kind of a line. It is drawn as a shape, and the heading says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Do.
    Do,
    /// Do not.
    DoNot,
    /// Wait.
    Wait,
    /// Ask.
    Ask,
    /// To tick off.
    Tick,
    /// Nothing.
    None,
}

impl Item {
    fn new(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark, when: String::new(), text: text.into(), notes: Vec::new(), blanks: Vec::new() }
    }

    fn note(mut self, note: Option<String>) -> Self {
        self.notes.extend(note.filter(|note| !note.is_empty()));
        self
    }
}

impl Group {
    fn new(lead: impl Into<String>, items: Vec<Item>) -> Self {
        Self { lead: lead.into(), items }
    }
}

impl Sheet {
    /// The sheet of a kind.
    ///
    /// ```
    /// use afterglow_core::{case, document::Document, protocol::Protocol};
    /// use afterglow_documents::{Content, Kind, Sheet};
    /// use afterglow_wording::Wording;
    ///
    /// let protocol = Protocol::builtin().unwrap();
    /// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
    /// let case = case::read(&Document::guess("case", text)).unwrap();
    /// let wording = Wording::new("en").unwrap();
    /// let now = case.ended().unwrap();
    /// let content = Content { protocol: &protocol, case: &case, labels: None, wording: &wording, now };
    /// let sheet = Sheet::new(Kind::After, content);
    /// assert_eq!(sheet.help.levels.len(), 2);
    /// ```
    #[must_use]
    pub fn new(kind: Kind, content: Content<'_>) -> Self {
        let (title, lines, sections) = match kind {
            Kind::After => after::sections(content),
            Kind::Before => before::sections(content),
            Kind::Session => session::sections(content),
        };
        let Content { protocol, case, wording, now, .. } = content;
        let mut about = wording.about(protocol);
        let zone = case.zone().cloned().unwrap_or(jiff::tz::TimeZone::UTC);
        let made = wording.date_long(zone.to_datetime(now).date());
        about.push(wording.say("leaflet-made", &args([("when", made)])));
        Self {
            language: wording.language().to_owned(),
            is_right_to_left: wording.is_right_to_left(),
            title,
            lines: person(content).into_iter().chain(lines).collect(),
            alert: alert(kind, content),
            help: help::help(content),
            sections,
            about,
            unprintable: wording.plain("leaflet-unprintable"),
        }
    }
}

impl Sheet {
    /// How much there is to read, in letters.
    pub(crate) fn letters(&self) -> usize {
        let danger =
            |danger: &Danger| danger.heading.text.len() + length(&danger.signs) + lines(&danger.lines);
        let alert = self.alert.as_ref().map_or(0, |alert| alert.heading.len() + lines(&alert.lines));
        let sections = self.sections.iter().map(Section::letters).sum::<usize>();
        let dangers = self.help.levels.iter().map(danger).sum::<usize>();
        let help = lines(&self.help.lines) + length(&self.help.blanks);
        let rest = length(&self.lines) + help + length(&self.about);
        self.title.len() + alert + dangers + sections + rest
    }
}

impl Section {
    fn letters(&self) -> usize {
        let body = match &self.body {
            Body::Chart { chart } => chart.rows.iter().map(|row| row.text.len()).sum(),
            Body::Groups { groups } => groups.iter().map(Group::letters).sum::<usize>(),
        };
        self.heading.len() + length(&self.intro) + body
    }
}

impl Group {
    fn letters(&self) -> usize {
        let items = self
            .items
            .iter()
            .map(|item| item.when.len() + item.text.len() + length(&item.notes) + length(&item.blanks));
        self.lead.len() + items.sum::<usize>()
    }
}

fn lines(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}

fn length(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

fn person(content: Content<'_>) -> Option<String> {
    let name = content.case.name()?;
    Some(content.wording.say("plan-for", &args([("name", printable(name))])))
}

/// What must not be passed over: what the check-ins told, and what screening says of a session that is still to come.
fn alert(kind: Kind, content: Content<'_>) -> Option<Alert> {
    let Content { protocol, case, wording, now, .. } = content;
    let mut alert: Vec<Line> = Vec::new();
    if let Some(Warning { answer, facts }) = engine::warning(protocol, case, now) {
        alert.push(Line::new(wording.level_do(&answer)));
        alert.extend(answer.calls.first().map(|call| {
            let number = call.number.as_ref().map(|number| number.text()).unwrap_or_default();
            Line::call(printable(&wording.call(call, answer.zone.as_ref())), number)
        }));
        let told: Vec<String> = facts.iter().map(|fact| printable(&wording.fact(fact))).collect();
        if !told.is_empty() {
            alert.push(Line::new(wording.say("leaflet-told", &args([("list", told.join("; "))]))));
        }
        let steps = answer.first_steps.iter().map(|step| wording.plain(&format!("advice-{step}")));
        let steps = steps.collect::<Vec<_>>().join(" ");
        if !steps.is_empty() {
            alert.push(Line::new(wording.say("leaflet-first", &args([("steps", steps)]))));
        }
    }
    if case.is_to_come() || kind != Kind::After {
        let screening = engine::screen(protocol, case, case.appointment().unwrap_or(now));
        if let Some(first) = wording.screened_first(&screening) {
            alert.push(Line::new(first));
            let gravest = screening.findings.iter().filter(|finding| finding.verdict == screening.verdict);
            let why = gravest.take(MOST_REASONS).map(|finding| wording.finding(protocol, &finding.rule.id));
            alert.extend(why.map(Line::new));
        }
    }
    (!alert.is_empty()).then(|| Alert { heading: wording.plain("alert-title"), lines: alert })
}

/// So many reasons stand in the frame; `afterglow screen` has all.
const MOST_REASONS: usize = 2;

/// What was not answered, as a section; nothing if all was.
fn gaps(gaps: &[Question], wording: &Wording) -> Option<Section> {
    let gaps = gaps.iter().filter(|gap| **gap != Question::NoEvidence);
    let words: Vec<String> = gaps.map(|gap| wording.question(*gap)).collect();
    if words.is_empty() {
        return None;
    }
    let intro = vec![wording.plain("leaflet-gaps")];
    let item = Item::new(Mark::Ask, shortened(words, wording));
    Some(Section {
        heading: wording.plain("section-gaps"),
        intro,
        body: Body::Groups { groups: vec![Group::new("", vec![item])] },
    })
}

/// A sheet of paper is short: so many open questions are named, the rest is counted.
const MOST_NAMED: usize = 12;

fn shortened(mut words: Vec<String>, wording: &Wording) -> String {
    if words.len() > MOST_NAMED {
        let more = words.len() - MOST_NAMED;
        words.truncate(MOST_NAMED);
        words.push(wording.say("leaflet-more", &args([("n", more)])));
    }
    words.join("; ")
}

fn section(heading: String, groups: Vec<Group>) -> Option<Section> {
    let groups: Vec<Group> = groups.into_iter().filter(|group| !group.items.is_empty()).collect();
    (!groups.is_empty()).then(|| Section { heading, intro: Vec::new(), body: Body::Groups { groups } })
}
