//! What to ask next: the questions whose answers would change the level, the most dangerous first.

use jiff::Timestamp;

use super::{Sight, gaps, seen};
use crate::case::{Case, CheckIn};
use crate::fact::Question;
use crate::protocol::{Answer, Protocol, Seen};
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
    questions(protocol, case, now, super::look(protocol, case, now).as_ref())
}

/// The questions at what was seen.
pub(super) fn questions(
    protocol: &Protocol,
    case: &Case,
    now: Timestamp,
    sight: Option<&Sight<'_, '_>>,
) -> Vec<Asked> {
    let table = protocol.table();
    // What is met only grows: the answer to a question is added to what is met without it.
    let (before, level) = match sight {
        Some(sight) => (sight.met, sight.level(protocol)),
        None => {
            let nothing = Seen { seconds: seen::seconds(case, now), ..Seen::default() };
            let met = table.met(&nothing, case.facts());
            (met, table.level(&table.in_every_slot(&met)))
        }
    };
    let open: Vec<Question> = match sight {
        Some(sight) => gaps::unanswered(sight.check_in).chain(measured(sight.check_in)).collect(),
        None => every_question().collect(),
    };
    let seconds = seen::seconds(case, now);
    let open: Vec<(Question, Answer<'_>)> =
        open.into_iter().map(|question| (question, gravest(protocol, case, question, seconds))).collect();
    let mut all = before;
    open.iter().for_each(|(_, answer)| table.add_answer(&mut all, *answer));
    let mut raising = table.above(level);
    raising.iter_mut().zip(table.in_every_slot(&all)).for_each(|(rules, possible)| *rules &= possible);
    if raising.iter().all(|rules| *rules == 0) {
        return Vec::new();
    }
    let asked = open.into_iter().filter_map(|(question, answer)| {
        let (fired, mut nearer) = table.with(&before, answer);
        nearer.iter_mut().zip(raising).for_each(|(nearer, raising)| *nearer &= raising);
        if nearer.iter().all(|rules| *rules == 0) {
            return None;
        }
        let alone = table.level(&fired);
        let is_enough = alone > level;
        let would = if is_enough { alone } else { table.level(&nearer) };
        Some(Asked { question, would, is_enough })
    });
    let mut asked: Vec<Asked> = asked.collect();
    // A stable sort: then signs; behind them symptoms, then what has to be measured, as they stand already. Signs and
    // symptoms are in the order of the vocabulary.
    asked.sort_by_key(|asked| (std::cmp::Reverse(asked.would), !asked.is_enough, !is_sign(asked.question)));
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

fn is_sign(question: Question) -> bool {
    matches!(question, Question::Sign(_))
}

/// What the gravest answer to a question meets by itself.
fn gravest<'p>(protocol: &'p Protocol, case: &Case, question: Question, seconds: i64) -> Answer<'p> {
    let table = protocol.table();
    match question {
        Question::Sign(sign) => table.sign(sign),
        Question::Symptom(symptom) => {
            let ordinary = seen::ceiling(protocol, case.facts(), symptom, seconds);
            table.severe(symptom, Grade::Severe > ordinary)
        }
        _ => table.fever(),
    }
}
