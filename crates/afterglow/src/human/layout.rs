//! The few shapes that pages are made of.

use std::fmt::Write;

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::GateAnswer;
use afterglow_core::fact::Question;
use afterglow_core::protocol::{GateKind, Line, Part, Protocol, Rule};
use afterglow_wording::{Args, Wording, args};
use anstyle::{AnsiColor, Style};

const WIDTH: usize = 78;
const BOLD: Style = Style::new().bold();
const HEADING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const MUTED: Style = Style::new().dimmed();

/// A page that is being written.
#[derive(Default)]
pub(crate) struct Page {
    text: String,
}

impl Page {
    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn title(&mut self, text: &str) {
        self.styled(BOLD, text, "");
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.styled(HEADING, text, "");
    }

    /// A smaller heading inside a section.
    pub(crate) fn subheading(&mut self, text: &str) {
        self.styled(BOLD, text, "  ");
    }

    pub(crate) fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.text.push_str(&wrapped(text, ""));
    }

    pub(crate) fn indented(&mut self, text: &str, indent: &str) {
        self.text.push_str(&wrapped(text, indent));
    }

    pub(crate) fn muted(&mut self, text: &str, indent: &str) {
        self.styled(MUTED, text, indent);
    }

    /// A line that is laid out already, such as a row of a chart.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// An item of a list with a mark in front.
    pub(crate) fn item(&mut self, mark: &str, text: &str) {
        let options = textwrap::Options::new(WIDTH).initial_indent("    ").subsequent_indent("      ");
        self.raw(&textwrap::fill(&format!("{mark} {text}"), options));
    }

    /// A name with what belongs to it, in two columns.
    pub(crate) fn row(&mut self, name: &str, text: &str) {
        const NAME: usize = 26;
        let lines = textwrap::wrap(text, WIDTH - NAME - 4);
        let mut name = name.to_owned();
        if textwrap::core::display_width(&name) >= NAME {
            self.indented(&name, "    ");
            name.clear();
        }
        for (position, line) in lines.iter().enumerate() {
            let left = if position == 0 { std::mem::take(&mut name) } else { String::new() };
            let pad = NAME.saturating_sub(textwrap::core::display_width(&left));
            self.raw(&format!("    {left}{:pad$}{line}", ""));
        }
    }

    fn styled(&mut self, style: Style, text: &str, indent: &str) {
        for line in wrapped(text, indent).lines() {
            let _ = writeln!(self.text, "{style}{line}{style:#}");
        }
    }
}

/// Text in lines of at most 78 columns.
pub(crate) fn wrapped(text: &str, indent: &str) -> String {
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent);
    let mut filled = textwrap::fill(text, options);
    filled.push('\n');
    filled
}

/// What was not answered.
pub(crate) fn gaps(page: &mut Page, gaps: &[Question], wording: &Wording) {
    if gaps.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-gaps"));
    let words: Vec<String> = gaps.iter().map(|gap| wording.question(*gap)).collect();
    page.indented(&words.join("; "), "  ");
}

/// More open questions than this of one table are counted, not named.
const MOST_NAMED: usize = 6;

/// What was not answered, table by table. A table that nobody asked is named, not spelled out.
pub(crate) fn gaps_by_table(page: &mut Page, gaps: &[Question], wording: &Wording) {
    if gaps.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-gaps"));
    let mut tables: Vec<(&str, Vec<Question>)> = Vec::new();
    // What no source answers nobody can answer.
    for gap in gaps.iter().filter(|gap| **gap != Question::NoEvidence) {
        let table = gap.word().map_or("other", |(table, _)| table);
        match tables.iter_mut().find(|(known, _)| *known == table) {
            Some((_, questions)) => questions.push(*gap),
            None => tables.push((table, vec![*gap])),
        }
    }
    for (table, questions) in tables {
        let name = wording.plain(&format!("table-{table}"));
        if questions.len() > MOST_NAMED && table != "other" {
            let mut words = args([("table", name)]);
            words.set("n", questions.len());
            page.item("?", &wording.say("gaps-many", &words));
        } else {
            let words: Vec<String> = questions.iter().map(|gap| wording.question(*gap)).collect();
            page.item("?", &words.join("; "));
        }
    }
}

