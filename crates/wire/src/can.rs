//! "May I ... yet?" as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::Can;
use afterglow_core::fact::Fact;
use afterglow_core::vocabulary::{self, Word};
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Asks, FindingWire, GapWire, InstantWire, ProtocolWire, Shown, TextWire, View, standing};
use crate::plan::hours;

/// `{"activity","answer","opens","held_by","if","range_h","findings","gaps","protocol"}`; for somebody who already did
/// it also `{"was_early","now_do","watch_for","moves"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Can")]
pub struct CanWire<'a> {
    #[schemars(with = "Text<vocabulary::Activity>")]
    activity: &'static str,
    answer: &'static str,
    opens: Option<InstantWire<'a>>,
    held_by: Vec<Asks>,
    #[serde(rename = "if")]
    conditions: Vec<Asks>,
    range_h: Option<[i64; 2]>,
    floor_h: Option<u32>,
    findings: Vec<FindingWire<'a>>,
    alerts: Vec<Shown<&'a Fact>>,
    #[serde(flatten)]
    done: Option<DoneWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Done")]
struct DoneWire<'a> {
    was_early: bool,
    now_do: Vec<TextWire<'a>>,
    watch_for: Vec<Asks>,
    moves: Vec<MoveWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Move")]
struct MoveWire<'a> {
    #[schemars(with = "Text<vocabulary::Activity>")]
    activity: &'static str,
    was: Option<InstantWire<'a>>,
    opens: Option<InstantWire<'a>>,
}

impl<'a> CanWire<'a> {
    /// The answer as JSON.
    #[must_use]
    pub fn new(can: &'a Can<'a>, view: View<'a>) -> Self {
        let zone = can.zone.as_ref();
        let answer = can.gate.as_ref();
        let (range_h, floor_h) = answer.map_or((None, None), |answer| hours(&answer.gate.kind));
        let text = || view.wording.map(|wording| wording.plain(&format!("gate-{}", can.activity)));
        let done = can.done.as_ref().map(|done| DoneWire {
            was_early: done.was_early,
            now_do: done
                .now_do
                .iter()
                .map(|id| TextWire {
                    id,
                    from: None,
                    text: view.wording.map(|wording| wording.plain(&format!("advice-{id}"))),
                })
                .collect(),
            watch_for: done.watch_for.iter().map(|watch| standing(*watch)).collect(),
            moves: done
                .moves
                .iter()
                .map(|moved| MoveWire {
                    activity: moved.activity.id(),
                    was: InstantWire::new(moved.was, zone),
                    opens: InstantWire::new(moved.opens, zone),
                })
                .collect(),
        });
        Self {
            activity: can.activity.id(),
            answer: can.answer.id(),
            opens: InstantWire::new(answer.and_then(|answer| answer.opens), zone),
            held_by: answer.iter().flat_map(|answer| &answer.held_by).map(|held| standing(*held)).collect(),
            conditions: answer.iter().flat_map(|answer| &answer.conditions).map(|gap| Asks(*gap)).collect(),
            range_h,
            floor_h,
            findings: answer
                .map(|answer| FindingWire::new(&answer.gate.rule, &can.facts, text()))
                .into_iter()
                .collect(),
            alerts: can.alerts.iter().map(Shown).collect(),
            done,
            gaps: GapWire::list(&can.gaps, &["can"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}
