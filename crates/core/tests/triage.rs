//! What must hold of triage whatever a person answers: the safety properties, each under its number (S1 to S19).
//!
//! Thresholds cut the answers into finitely many cells. Where these can be counted they are all tried: every hour at which
//! a rule begins or something stops being ordinary, a second before, at it and a second after; every grade; every sign;
//! every fact about a person that some rule asks for, one at a time. Beyond that random cases are tried; `AFTERGLOW_CASES`
//! sets how many.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, CallWhen, TriageAnswer, examples};
use afterglow_core::fact::{Fact, Question};
use afterglow_core::protocol::example::Expects;
use afterglow_core::protocol::{BUILTIN, Direction, Protocol, Who, diff};
use afterglow_core::vocabulary::{Area, Grade, Level, Sign, Symptom, Trend, Word};
use fastrand::Rng;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

// ---------------------------------------------------------------- the cases

const ENDED: &str = "2026-06-01T10:00:00Z";
const HOUR: i64 = 3600;

fn protocol() -> &'static Protocol {
    static PROTOCOL: OnceLock<Protocol> = OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::load(&documents()).unwrap())
}

fn documents() -> Vec<Document<'static>> {
    BUILTIN.iter().map(|(file, text)| Document::new(file, text, Format::Toml)).collect()
}

/// How many random cases each search tries.
fn how_many() -> u64 {
    std::env::var("AFTERGLOW_CASES").ok().map_or(3_000, |number| number.parse().unwrap())
}

fn read(value: &Value) -> Case {
    let text = value.to_string();
    case::read(&Document::new("case", &text, Format::Json))
        .unwrap_or_else(|problems| panic!("{}\n{text}", problems[0]))
}

/// So many seconds after the treatment.
fn at(seconds: i64) -> Timestamp {
    let ended: Timestamp = ENDED.parse().unwrap();
    ended + SignedDuration::from_secs(seconds)
}

fn written(seconds: i64) -> String {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    at(seconds).to_zoned_datetime(zone).to_string()
}

fn level(value: &Value, seconds: i64) -> Level {
    engine::triage(protocol(), &read(value), at(seconds)).level.unwrap()
}

/// Somebody who was asked everything and has nothing: a pen at 1.0 mm in the face.
fn nobody() -> Value {
    json!({
        "person": {
            "skin_type": "II", "pregnant": false, "breastfeeding": false,
            "conditions": [], "history": [], "allergies": [], "medications": [],
        },
        "treatment": {
            "ended": written(0), "setting": "clinic", "device": "pen",
            "areas": [{ "area": "face", "depth_mm": 1.0 }],
            "numbing": { "agent": "none" },
        },
    })
}

/// What a check-in tells. All signs are asked.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    symptoms: Vec<(Symptom, Grade)>,
    signs: Vec<Sign>,
    temperature_c: Option<f64>,
    trend: Option<Trend>,
    places: Vec<Area>,
}

impl Told {
    fn sign(sign: Sign) -> Self {
        Self { signs: vec![sign], ..Self::default() }
    }

    fn symptom(symptom: Symptom, grade: Grade) -> Self {
        Self { symptoms: vec![(symptom, grade)], ..Self::default() }
    }

    fn and(mut self, symptom: Symptom, grade: Grade) -> Self {
        self.symptoms.push((symptom, grade));
        self
    }

    fn grade(&self, symptom: Symptom) -> Option<Grade> {
        self.symptoms.iter().find(|(known, _)| *known == symptom).map(|(_, grade)| *grade)
    }

    fn set(&mut self, symptom: Symptom, grade: Grade) {
        self.symptoms.retain(|(known, _)| *known != symptom);
        self.symptoms.push((symptom, grade));
    }

    fn json(&self, seconds: i64) -> Value {
        let symptoms: serde_json::Map<String, Value> =
            self.symptoms.iter().map(|(symptom, grade)| (symptom.to_string(), json!(grade.id()))).collect();
        let mut value = json!({ "at": written(seconds), "symptoms": symptoms, "signs": ids(&self.signs) });
        if let Some(degrees) = self.temperature_c {
            value["temperature_c"] = json!(degrees);
        }
        if let Some(trend) = self.trend {
            value["trend"] = json!(trend.id());
        }
        if !self.places.is_empty() {
            value["where"] = json!(ids(&self.places));
        }
        value
    }
}

fn ids<W: Word>(words: &[W]) -> Vec<&'static str> {
    words.iter().map(|word| word.id()).collect()
}

/// A person and what they told, each so many seconds after the treatment.
fn told(person: &Value, check_ins: &[(i64, Told)]) -> Value {
    let mut value = person.clone();
    value["check_ins"] = check_ins.iter().map(|(seconds, told)| told.json(*seconds)).collect();
    value
}

/// Told at the very end of the treatment, so that it can be judged at every hour.
fn at_once(person: &Value, check_in: &Told) -> Value {
    told(person, &[(0, check_in.clone())])
}

// ---------------------------------------------------------------- the cells

/// Every second at which something may change, the one before and the one after.
fn instants() -> &'static [i64] {
    static INSTANTS: OnceLock<Vec<i64>> = OnceLock::new();
    INSTANTS.get_or_init(|| {
        let protocol = protocol();
        let from = protocol.triage().iter().map(|rule| rule.from_h);
        let late = protocol.late().into_iter().flat_map(|late| [late.after_h, late.except_h]);
        let courses = protocol.expectations().iter().flat_map(|expectation| &expectation.courses);
        let steps = courses.flat_map(|course| course.highest.steps().iter().map(|(hour, _)| *hour));
        let hours: BTreeSet<i64> = from.chain(late).chain(steps).map(i64::from).collect();
        let near = hours.into_iter().flat_map(|hour| [-1, 0, 1].map(|second| hour * HOUR + second));
        near.filter(|second| *second >= 0).collect()
    })
}

/// A fact about a person that some rule asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Modifier {
    key: String,
    id: String,
}

/// Every fact that a rule of triage asks for, as its file says.
fn modifiers() -> Vec<Modifier> {
    let table = triage_toml();
    let whens = table["triage"].as_array().unwrap().iter().filter_map(|rule| rule.get("when"));
    let mut found = BTreeSet::new();
    for (key, wanted) in whens.flat_map(|when| when.as_table().unwrap()) {
        match wanted {
            toml::Value::Array(list) => found.extend(
                list.iter().map(|id| Modifier { key: key.clone(), id: id.as_str().unwrap().to_owned() }),
            ),
            other => drop(found.insert(Modifier { key: key.clone(), id: other.to_string() })),
        }
    }
    found.into_iter().collect()
}

fn triage_toml() -> toml::Table {
    BUILTIN.iter().find(|(file, _)| *file == "triage.toml").unwrap().1.parse().unwrap()
}

impl Modifier {
    fn of(&self, person: &Value) -> Value {
        let mut value = person.clone();
        let push = |list: &mut Value, entry: Value| list.as_array_mut().unwrap().push(entry);
        match self.key.as_str() {
            "condition" => push(&mut value["person"]["conditions"], json!(self.id)),
            "history" => push(&mut value["person"]["history"], json!(self.id)),
            "medication" => push(&mut value["person"]["medications"], json!({ "class": self.id })),
            "skin_type" => value["person"]["skin_type"] = json!(self.id),
            "area" => push(&mut value["treatment"]["areas"], json!({ "area": self.id, "depth_mm": 1.0 })),
            "numbing" => value["treatment"]["numbing"] = json!({ "agent": self.id, "under_wrap": false }),
            "under_wrap" => {
                value["treatment"]["numbing"] =
                    json!({ "agent": "lidocaine", "prilocaine": false, "under_wrap": true });
            }
            "device" | "setting" => value["treatment"][&self.key] = json!(self.id),
            other => panic!("a rule asks for `{other}`: say here how a case has it"),
        }
        value
    }

    /// Device and area also choose what is ordinary, and are held fixed.
    fn only_raises(&self) -> bool {
        !matches!(self.key.as_str(), "device" | "area")
    }
}

/// Devices and depths that have their own course of what is ordinary, and nothing known at all.
fn courses() -> Vec<(String, Value)> {
    let mut persons = Vec::new();
    for (device, depth) in [
        ("pen", 0.5),
        ("pen", 1.0),
        ("pen", 2.0),
        ("roller", 0.5),
        ("roller", 2.0),
        ("stamp", 1.0),
        ("rf", 1.0),
    ] {
        let mut person = nobody();
        person["treatment"]["device"] = json!(device);
        person["treatment"]["areas"][0]["depth_mm"] = json!(depth);
        persons.push((format!("{device} {depth} mm"), person));
    }
    let mut unknown = nobody();
    unknown["person"] = json!({});
    unknown["treatment"] = json!({ "ended": written(0) });
    persons.push(("nothing known".to_owned(), unknown));
    persons
}

/// The course of everybody, each device and depth, then each fact that a rule asks for, alone.
fn persons() -> Vec<(String, Value)> {
    let base = nobody();
    let alone = modifiers().into_iter().map(|modifier| (format!("{modifier:?}"), modifier.of(&base)));
    courses().into_iter().chain(alone).collect()
}

/// The level at every instant.
fn sweep(value: &Value) -> Vec<Level> {
    let case = read(value);
    instants().iter().map(|seconds| engine::triage(protocol(), &case, at(*seconds)).level.unwrap()).collect()
}

fn never_falls(levels: &[Level], what: &dyn std::fmt::Debug) {
    for (index, pair) in levels.windows(2).enumerate() {
        assert!(pair[0] <= pair[1], "{what:?}: falls after second {}", instants()[index]);
    }
}

fn never_below(more: &[Level], less: &[Level], what: &dyn std::fmt::Debug) {
    for (index, (more, less)) in more.iter().zip(less).enumerate() {
        assert!(more >= less, "{what:?}: {more} below {less} at second {}", instants()[index]);
    }
}

/// Runs over a list on both cores of a small machine; the sum of what each gives.
fn sum_over<T: Sync>(list: &[T], each: impl Fn(&T) -> usize + Sync) -> usize {
    let (one, other) = list.split_at(list.len() / 2);
    std::thread::scope(|scope| {
        let half = scope.spawn(|| one.iter().map(&each).sum::<usize>());
        let rest: usize = other.iter().map(&each).sum();
        half.join().unwrap() + rest
    })
}

const GRADES: [Grade; 3] = [Grade::Mild, Grade::Moderate, Grade::Severe];

// ---------------------------------------------------------------- S2, S3, S4: nothing that is added lowers a level

/// S2, S3, S4. One sign or none, one symptom at each grade or none, every instant, for every person: a sign, a grade, an
/// hour or a fact about the person never lowers the level.
#[test]
fn a_sign_a_grade_an_hour_or_a_fact_about_the_person_never_lowers() {
    let signs: Vec<Option<Sign>> = std::iter::once(None).chain(Sign::ALL.iter().copied().map(Some)).collect();
    let base = nobody();
    let persons = persons();
    let raisers: Vec<Modifier> = modifiers().into_iter().filter(Modifier::only_raises).collect();
    assert!(persons.len() >= 50 && raisers.len() >= 20, "{} {}", persons.len(), raisers.len());
    let asked = |sign: Option<Sign>, symptom: Symptom, grade: Grade| Told {
        signs: sign.into_iter().collect(),
        ..Told::symptom(symptom, grade)
    };
    let mut of_nobody: BTreeMap<(Option<Sign>, Symptom, Grade), Vec<Level>> = BTreeMap::new();
    for sign in &signs {
        for symptom in Symptom::ALL {
            for grade in Grade::ALL {
                let levels = sweep(&at_once(&base, &asked(*sign, *symptom, *grade)));
                of_nobody.insert((*sign, *symptom, *grade), levels);
            }
        }
    }
    let check = |person: &Value, name: &str, raises: bool, spared: Option<Symptom>| {
        let mut cells = 0;
        for symptom in Symptom::ALL.iter().copied() {
            let mut without_sign: Vec<Vec<Level>> = Vec::new();
            for sign in &signs {
                let mut milder: Option<Vec<Level>> = None;
                for (step, grade) in Grade::ALL.iter().enumerate() {
                    let what = (name, *sign, symptom, *grade);
                    let told =
                        Told { signs: sign.iter().copied().collect(), ..Told::symptom(symptom, *grade) };
                    let levels = sweep(&at_once(person, &told));
                    never_falls(&levels, &what);
                    if let Some(milder) = &milder {
                        never_below(&levels, milder, &what);
                    }
                    match without_sign.get(step) {
                        Some(without) => never_below(&levels, without, &what),
                        None => without_sign.push(levels.clone()),
                    }
                    if raises && spared != Some(symptom) {
                        never_below(&levels, &of_nobody[&(*sign, symptom, *grade)], &what);
                    }
                    cells += levels.len();
                    milder = Some(levels);
                }
            }
        }
        cells
    };
    let mut cells = sum_over(&courses(), |(name, person)| check(person, name, false, None));
    cells += sum_over(&modifiers(), |modifier| {
        // A medicine that chooses the ordinary course of bruises is held fixed for bruises.
        let spared = (modifier.id == "anticoagulant").then_some(Symptom::Bruising);
        check(&modifier.of(&base), &modifier.id, modifier.only_raises(), spared)
    });
    println!("{cells} cells");
    assert_eq!(cells, persons.len() * signs.len() * Symptom::ALL.len() * Grade::ALL.len() * instants().len());
    assert!(cells > 8_000_000);
}