/// Whom the page is for.
pub(crate) fn person(page: &mut Page, case: &Case, wording: &Wording) {
    if let Some(name) = case.name() {
        page.line(&wording.say("plan-for", &args([("name", printable(name))])));
    }
}

/// The lines of advice of one part.
pub(crate) fn lines(page: &mut Page, lines: &[&Line], part: Part, heading: &str, wording: &Wording) {
    let mut of_part = lines.iter().filter(|line| line.part == part).peekable();
    if of_part.peek().is_none() {
        return;
    }
    page.heading(&wording.plain(heading));
    for line in of_part {
        page.item("·", &wording.plain(&line.rule.id));
    }
}

/// Whom to call, and what this program is not. It closes every page.
pub(crate) fn help_and_about(page: &mut Page, case: &Case, protocol: &Protocol, wording: &Wording) {
    page.heading(&wording.plain("section-help"));
    page.item("!", &wording.emergency(protocol, case));
    page.item("!", &wording.if_worse(case));
    if let Some(clinic) = wording.clinic(case) {
        page.item(" ", &clinic);
    }
    page.item(" ", &wording.plain("help-closed"));
    about(page, protocol, wording);
}

/// What this program is not, and whose rules these are.
pub(crate) fn about(page: &mut Page, protocol: &Protocol, wording: &Wording) {
    page.blank();
    for line in wording.about(protocol) {
        page.muted(&line, "");
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Rule, hours, range and sources, for `--why`.
pub(crate) fn why(page: &mut Page, answer: &GateAnswer<'_>, protocol: &Protocol, wording: &Wording) {
    const INDENT: &str = "        ";
    let gate = answer.gate;
    page.muted(&wording.plain(&format!("gate-{}", gate.activity)), INDENT);
    if !answer.moved_by.is_empty() {
        let facts: Vec<String> = answer.moved_by.iter().map(|fact| wording.fact(fact)).collect();
        page.muted(&wording.say("moved-why", &args([("facts", facts.join("; "))])), INDENT);
    }
    if let GateKind::Opens(opening) = &gate.kind {
        let mut words = Args::new();
        words.set("hours", wording.say("since-hours", &args([("n", opening.opens_h)])));
        words.set("low", opening.range_h[0].to_string());
        words.set("high", opening.range_h[1].to_string());
        words.set("floor", opening.floor_h.to_string());
        page.muted(&wording.say("why-hours", &words), INDENT);
    }
    let changes = protocol.clinic().map(|clinic| clinic.changes.as_slice()).unwrap_or_default();
    if let Some(change) = changes.iter().find(|change| change.rule == gate.rule.id) {
        let mut words = Args::new();
        words.set("was", wording.say("since-hours", &args([("n", change.was_h)])));
        words.set("reason", printable(&change.reason));
        words.set("who", printable(&change.who));
        page.muted(&wording.say("why-clinic", &words), INDENT);
    }
    rule(page, &gate.rule, wording, INDENT);
}

/// What a rule follows and rests on.
pub(crate) fn rule(page: &mut Page, rule: &Rule, wording: &Wording, indent: &str) {
    let mut parts = vec![wording.say("why-rule", &args([("rule", rule.id.clone())]))];
    parts.extend(
        rule.follows
            .as_ref()
            .map(|follows| wording.say("why-follows", &args([("follows", follows.clone())]))),
    );
    page.muted(&parts.join(". "), indent);
    let sources: Vec<String> = rule.claims.iter().chain(&rule.evidence).cloned().collect();
    page.muted(&wording.say("why-sources", &args([("list", sources.join(", "))])), indent);
    if rule.unverified {
        page.muted(&wording.plain("why-unverified"), indent);
    }
}
