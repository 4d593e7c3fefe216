//! What was said held against what is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::kept::{Answer, Fact, Kept};
use super::load::{Outcome, Said, Sent};

/// What is wrong with what is kept.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Judged {
    /// Acknowledged, and not there.
    pub(super) lost: Vec<String>,
    /// There in a way that it must not be.
    pub(super) broken: Vec<String>,
}

impl Judged {
    pub(super) fn faults(self) -> Vec<String> {
        self.lost.into_iter().chain(self.broken).collect()
    }
}

/// Every acknowledged check-in is there once, whole and with its answer; no check-in is there without one, and no answer
/// without its check-in. Of those that were not acknowledged each may be there, but then like the others.
pub(super) fn judge(sent: &[Sent], kept: &Kept) -> Judged {
    let mut judged = Judged { lost: Vec::new(), broken: kept.damage.clone() };
    let check_ins: Vec<&Fact> = kept.facts.iter().filter(|fact| fact.kind == "check-in").collect();
    let mut answers: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for answer in &kept.answers {
        answers.entry(answer.fact.as_deref().unwrap_or_default()).or_default().push(answer);
    }
    let ids: BTreeSet<&str> = check_ins.iter().map(|fact| fact.id.as_str()).collect();
    let alone = answers.iter().filter(|(fact, _)| !ids.contains(*fact));
    judged.broken.extend(alone.flat_map(|(_, list)| list).map(|it| format!("answer {}: no fact", it.id)));
    let mut kept_as: BTreeMap<&str, &Answer> = BTreeMap::new();
    let said: BTreeMap<&str, &Said> = sent.iter().map(|it| (name(&it.said.note), &it.said)).collect();
    for fact in check_ins {
        let note = fact.body.get("note").and_then(Value::as_str).unwrap_or_default();
        let Some(said) = said.get(name(note)) else {
            judged.broken.push(format!("fact {}: nobody said this", fact.id));
            continue;
        };
        if !is_as_said(&fact.body, said) {
            judged.broken.push(format!("{}: not as it was said", name(note)));
        }
        match answers.get(fact.id.as_str()).map_or(&[][..], Vec::as_slice) {
            [answer] if answer.last == fact.body => {
                if kept_as.insert(name(&said.note), answer).is_some() {
                    judged.broken.push(format!("{}: kept twice", name(note)));
                }
            }
            [_] => judged.broken.push(format!("{}: its answer answers something else", name(note))),
            list => judged.broken.push(format!("{}: {} answers", name(note), list.len())),
        }
    }
    for it in sent {
        let Outcome::Acknowledged(id) = &it.outcome else { continue };
        match kept_as.get(name(&it.said.note)) {
            None => judged.lost.push(format!("{}: acknowledged and lost", name(&it.said.note))),
            Some(answer) if answer.id != *id => {
                judged.broken.push(format!("{}: kept with another answer", name(&it.said.note)));
            }
            Some(_) => {}
        }
    }
    judged
}

/// The word of a note that no other has.
fn name(note: &str) -> &str {
    note.split(' ').next().unwrap_or_default()
}

fn is_as_said(body: &Value, said: &Said) -> bool {
    let is = |place: &str, text: &str| body.pointer(place).and_then(Value::as_str) == Some(text);
    is("/note", said.note.trim()) && is("/symptoms/redness", said.redness)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(number: usize, outcome: Outcome) -> Sent {
        Sent { said: Said::new("a", number), outcome }
    }

    /// Ten that were acknowledged, and the file that keeps them.
    fn good() -> (Vec<Sent>, Kept) {
        let mut kept = Kept::default();
        let sent = (0..10).map(|number| {
            let said = Said::new("a", number);
            let body = json!({ "note": said.note.trim(), "symptoms": { "redness": said.redness } });
            let (fact, answer) = (format!("fact-{number}"), format!("answer-{number}"));
            kept.facts.push(Fact { id: fact.clone(), kind: "check-in".into(), body: body.clone() });
            kept.answers.push(Answer { id: answer.clone(), fact: Some(fact), last: body });
            sent(number, Outcome::Acknowledged(answer))
        });
        (sent.collect(), kept)
    }

    fn broken(change: impl FnOnce(&mut Kept)) -> Vec<String> {
        let (sent, mut kept) = good();
        change(&mut kept);
        judge(&sent, &kept).broken
    }

    #[test]
    fn all_that_was_acknowledged_is_there() {
        let (mut sent_, kept) = good();
        assert_eq!(judge(&sent_, &kept), Judged::default());
        // What was not acknowledged may be there or not.
        sent_[3].outcome = Outcome::Unknown;
        sent_.push(sent(10, Outcome::Refused(507)));
        assert_eq!(judge(&sent_, &kept), Judged::default());
    }

    #[test]
    fn a_lost_acknowledgement_is_noticed() {
        let (sent, mut kept) = good();
        kept.facts.remove(4);
        kept.answers.remove(4);
        assert_eq!(judge(&sent, &kept).lost, ["a-4: acknowledged and lost"]);
    }

    #[test]
    fn a_check_in_that_is_there_twice_is_noticed() {
        let broken = broken(|kept| {
            let (mut fact, mut answer) = (kept.facts[2].clone(), kept.answers[2].clone());
            fact.id.push('b');
            answer.fact = Some(fact.id.clone());
            kept.facts.push(fact);
            kept.answers.push(answer);
        });
        assert_eq!(broken, ["a-2: kept twice"]);
    }

    #[test]
    fn a_torn_check_in_is_noticed() {
        let short = json!({ "note": "a-7 warm since", "symptoms": { "redness": "severe" } });
        let both = |kept: &mut Kept| {
            kept.facts[7].body = short.clone();
            kept.answers[7].last = short.clone();
        };
        assert_eq!(broken(both), ["a-7: not as it was said"]);
        assert_eq!(broken(|kept| kept.facts[1].body = json!({})), ["fact fact-1: nobody said this"]);
        let other = |kept: &mut Kept| kept.answers[5].last = kept.facts[6].body.clone();
        assert_eq!(broken(other), ["a-5: its answer answers something else"]);
    }

    #[test]
    fn half_of_a_check_in_is_noticed() {
        let (sent, mut kept) = good();
        kept.answers.remove(0);
        let judged = judge(&sent, &kept);
        assert_eq!(judged.broken, ["a-0: 0 answers"]);
        assert_eq!(judged.lost.len(), 1);
        assert_eq!(broken(|kept| drop(kept.facts.remove(0))), ["answer answer-0: no fact"]);
    }

    #[test]
    fn an_answer_under_another_id_is_noticed() {
        assert_eq!(broken(|kept| kept.answers[8].id.push('x')), ["a-8: kept with another answer"]);
    }

    #[test]
    fn a_damaged_file_is_noticed() {
        assert_eq!(
            broken(|kept| kept.damage.push("row missing from index".into())),
            ["row missing from index"]
        );
    }
}
