//! A language: its messages, and sentences about the ids of the core.

use std::collections::BTreeSet;

use afterglow_core::fact::{Fact, Measure, Question};
use afterglow_core::protocol::{Protocol, Series, Standing};
use afterglow_core::vocabulary::{Activity, Grade, Symptom, Word};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

/// The folder `wording/`, with one folder for each language.
#[derive(RustEmbed)]
#[folder = "../../wording"]
#[include = "*.ftl"]
struct Files;

/// The words of one language.
pub struct Wording {
    bundle: FluentBundle<FluentResource>,
    language: String,
}

/// What is filled into a sentence.
pub type Args<'a> = FluentArgs<'a>;

/// Arguments from pairs of name and value.
pub fn args<'a, V: Into<FluentValue<'a>>>(pairs: impl IntoIterator<Item = (&'a str, V)>) -> Args<'a> {
    let mut args = FluentArgs::new();
    for (name, value) in pairs {
        args.set(name, value);
    }
    args
}

impl Wording {
    /// The words of a language, by its code.
    ///
    /// ```
    /// use afterglow_wording::Wording;
    ///
    /// let english = Wording::new("en").unwrap();
    /// assert_eq!(english.plain("activity-makeup"), "Wear make-up");
    /// assert!(Wording::new("xx").is_none());
    /// ```
    #[must_use]
    pub fn new(language: &str) -> Option<Self> {
        let files = Files::iter().filter(|path| path.split_once('/').is_some_and(|(of, _)| of == language));
        let texts = files.filter_map(|path| Files::get(&path));
        let texts: Vec<String> =
            texts.filter_map(|file| String::from_utf8(file.data.into_owned()).ok()).collect();
        if texts.is_empty() { None } else { Self::from_texts(language, texts) }
    }

    /// The words of a language that is not built in, from the texts of its files; `None` if `language` is no code of a
    /// language. A message that cannot be read is left out.
    #[must_use]
    pub fn from_texts(language: &str, texts: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse::<LanguageIdentifier>().ok()?]);
        // The marks would show up as odd characters in terminals and in JSON.
        bundle.set_use_isolating(false);
        for text in texts {
            let resource = match FluentResource::try_new(text) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Some(Self { bundle, language: language.to_owned() })
    }

    /// The languages that are built in, by their codes: a new folder in `wording/` is a new language.
    #[must_use]
    pub fn languages() -> Vec<String> {
        let folders = Files::iter().filter_map(|path| path.split_once('/').map(|(of, _)| of.to_owned()));
        let folders: BTreeSet<String> = folders.collect();
        folders.into_iter().collect()
    }

    /// The code of the language, as in `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the language is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        self.plain("language-direction") == "rtl"
    }

    /// A sentence with its arguments. A key that is not there comes back itself; the tests see to it that none is.
    #[must_use]
    pub fn say(&self, key: &str, args: &Args<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }

    /// A sentence without arguments.
    #[must_use]
    pub fn plain(&self, key: &str) -> String {
        self.say(key, &Args::new())
    }

    /// Whether there is a message with this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The plain word of a vocabulary id.
    #[must_use]
    pub fn word<W: Word>(&self, word: W) -> String {
        self.plain(&format!("{}-{}", W::TABLE.name(), word.id()))
    }

    /// The short noun of an activity, for lists.
    #[must_use]
    pub fn activity_name(&self, activity: Activity) -> String {
        self.plain(&format!("gate-{activity}-name"))
    }

    /// A grade in the middle of a sentence.
    #[must_use]
    pub fn grade(&self, grade: Grade) -> String {
        self.word(grade).to_lowercase()
    }

    /// How a symptom of a grade looks or feels.
    #[must_use]
    pub fn graded(&self, symptom: Symptom, grade: Grade) -> String {
        self.plain(&format!("symptom-{symptom}-{grade}"))
    }

    /// What was not answered.
    #[must_use]
    pub fn question(&self, question: Question) -> String {
        match question.word() {
            Some((table, id)) => self.plain(&format!("{table}-{id}")),
            None => match question {
                Question::Kind(what) => self.say("gap-kind", &args([("what", self.word(what))])),
                Question::NumbingNumber(measure) => self.plain(&format!("gap-numbing-{}", measure.name())),
                _ => self.plain(&format!("gap-{question}")),
            },
        }
    }

    /// A symptom or a sign.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> String {
        match standing {
            Standing::Symptom(symptom) => self.word(symptom),
            Standing::Sign(sign) => self.word(sign),
        }
    }

    /// A symptom or a sign as a short noun.
    #[must_use]
    pub fn brief_standing(&self, standing: Standing) -> String {
        match standing {
            Standing::Symptom(symptom) => self.plain(&format!("brief-symptom-{symptom}")),
            Standing::Sign(sign) => self.plain(&format!("brief-sign-{sign}")),
        }
    }

    /// A fact of the case.
    #[must_use]
    pub fn fact(&self, fact: &Fact) -> String {
        match fact {
            Fact::Symptom(symptom, grade) => {
                self.say("fact-graded", &args([("what", self.word(*symptom)), ("grade", self.grade(*grade))]))
            }
            Fact::Sign(sign) => self.word(*sign),
            Fact::Condition(word) => self.word(*word),
            Fact::History(word) => self.word(*word),
            Fact::Medication(word) => self.word(*word),
            Fact::Allergy(word) => self.word(*word),
            Fact::Device(word) => self.word(*word),
            Fact::Setting(word) => self.word(*word),
            Fact::Area(word) => self.word(*word),
            Fact::SkinType(word) => self.word(*word),
            Fact::DepthMm(depth) => self.say("fact-depth-own", &args([("mm", *depth)])),
            Fact::Pregnant(_) => self.plain("fact-pregnant"),
            Fact::Breastfeeding(_) => self.plain("fact-breastfeeding"),
            Fact::Done(activity, on) => {
                let when = self.date(*on);
                self.say("fact-done", &args([("what", self.activity_name(*activity)), ("when", when)]))
            }
            Fact::Stopped(class, on) => {
                self.say("fact-stopped", &args([("what", self.word(*class)), ("when", self.date_long(*on))]))
            }
            Fact::Recent(what, Some(on)) => {
                self.say("fact-recent", &args([("what", self.word(*what)), ("when", self.date_long(*on))]))
            }
            Fact::Recent(what, None) => self.word(*what),
            Fact::Age(years) => self.say("fact-age", &args([("n", *years)])),
            Fact::Concern(word) => self.word(*word),
            Fact::Numbing(agent) => self.say("fact-numbing", &args([("what", self.word(*agent))])),
            Fact::NumbingNumber(measure, number) => {
                self.say("fact-numbing", &args([("what", self.measured(*measure, *number))]))
            }
            Fact::Prilocaine => self.plain("fact-prilocaine"),
            Fact::UnderWrap(true) => self.plain("fact-under-wrap"),
            Fact::UnderWrap(false) => self.plain("fact-not-wrapped"),
            Fact::AppliedClass(word) => self.say("fact-applied", &args([("what", self.word(*word))])),
            Fact::Applied(word) => self.say("fact-applied", &args([("what", self.word(*word))])),
            Fact::Event(on) => self.say("fact-event", &args([("when", self.date_long(*on))])),
            Fact::TemperatureC(degrees) => self.say("fact-temperature", &args([("degrees", *degrees)])),
            Fact::Worse => self.plain("fact-worse"),
            Fact::Returned(symptom, grade) => self
                .say("fact-returned", &args([("what", self.word(*symptom)), ("grade", self.grade(*grade))])),
            Fact::Risen(symptom, grade) => {
                self.say("fact-risen", &args([("what", self.word(*symptom)), ("grade", self.grade(*grade))]))
            }
            Fact::Place(area) => self.say("fact-place", &args([("what", self.word(*area))])),
            Fact::Hours(hours) => self.say("since-hours", &args([("n", *hours)])),
            Fact::Unknown(question) => self.say("fact-unknown", &args([("what", self.question(*question))])),
        }
    }

    /// A number with its unit: "1.5 mm".
    #[must_use]
    pub fn measured(&self, measure: Measure, number: f64) -> String {
        self.say(&format!("unit-{}", measure.name()), &args([("n", number.to_string())]))
    }

    /// "3 to 6"; a single number where both are the same.
    #[must_use]
    pub fn range(&self, [low, high]: [u16; 2]) -> String {
        if low == high {
            return low.to_string();
        }
        self.say("range", &args([("low", low.to_string()), ("high", high.to_string())]))
    }

    /// The sentence of a finding: that of a rule, of a limit with its numbers, or of a gate.
    #[must_use]
    pub fn finding(&self, protocol: &Protocol, rule: &str) -> String {
        if let Some(limit) = protocol.limits().iter().find(|limit| limit.rule.id == rule) {
            let bounds = limit.bounds.map(|bounds| (bounds.usual, bounds.most));
            let measured = |number: f64| self.measured(limit.measure, number);
            let (usual, most) = bounds.map_or_else(Default::default, |(u, m)| (measured(u), measured(m)));
            return self.say(rule, &args([("usual", usual), ("most", most)]));
        }
        match protocol.gates().iter().any(|gate| gate.rule.id == rule) {
            true => self.plain(&format!("gate-{rule}")),
            false => self.plain(rule),
        }
    }

    /// What can be hoped for, with the numbers of the protocol.
    #[must_use]
    pub fn series(&self, series: &Series) -> String {
        let schedule = series.schedule.as_ref();
        let range = |range: Option<[u16; 2]>| range.map(|range| self.range(range)).unwrap_or_default();
        self.say(
            &series.rule.id,
            &args([
                ("sessions", range(schedule.map(|schedule| schedule.sessions))),
                ("weeks", range(schedule.map(|schedule| schedule.weeks_apart))),
                ("judge", range(series.judge_after_weeks)),
            ]),
        )
    }

    /// A symptom or a sign as a short noun, if the question asks about one that a gate can wait for.
    #[must_use]
    pub fn brief(&self, question: Question) -> Option<String> {
        match question {
            Question::Symptom(symptom) => Some(self.plain(&format!("brief-symptom-{symptom}"))),
            Question::Sign(sign) => Some(self.plain(&format!("brief-sign-{sign}"))),
            _ => None,
        }
    }

    /// "a, b and c".
    #[must_use]
    pub fn list_and(&self, items: &[String]) -> String {
        self.list("list-and", items)
    }

    /// "a, b or c".
    #[must_use]
    pub fn list_or(&self, items: &[String]) -> String {
        self.list("list-or", items)
    }

    fn list(&self, key: &str, items: &[String]) -> String {
        match items.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => self.say(key, &args([("list", rest.join(", ")), ("last", last.clone())])),
        }
    }
}