/// S2, S3, S4. Two signs, beside one symptom at each grade, at every instant, after a pen and after radio-frequency.
#[test]
fn a_second_sign_never_lowers() {
    let pairs: Vec<(Sign, Sign)> = Sign::ALL
        .iter()
        .enumerate()
        .flat_map(|(index, one)| Sign::ALL[..index].iter().map(move |other| (*other, *one)))
        .collect();
    let mut rf = nobody();
    rf["treatment"]["device"] = json!("rf");
    let mut cells = 0;
    for person in [nobody(), rf] {
        let alone = |sign: Sign, symptom: Symptom, grade: Grade| {
            sweep(&at_once(&person, &Told::sign(sign).and(symptom, grade)))
        };
        let table: Vec<Vec<Vec<Level>>> = Sign::ALL
            .iter()
            .map(|sign| {
                let symptoms = Symptom::ALL.iter();
                symptoms.flat_map(|symptom| GRADES.map(|grade| alone(*sign, *symptom, grade))).collect()
            })
            .collect();
        cells += sum_over(&pairs, |(one, other)| {
            let mut cells = 0;
            for (index, symptom) in Symptom::ALL.iter().enumerate() {
                let mut milder: Option<Vec<Level>> = None;
                for (step, grade) in GRADES.iter().enumerate() {
                    let what = (one, other, symptom, grade);
                    let told = Told { signs: vec![*one, *other], ..Told::symptom(*symptom, *grade) };
                    let levels = sweep(&at_once(&person, &told));
                    never_falls(&levels, &what);
                    never_below(&levels, &table[one.index()][index * GRADES.len() + step], &what);
                    never_below(&levels, &table[other.index()][index * GRADES.len() + step], &what);
                    if let Some(milder) = milder {
                        never_below(&levels, &milder, &what);
                    }
                    cells += levels.len();
                    milder = Some(levels);
                }
            }
            cells
        });
    }
    println!("{cells} cells");
    assert_eq!(cells, 2 * 946 * 16 * 3 * instants().len());
}

/// S2, S3, S4. Two symptoms at every pair of grades, at every instant, for every person.
#[test]
fn a_second_symptom_never_lowers() {
    let cells = sum_over(&persons(), |(name, person)| {
        let mut cells = 0;
        let alone: Vec<Vec<Vec<Level>>> = Symptom::ALL
            .iter()
            .map(|symptom| {
                GRADES.map(|grade| sweep(&at_once(person, &Told::symptom(*symptom, grade)))).to_vec()
            })
            .collect();
        for one in Symptom::ALL {
            for other in &Symptom::ALL[..one.index()] {
                let mut known: Vec<Vec<Level>> = Vec::new();
                for (row, grade) in GRADES.iter().enumerate() {
                    for (column, second) in GRADES.iter().enumerate() {
                        let what = (name, one, grade, other, second);
                        let levels =
                            sweep(&at_once(person, &Told::symptom(*one, *grade).and(*other, *second)));
                        never_falls(&levels, &what);
                        never_below(&levels, &alone[one.index()][row], &what);
                        never_below(&levels, &alone[other.index()][column], &what);
                        if row > 0 {
                            never_below(&levels, &known[(row - 1) * GRADES.len() + column], &what);
                        }
                        if column > 0 {
                            never_below(&levels, &known[row * GRADES.len() + column - 1], &what);
                        }
                        cells += levels.len();
                        known.push(levels);
                    }
                }
            }
        }
        cells
    });
    println!("{cells} cells");
    assert_eq!(cells, persons().len() * 120 * 9 * instants().len());
}

/// S2, S3. A higher temperature and a worse trend, beside every sign or none, for every person.
#[test]
fn a_higher_temperature_or_a_worse_trend_never_lowers() {
    let temperatures = [None, Some(36.6), Some(37.9), Some(38.0), Some(38.1), Some(43.0)];
    let trends = [None, Some(Trend::Better), Some(Trend::Same), Some(Trend::Worse)];
    let signs: Vec<Option<Sign>> = std::iter::once(None).chain(Sign::ALL.iter().copied().map(Some)).collect();
    let cells = sum_over(&persons(), |(name, person)| {
        let mut cells = 0;
        for sign in &signs {
            let mut known: Vec<Vec<Level>> = Vec::new();
            for (row, temperature_c) in temperatures.iter().copied().enumerate() {
                for (column, trend) in trends.iter().copied().enumerate() {
                    let what = (name, sign, temperature_c, trend);
                    let signs = sign.iter().copied().collect();
                    let levels =
                        sweep(&at_once(person, &Told { signs, temperature_c, trend, ..Told::default() }));
                    never_falls(&levels, &what);
                    if row > 0 {
                        never_below(&levels, &known[(row - 1) * trends.len() + column], &what);
                    }
                    if column > 0 {
                        never_below(&levels, &known[row * trends.len() + column - 1], &what);
                    }
                    cells += levels.len();
                    known.push(levels);
                }
            }
        }
        cells
    });
    println!("{cells} cells");
    assert_eq!(cells, persons().len() * signs.len() * 24 * instants().len());
}

/// S2. To say where it is never lowers: every place beside every sign or none and a temperature, after a pen and after
/// radio-frequency.
#[test]
fn a_place_never_lowers() {
    let mut rf = nobody();
    rf["treatment"]["device"] = json!("rf");
    let signs: Vec<Option<Sign>> = std::iter::once(None).chain(Sign::ALL.iter().copied().map(Some)).collect();
    let mut cells = 0;
    for person in [nobody(), rf] {
        cells += sum_over(&signs, |sign| {
            let mut cells = 0;
            for temperature_c in [None, Some(38.0)] {
                for pain in Grade::ALL.iter().copied() {
                    let signs = sign.iter().copied().collect();
                    let mut told = Told { signs, temperature_c, ..Told::symptom(Symptom::Pain, pain) };
                    let without = sweep(&at_once(&person, &told));
                    for place in Area::ALL {
                        told.places = vec![*place];
                        let levels = sweep(&at_once(&person, &told));
                        never_below(&levels, &without, &(sign, temperature_c, pain, place));
                        cells += levels.len();
                    }
                }
            }
            cells
        });
    }
    println!("{cells} cells");
    assert_eq!(cells, 2 * signs.len() * 2 * 4 * Area::ALL.len() * instants().len());
}

/// S2, S3, S4. Earlier check-ins only add: every symptom with every story of up to two earlier answers, every grade now,
/// at every instant.
#[test]
fn what_was_told_earlier_only_adds() {
    let grades: Vec<Option<Grade>> =
        std::iter::once(None).chain(Grade::ALL.iter().copied().map(Some)).collect();
    let cells = sum_over(Symptom::ALL, |symptom| {
        let mut cells = 0;
        for first in &grades {
            for second in &grades {
                let mut milder: Option<Vec<Level>> = None;
                for now in Grade::ALL {
                    let earlier = [first, second].map(|grade| Told {
                        symptoms: grade.iter().map(|grade| (*symptom, *grade)).collect(),
                        ..Told::default()
                    });
                    let [one, two] = earlier;
                    let judged = Told::symptom(*symptom, *now);
                    let levels = sweep(&told(&nobody(), &[(0, one), (0, two), (0, judged.clone())]));
                    let what = (symptom, first, second, now);
                    never_falls(&levels, &what);
                    never_below(&levels, &sweep(&at_once(&nobody(), &judged)), &what);
                    if let Some(milder) = milder {
                        never_below(&levels, &milder, &what);
                    }
                    cells += levels.len();
                    milder = Some(levels);
                }
            }
        }
        cells
    });
    println!("{cells} cells");
    assert_eq!(cells, 16 * 25 * 4 * instants().len());
}

/// S2, S3, S4, beyond what can be counted: random cases, each made worse in one way.
#[test]
fn no_random_case_gets_milder_by_being_worse() {
    let mut raised = 0;
    for seed in 0..10 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let given = Given::of(&mut rng);
        // An answer to what was taken over from before replaces it: that is news, and not the same told worse.
        if given.leaves_open() {
            continue;
        }
        let worse = given.made_worse(&mut rng);
        let (before, after) = (given.level(), worse.level());
        assert!(after >= before, "seed {seed}: {before} and then {after}\n{given:#?}\n{worse:#?}");
        raised += u64::from(after > before);
    }
    assert!(raised > how_many() / 10, "only {raised} were raised at all");
}

/// A random case. The last check-in is the judged one.
#[derive(Clone, Debug)]
struct Given {
    person: Value,
    told: Vec<(i64, Told)>,
    before: Vec<(Symptom, Grade)>,
    now: i64,
}

fn pick<T: Copy>(rng: &mut Rng, list: &[T]) -> T {
    list[rng.usize(..list.len())]
}

fn chance(rng: &mut Rng, percent: u8) -> bool {
    rng.u8(..100) < percent
}

impl Given {
    /// Whether the judged check-in leaves open what an earlier one answers.
    fn leaves_open(&self) -> bool {
        let [earlier @ .., (_, judged)] = self.told.as_slice() else { return false };
        earlier.iter().any(|(_, told)| {
            told.symptoms.iter().any(|(symptom, _)| judged.grade(*symptom).is_none())
                || told.temperature_c.is_some() && judged.temperature_c.is_none()
        })
    }

    fn of(rng: &mut Rng) -> Self {
        let quiet = rng.bool();
        let symptoms: Vec<Symptom> = (0..3).map(|_| pick(rng, Symptom::ALL)).collect();
        let signs: Vec<Sign> = (0..2).map(|_| pick(rng, Sign::ALL)).collect();
        let mut seconds: Vec<i64> = (0..rng.usize(1..=4)).map(|_| pick(rng, instants())).collect();
        seconds.sort_unstable();
        let now = pick(rng, instants()).max(*seconds.last().unwrap());
        let told = seconds.into_iter().map(|seconds| (seconds, random_told(rng, quiet, &symptoms, &signs)));
        let told = told.collect();
        let before = if chance(rng, 10) { vec![(symptoms[0], pick(rng, Grade::ALL))] } else { Vec::new() };
        Self { person: random_person(rng), told, before, now }
    }

    fn value(&self) -> Value {
        let mut value = told(&self.person, &self.told);
        for (symptom, grade) in &self.before {
            value["treatment"]["before"][symptom.id()] = json!(grade.id());
        }
        value
    }

    fn level(&self) -> Level {
        level(&self.value(), self.now)
    }

    fn judged(&mut self) -> &mut Told {
        &mut self.told.last_mut().unwrap().1
    }

