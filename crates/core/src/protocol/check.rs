//! From the files of a protocol folder to a [`Protocol`]: every check, every problem with its place.

mod course;
mod example;
mod expectation;
mod gate;
mod label;
mod library;
mod limit;
mod preparation;
mod rule;
mod screening;
mod session;
mod triage;

use std::collections::BTreeSet;

pub(crate) use self::example::DAY as EXAMPLE_DAY;
use self::library::Library;
use super::condition::{KEYS, Key, Test, When};
use super::example::ExampleFacts;
use super::file::appointment::{LimitFile, LineFile, RegionFile, ScreenFile, SeriesFile, StepFile, TaskFile};
use super::file::label::{IngredientFile, PromotionFile};
use super::file::names::NAMES_FOLDER;
use super::file::triage::{CallingFile, CountryFile, LatchFile, LateFile, TriageFile};
use super::file::{CareFile, ExampleFile, PhaseFile, ProtocolFile, TimingFile, WhenFile};
use super::table::{MOST_RULES, Table};
use super::{Care, GateKind, Phase, PhaseAdjust, Protocol, Status, Timing, builtin, digest};
use crate::case::check::value::Checker;
use crate::document::{self, Document, Path, Problem, Problems};
use crate::set::Set;
use crate::vocabulary::{self, Activity, Applied, IngredientClass, Level, Sign, Word};

const ROOT: Path<'static> = Path::ROOT;

/// An entry of a list with the file and the position it stands at.
struct Entry<T> {
    file: usize,
    index: usize,
    value: T,
}

/// Whether the examples of the rules are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Examples {
    /// They are, and every rule must have one.
    Read,
    /// They are left out: they decide nothing, and they are a third of the text.
    LeftOut,
}

/// The tables of all files together.
#[derive(Default)]
struct Tables {
    phases: Vec<Entry<PhaseFile>>,
    sources: Vec<Entry<super::file::SourceFile>>,
    evidence: Vec<Entry<super::file::EvidenceFile>>,
    claims: Vec<Entry<super::file::ClaimFile>>,
    gates: Vec<Entry<super::file::GateFile>>,
    care: Vec<Entry<CareFile>>,
    expectations: Vec<Entry<super::file::ExpectationFile>>,
    screens: Vec<Entry<ScreenFile>>,
    limits: Vec<Entry<LimitFile>>,
    regions: Vec<Entry<RegionFile>>,
    steps: Vec<Entry<StepFile>>,
    tasks: Vec<Entry<TaskFile>>,
    series: Vec<Entry<SeriesFile>>,
    lines: Vec<Entry<LineFile>>,
    ingredients: Vec<Entry<IngredientFile>>,
    promotions: Vec<Entry<PromotionFile>>,
    triage: Vec<Entry<TriageFile>>,
    countries: Vec<Entry<CountryFile>>,
    conflicts: Vec<Entry<super::file::ConflictFile>>,
}

/// The problems of every file; a check names the file that it looks at.
pub(super) struct Report<'d> {
    documents: &'d [Document<'d>],
    files: Vec<Problems>,
    /// Problems that belong to the folder as a whole.
    folder: Vec<String>,
    none: Problems,
}

impl<'d> Report<'d> {
    fn new(documents: &'d [Document<'d>]) -> Self {
        Self {
            documents,
            files: documents.iter().map(|_| Problems::default()).collect(),
            folder: Vec::new(),
            none: Problems::default(),
        }
    }

    pub(super) fn file(&mut self, file: usize) -> Checker<'_> {
        Checker::new(self.files.get_mut(file).unwrap_or(&mut self.none))
    }

    pub(super) fn name(&self, file: usize) -> &'d str {
        self.documents.get(file).map_or("", Document::name)
    }

    fn finish(self) -> Vec<Problem> {
        let located = self.files.into_iter().zip(self.documents);
        let mut problems: Vec<Problem> =
            located.flat_map(|(problems, document)| problems.located(document)).collect();
        problems.extend(self.folder.into_iter().map(|message| Problem {
            file: "protocol".to_owned(),
            path: document::OwnedPath::default(),
            place: None,
            message,
            help: Some("see docs/protocol.md".to_owned()),
        }));
        problems
    }
}

