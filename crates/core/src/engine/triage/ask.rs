//! What to ask next: the questions whose answers would change the level, the most dangerous first.

use jiff::Timestamp;

use super::{gaps, latch, seen};
use crate::case::{Case, CheckIn};
use crate::fact::Question;
use crate::protocol::{Bits, Protocol, Seen};
use crate::vocabulary::{Grade, Level, Sign, Symptom, Word};

/// More questions than these nobody answers at once: so many stand beside an answer.
pub const FIRST_QUESTIONS: usize = 3;

/// A question, and the level that its gravest answer could lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What to ask.
    pub question: Question,
    /// The level if the answer is yes, or as strong as can be.
    pub would: Level,
    /// Whether that answer is enough; if not, it takes another one as well.
    pub is_enough: bool,
}

/// The questions that nobody answered and that would raise the level, alone or with the answer to another of them; the
/// most dangerous first.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol, vocabulary::Level};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let asked = engine::ask(&protocol, &case, case.ended().unwrap());
/// assert_eq!(asked[0].would, Level::Emergency);
/// ```
#[must_use]
pub fn ask(protocol: &Protocol, case: &Case, now: Timestamp) -> Vec<Asked> {
    let table = protocol.table();
    let judged = seen::judged(case, now);
    let (base, earlier) = match judged {
        Some((position, _)) => (
            seen::now(protocol, case, position, now),
            latch::latched(protocol, case, position, now).iter().map(|it| it.found.level).max(),
        ),
        None => (Seen { seconds: seen::seconds(case, now), ..Seen::default() }, None),
    };
    // What is met only grows: the answer to a question is added to what is met without it.
    let before = table.met(&base, case.facts());
    let level = table.level(&table.in_every_slot(&before)).max(earlier.unwrap_or(Level::SelfCare));
    let open: Vec<Question> = match judged {
        Some((_, check_in)) => gaps::unanswered(check_in).chain(measured(check_in)).collect(),
        None => every_question().collect(),
    };
    let open: Vec<(Question, Bits)> = open
        .into_iter()
        .map(|question| (question, gravest(protocol, case, question, base.seconds)))
        .collect();
    let all = open.iter().fold(before, |met, (_, answer)| table.both(met, answer));
    let possible = table.in_every_slot(&all);
    let asked = open.into_iter().filter_map(|(question, answer)| {
        let met = table.both(before, &answer);
        let alone = table.level(&table.in_every_slot(&met));
        let mut nearer = table.nearer(&before, &met);
        nearer.iter_mut().zip(possible).for_each(|(nearer, possible)| *nearer &= possible);
        let is_enough = alone > level;
        let would = if is_enough { alone } else { table.level(&nearer) };
        (would > level).then_some(Asked { question, would, is_enough })
    });
    let mut asked: Vec<Asked> = asked.collect();
    // A stable sort: then signs before symptoms, both in the order of the vocabulary.
    asked.sort_by_key(|asked| (std::cmp::Reverse(asked.would), !asked.is_enough, rank(asked.question)));
    asked
}

fn every_question() -> impl Iterator<Item = Question> {
    let signs = Sign::ALL.iter().copied().map(Question::Sign);
    let symptoms = Symptom::ALL.iter().copied().map(Question::Symptom);
    signs.chain(symptoms).chain([Question::Temperature])
}

/// A temperature that was not taken; whether it is worse is asked as a sign.
fn measured(check_in: &CheckIn) -> impl Iterator<Item = Question> {
    check_in.temperature_c().is_none().then_some(Question::Temperature).into_iter()
}

/// Signs, then symptoms, then what has to be measured.
fn rank(question: Question) -> u8 {
    match question {
        Question::Sign(_) => 0,
        Question::Symptom(_) => 1,
        _ => 2,
    }
}

/// What the gravest answer to a question meets by itself.
fn gravest(protocol: &Protocol, case: &Case, question: Question, seconds: i64) -> Bits {
    let table = protocol.table();
    match question {
        Question::Sign(sign) => table.met_by_sign(sign),
        Question::Symptom(symptom) => {
            let ordinary = seen::ceiling(protocol, case.facts(), symptom, seconds);
            table.met_by_symptom(symptom, Grade::Severe > ordinary)
        }
        _ => table.met_by_fever(),
    }
}