    /// The same case with one more sign, a stronger grade, a higher temperature, a worse trend, a place, a later hour, or
    /// a fact about the person that chooses nothing ordinary.
    fn made_worse(&self, rng: &mut Rng) -> Self {
        let mut worse = self.clone();
        let judged = worse.judged();
        match rng.u8(..8) {
            0 => judged.signs.push(pick(rng, Sign::ALL)),
            1 | 2 => {
                let symptom = match judged.symptoms.first() {
                    Some((symptom, _)) if rng.bool() => *symptom,
                    _ => pick(rng, Symptom::ALL),
                };
                let grade = judged.grade(symptom).unwrap_or(Grade::None).max(pick(rng, Grade::ALL));
                judged.set(symptom, grade);
            }
            3 => judged.temperature_c = Some(judged.temperature_c.unwrap_or(36.0) + rng.f64() * 2.0),
            4 => {
                judged.trend = judged.trend.max(Some(pick(rng, &[Trend::Better, Trend::Same, Trend::Worse])))
            }
            5 => judged.places.push(pick(rng, Area::ALL)),
            6 if self.told.len() == 1 => worse.now += pick(rng, instants()),
            _ => {
                let modifiers = modifiers_once();
                let modifier = &modifiers[rng.usize(..modifiers.len())];
                let lists = ["conditions", "history", "medications"];
                let has_list = lists.iter().any(|list| {
                    list.starts_with(&modifier.key) && worse.person["person"].get(list).is_some()
                });
                let of_bruises = modifier.id == "anticoagulant";
                if modifier.only_raises() && has_list && !of_bruises {
                    worse.person = modifier.of(&worse.person);
                }
            }
        }
        worse
    }
}

fn modifiers_once() -> &'static [Modifier] {
    static MODIFIERS: OnceLock<Vec<Modifier>> = OnceLock::new();
    MODIFIERS.get_or_init(modifiers)
}

fn random_told(rng: &mut Rng, quiet: bool, symptoms: &[Symptom], signs: &[Sign]) -> Told {
    let mut told = Told::default();
    for symptom in symptoms {
        if chance(rng, 80) {
            let grade = if quiet { pick(rng, &Grade::ALL[..2]) } else { pick(rng, Grade::ALL) };
            told.set(*symptom, grade);
        }
    }
    told.signs = signs.iter().copied().filter(|_| !quiet && chance(rng, 40)).collect();
    told.temperature_c = chance(rng, 25).then(|| pick(rng, &[36.6, 37.9, 38.0, 38.4, 40.0]));
    told.trend = chance(rng, 40).then(|| pick(rng, &[Trend::Better, Trend::Same, Trend::Worse]));
    if chance(rng, 20) {
        told.places = vec![pick(rng, &[Area::AroundEyes, Area::Eyelids, Area::Face, Area::Neck, Area::Lips])];
    }
    told
}

fn random_person(rng: &mut Rng) -> Value {
    let mut value = nobody();
    value["treatment"]["device"] = json!(pick(rng, &["pen", "pen", "roller", "stamp", "rf"]));
    value["treatment"]["areas"][0]["area"] = json!(pick(rng, Area::ALL).id());
    value["treatment"]["areas"][0]["depth_mm"] = json!(pick(rng, &[0.3, 0.5, 0.51, 1.0, 1.5, 1.51, 2.5]));
    for _ in 0..rng.usize(..3) {
        let modifiers = modifiers_once();
        value = modifiers[rng.usize(..modifiers.len())].of(&value);
    }
    for key in ["conditions", "history", "medications", "skin_type"] {
        if chance(rng, 15) {
            value["person"].as_object_mut().unwrap().remove(key);
        }
    }
    for key in ["device", "areas", "setting", "numbing", "ended"] {
        if chance(rng, 8) {
            value["treatment"].as_object_mut().unwrap().remove(key);
        }
    }
    value
}

// ---------------------------------------------------------------- S1: total

/// S1. Every readable case gets a level and its reasons: the level is that of its gravest finding, each finding has its
/// facts, somebody is to be called, and there is a time to look again.
#[test]
fn every_readable_case_gets_a_level_and_its_reasons() {
    let mut seen = BTreeSet::new();
    for seed in 0..5 * how_many() {
        let given = Given::of(&mut Rng::with_seed(seed));
        let case = read(&given.value());
        let answer = engine::triage(protocol(), &case, at(given.now));
        let level = answer.level.expect("every check-in here answers something");
        let gravest = answer.findings.iter().map(|finding| finding.level).max();
        assert_eq!(level, gravest.unwrap_or(Level::SelfCare), "seed {seed}");
        assert!(answer.findings.is_sorted_by(|one, other| one.level >= other.level), "seed {seed}");
        for finding in &answer.findings {
            assert!(finding.level > Level::SelfCare && !finding.facts.is_empty(), "seed {seed}");
            let rule = finding.rule;
            assert!(!rule.evidence.is_empty() || !rule.claims.is_empty(), "seed {seed}: {}", rule.id);
        }
        assert!(!answer.calls.is_empty() && answer.look_again.is_some(), "seed {seed}");
        assert!(level < Level::Emergency || !answer.first_steps.is_empty(), "seed {seed}");
        assert_eq!(answer.is_complete, answer.gaps.is_empty(), "seed {seed}");
        seen.insert(level);
    }
    assert_eq!(seen.len(), Level::ALL.len(), "{seen:?}");
}

/// S1. There is no level only if nothing was answered, and then the red flags and whom to call are there.
#[test]
fn without_an_answer_there_is_no_level_but_the_red_flags_and_whom_to_call() {
    let mut silent: Vec<Value> = [
        json!([]),
        json!([{ "at": written(HOUR) }]),
        json!([{ "at": written(HOUR), "note": "as on the photo" }]),
        json!([{ "at": written(HOUR), "where": ["face"] }]),
        json!([{ "at": written(HOUR), "improvement": "much-better" }]),
        json!([{ "at": written(HOUR), "symptoms": {} }]),
        json!([{ "at": written(HOUR), "signs": [], "asked_signs": [] }]),
    ]
    .into_iter()
    .map(|check_ins| {
        let mut value = nobody();
        value["check_ins"] = check_ins;
        value
    })
    .collect();
    // Everything is told, but only later.
    silent.push(told(&nobody(), &[(3 * HOUR, Told::sign(Sign::BreathingTrouble))]));
    silent.push(json!({}));
    for value in &silent {
        for now in [-HOUR, 0, 2 * HOUR] {
            let answer = engine::triage(protocol(), &read(value), at(now));
            assert_eq!(answer.level, None, "{value}");
            assert!(answer.findings.is_empty() && !answer.is_complete, "{value}");
            assert!(!answer.watch_for.is_empty() && answer.look_again.is_some(), "{value}");
            assert!(answer.calls.iter().any(|call| call.who == Who::Emergency && call.if_worse), "{value}");
            for (flag, _) in red_flags() {
                assert!(answer.gaps.contains(&Question::Sign(flag)), "{flag}: {value}");
            }
            let asked = engine::ask(protocol(), &read(value), at(now));
            assert_eq!(asked[0].would, Level::Emergency, "{value}");
        }
    }
    // Later it is judged.
    let last = &silent[silent.len() - 2];
    assert_eq!(level(last, 3 * HOUR), Level::Emergency);
}

/// S1. What cannot be read is refused with every fault that it has, wherever it is broken; nothing panics.
#[test]
fn what_cannot_be_read_is_refused_with_its_faults() {
    let mut value = told(&nobody(), &[(HOUR, Told::symptom(Symptom::Pain, Grade::Mild))]);
    value["check_ins"][0]["temperature_c"] = json!(101.0);
    value["check_ins"][0]["signs"] = json!(["pus", "puss"]);
    value["check_ins"][0]["trend"] = json!("bettter");
    value["treatment"]["device"] = json!("needle");
    let text = value.to_string();
    let problems = case::read(&Document::new("case", &text, Format::Json)).unwrap_err();
    assert_eq!(problems.len(), 4, "{problems:#?}");

    let (mut refused, mut read) = (0, 0);
    for seed in 0..5 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let mut bytes = Given::of(&mut rng).value().to_string().into_bytes();
        for _ in 0..rng.usize(1..=3) {
            let place = rng.usize(1..bytes.len().max(2));
            bytes.resize(bytes.len().max(2), b' ');
            match rng.u8(..4) {
                0 => {
                    let digits: Vec<usize> =
                        (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
                    if let Some(place) = rng.choice(digits) {
                        bytes[place] = rng.u8(b'0'..=b'9');
                    }
                }
                1 => drop(bytes.remove(place)),
                2 => bytes.insert(place, rng.u8(b' '..=b'~')),
                _ => bytes.truncate(place + 1),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        match case::read(&Document::new("case", &text, Format::Json)) {
            Ok(case) => {
                let answer = engine::triage(protocol(), &case, at(HOUR));
                assert!(!answer.calls.is_empty(), "seed {seed}");
                read += 1;
            }
            Err(problems) => {
                assert!(problems.iter().all(|problem| !problem.message.is_empty()), "seed {seed}");
                assert!(!problems.is_empty(), "seed {seed}");
                refused += 1;
            }
        }
    }
    assert!(refused > how_many() && read > how_many() / 20, "{refused} refused, {read} read");
}

// ---------------------------------------------------------------- S5: unknown is never below "no"

/// S5. Nobody answered is never milder than "no", for every question about the person and the check-in.
#[test]
fn not_answered_is_never_below_no() {
    let lists = ["conditions", "history", "medications"];
    let mut unknown_is_graver = 0;
    for seed in 0..2 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let given = Given::of(&mut rng);
        let value = given.value();
        let judged = given.told.len() - 1;
        let without = |pointer: &str, key: &str| {
            let mut value = value.clone();
            value.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key);
            level(&value, given.now)
        };
        let answered = |pointer: &str, key: &str, no: Value| {
            let mut value = value.clone();
            value.pointer_mut(pointer).unwrap()[key] = no;
            level(&value, given.now)
        };
        let mut compare = |pointer: &str, key: &str, answers: Vec<Value>| {
            let mildest = answers.into_iter().map(|no| answered(pointer, key, no)).min().unwrap();
            let unknown = without(pointer, key);
            assert!(unknown >= mildest, "seed {seed}: {key} {unknown} below {mildest}\n{value}");
            unknown_is_graver += u64::from(unknown > mildest);
        };
        for list in lists {
            compare("/person", list, vec![json!([])]);
        }
        compare("/person", "skin_type", ["I", "II", "III", "IV", "V", "VI"].map(|id| json!(id)).to_vec());
        compare("/treatment", "setting", vec![json!("clinic"), json!("home")]);
        compare("/treatment", "numbing", vec![json!({ "agent": "none" })]);
        compare("/treatment", "device", ["pen", "roller", "stamp", "rf"].map(|id| json!(id)).to_vec());
        let areas = Area::ALL
            .iter()
            .flat_map(|area| [0.3, 1.0, 2.5].map(|depth| json!([{ "area": area.id(), "depth_mm": depth }])));
        compare("/treatment", "areas", areas.collect());
        let check_in = format!("/check_ins/{judged}");
        // Without any answer the check-in would not be judged.
        let judged_told = &given.told[judged].1;
        if !judged_told.symptoms.is_empty() || judged_told.trend.is_some() {
            compare(&check_in, "signs", vec![json!([])]);
        }
        compare(&check_in, "temperature_c", vec![json!(36.0)]);
        compare(&check_in, "trend", vec![json!("better")]);
        compare(&check_in, "where", vec![json!([])]);
        for (symptom, _) in &given.told[judged].1.symptoms {
            compare(&format!("{check_in}/symptoms"), symptom.id(), vec![json!("none")]);
        }
        // Without the end of the treatment every hour counts as reached.
        if value["treatment"].get("ended").is_some() && given.told.len() == 1 {
            let unknown = without("/treatment", "ended");
            assert!(unknown >= level(&value, given.now), "seed {seed}: ended\n{value}");
        }
    }
    assert!(unknown_is_graver > 0);
}

/// S5. A red flag that nobody asked about is a gap, the answer is not complete, and it is asked for with the level that
/// it would give.
#[test]
fn a_red_flag_that_was_not_asked_is_a_gap_and_is_asked() {
    for (flag, own) in red_flags() {
        let others: Vec<&str> =
            Sign::ALL.iter().filter(|sign| **sign != flag).map(|sign| sign.id()).collect();
        let mut value = at_once(&nobody(), &Told::default());
        value["check_ins"][0]["asked_signs"] = json!(others);
        for symptom in Symptom::ALL {
            value["check_ins"][0]["symptoms"][symptom.id()] = json!("none");
        }
        let case = read(&value);
        for seconds in instants() {
            let answer = engine::triage(protocol(), &case, at(*seconds));
            assert!(!answer.is_complete, "{flag}");
            assert!(answer.gaps.contains(&Question::Sign(flag)), "{flag}: {:?}", answer.gaps);
            let asked = engine::ask(protocol(), &case, at(*seconds));
            let question = asked.iter().find(|asked| asked.question == Question::Sign(flag));
            assert_eq!(question.map(|asked| asked.would), Some(own), "{flag} at second {seconds}");
        }
    }
}