pub(super) fn load(
    documents: &[Document<'_>],
    floor: &[Document<'_>],
    examples: Examples,
) -> Result<Protocol, Vec<Problem>> {
    let floor = read_floor(floor, examples)?;
    let mut report = Report::new(documents);
    let mut tables = Tables::default();
    let heads = read_files(examples, &mut tables, &mut report);
    let without_example = tables.without_example();
    let head = read_head(&heads, &mut report);
    let protocol = compile(tables, head, floor, &mut report, digest::digest(documents));
    if examples == Examples::Read {
        demand_examples(&without_example, &mut report);
    }
    let problems = report.finish();
    if problems.is_empty() { Ok(protocol) } else { Err(problems) }
}

/// Reads every file, its lists into the tables; what is left of each is its head.
fn read_files(
    examples: Examples,
    tables: &mut Tables,
    report: &mut Report<'_>,
) -> Vec<(usize, ProtocolFile)> {
    let mut heads = Vec::new();
    for (file, (document, problems)) in report.documents.iter().zip(&mut report.files).enumerate() {
        // The names of ingredients are read by whoever reads a label.
        if document.name().starts_with(NAMES_FOLDER) {
            continue;
        }
        let read: Option<ProtocolFile> = match examples {
            Examples::Read => document::read(document, problems),
            Examples::LeftOut => {
                let text = builtin::without_examples(document.text());
                document::read(&Document::new(document.name(), &text, document.format()), problems)
            }
        };
        heads.extend(read.map(|read| (file, spread(read, file, tables))));
    }
    heads
}

impl Tables {
    /// The rules that show nothing: file, table and position.
    fn without_example(&self) -> Vec<(usize, &'static str, usize)> {
        fn of<'t, T>(
            table: &'static str,
            entries: &'t [Entry<T>],
            examples: fn(&T) -> &[ExampleFile],
        ) -> impl Iterator<Item = (usize, &'static str, usize)> + 't {
            let bare = entries.iter().filter(move |entry| examples(&entry.value).is_empty());
            bare.map(move |entry| (entry.file, table, entry.index))
        }
        of("gate", &self.gates, |rule| &rule.example)
            .chain(of("care", &self.care, |rule| &rule.example))
            .chain(of("expectation", &self.expectations, |rule| &rule.example))
            .chain(of("screen", &self.screens, |rule| &rule.example))
            .chain(of("limit", &self.limits, |rule| &rule.example))
            .chain(of("step", &self.steps, |rule| &rule.example))
            .chain(of("task", &self.tasks, |rule| &rule.example))
            .chain(of("line", &self.lines, |rule| &rule.example))
            .chain(of("ingredient", &self.ingredients, |rule| &rule.example))
            .chain(of("triage", &self.triage, |rule| &rule.example))
            .collect()
    }
}

/// Notes the rules that show nothing.
fn demand_examples(bare: &[(usize, &'static str, usize)], report: &mut Report<'_>) {
    for (file, table, index) in bare {
        report.file(*file).problem(
            &ROOT.key(table).index(*index),
            "a rule without an example",
            "write at least one `example` that shows what it decides",
        );
    }
}

/// Moves the lists of a file into the tables; what is left is its head.
fn spread(mut file: ProtocolFile, number: usize, tables: &mut Tables) -> ProtocolFile {
    fn add<T>(list: &mut Vec<T>, file: usize, table: &mut Vec<Entry<T>>) {
        let entries = std::mem::take(list).into_iter().enumerate();
        table.extend(entries.map(|(index, value)| Entry { file, index, value }));
    }
    add(&mut file.phase, number, &mut tables.phases);
    add(&mut file.source, number, &mut tables.sources);
    add(&mut file.evidence, number, &mut tables.evidence);
    add(&mut file.claim, number, &mut tables.claims);
    add(&mut file.gate, number, &mut tables.gates);
    add(&mut file.care, number, &mut tables.care);
    add(&mut file.expectation, number, &mut tables.expectations);
    add(&mut file.screen, number, &mut tables.screens);
    add(&mut file.limit, number, &mut tables.limits);
    add(&mut file.region, number, &mut tables.regions);
    add(&mut file.step, number, &mut tables.steps);
    add(&mut file.task, number, &mut tables.tasks);
    add(&mut file.concern, number, &mut tables.series);
    add(&mut file.line, number, &mut tables.lines);
    add(&mut file.ingredient, number, &mut tables.ingredients);
    add(&mut file.promotion, number, &mut tables.promotions);
    add(&mut file.triage, number, &mut tables.triage);
    add(&mut file.country, number, &mut tables.countries);
    add(&mut file.conflict, number, &mut tables.conflicts);
    file
}

struct Head {
    id: String,
    version: u32,
    status: Status,
    title: String,
    timing: Timing,
    improvement_weeks: Vec<u16>,
    alert: Option<(usize, super::file::AlertFile)>,
    latch: Option<(usize, LatchFile)>,
    late: Option<(usize, LateFile)>,
    calling: Option<(usize, CallingFile)>,
}

fn read_head(files: &[(usize, ProtocolFile)], report: &mut Report<'_>) -> Head {
    let id = once(files, "id", report, |file| file.id.clone());
    let version = once(files, "version", report, |file| file.version);
    let status = once(files, "status", report, |file| file.status.clone());
    let title = once(files, "title", report, |file| file.title.clone());
    let timing = once(files, "timing", report, |file| file.timing.clone());
    let alert = once(files, "alert", report, |file| file.alert.clone());
    let status = status.map_or(Status::Draft, |(file, status)| match status.as_str() {
        "draft" => Status::Draft,
        "released" => Status::Released,
        _ => {
            let help = "write `draft` or `released`";
            report.file(file).problem(&ROOT.key("status"), "not a status", help);
            Status::Draft
        }
    });
    let nothing = Timing { session_minutes: 0, growth_from_h: 0, answer_stands_h: 0, plan_days: 1 };
    Head {
        id: id.map(|(_, id)| id).unwrap_or_default(),
        version: version.map(|(_, version)| version).unwrap_or_default(),
        status,
        title: title.map(|(_, title)| title).unwrap_or_default(),
        improvement_weeks: timing
            .as_ref()
            .map(|(file, timing)| read_weeks(timing, &mut report.file(*file)))
            .unwrap_or_default(),
        timing: timing.map_or(nothing, |(file, timing)| read_timing(&timing, &mut report.file(file))),
        alert,
        latch: once(files, "latch", report, |file| file.latch.clone()),
        late: once(files, "late", report, |file| file.late.clone()),
        calling: once(files, "calling", report, |file| file.calling.clone()),
    }
}

/// A key that must stand in exactly one of the files.
fn once<T>(
    files: &[(usize, ProtocolFile)],
    key: &str,
    report: &mut Report<'_>,
    get: impl Fn(&ProtocolFile) -> Option<T>,
) -> Option<(usize, T)> {
    let mut found = files.iter().filter_map(|(number, file)| Some((*number, get(file)?)));
    let first = found.next();
    let again: Vec<usize> = found.map(|(number, _)| number).collect();
    for number in again {
        report.file(number).problem(
            &ROOT.key(key),
            format!("`{key}` stands in another file, too"),
            "keep one",
        );
    }
    let unread = report.files.iter().any(|problems| problems.has_below(&ROOT.key(key)));
    if first.is_none() && !unread {
        report.folder.push(format!("no file has the key `{key}`"));
    }
    first
}

fn read_timing(file: &TimingFile, check: &mut Checker<'_>) -> Timing {
    let path = ROOT.key("timing");
    let session_minutes = check.required(file.session_minutes.as_ref(), &path, "session_minutes").copied();
    let growth_from_h = check.required(file.growth_from_h.as_ref(), &path, "growth_from_h").copied();
    let answer_stands_h = check.required(file.answer_stands_h.as_ref(), &path, "answer_stands_h").copied();
    let plan_days = check.required(file.plan_days.as_ref(), &path, "plan_days").copied();
    if plan_days.is_some_and(|days| !(1..=365).contains(&days)) {
        check.problem(&path.key("plan_days"), "outside the possible range", "write 1 to 365 days");
    }
    Timing {
        session_minutes: session_minutes.unwrap_or(0),
        growth_from_h: growth_from_h.unwrap_or(0),
        answer_stands_h: answer_stands_h.unwrap_or(0),
        plan_days: plan_days.unwrap_or(1),
    }
}

fn read_weeks(file: &TimingFile, check: &mut Checker<'_>) -> Vec<u16> {
    let path = ROOT.key("timing");
    let weeks = check.required(file.improvement_weeks.as_ref(), &path, "improvement_weeks").cloned();
    let weeks = weeks.unwrap_or_default();
    if weeks.iter().zip(weeks.iter().skip(1)).any(|(week, next)| next <= week) {
        check.problem(&path.key("improvement_weeks"), "not rising", "write the earliest week first");
    }
    weeks
}

/// The floor: rules of triage that stand under every protocol.
struct Floor {
    rules: Vec<super::Triage>,
    digest: String,
}

/// Reads the floor. It has nothing but rules of triage, and the sources and facts that they cite.
fn read_floor(documents: &[Document<'_>], examples: Examples) -> Result<Floor, Vec<Problem>> {
    let mut report = Report::new(documents);
    let mut tables = Tables::default();
    read_files(examples, &mut tables, &mut report);
    let without_example = tables.without_example();
    let library = library::read(tables.sources, tables.evidence, tables.claims, &mut report);
    let rules = triage::read(tables.triage, triage::From::Floor, MOST_RULES, &library, &mut report);
    if examples == Examples::Read {
        demand_examples(&without_example, &mut report);
    }
    let problems = report.finish();
    if problems.is_empty() { Ok(Floor { rules, digest: digest::digest(documents) }) } else { Err(problems) }
}

/// The signs that alone give same-day or emergency, at a late hour and for a person with nothing else.
fn red_flags(table: &Table) -> Vec<(Sign, Level)> {
    let nobody = ExampleFacts::reference();
    let alone = Sign::ALL.iter().map(|sign| (*sign, table.alone(*sign, &nobody)));
    alone.filter(|(_, level)| *level >= Level::SameDay).collect()
}

fn compile(tables: Tables, head: Head, floor: Floor, report: &mut Report<'_>, digest: String) -> Protocol {
    let mut library = library::read(tables.sources, tables.evidence, tables.claims, report);
    let fever_c = head.alert.as_ref().map_or(0.0, |(file, alert)| {
        let (path, mut check) = (ROOT.key("alert"), report.file(*file));
        library.evidence_exists(&alert.evidence, &path, &mut check);
        let fever_c = check.required(alert.fever_c.as_ref(), &path, "fever_c").copied();
        check.within(fever_c, 37.0..=40.0, &path.key("fever_c"), "degrees Celsius").unwrap_or(0.0)
    });
    let phases = read_phases(tables.phases, &library, report);
    let gates = gate::read(tables.gates, &library, report);
    let care = read_care(tables.care, &gates, &library, report);
    let expectations = expectation::read(tables.expectations, &library, report);
    let screens = screening::read(tables.screens, &gates, &library, report);
    let limits = limit::read(tables.limits, &library, report);
    let regions = session::regions(tables.regions, report);
    let steps = session::steps(tables.steps, &library, report);
    let tasks = preparation::read(tables.tasks, &gates, &library, report);
    let series = course::series(tables.series, &library, report);
    let lines = course::lines(tables.lines, &library, report);
    let ingredients = label::ingredients(tables.ingredients, &gates, &library, report);
    let promotions = label::promotions(tables.promotions, &library, report);
    // The floor stands behind the protocol in the same tables: it must not be pushed out of them.
    let room = MOST_RULES.saturating_sub(floor.rules.len());
    let mut rules = triage::read(tables.triage, triage::From::Protocol, room, &library, report);
    let latch = triage::latch(head.latch, &library, report);
    let late = triage::late(head.late, &library, report);
    let calling = triage::calling(head.calling, tables.countries, report);
    rules.extend(floor.rules);
    triage::every_word_is_used(&rules, report);
    let table = Table::new(&rules);
    let red_flags = red_flags(&table);
    let Head { id, version, status, title, timing, improvement_weeks, .. } = head;
    let mut protocol = Protocol {
        id,
        version,
        status,
        title,
        digest,
        timing,
        fever_c,
        improvement_weeks,
        phases,
        gates,
        care,
        expectations,
        screens,
        limits,
        regions,
        steps,
        tasks,
        series,
        lines,
        ingredients,
        promotions,
        triage: rules,
        table,
        red_flags,
        latch,
        late,
        calling,
        floor_digest: floor.digest,
        sources: Vec::new(),
        evidence: Vec::new(),
        claims: Vec::new(),
        conflicts: Vec::new(),
        clinic: None,
    };
    let rules: Vec<&super::Rule> = protocol.rules().collect();
    let conflicts = library::conflicts(tables.conflicts, &rules, &library, report);
    library::account(&mut library, &rules, report);
    protocol.conflicts = conflicts;
    Library { sources: protocol.sources, evidence: protocol.evidence, claims: protocol.claims, .. } = library;
    protocol
}

/// Notes every word of a table that no rule is for, and every one that has two.
fn cover<W: Word>(read: &[(usize, usize, W)], table: &str, report: &mut Report<'_>) {
    let mut seen = Set::<W>::EMPTY;
    for (file, index, word) in read {
        if seen.contains(*word) {
            let path = ROOT.key(table);
            report.file(*file).problem(
                &path.index(*index),
                format!("a second {table} for `{word:?}`"),
                "keep one",
            );
        }
        seen.insert(*word);
    }
    for word in W::ALL.iter().filter(|word| !seen.contains(**word)) {
        report.folder.push(format!("no {table} for `{}`", word.id()));
    }
}

/// Notes an id that stands twice.
fn unique(seen: &mut BTreeSet<String>, id: &str, path: &Path<'_>, check: &mut Checker<'_>) {
    if !seen.insert(id.to_owned()) {
        check.problem(path, format!("the id `{id}` stands twice"), "give it an id of its own");
    }
}

/// The id of a rule: there, with the beginning of its kind, and its own.
fn rule_id(
    id: Option<&String>,
    prefix: &str,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
    check: &mut Checker<'_>,
) -> String {
    let id = check.required(id, path, "id").cloned().unwrap_or_default();
    unique(seen, &id, &path.key("id"), check);
    if !id.is_empty() && !id.starts_with(prefix) {
        check.problem(
            &path.key("id"),
            "not an id of this kind of rule",
            &format!("begin it with `{prefix}`"),
        );
    }
    id
}

fn read_phases(entries: Vec<Entry<PhaseFile>>, library: &Library, report: &mut Report<'_>) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    let mut seen = BTreeSet::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("phase");
        let path = list.index(index);
        let id = check.required(value.id.as_ref(), &path, "id").cloned().unwrap_or_default();
        unique(&mut seen, &id, &path.key("id"), &mut check);
        let from_h = check.required(value.from_h.as_ref(), &path, "from_h").copied().unwrap_or(0);
        match phases.last() {
            None if from_h != 0 => {
                check.problem(&path.key("from_h"), "the first phase does not begin at 0", "write 0");
            }
            Some(before) if from_h <= before.from_h => {
                check.problem(
                    &path.key("from_h"),
                    "not later than the phase before",
                    "phases follow each other",
                );
            }
            _ => {}
        }
        let why = check.required(value.why.as_ref(), &path, "why").cloned().unwrap_or_default();
        let adjust_path = path.key("adjust");
        let mut adjust = Vec::new();
        for (index, entry) in value.adjust.iter().enumerate() {
            let path = adjust_path.index(index);
            let later = check.required(entry.from_h.as_ref(), &path, "from_h").copied().unwrap_or(0);
            if later <= from_h {
                check.problem(
                    &path.key("from_h"),
                    "not later than the phase's own hour",
                    "an adjustment is only ever later",
                );
            }
            check.required(entry.why.as_ref(), &path, "why");
            adjust.push(PhaseAdjust {
                when: required_when(entry.when.as_ref(), &path, &mut check),
                from_h: later,
            });
        }
        library.evidence_exists(&value.evidence, &path, &mut check);
        phases.push(Phase { id, from_h, adjust, evidence: value.evidence, why });
    }
    phases
}

fn read_care(
    entries: Vec<Entry<CareFile>>,
    gates: &[super::Gate],
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Care> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("care");
        let path = list.index(index);
        let id = rule_id(value.id.as_ref(), "care-", &path, &mut seen, &mut check);
        let [first_day, last_day] =
            check.required(value.days.as_ref(), &path, "days").copied().unwrap_or_default();
        if last_day < first_day {
            check.problem(&path.key("days"), "the last day is before the first", "write the first day first");
        }
        let after_gate = check.id(value.after_gate.as_ref(), &path.key("after_gate"));
        let timed = |activity: Activity| {
            gates.iter().any(|gate| gate.activity == activity && matches!(gate.kind, GateKind::Opens(_)))
        };
        if after_gate.is_some_and(|activity| !timed(activity)) {
            check.problem(
                &path.key("after_gate"),
                "this gate never opens by the clock",
                "name a gate with an hour",
            );
        }
        if after_gate.is_some() && value.from_h.is_some() {
            check.problem(
                &path.key("from_h"),
                "an hour beside a gate",
                "keep the one that the line waits for",
            );
        }
        let adjust_path = path.key("adjust");
        let mut adjust = Vec::new();
        for (index, entry) in value.adjust.iter().enumerate() {
            let path = adjust_path.index(index);
            let later = check.required(entry.last_day.as_ref(), &path, "last_day").copied().unwrap_or(0);
            if later <= last_day {
                check.problem(
                    &path.key("last_day"),
                    "not later than the line's own last day",
                    "an adjustment is only ever longer",
                );
            }
            check.required(entry.why.as_ref(), &path, "why");
            library.evidence_exists(&entry.evidence, &path, &mut check);
            adjust.push((required_when(entry.when.as_ref(), &path, &mut check), later));
        }
        let when = value.when.as_ref().map(|when| read_when(when, &path.key("when"), &mut check));
        let extra: Vec<String> = value.adjust.iter().flat_map(|entry| entry.evidence.clone()).collect();
        let text = rule::RuleText {
            id,
            claims: value.claims,
            evidence: value.evidence.into_iter().chain(extra).collect(),
            values: Vec::new(),
            follows: value.follows,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        let examples = example::read(&value.example, name, &path, example::Kind::Care, &mut check);
        lines.push(Care {
            rule,
            first_day,
            last_day,
            after_gate,
            from_h: value.from_h,
            when: when.unwrap_or_default(),
            adjust,
            examples,
        });
    }
    lines
}

fn required_when(file: Option<&WhenFile>, path: &Path<'_>, check: &mut Checker<'_>) -> When {
    match check.required(file, path, "when") {
        Some(file) => read_when(file, &path.key("when"), check),
        None => When::default(),
    }
}

fn read_when(file: &WhenFile, path: &Path<'_>, check: &mut Checker<'_>) -> When {
    let mut tests = Vec::new();
    let over = check.within(file.depth_over_mm, 0.0..=10.0, &path.key("depth_over_mm"), "millimetres");
    let to = check.within(file.depth_to_mm, 0.0..=10.0, &path.key("depth_to_mm"), "millimetres");
    tests.extend(over.map(Test::DepthOver));
    tests.extend(to.map(Test::DepthTo));
    tests.extend(check.ids(file.device.as_deref(), &path.key("device")).map(Test::Device));
    tests.extend(check.ids(file.setting.as_deref(), &path.key("setting")).map(Test::Setting));
    tests.extend(check.ids(file.area.as_deref(), &path.key("area")).map(Test::Area));
    tests.extend(check.ids(file.skin_type.as_deref(), &path.key("skin_type")).map(Test::SkinType));
    tests.extend(check.ids(file.condition.as_deref(), &path.key("condition")).map(Test::Condition));
    tests.extend(check.ids(file.history.as_deref(), &path.key("history")).map(Test::History));
    tests.extend(check.ids(file.medication.as_deref(), &path.key("medication")).map(Test::Medication));
    tests.extend(check.ids(file.allergy.as_deref(), &path.key("allergy")).map(Test::Allergy));
    tests.extend(file.pregnant.map(Test::Pregnant));
    tests.extend(file.breastfeeding.map(Test::Breastfeeding));
    tests.extend(file.age_under.map(Test::AgeUnder));
    tests.extend(check.ids(file.concern.as_deref(), &path.key("concern")).map(Test::Concern));
    tests.extend(check.ids(file.numbing.as_deref(), &path.key("numbing")).map(Test::Numbing));
    tests.extend(file.under_wrap.map(Test::UnderWrap));
    if let Some(applied) = &file.applied {
        check.one_of(
            applied,
            &[vocabulary::Table::IngredientClass, vocabulary::Table::Applied],
            &path.key("applied"),
        );
        let classes = applied.iter().filter_map(|id| IngredientClass::from_id(id)).collect();
        let others = applied.iter().filter_map(|id| Applied::from_id(id)).collect();
        tests.push(Test::Applied(classes, others));
    }
    if tests.is_empty() && !check.has_below(path) {
        check.problem(path, "holds for everyone", "name whom the line is for");
    }
    let when = When::new(tests);
    if when.is_contradictory() {
        check.problem(path, "can hold for nobody", "`depth_to_mm` must be more than `depth_over_mm`");
    }
    when
}

/// How often each symptom or activity stands, for the coverage check.
fn words<W: Word>(entries: &[(usize, usize, Option<W>)]) -> Vec<(usize, usize, W)> {
    entries.iter().filter_map(|(file, index, word)| Some((*file, *index, (*word)?))).collect()
}

/// Sorts rules into the order of the vocabulary.
fn in_order<W: Word, T>(mut rules: Vec<T>, word: impl Fn(&T) -> W) -> Vec<T> {
    rules.sort_by_key(|rule| word(rule).index());
    rules
}

/// The keys of a rule for which "nobody said" counts as yes: each must be asked in its `when`.
fn counts(names: &[String], when: &When, list: &Path<'_>, check: &mut Checker<'_>) -> Vec<Key> {
    let mut counts = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match KEYS.into_iter().find(|key| key.name() == name) {
            Some(key) if when.tests().iter().any(|test| test.key() == key) => counts.push(key),
            _ => {
                let help = "name a key that stands in this rule's `when`";
                check.problem(&list.index(index), format!("`{name}` is not asked here"), help);
            }
        }
    }
    counts
}