/// S5. Every question that is asked keeps its promise: a yes, or the strongest grade, gives the level that it named;
/// where it is not enough alone, the gravest answers to all of them do.
#[test]
fn every_question_gives_the_level_that_it_promised() {
    let (mut enough, mut together) = (0, 0);
    for seed in 0..how_many() {
        let mut given = Given::of(&mut Rng::with_seed(seed));
        given.before.clear();
        let mut open = given.value();
        let judged = given.told.len() - 1;
        if given.told[judged].1.symptoms.is_empty() {
            continue;
        }
        open["check_ins"][judged].as_object_mut().unwrap().remove("signs");
        let before = level(&open, given.now);
        let asked = engine::ask(protocol(), &read(&open), at(given.now));
        assert!(asked.is_sorted_by(|one, other| one.would >= other.would), "seed {seed}");
        let mut all = open.clone();
        asked.iter().for_each(|asked| say_yes(&mut all["check_ins"][judged], asked.question));
        let all = level(&all, given.now);
        for asked in asked {
            let mut yes = open.clone();
            say_yes(&mut yes["check_ins"][judged], asked.question);
            let after = level(&yes, given.now);
            let what = format!("seed {seed}: {} would be {}\n{open}", asked.question, asked.would);
            assert!(asked.would > before, "{what}");
            // A symptom that rises or comes back can be graver than what it is asked for.
            if asked.is_enough {
                assert!(after >= asked.would, "{what} and is {after}");
                enough += 1;
            } else {
                assert!(all >= asked.would, "{what} and all together are {all}");
                together += 1;
            }
        }
    }
    assert!(enough > how_many() && together > how_many() / 10, "{enough} {together}");
}

/// Answers a question as gravely as can be.
fn say_yes(check_in: &mut Value, question: Question) {
    match question {
        Question::Sign(sign) => {
            for list in ["signs", "asked_signs"] {
                let signs = check_in.as_object_mut().unwrap().entry(list).or_insert_with(|| json!([]));
                signs.as_array_mut().unwrap().push(json!(sign.id()));
            }
        }
        Question::Symptom(symptom) => check_in["symptoms"][symptom.id()] = json!("severe"),
        Question::Temperature => check_in["temperature_c"] = json!(43.0),
        other => panic!("{other} is no question of a check-in"),
    }
}

// ---------------------------------------------------------------- S6, S7: the floor

/// What each sign of the floor gives alone, and the rule that says so.
const FLOOR: &[(Sign, Level, &str)] = &[
    (Sign::MouthSwelling, Level::Emergency, "floor-allergy"),
    (Sign::BreathingTrouble, Level::Emergency, "floor-allergy"),
    (Sign::Faint, Level::Emergency, "floor-faint"),
    (Sign::Seizure, Level::Emergency, "floor-numbing"),
    (Sign::Confusion, Level::Emergency, "floor-numbing"),
    (Sign::ChestPain, Level::Emergency, "floor-chest-pain"),
    (Sign::NumbMouthRinging, Level::Emergency, "floor-numbing"),
    (Sign::BlueLips, Level::Emergency, "floor-numbing"),
    (Sign::VisionChange, Level::Emergency, "floor-eye"),
    (Sign::EyePain, Level::Emergency, "floor-eye"),
    (Sign::LightHurts, Level::Emergency, "floor-eye"),
    (Sign::FaceDroop, Level::Emergency, "floor-face-droop"),
    (Sign::StiffNeckHeadache, Level::Emergency, "floor-head"),
    (Sign::BlackOrWhiteSkin, Level::Emergency, "floor-dead-skin"),
    (Sign::BleedingWontStop, Level::Emergency, "floor-bleeding"),
    (Sign::SelfHarmThoughts, Level::Emergency, "floor-self-harm"),
    (Sign::Pus, Level::SameDay, "floor-infection"),
    (Sign::SpreadingRedness, Level::SameDay, "floor-infection"),
    (Sign::RedStreaks, Level::SameDay, "floor-infection"),
    (Sign::FeelingVeryIll, Level::SameDay, "floor-very-ill"),
    (Sign::EyeAreaInfection, Level::SameDay, "floor-round-eye"),
    (Sign::EyeShut, Level::SameDay, "floor-round-eye"),
    (Sign::ClusteredBlisters, Level::SameDay, "floor-grouped-blisters"),
    (Sign::Blisters, Level::SameDay, "floor-blisters"),
    (Sign::OpenSore, Level::SameDay, "floor-blisters"),
    (Sign::NeedleLeft, Level::SameDay, "floor-needle-left"),
    (Sign::SharedNeedle, Level::SameDay, "floor-shared-needle"),
    (Sign::TenseBruise, Level::SameDay, "floor-tense-bruise"),
];

/// Every sign that alone gives same-day or emergency: the floor, and hives.
fn red_flags() -> Vec<(Sign, Level)> {
    let floor = FLOOR.iter().map(|(sign, level, _)| (*sign, *level));
    floor.chain([(Sign::Hives, Level::SameDay)]).collect()
}

/// S6. Each rule of the floor has signs that get their level from it and from nothing else, at every hour; no rule of the
/// floor is without one, and none has a sign that does not stand in the table.
#[test]
fn every_rule_of_the_floor_decides_alone() {
    for (sign, level, rule) in FLOOR {
        let case = read(&at_once(&nobody(), &Told::sign(*sign)));
        for seconds in instants() {
            let answer = engine::triage(protocol(), &case, at(*seconds));
            assert_eq!(answer.level, Some(*level), "{sign}");
            let deciding: Vec<&str> = answer
                .findings
                .iter()
                .filter(|finding| finding.level == *level)
                .map(|finding| finding.rule.id.as_str())
                .collect();
            assert_eq!(deciding, [*rule], "{sign} at second {seconds}");
        }
    }
    let floor = || protocol().triage().iter().filter(|rule| rule.is_floor);
    let known: BTreeSet<&str> = FLOOR.iter().map(|(_, _, rule)| *rule).collect();
    let there: BTreeSet<&str> = floor().map(|rule| rule.rule.id.as_str()).collect();
    assert_eq!(known, there);
    for rule in floor() {
        let row = |sign: &Sign| FLOOR.contains(&(*sign, rule.level, rule.rule.id.as_str()));
        assert!(
            rule.groups.len() == 1 && rule.groups[0].signs.iter().all(|sign| row(&sign)),
            "{}",
            rule.rule.id
        );
    }
    assert!(examples::floor_failures(protocol()).is_empty());
}

/// S6. Each emergency sign of the floor alone is an emergency: for every person, at every instant, whatever else is
/// answered, whoever says that it gets better.
#[test]
fn each_emergency_sign_alone_is_an_emergency_whatever_else_is_answered() {
    let signs: Vec<Sign> =
        FLOOR.iter().filter(|row| row.1 == Level::Emergency).map(|(sign, _, _)| *sign).collect();
    assert_eq!(signs.len(), 16);
    let cells = sum_over(&persons(), |(name, person)| {
        let mut cells = 0;
        for sign in &signs {
            let alone = Told::sign(*sign);
            let mut answers = vec![
                alone.clone(),
                Told { trend: Some(Trend::Better), temperature_c: Some(36.6), ..alone.clone() },
                Told { places: vec![Area::Legs], ..alone.clone() },
                Told {
                    symptoms: Symptom::ALL.iter().map(|symptom| (*symptom, Grade::None)).collect(),
                    ..alone.clone()
                },
                Told {
                    symptoms: Symptom::ALL.iter().map(|symptom| (*symptom, Grade::Severe)).collect(),
                    ..alone
                },
            ];
            answers
                .extend(Sign::ALL.iter().map(|other| Told { signs: vec![*other, *sign], ..Told::default() }));
            for answer in &answers {
                let levels = sweep(&at_once(person, answer));
                assert!(levels.iter().all(|level| *level == Level::Emergency), "{name} {answer:?}");
                cells += levels.len();
            }
            // Only this one question was asked; and nobody knows when the treatment was.
            let mut only = at_once(person, &Told::sign(*sign));
            only["check_ins"][0]["asked_signs"] = json!([sign.id()]);
            only["treatment"].as_object_mut().unwrap().remove("ended");
            cells += sweep(&only).iter().filter(|level| **level == Level::Emergency).count();
        }
        cells
    });
    println!("{cells} cells");
    assert_eq!(cells, persons().len() * 16 * (5 + Sign::ALL.len() + 1) * instants().len());
}

/// The built-in protocol with another `triage.toml`.
fn with_triage(table: &toml::Table) -> Result<Protocol, Vec<String>> {
    load(&[("triage.toml", &table.to_string())])
}

fn load(changed: &[(&str, &str)]) -> Result<Protocol, Vec<String>> {
    let text = |file: &str, old: &'static str| {
        changed.iter().find(|(name, _)| *name == file).map_or(old, |(_, text)| *text).to_owned()
    };
    let mut files: Vec<(&str, String)> = BUILTIN.iter().map(|(file, old)| (*file, text(file, old))).collect();
    let new = changed.iter().filter(|(name, _)| !BUILTIN.iter().any(|(file, _)| file == name));
    files.extend(new.map(|(name, text)| (*name, (*text).to_owned())));
    let documents: Vec<Document<'_>> =
        files.iter().map(|(file, text)| Document::new(file, text, Format::Toml)).collect();
    Protocol::load(&documents).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// Protocols that say as little as the loader lets them.
fn lowered() -> Vec<(&'static str, Protocol)> {
    let change = |change: &dyn Fn(&mut toml::Table)| {
        let mut table = triage_toml();
        for rule in table["triage"].as_array_mut().unwrap() {
            change(rule.as_table_mut().unwrap());
        }
        with_triage(&table).unwrap_or_else(|problems| panic!("{problems:#?}"))
    };
    let mut protocols = vec![
        (
            "everything can wait",
            change(&|rule| drop(rule.insert("level".to_owned(), "contact-clinic".into()))),
        ),
        ("nothing before two years", change(&|rule| drop(rule.insert("from_h".to_owned(), 17_520.into())))),
        (
            "only for somebody who was treated on lids, back and legs at home with every illness",
            change(&|rule| {
                let when: toml::Table =
                    "setting = [\"home\"]\ndevice = [\"stamp\"]\ncondition = [\"young-scar\"]"
                        .parse()
                        .unwrap();
                rule.insert("when".to_owned(), when.into());
                rule.remove("counts");
            }),
        ),
    ];
    // One rule that needs every sign and the strongest grade of everything.
    let mut table = triage_toml();
    let mut rule = table["triage"][0].as_table().unwrap().clone();
    rule.remove("first");
    rule.insert("level".to_owned(), "contact-clinic".into());
    let grades: Vec<String> = Symptom::ALL.iter().map(|symptom| format!("{symptom} = \"severe\"")).collect();
    let signs: Vec<String> = Sign::ALL.iter().map(|sign| format!("\"{sign}\"")).collect();
    let one = format!("sign = [{}]\nsymptom = {{ {} }}", signs.join(", "), grades.join(", "));
    let one: toml::Table = one.parse().unwrap();
    let two: toml::Table = "sign = [\"vomiting\"]".parse().unwrap();
    rule.insert("all".to_owned(), vec![toml::Value::from(one), toml::Value::from(two)].into());
    table.insert("triage".to_owned(), vec![toml::Value::from(rule)].into());
    protocols.push(("one rule", with_triage(&table).unwrap_or_else(|problems| panic!("{problems:#?}"))));
    protocols
}

/// S6, S7. Under every protocol, also one that says as little as the loader lets it, each sign of the floor gives the
/// level of the floor, and no random case gets less than what the floor alone says.
#[test]
fn no_protocol_gives_less_than_the_floor() {
    let floor_of = |signs: &[Sign]| {
        let rows = FLOOR.iter().filter(|(sign, _, _)| signs.contains(sign));
        rows.map(|(_, level, _)| *level).max().unwrap_or(Level::SelfCare)
    };
    let protocols = lowered();
    for (name, lowered) in &protocols {
        assert_eq!(lowered.floor_digest(), protocol().floor_digest(), "{name}");
        for (sign, level, rule) in FLOOR {
            for (person, value) in persons() {
                let case = read(&at_once(&value, &Told::sign(*sign)));
                for seconds in instants() {
                    let answer = engine::triage(lowered, &case, at(*seconds));
                    assert!(answer.level >= Some(*level), "{name}: {person} {sign}");
                    assert!(answer.findings.iter().any(|finding| finding.rule.id == *rule), "{name}: {sign}");
                }
            }
        }
    }
    let mut below = 0;
    for seed in 0..how_many() {
        let given = Given::of(&mut Rng::with_seed(seed));
        let case = read(&given.value());
        let floor = floor_of(&given.told.last().unwrap().1.signs);
        let own = engine::triage(protocol(), &case, at(given.now)).level.unwrap();
        assert!(own >= floor, "seed {seed}");
        for (name, lowered) in &protocols {
            let level = engine::triage(lowered, &case, at(given.now)).level.unwrap();
            assert!(level >= floor, "seed {seed}: {name}");
            below += u64::from(level < own);
        }
    }
    assert!(below > how_many() / 10, "these protocols are hardly milder: {below}");
}

/// S7. A clinic's overlay leaves triage and the floor as they are.
#[test]
fn a_clinics_overlay_leaves_the_floor() {
    let overlay = "clinic = \"Clinic by the park\"\n[[change]]\nrule = \"makeup\"\nopens_h = 72\n\
        reason = \"our brushes are shared\"\nwho = \"head of the clinic\"\n";
    let own = protocol().clone().with_clinic(&Document::new("clinic.toml", overlay, Format::Toml));
    let own = own.unwrap_or_else(|problems| panic!("{}", problems[0]));
    assert_eq!(own.floor_digest(), protocol().floor_digest());
    assert_eq!(own.triage(), protocol().triage());
    for (sign, level, _) in FLOOR {
        let case = read(&at_once(&nobody(), &Told::sign(*sign)));
        assert_eq!(engine::triage(&own, &case, at(HOUR)).level, Some(*level), "{sign}");
    }
    for rule in ["floor-allergy", "triage-fever", "triage-latch"] {
        let overlay = overlay.replace("makeup", rule);
        let document = Document::new("clinic.toml", &overlay, Format::Toml);
        assert!(Protocol::builtin().unwrap().with_clinic(&document).is_err(), "{rule}");
    }
}

/// S7. A protocol folder has no say over the floor: a rule with an id of the floor is refused, and so is a whole floor.
#[test]
fn a_protocol_cannot_bring_a_floor_of_its_own() {
    let mut table = triage_toml();
    table["triage"][0]["id"] = "floor-allergy".into();
    assert!(with_triage(&table).is_err());
    let floor = afterglow_core::protocol::FLOOR[0].1;
    assert!(load(&[("floor.toml", floor)]).is_err());
    let milder = floor.replace("level = \"emergency\"", "level = \"contact-clinic\"");
    assert!(load(&[("floor.toml", &milder)]).is_err());
}

/// S7. Whatever a new version lowers is told as a difference: a level that falls and a rule that is gone as looser, an
/// hour that moves as a change of when the rule fires.
#[test]
fn what_a_new_version_lowers_is_told() {
    let old = triage_toml();
    let rules = old["triage"].as_array().unwrap();
    let (_, everything_can_wait) = &lowered()[0];
    let changes = diff(protocol(), everything_can_wait);
    for rule in rules.iter().filter(|rule| rule["level"].as_str() != Some("contact-clinic")) {
        let id = rule["id"].as_str().unwrap();
        let told = changes.iter().any(|change| {
            change.rule == id && change.aspect == "level" && change.direction == Direction::Looser
        });
        assert!(told, "{id}");
    }
    let (_, much_later) = &lowered()[1];
    let changes = diff(protocol(), much_later);
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert!(changes.iter().any(|change| change.rule == id && change.aspect == "fires"), "{id}");
    }
    for index in [0, rules.len() / 2, rules.len() - 1] {
        let mut table = old.clone();
        table["triage"].as_array_mut().unwrap().remove(index);
        let changes = diff(protocol(), &with_triage(&table).unwrap());
        let id = rules[index]["id"].as_str().unwrap();
        let gone = changes.iter().find(|change| change.rule == id && change.aspect == "level").unwrap();
        assert!(gone.new.is_empty() && gone.direction == Direction::Looser, "{id}");
    }
    assert!(diff(protocol(), protocol()).is_empty());
}

// ---------------------------------------------------------------- S8: deterministic

/// Everything an answer says, as text.
fn shown(answer: &TriageAnswer<'_>) -> String {
    format!("{answer:?}")
}

const SETTINGS: [(&str, &str); 8] = [
    ("UTC", "C"),
    ("America/New_York", "en_US.UTF-8"),
    ("Pacific/Apia", "de_DE.UTF-8"),
    ("Asia/Kathmandu", "tr_TR.UTF-8"),
    ("Europe/Berlin", "ar_EG.UTF-8"),
    ("Australia/Lord_Howe", "ja_JP.UTF-8"),
    ("nonsense", "nonsense"),
    ("", ""),
];

/// Prints one number for a thousand answers. Not a test of its own: the next one runs it in other surroundings.
#[test]
fn a_thousand_answers_as_one_number() {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::hash::DefaultHasher::new();
    for seed in 0..1_000 {
        let given = Given::of(&mut Rng::with_seed(seed));
        let case = read(&given.value());
        shown(&engine::triage(protocol(), &case, at(given.now))).hash(&mut hasher);
        format!("{:?}", engine::ask(protocol(), &case, at(given.now))).hash(&mut hasher);
    }
    let number = hasher.finish();
    println!("answers={number}");
    assert_ne!(number, 0);
}

/// S8. The same bytes in any time zone, with any language of the system, in a process of its own; and on several threads.
#[test]
fn the_same_question_gets_the_same_bytes_everywhere() {
    let program = std::env::current_exe().unwrap();
    let mut numbers = BTreeSet::new();
    for (zone, language) in SETTINGS {
        let output = std::process::Command::new(&program)
            .args(["--exact", "a_thousand_answers_as_one_number", "--nocapture"])
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language)
            .output()
            .unwrap();
        assert!(output.status.success(), "{zone} {language}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let number = text.split("answers=").nth(1).expect("the number is printed");
        numbers.insert(number.split_whitespace().next().unwrap().to_owned());
    }
    assert_eq!(numbers.len(), 1, "{numbers:?}");

    let given = Given::of(&mut Rng::with_seed(7));
    let case = read(&given.value());
    let first = shown(&engine::triage(protocol(), &case, at(given.now)));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..250 {
                    assert_eq!(shown(&engine::triage(protocol(), &case, at(given.now))), first);
                }
            });
        }
    });
}

// ---------------------------------------------------------------- S9: order, repetition, merging

/// S9. The order of answers and their repetition do not matter.
#[test]
fn order_and_repetition_of_answers_do_not_matter() {
    for seed in 0..2 * how_many() {
        let given = Given::of(&mut Rng::with_seed(seed));
        let mut turned = given.clone();
        for (_, told) in &mut turned.told {
            told.symptoms.reverse();
            told.signs.reverse();
            told.signs.extend(told.signs.clone());
            told.places.extend(told.places.clone());
            told.places.reverse();
        }
        let mut value = turned.value();
        for list in ["conditions", "history", "medications"] {
            if let Some(entries) = value["person"].get_mut(list).and_then(Value::as_array_mut) {
                entries.reverse();
                entries.extend(entries.clone());
            }
        }
        // An object keeps its keys in order: the text is turned, too.
        let turned_text = {
            let symptoms = given.told.last().unwrap().1.symptoms.iter().rev();
            let symptoms: Vec<String> =
                symptoms.map(|(symptom, grade)| format!("\"{symptom}\":\"{grade}\"")).collect();
            let last = value["check_ins"].as_array().unwrap().len() - 1;
            value["check_ins"][last]["symptoms"] = json!("HERE");
            value.to_string().replace("\"HERE\"", &format!("{{{}}}", symptoms.join(",")))
        };
        let (one, other) =
            (read(&given.value()), case::read(&Document::new("case", &turned_text, Format::Json)).unwrap());
        let now = at(given.now);
        let one = shown(&engine::triage(protocol(), &one, now));
        assert_eq!(one, shown(&engine::triage(protocol(), &other, now)), "seed {seed}\n{value}");
    }
}

/// S9. One check-in that tells what two tell is at least as grave as each.
#[test]
fn two_check_ins_in_one_are_at_least_as_grave_as_each() {
    let mut graver = 0;
    for seed in 0..4 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let one = Given::of(&mut rng);
        let mut other = one.clone();
        *other.judged() = Given::of(&mut rng).judged().clone();
        if one.leaves_open() || other.leaves_open() {
            continue;
        }
        let mut merged = one.clone();
        let more = other.judged().clone();
        let all = merged.judged();
        all.signs.extend(&more.signs);
        for (symptom, grade) in &more.symptoms {
            let strongest = all.grade(*symptom).map_or(*grade, |known| known.max(*grade));
            all.set(*symptom, strongest);
        }
        all.temperature_c = match (all.temperature_c, more.temperature_c) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        };
        all.trend = all.trend.max(more.trend);
        all.places.extend(&more.places);
        let (one, other, merged) = (one.level(), other.level(), merged.level());
        assert!(merged >= one.max(other), "seed {seed}: {one} and {other} are {merged} together");
        graver += u64::from(merged > one.max(other));
    }
    assert!(graver > 0);
}

// ---------------------------------------------------------------- S10, S11: the explanation

/// A case in which nothing is told but what a finding cites, and what chooses the ordinary course is as it was. Everything
/// else has its mildest answer. One of the facts may be dropped.
fn with_only(given: &Given, facts: &[Fact], dropped: Option<&Fact>) -> (Value, i64) {
    let cited = |fact: &Fact| facts.contains(fact) && dropped != Some(fact);
    let mut person = nobody();
    for key in ["device", "areas"] {
        match given.person["treatment"].get(key) {
            Some(known) => person["treatment"][key] = known.clone(),
            None => drop(person["treatment"].as_object_mut().unwrap().remove(key)),
        }
    }
    match given.person["person"].get("medications") {
        Some(list) => {
            let thinners = list.as_array().unwrap().iter().filter(|entry| {
                let is_dropped =
                    matches!(dropped, Some(Fact::Medication(class)) if entry["class"] == class.id());
                !is_dropped
                    && ["anticoagulant", "low-dose-aspirin"].contains(&entry["class"].as_str().unwrap())
            });
            person["person"]["medications"] = thinners.cloned().collect();
        }
        None => drop(person["person"].as_object_mut().unwrap().remove("medications")),
    }
    let mut judged = Told::default();
    let mut kept = BTreeSet::new();
    let mut now = 0;
    for fact in facts.iter().filter(|fact| cited(fact)) {
        match fact {
            Fact::Symptom(symptom, grade) => judged.set(*symptom, *grade),
            Fact::Returned(symptom, grade) | Fact::Risen(symptom, grade) => {
                judged.set(*symptom, *grade);
                kept.insert(*symptom);
            }
            Fact::Sign(sign) => judged.signs.push(*sign),
            Fact::TemperatureC(degrees) => judged.temperature_c = Some(*degrees),
            Fact::Worse => judged.trend = Some(Trend::Worse),
            Fact::Place(area) => judged.places.push(*area),
            Fact::Condition(word) => person["person"]["conditions"] = json!([word.id()]),
            Fact::History(word) => person["person"]["history"] = json!([word.id()]),
            Fact::Medication(word) => {
                if person["person"].get("medications").is_none() {
                    person["person"]["medications"] = json!([]);
                }
                let list = person["person"]["medications"].as_array_mut().unwrap();
                list.push(json!({ "class": word.id() }));
            }
            Fact::SkinType(word) => person["person"]["skin_type"] = json!(word.id()),
            Fact::Setting(word) => person["treatment"]["setting"] = json!(word.id()),
            Fact::Numbing(agent) => person["treatment"]["numbing"] = json!({ "agent": agent.id() }),
            Fact::Prilocaine => {
                person["treatment"]["numbing"] = json!({ "agent": "lidocaine", "prilocaine": true });
            }
            Fact::UnderWrap(covered) => {
                person["treatment"]["numbing"] =
                    json!({ "agent": "lidocaine", "prilocaine": false, "under_wrap": covered });
            }
            Fact::Hours(hours) => now = hours * HOUR,
            Fact::Unknown(Question::Ended) => {
                drop(person["treatment"].as_object_mut().unwrap().remove("ended"))
            }
            // They stand in the treatment already.
            Fact::Device(_) | Fact::Area(_) | Fact::Unknown(Question::Device | Question::Area) => {}
            other => panic!("{other} explains nothing of triage"),
        }
    }
    match dropped {
        Some(Fact::Device(_) | Fact::Unknown(Question::Device)) => {
            person["treatment"]["device"] = json!("roller")
        }
        Some(Fact::Area(_) | Fact::Unknown(Question::Area)) => {
            person["treatment"]["areas"] = json!([{ "area": "scalp", "depth_mm": 1.0 }]);
        }
        // The symptom is gone, whatever was told of it earlier.
        Some(Fact::Symptom(symptom, _) | Fact::Returned(symptom, _) | Fact::Risen(symptom, _)) => {
            judged.set(*symptom, Grade::None);
        }
        _ => {}
    }
    let before = |symptom: Symptom| {
        given.before.iter().find(|(known, _)| *known == symptom).map_or(Grade::None, |(_, grade)| *grade)
    };
    // What was told while the skin was numb is no base to grow from.
    let feels_from = i64::from(protocol().timing().growth_from_h) * HOUR;
    if facts.iter().any(|fact| matches!(fact, Fact::Risen(..))) {
        now = now.max(feels_from);
    }
    let moment = if now >= feels_from { feels_from } else { 0 };
    let mut check_ins: Vec<(i64, Told)> = Vec::new();
    for (_, told) in &given.told[..given.told.len() - 1] {
        let symptoms = kept.iter().filter_map(|symptom| {
            let grade = told.grade(*symptom)?;
            Some((*symptom, if grade > before(*symptom) { grade } else { Grade::None }))
        });
        check_ins.push((moment, Told { symptoms: symptoms.collect(), ..Told::default() }));
    }
    check_ins.push((moment, judged));
    (told(&person, &check_ins), now)
}

/// S10. Judged by nothing but the facts that a finding cites, its rule fires again with the same level; what the gravest
/// finding cites gives the level of the whole answer.
#[test]
fn the_facts_of_a_finding_are_enough() {
    let mut tried: BTreeMap<String, u64> = BTreeMap::new();
    for seed in 0..20 * how_many() {
        let given = Given::of(&mut Rng::with_seed(seed));
        // What was taken over from before is told by another check-in than the judged one.
        if given.leaves_open() {
            continue;
        }
        let case = read(&given.value());
        let answer = engine::triage(protocol(), &case, at(given.now));
        for (index, finding) in answer.findings.iter().enumerate() {
            if finding.rule.id == "triage-latch" {
                continue;
            }
            let (alone, now) = with_only(&given, &finding.facts, None);
            let again = engine::triage(protocol(), &read(&alone), at(now));
            let fires = again.findings.iter().any(|other| {
                other.rule.id == finding.rule.id
                    && other.level == finding.level
                    && other.facts == finding.facts
            });
            let facts: Vec<String> = finding.facts.iter().map(ToString::to_string).collect();
            assert!(
                fires,
                "seed {seed}: {} is silent with {facts:?}\n{alone}\n{}",
                finding.rule.id,
                given.value()
            );
            assert!(index > 0 || again.level == answer.level, "seed {seed}: {facts:?}");
            *tried.entry(finding.rule.id.clone()).or_default() += 1;
        }
    }
    let rules = protocol().triage().len();
    println!("{} of {rules} rules, {} findings", tried.len(), tried.values().sum::<u64>());
    assert!(tried.len() * 10 > rules * 7, "{} of {rules} rules were explained", tried.len());
}

/// S11. Each of the facts that the gravest finding cites is needed: without it, or at hour 0, the rule is silent, or, in
/// rare cases, gives other reasons.
#[test]
fn each_fact_of_the_gravest_finding_is_needed() {
    let (mut dropped, mut also_met_by_another) = (0, 0);
    for seed in 0..20 * how_many() {
        let given = Given::of(&mut Rng::with_seed(seed));
        // What was taken over from before is told by another check-in than the judged one.
        if given.leaves_open() {
            continue;
        }
        let case = read(&given.value());
        let answer = engine::triage(protocol(), &case, at(given.now));
        let top = answer.findings.first().filter(|finding| finding.rule.id != "triage-latch");
        let Some(top) = top else { continue };
        for fact in &top.facts {
            let (less, now) = with_only(&given, &top.facts, Some(fact));
            let again = engine::triage(protocol(), &read(&less), at(now));
            if let Some(still) = again.findings.iter().find(|other| other.rule.id == top.rule.id) {
                // One of the other facts meets two things that the rule needs. The reasons change.
                assert_ne!(still.facts, top.facts, "seed {seed}: {} without {fact}\n{less}", top.rule.id);
                also_met_by_another += 1;
            }
            dropped += 1;
        }
    }
    println!("{dropped} facts dropped, {also_met_by_another} of which another fact stands for");
    assert!(dropped > 10 * how_many());
    assert!(also_met_by_another * 500 < dropped, "{also_met_by_another} of {dropped}");
}

// ---------------------------------------------------------------- S13: who somebody is

/// S13. Name, age, sex, language, clinic, country and price change nothing; a skin type only raises.
#[test]
fn who_somebody_is_changes_no_level_and_a_skin_type_only_raises() {
    for seed in 0..2 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let given = Given::of(&mut rng);
        let value = given.value();
        let findings = |value: &Value| {
            let case = read(value);
            let answer = engine::triage(protocol(), &case, at(given.now));
            format!("{:?} {:?}", answer.level, answer.findings)
        };
        let before = findings(&value);
        let mut other = value.clone();
        other["id"] = json!("another");
        other["person"]["name"] = json!(pick(&mut rng, &["Ada", "Иван", "阿部", "x"]));
        other["person"]["born"] = json!(rng.i32(1930..2020));
        other["person"]["zone"] = json!(pick(&mut rng, &["Asia/Tokyo", "America/Lima", "Europe/Rome"]));
        other["person"]["pregnant"] = json!(rng.bool());
        other["person"]["breastfeeding"] = json!(rng.bool());
        other["contacts"] = json!({ "clinic": "by the park", "phone": "030 1", "hours": "9 to 5",
            "country": pick(&mut rng, &["DE", "US", "ZZ"]) });
        other["price"] = json!({ "per_session": rng.u16(..), "currency": "EUR" });
        other["event"] = json!({ "on": "2026-12-24" });
        other["products"] = json!([{ "name": "cream", "label": "Aqua, Retinol" }]);
        other["treatment"]["concerns"] = json!(["acne-scars"]);
        other["treatment"]["session"] = json!({ "number": 2, "of": 4 });
        assert_eq!(findings(&other), before, "seed {seed}\n{other}");

        let mut untold = value.clone();
        untold["person"].as_object_mut().unwrap().remove("skin_type");
        let untold = level(&untold, given.now);
        for skin_type in ["I", "II", "III", "IV", "V", "VI"] {
            let mut told = value.clone();
            told["person"]["skin_type"] = json!(skin_type);
            let told = level(&told, given.now);
            assert!(told >= untold, "seed {seed}: {skin_type}\n{value}");
        }
    }
    // Dark patches that get worse: brown and black skin has words and advice of its own.
    let told = Told { trend: Some(Trend::Worse), ..Told::symptom(Symptom::Darkening, Grade::Mild) };
    let levels = ["I", "II", "III", "IV", "V", "VI"].map(|skin_type| {
        let mut value = at_once(&nobody(), &told);
        value["person"]["skin_type"] = json!(skin_type);
        let answer = engine::triage(protocol(), &read(&value), at(200 * HOUR));
        answer.findings.iter().any(|finding| finding.rule.id == "triage-dark-patches-brown-skin")
    });
    assert_eq!(levels, [false, false, true, true, true, true]);
}

// ---------------------------------------------------------------- S14: the latch

/// S14. To the second: each red flag keeps its own level for two days and stays at least a matter for the clinic for two
/// weeks, whatever a later check-in says, until a clinician has seen it.
#[test]
fn a_red_flag_stays_for_two_days_and_two_weeks_until_it_is_seen() {
    let told_at = 5 * HOUR;
    let well = Told { trend: Some(Trend::Better), temperature_c: Some(36.5), ..Told::default() };
    let weeks = 14 * 24 * HOUR;
    for (flag, own) in red_flags() {
        let value = told(&nobody(), &[(told_at, Told::sign(flag)), (told_at + 60, well.clone())]);
        for (after, expected) in [
            (60, own),
            (48 * HOUR - 1, own),
            (48 * HOUR, own),
            (48 * HOUR + 1, Level::ContactClinic),
            (weeks - 1, Level::ContactClinic),
            (weeks, Level::ContactClinic),
            (weeks + 1, Level::SelfCare),
        ] {
            assert_eq!(level(&value, told_at + after), expected, "{flag} after {after} seconds");
        }
        let answer_at = at(told_at + HOUR);
        let case = read(&value);
        let answer = engine::triage(protocol(), &case, answer_at);
        assert_eq!(answer.findings.len(), 1, "{flag}");
        assert_eq!(answer.findings[0].rule.id, "triage-latch");
        assert_eq!(answer.findings[0].facts, [Fact::Sign(flag)]);

        // Seen a second too early, by nobody's closing, of another sign, or later than now: it stays.
        let seen = |seconds: i64, closes: &[&str]| {
            let mut seen = value.clone();
            seen["seen"] = json!([{ "at": written(seconds), "by": "doctor", "closes": closes }]);
            level(&seen, told_at + 2 * HOUR)
        };
        let another = if flag == Sign::Pus { "hives" } else { "pus" };
        assert_eq!(seen(told_at - 1, &[flag.id()]), own, "{flag}");
        assert_eq!(seen(told_at + HOUR, &[]), own, "{flag}");
        assert_eq!(seen(told_at + HOUR, &[another]), own, "{flag}");
        assert_eq!(seen(told_at + 2 * HOUR + 1, &[flag.id()]), own, "{flag}");
        assert_eq!(seen(told_at, &[flag.id()]), Level::SelfCare, "{flag}");
        assert_eq!(seen(told_at + 2 * HOUR, &[flag.id(), another]), Level::SelfCare, "{flag}");
    }
    let known: BTreeSet<(Sign, Level)> = protocol().red_flags().iter().copied().collect();
    assert_eq!(known, red_flags().into_iter().collect());
}

/// S14. Against a model: stories of red flags told, denied, told again and closed. The level is the gravest of what the
/// judged check-in tells and what earlier ones left.
#[test]
fn red_flags_follow_their_model() {
    let flags = red_flags();
    let own = |flag: Sign| flags.iter().find(|(sign, _)| *sign == flag).unwrap().1;
    let mut seen_levels = BTreeSet::new();
    for seed in 0..4 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let story: Vec<Sign> = (0..3).map(|_| flags[rng.usize(..flags.len())].0).collect();
        let lasting = [0, 1, HOUR, 47 * HOUR, 48 * HOUR, 49 * HOUR, 335 * HOUR, 336 * HOUR, 337 * HOUR];
        let mut seconds = 0;
        let mut check_ins: Vec<(i64, Option<Sign>)> = Vec::new();
        for _ in 0..rng.usize(1..=4) {
            check_ins.push((seconds, rng.bool().then(|| pick(&mut rng, &story))));
            seconds += pick(&mut rng, &lasting) + rng.i64(-1..=1).max(0);
        }
        let now = seconds + rng.i64(0..2) * pick(&mut rng, &lasting);
        let looks: Vec<(i64, Vec<Sign>)> = (0..rng.usize(..3))
            .map(|_| {
                let near = check_ins[rng.usize(..check_ins.len())].0;
                let when = (near + rng.i64(-1..=1) + pick(&mut rng, &[0, 0, HOUR])).max(0);
                (when, story.iter().copied().filter(|_| rng.bool()).collect())
            })
            .collect();

        let last = check_ins.len() - 1;
        let expected = check_ins.iter().enumerate().filter_map(|(index, (at, flag))| {
            let flag = (*flag)?;
            let is_closed =
                looks.iter().any(|(when, closes)| *at <= *when && *when <= now && closes.contains(&flag));
            let age = now - at;
            match index {
                _ if is_closed => None,
                _ if index == last || age <= 48 * HOUR => Some(own(flag)),
                _ if age <= 336 * HOUR => Some(Level::ContactClinic),
                _ => None,
            }
        });
        let expected = expected.max().unwrap_or(Level::SelfCare);

        let mut value = told(
            &nobody(),
            &check_ins
                .iter()
                .map(|(at, flag)| (*at, Told { signs: flag.iter().copied().collect(), ..Told::default() }))
                .collect::<Vec<_>>(),
        );
        value["seen"] = looks
            .iter()
            .map(|(when, closes)| json!({ "at": written(*when), "by": "clinic", "closes": ids(closes) }))
            .collect();
        assert_eq!(level(&value, now), expected, "seed {seed} at {now}\n{value}");
        seen_levels.insert(expected);
    }
    assert_eq!(seen_levels.len(), Level::ALL.len());
}

/// Neither "better" nor what looks better on a photo lowers a level: the trend is ordered, and a check-in that answers
/// nothing leaves the last one that did.
#[test]
fn neither_better_nor_a_photo_lowers() {
    let mut tried = 0;
    for seed in 0..4 * how_many() {
        let mut given = Given::of(&mut Rng::with_seed(seed));
        given.judged().trend = None;
        let without = given.level();
        given.judged().trend = Some(Trend::Better);
        assert!(given.level() >= without, "seed {seed}");
        let mut later = given.value();
        let photo = json!({ "at": written(given.now), "note": "on the photo it is gone",
            "improvement": "much-better", "where": ["face"] });
        later["check_ins"].as_array_mut().unwrap().push(photo);
        assert_eq!(level(&later, given.now), given.level(), "seed {seed}");
        tried += u64::from(without > Level::SelfCare);
    }
    assert!(tried > how_many());
}

/// A danger that needed two answers is not gone because the next check-in does not ask again.
#[test]

fn a_later_check_in_that_only_says_better_does_not_lower() {
    for (first, grave) in [
        (Told { temperature_c: Some(39.5), ..Told::sign(Sign::Vomiting) }, Level::Emergency),
        (Told::symptom(Symptom::Pain, Grade::Severe), Level::SameDay),
    ] {
        let mut value = told(&nobody(), &[(30 * HOUR, first.clone())]);
        assert_eq!(level(&value, 30 * HOUR), grave);
        let better = json!({ "at": written(31 * HOUR), "trend": "better" });
        value["check_ins"].as_array_mut().unwrap().push(better);
        assert!(level(&value, 31 * HOUR) >= grave, "{first:?}");
    }
}

// ---------------------------------------------------------------- S16: time

/// S16. In every time zone, across its next change of the clocks: elapsed hours are hours, whatever the clocks show and
/// in whatever zones the two instants are written.
#[test]
fn an_hour_is_an_hour_in_every_zone() {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
    let (mut zones, mut changes) = (0, 0);
    for name in jiff::tz::db().available() {
        let zone = TimeZone::get(name.as_str()).unwrap();
        let change = zone.following(start).next().map(|change| change.timestamp());
        let change = change.filter(|change| change.as_second() < 4_000_000_000);
        changes += usize::from(change.is_some());
        let ended = change.unwrap_or(start) - SignedDuration::from_hours(12);
        for written_in in [&zone, &tokyo] {
            let mut value = nobody();
            value["treatment"]["ended"] = json!(ended.to_zoned_datetime(zone.clone()).to_string());
            let first = ended + SignedDuration::from_mins(5);
            value["check_ins"] = json!([{ "at": first.to_zoned_datetime(written_in.clone()).to_string(),
                "signs": ["numbness"] }]);
            let case = read(&value);
            for (seconds, hours, expected) in [
                (2 * HOUR, 2, Level::SelfCare),
                (24 * HOUR - 1, 23, Level::SelfCare),
                (24 * HOUR, 24, Level::ContactClinic),
            ] {
                let answer = engine::triage(protocol(), &case, ended + SignedDuration::from_secs(seconds));
                assert_eq!(answer.hours, Some(hours), "{name}");
                assert_eq!(answer.level, Some(expected), "{name} at hour {hours}");
            }
        }
        zones += 1;
    }
    println!("{zones} zones, {changes} with a change of the clocks to come");
    assert!(zones > 590 && changes > 100, "{zones} {changes}");
}

/// S16. A check-in before the end of the treatment, or before the one above it, is an error of the file.
#[test]
fn negative_elapsed_time_is_an_error_of_the_file() {
    let nothing = Told::default;
    let faults = |check_ins: &[(i64, Told)]| {
        let text = told(&nobody(), check_ins).to_string();
        match case::read(&Document::new("case", &text, Format::Json)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(|problem| problem.path.to_string()).collect(),
        }
    };
    assert!(faults(&[(0, nothing()), (0, nothing()), (1, nothing())]).is_empty());
    assert_eq!(faults(&[(-1, nothing())]), ["check_ins[0].at"]);
    assert_eq!(faults(&[(-HOUR, Told::sign(Sign::Faint))]), ["check_ins[0].at"]);
    assert_eq!(faults(&[(HOUR, nothing()), (HOUR - 1, nothing())]), ["check_ins[1].at"]);
}

// ---------------------------------------------------------------- S17: units and ranges

/// S17. Celsius is read as it stands, Fahrenheit is refused with what to write instead, and nothing is guessed.
#[test]
fn a_temperature_is_never_guessed() {
    let mut value = at_once(&nobody(), &Told::default());
    value["treatment"]["areas"][0]["area"] = json!("abdomen");
    let mut read_as = |tenths: i32| {
        value["check_ins"][0]["temperature_c"] = json!(f64::from(tenths) / 10.0);
        let text = value.to_string();
        case::read(&Document::new("case", &text, Format::Json)).map_err(|problems| {
            assert_eq!(problems.len(), 1, "{problems:?}");
            problems[0].help.clone().unwrap()
        })
    };
    for tenths in 360..=430 {
        let case = read_as(tenths).unwrap();
        let answer = engine::triage(protocol(), &case, at(HOUR));
        let expected = match tenths {
            400.. => Level::SameDay,
            380..400 => Level::ContactClinic,
            _ => Level::SelfCare,
        };
        assert_eq!(answer.level, Some(expected), "{tenths} tenths");
        let told = Fact::TemperatureC(f64::from(tenths) / 10.0);
        assert!(answer.findings.iter().all(|finding| finding.facts == [told.clone()]), "{tenths} tenths");
    }
    for tenths in 970..=1090 {
        let help = read_as(tenths).unwrap_err();
        let celsius = (f64::from(tenths) / 10.0 - 32.0) / 1.8;
        assert!(help.contains("Fahrenheit") && help.contains(&format!("{celsius:.1}")), "{tenths}: {help}");
    }
    for tenths in [-400, 0, 10, 299, 451, 500, 700, 859, 1_140, 2_000, 3_110] {
        assert!(!read_as(tenths).unwrap_err().contains("looks like"), "{tenths} tenths");
    }
}

/// S17. Ratings and grades out of range, grades that nobody knows and numbers where grades belong are refused.
#[test]
fn ratings_and_grades_out_of_range_are_refused() {
    let answer = |symptom: &str, grade: Value| {
        let mut value = at_once(&nobody(), &Told::default());
        value["check_ins"][0]["symptoms"][symptom] = grade;
        let text = value.to_string();
        let case = case::read(&Document::new("case", &text, Format::Json)).ok()?;
        engine::triage(protocol(), &case, at(26 * HOUR)).level
    };
    for symptom in ["pain", "itching"] {
        let levels: Vec<Level> = (0..=10).map(|rating| answer(symptom, json!(rating)).unwrap()).collect();
        assert!(levels.is_sorted(), "{symptom} {levels:?}");
        for (rating, grade) in [
            (0, "none"),
            (1, "mild"),
            (3, "mild"),
            (4, "moderate"),
            (6, "moderate"),
            (7, "severe"),
            (10, "severe"),
        ] {
            assert_eq!(Some(levels[rating]), answer(symptom, json!(grade)), "{symptom} {rating}");
        }
    }
    for wrong in [
        json!(-1),
        json!(11),
        json!(100),
        json!(3.5),
        json!("bad"),
        json!("Severe"),
        json!(true),
        json!(null),
    ] {
        for symptom in Symptom::ALL {
            assert_eq!(answer(symptom.id(), wrong.clone()), None, "{symptom} {wrong}");
        }
    }
    for symptom in Symptom::ALL.iter().filter(|symptom| ![Symptom::Pain, Symptom::Itching].contains(symptom))
    {
        assert_eq!(answer(symptom.id(), json!(5)), None, "{symptom}");
        assert!(answer(symptom.id(), json!("severe")).is_some(), "{symptom}");
    }
    for depth in [-1.0, 100.0] {
        let mut value = nobody();
        value["treatment"]["areas"][0]["depth_mm"] = json!(depth);
        let text = value.to_string();
        assert!(case::read(&Document::new("case", &text, Format::Json)).is_err(), "{depth}");
    }
}

// ---------------------------------------------------------------- S19: well formed

/// S19. Every rule has an id of its own, a reason, a source, and an example on each side; every rule can be reached.
#[test]
fn every_rule_is_well_formed_and_reachable() {
    let mut known = BTreeSet::new();
    for rule in protocol().triage() {
        let id = rule.rule.id.as_str();
        assert!(known.insert(id), "{id} stands twice");
        assert!(id.starts_with(if rule.is_floor { "floor-" } else { "triage-" }), "{id}");
        assert!(!rule.rule.why.is_empty(), "{id}");
        assert!(!rule.rule.evidence.is_empty() || !rule.rule.claims.is_empty(), "{id}");
        assert!(rule.level > Level::SelfCare, "{id}");
        for fires in [true, false] {
            let shown = rule
                .examples
                .iter()
                .any(|example| matches!(example.expects, Expects::Triage(_, wanted) if wanted == fires));
            assert!(shown, "{id}: no example with `fires = {fires}`");
        }
        if rule.level == Level::Emergency {
            assert!((2..=5).contains(&rule.first.len()), "{id}");
        }
    }
    let failures = examples::failures(protocol(), &documents());
    let failures: Vec<String> =
        failures.iter().filter(|problem| problem.file == "triage.toml").map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{failures:#?}");
}

/// Rules that no case needs for its level: they stand for what they say and for their advice.
const NEVER_ALONE: &[&str] = &["triage-dark-patches-brown-skin", "triage-rf-severe-pain"];

/// S19. Every rule matters: in some case the level is given by it and by nothing else.
#[test]
fn every_rule_decides_some_case() {
    let mut open: BTreeSet<&str> = protocol().triage().iter().map(|rule| rule.rule.id.as_str()).collect();
    open.retain(|id| !NEVER_ALONE.contains(id));
    for seed in 0..1_000_000 {
        if open.is_empty() {
            println!("{seed} cases until every rule had decided one");
            break;
        }
        let given = Given::of(&mut Rng::with_seed(seed));
        let answer = engine::triage(protocol(), &read(&given.value()), at(given.now));
        if let [top, others @ ..] = answer.findings.as_slice()
            && others.iter().all(|other| other.level < top.level)
        {
            open.remove(top.rule.id.as_str());
        }
    }
    // Too rare for chance: sick after an ordinary numbing cream, and nothing else.
    let mut value =
        at_once(&nobody(), &Told { signs: vec![Sign::FeelingVeryIll, Sign::Vomiting], ..Told::default() });
    value["treatment"]["numbing"] = json!({ "agent": "lidocaine", "prilocaine": false, "under_wrap": false });
    let answer = engine::triage(protocol(), &read(&value), at(HOUR));
    let gravest = answer.findings.iter().filter(|finding| Some(finding.level) == answer.level);
    for finding in gravest.clone().filter(|_| gravest.clone().count() == 1) {
        open.remove(finding.rule.id.as_str());
    }
    assert!(open.is_empty(), "{open:?}");
}

/// S19. What is not well formed, or could talk a danger down, is refused when it is loaded.
#[test]
fn a_protocol_that_is_not_well_formed_is_refused() {
    assert!(with_triage(&triage_toml()).is_ok());
    let rule = |key: &str, text: &str| {
        let mut table = triage_toml();
        let changed = table["triage"][0].as_table_mut().unwrap();
        changed.remove(key);
        for (key, value) in text.parse::<toml::Table>().unwrap() {
            changed.insert(key, value);
        }
        with_triage(&table).is_err()
    };
    let one = "first = [\"call-now\"]";
    let six = "first = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]";
    for (key, text) in [
        ("id", ""),
        ("id", "id = \"triage-fever\""),
        ("id", "id = \"fever\""),
        ("level", ""),
        ("level", "level = \"self-care\""),
        ("level", "level = \"urgent\""),
        ("why", ""),
        ("evidence", ""),
        ("evidence", "evidence = [\"T9-99\"]"),
        ("example", ""),
        ("all", ""),
        ("all", "all = []"),
        ("all", "all = [{}]"),
        ("all", "all = [{ sign = [\"puss\"] }]"),
        ("all", "all = [{ sign = [\"pain\"] }]"),
        ("all", "all = [{ symptom = { pain = \"none\" } }]"),
        ("all", "all = [{ temperature_c = 100.4 }]"),
        ("all", "all = [{ at_most_c = 37.0 }]"),
        ("all", "all = [{ better = true }]"),
        ("", "to_h = 48"),
        ("", "when = { depth_to_mm = 1.0 }"),
        ("", "when = { pregnant = false }"),
        ("", "when = { breastfeeding = false }"),
        ("", "when = { under_wrap = false }"),
        ("", "counts = [\"device\"]"),
        ("", "call = \"clinic\""),
        ("first", ""),
        ("first", one),
        ("first", six),
    ] {
        assert!(rule(key, text), "`{text}` for `{key}` is taken");
    }
    // Only one side of the examples.
    for fires in [true, false] {
        let mut table = triage_toml();
        let examples = table["triage"][0]["example"].as_array_mut().unwrap();
        examples.retain(|example| example["fires"].as_bool() == Some(fires));
        assert!(with_triage(&table).is_err(), "{fires}");
    }
    // Tables that must be there; a word that no rule looks at.
    for key in ["latch", "triage"] {
        let mut table = triage_toml();
        table.remove(key);
        assert!(with_triage(&table).is_err(), "without {key}");
    }
    let mut table = triage_toml();
    table["latch"]["own_level_h"] = 400.into();
    assert!(with_triage(&table).is_err());
    for word in ["hollow", "lumps"] {
        let mut table = triage_toml();
        let rules = table["triage"].as_array_mut().unwrap();
        rules.retain(|rule| !rule["all"].to_string().contains(word));
        let problems = with_triage(&table).unwrap_err();
        assert!(problems.iter().any(|problem| problem.contains(&format!("sign:{word}"))), "{problems:?}");
    }
}

/// S19. Every sign and every symptom of the vocabulary can raise the level, alone.
#[test]
fn every_sign_and_every_symptom_can_raise_the_level() {
    let highest = |told: &Told| sweep(&at_once(&nobody(), told)).into_iter().max().unwrap();
    for sign in Sign::ALL {
        assert!(highest(&Told::sign(*sign)) > Level::SelfCare, "{sign}");
    }
    for symptom in Symptom::ALL {
        assert!(highest(&Told::symptom(*symptom, Grade::Severe)) > Level::SelfCare, "{symptom}");
        assert_eq!(highest(&Told::symptom(*symptom, Grade::None)), Level::SelfCare, "{symptom}");
    }
    assert_eq!(highest(&Told::default()), Level::SelfCare);
}

// ---------------------------------------------------------------- whom to call

/// An emergency names the emergency number first. Every other answer says to call it if it gets worse. The clinic is not
/// called where it may be the cause, nor where nobody but the person treated.
#[test]
fn whom_to_call_fits_the_level() {
    let protocol = protocol();
    let countries = &protocol.calling().countries;
    let mut seen = BTreeSet::new();
    for seed in 0..4 * how_many() {
        let mut rng = Rng::with_seed(seed);
        let given = Given::of(&mut rng);
        let mut value = given.value();
        let country = rng.choice(countries).unwrap();
        let code = pick(&mut rng, &[Some(country.code.as_str()), Some("ZZ"), None]);
        value["contacts"] = json!({ "phone": "030 1" });
        if let Some(code) = code {
            value["contacts"]["country"] = json!(code);
        }
        let case = read(&value);
        let answer = engine::triage(protocol, &case, at(given.now));
        let level = answer.level.unwrap();
        let emergency: Vec<_> = answer.calls.iter().filter(|call| call.who == Who::Emergency).collect();
        assert_eq!(emergency.len(), 1, "seed {seed}");
        assert_eq!(emergency[0].when, CallWhen::Now, "seed {seed}");
        let known = (code == Some(country.code.as_str())).then_some(country.emergency.as_str());
        assert_eq!(emergency[0].number.as_ref().map(engine::Number::text), known, "seed {seed}");
        if level == Level::Emergency {
            assert!(answer.calls[0].who == Who::Emergency && !answer.calls[0].if_worse, "seed {seed}");
        } else {
            assert!(answer.calls[0].who != Who::Emergency && emergency[0].if_worse, "seed {seed}");
            let when = answer.calls[0].when;
            let expected =
                if level == Level::SameDay { CallWhen::WithinHours } else { CallWhen::WithinTwoDays };
            assert_eq!(when, expected, "seed {seed}");
        }
        assert_eq!(answer.calls[0].who == Who::Nobody, level == Level::SelfCare, "seed {seed}");
        let may_be_the_cause = answer.findings.iter().any(|finding| {
            let rule = protocol.triage().iter().find(|rule| rule.rule.id == finding.rule.id);
            // A red flag that stays says the same as its rule, whatever is left of its level.
            let latched = finding.facts == [Fact::Sign(Sign::SharedNeedle)];
            finding.level == level && rule.map_or(latched, |rule| rule.not_clinic)
        });
        let at_home = value["treatment"].get("setting") == Some(&json!("home"));
        let calls_clinic = answer.calls.iter().any(|call| call.who == Who::Clinic);
        let expected = level < Level::Emergency && !may_be_the_cause && !at_home;
        assert_eq!(calls_clinic, expected, "seed {seed}\n{value}");
        seen.insert((level, calls_clinic));
    }
    assert!(seen.len() >= 6, "{seen:?}");
}

/// The clinic may be the cause: a shared needle is told to somebody else within hours, before its window closes.
#[test]
fn a_shared_needle_is_never_sent_back_to_the_clinic() {
    let case = read(&at_once(&nobody(), &Told::sign(Sign::SharedNeedle)));
    for seconds in instants() {
        let answer = engine::triage(protocol(), &case, at(*seconds));
        assert_eq!(answer.level, Some(Level::SameDay));
        assert!(answer.calls.iter().all(|call| call.who != Who::Clinic), "second {seconds}");
        assert!(answer.calls.iter().any(|call| call.who == Who::Doctor), "second {seconds}");
        let window = (*seconds < 72 * HOUR).then(|| at(72 * HOUR));
        assert_eq!(answer.findings[0].before, window, "second {seconds}");
        assert_eq!(answer.calls[0].before, window, "second {seconds}");
    }
}

/// As long as a shared needle stays a matter for somebody, it is not the clinic.
#[test]

fn a_shared_needle_that_was_told_earlier_is_not_sent_back_to_the_clinic() {
    let value = told(&nobody(), &[(HOUR, Told::sign(Sign::SharedNeedle)), (2 * HOUR, Told::default())]);
    let case = read(&value);
    for seconds in [3 * HOUR, 49 * HOUR, 49 * HOUR + 1, 300 * HOUR, 337 * HOUR] {
        let answer = engine::triage(protocol(), &case, at(seconds));
        assert!(answer.level > Some(Level::SelfCare), "second {seconds}");
        assert!(
            answer.calls.iter().all(|call| call.who != Who::Clinic),
            "second {seconds}: {:?}",
            answer.calls
        );
    }
}

/// Thoughts of self-harm name the crisis line beside the emergency number.
#[test]
fn self_harm_names_the_crisis_line() {
    let mut value = at_once(&nobody(), &Told::sign(Sign::SelfHarmThoughts));
    value["contacts"] = json!({ "country": "CH" });
    let case = read(&value);
    let answer = engine::triage(protocol(), &case, at(HOUR));
    assert_eq!(answer.calls[0].who, Who::Emergency);
    let crisis = answer.calls.iter().find(|call| call.who == Who::CrisisLine).unwrap();
    assert_eq!(crisis.when, CallWhen::Now);
    assert_eq!(crisis.number.as_ref().map(engine::Number::text), Some("143"));
}

/// A clinic stands first on working days between its hours, on the clocks of the person; otherwise out-of-hours care. The
/// level stays.
#[test]
fn out_of_hours_care_stands_first_when_clinics_are_closed() {
    // 1 June 2026 is a Monday; hour 0 is noon in Berlin.
    let mut value = at_once(&nobody(), &Told::sign(Sign::Pus));
    let first = |value: &Value, hours_after_noon: i64, seconds: i64| {
        let case = read(value);
        let answer = engine::triage(protocol(), &case, at(hours_after_noon * HOUR + seconds));
        assert_eq!(answer.level, Some(Level::SameDay));
        answer.calls[0].who
    };
    assert_eq!(first(&value, 0, 0), Who::Clinic);
    assert_eq!(first(&value, 6, -1), Who::Clinic);
    assert_eq!(first(&value, 6, 0), Who::OutOfHours);
    assert_eq!(first(&value, 20, -1), Who::OutOfHours);
    assert_eq!(first(&value, 20, 0), Who::Clinic);
    // Friday, Saturday, Sunday and Monday at noon.
    let days = [4, 5, 6, 7].map(|day| first(&value, day * 24, 0));
    assert_eq!(days, [Who::Clinic, Who::OutOfHours, Who::OutOfHours, Who::Clinic]);
    value["person"]["zone"] = json!("America/Los_Angeles");
    assert_eq!(first(&value, 0, 0), Who::OutOfHours);
    assert_eq!(first(&value, 5, 0), Who::Clinic);
}

/// The graver it is, the sooner somebody looks again; and after twelve weeks, or half a year for what takes longer, the
/// answer adds that it is unlikely to come from the session, without getting milder.
#[test]
fn when_to_look_again_and_when_it_is_late() {
    for (told, level, hours) in [
        (Told::default(), Level::SelfCare, 24),
        (Told::sign(Sign::Lumps), Level::ContactClinic, 12),
        (Told::sign(Sign::Pus), Level::SameDay, 4),
        (Told::sign(Sign::Faint), Level::Emergency, 1),
    ] {
        let case = read(&at_once(&nobody(), &told));
        let answer = engine::triage(protocol(), &case, at(HOUR));
        assert_eq!((answer.level, answer.look_again), (Some(level), Some(at((1 + hours) * HOUR))));
    }
    let (weeks, months) = (12 * 7 * 24 * HOUR, 26 * 7 * 24 * HOUR);
    for (told, late) in [
        (Told::sign(Sign::Pus), weeks),
        (Told::symptom(Symptom::Pain, Grade::Mild), weeks),
        (Told::symptom(Symptom::Darkening, Grade::None), weeks),
        (Told::symptom(Symptom::Darkening, Grade::Mild), months),
        (Told::symptom(Symptom::Lightening, Grade::Mild), months),
        (Told::sign(Sign::Lumps), months),
        (Told::sign(Sign::TrackMarks), months),
        (Told::sign(Sign::RaisedScar), months),
        (Told::sign(Sign::Hollow), months),
        (Told { signs: vec![Sign::Pus, Sign::Hollow], ..Told::default() }, months),
    ] {
        let case = read(&at_once(&nobody(), &told));
        let before = engine::triage(protocol(), &case, at(late - 1));
        let then = engine::triage(protocol(), &case, at(late));
        assert!(!before.is_late && then.is_late, "{told:?}");
        assert!(!before.advice.contains(&"late") && then.advice.contains(&"late"), "{told:?}");
        assert_eq!(before.level, then.level, "{told:?}");
    }
}
