//! The course of sessions as JSON.

use afterglow_core::case::Case;
use afterglow_core::document::Text;
use afterglow_core::engine::{Backwards, Clash, Course, Warning};
use afterglow_core::fact::Fact;
use afterglow_core::protocol::{Part, Series};
use afterglow_core::vocabulary::{self, Word};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Asks, FindingWire, GapWire, ProtocolWire, Shown, TextWire, View};
use crate::warning::WarningWire;

/// `{"concerns","sessions","next","dates","backwards","maintenance","improvement","price","outlook","judge","warning","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Course")]
pub struct CourseWire<'a> {
    concerns: Vec<ConcernWire<'a>>,
    sessions: SessionsWire<'a>,
    next: NextWire<'a>,
    dates: Vec<DateWire>,
    backwards: Option<BackwardsWire<'a>>,
    maintenance: Vec<MaintenanceWire>,
    improvement: Vec<ImprovementWire>,
    price: Option<PriceWire<'a>>,
    outlook: Vec<TextWire<'a>>,
    judge: Vec<TextWire<'a>>,
    /// What somebody has to look at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<WarningWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Concern")]
struct ConcernWire<'a> {
    #[schemars(with = "Text<vocabulary::Concern>")]
    concern: &'static str,
    sessions: Option<[u16; 2]>,
    weeks_apart: Option<[u16; 2]>,
    judge_after_weeks: Option<[u16; 2]>,
    maintenance_months: Option<[u16; 2]>,
    /// How good the evidence is.
    evidence: &'a str,
    rule: &'a str,
    claims: &'a [String],
    facts: &'a [String],
    unverified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sessions")]
struct SessionsWire<'a> {
    done: u16,
    of: Option<u16>,
    most: Option<u16>,
    rule: Option<&'a str>,
    days_apart: u16,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Next")]
struct NextWire<'a> {
    state: &'static str,
    earliest: Option<Shown<Date>>,
    held_by: Vec<Shown<&'a Fact>>,
    #[serde(rename = "if")]
    conditions: Vec<Asks>,
    booked: Option<Shown<Date>>,
    findings: Vec<FindingWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Date")]
struct DateWire {
    n: u16,
    earliest: Shown<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<Shown<Date>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Backwards")]
struct BackwardsWire<'a> {
    by: Shown<Date>,
    feasible: bool,
    last_safe_day: Shown<Date>,
    clashes: Vec<ClashWire<'a>>,
    gaps: Vec<PausedWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Clash")]
struct ClashWire<'a> {
    what: &'static str,
    rule: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Paused")]
struct PausedWire<'a> {
    n: u16,
    #[schemars(with = "Text<vocabulary::Activity>")]
    activity: &'static str,
    from: Shown<Date>,
    until: Shown<Date>,
    rule: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Maintenance")]
struct MaintenanceWire {
    #[schemars(with = "Text<vocabulary::Concern>")]
    concern: &'static str,
    months: [u16; 2],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Improvement")]
struct ImprovementWire {
    week: u16,
    date: Shown<Date>,
    #[schemars(with = "Option<Text<vocabulary::Improvement>>")]
    answer: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Price")]
struct PriceWire<'a> {
    per_session: f64,
    total: Option<f64>,
    most: Option<f64>,
    currency: &'a str,
}

impl<'a> CourseWire<'a> {
    /// The course as JSON.
    #[must_use]
    pub fn new(course: &'a Course<'a>, case: &'a Case, view: View<'a>) -> Self {
        let lines = |part: Part| {
            let of_part = course.lines.iter().filter(move |line| line.part == part);
            of_part.map(|line| TextWire::of(&line.rule.id, view)).collect()
        };
        let maintenance = course.concerns.iter().filter_map(|series| {
            Some(MaintenanceWire { concern: series.concern.id(), months: series.maintenance_months? })
        });
        Self {
            concerns: course.concerns.iter().map(|series| ConcernWire::new(series, view)).collect(),
            sessions: SessionsWire {
                done: course.done,
                of: course.total.map(|total| total.sessions),
                most: course.total.map(|total| total.most),
                rule: course.total.and_then(|total| total.rule).map(|rule| rule.id.as_str()),
                days_apart: course.spacing_days,
            },
            next: NextWire {
                state: course.next.state.id(),
                earliest: course.next.earliest.map(Shown),
                held_by: course.next.held_by.iter().map(Shown).collect(),
                conditions: course.next.conditions.iter().map(|question| Asks(*question)).collect(),
                booked: course.next.booked.map(Shown),
                findings: course
                    .next
                    .findings
                    .iter()
                    .map(|finding| FindingWire::screened(finding, view))
                    .collect(),
            },
            dates: course
                .dates
                .iter()
                .map(|date| DateWire {
                    n: date.number,
                    earliest: Shown(date.earliest),
                    latest: date.latest.map(Shown),
                })
                .collect(),
            backwards: course.backwards.as_ref().map(BackwardsWire::new),
            maintenance: maintenance.collect(),
            improvement: course
                .improvement
                .iter()
                .map(|improved| ImprovementWire {
                    week: improved.week,
                    date: Shown(improved.date),
                    answer: improved.answer.map(Word::id),
                })
                .collect(),
            price: case.price().map(|price| PriceWire {
                per_session: price.per_session,
                total: course.cost,
                most: course.cost_most,
                currency: &price.currency,
            }),
            outlook: lines(Part::Outlook),
            judge: lines(Part::Judge),
            warning: None,
            gaps: GapWire::list(&course.gaps, &["course"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }

    /// The same, with what the check-ins tell that somebody has to look at.
    #[must_use]
    pub fn with_warning(mut self, warning: Option<&'a Warning<'a>>, view: View<'a>) -> Self {
        self.warning = WarningWire::of(warning, view);
        self
    }
}

impl<'a> ConcernWire<'a> {
    fn new(series: &'a Series, view: View<'a>) -> Self {
        Self {
            concern: series.concern.id(),
            sessions: series.schedule.map(|schedule| schedule.sessions),
            weeks_apart: series.schedule.map(|schedule| schedule.weeks_apart),
            judge_after_weeks: series.judge_after_weeks,
            maintenance_months: series.maintenance_months,
            evidence: &series.grade,
            rule: &series.rule.id,
            claims: &series.rule.claims,
            facts: &series.rule.evidence,
            unverified: series.rule.unverified,
            text: view.wording.map(|wording| wording.series(series)),
        }
    }
}

impl<'a> BackwardsWire<'a> {
    fn new(backwards: &'a Backwards<'a>) -> Self {
        let clash = |clash: &Clash<'a>| {
            let (what, rule) = match clash {
                Clash::Sessions(rule) => ("sessions", *rule),
                Clash::Spacing(rule) => ("spacing", *rule),
                Clash::Margin(rule) => ("margin", *rule),
                Clash::Wait(rule) => ("wait", *rule),
            };
            ClashWire { what, rule: rule.map(|rule| rule.id.as_str()) }
        };
        Self {
            by: Shown(backwards.by),
            feasible: backwards.is_feasible,
            last_safe_day: Shown(backwards.last_safe_day),
            clashes: backwards.clashes.iter().map(clash).collect(),
            gaps: backwards
                .gaps
                .iter()
                .map(|gap| PausedWire {
                    n: gap.number,
                    activity: gap.activity.id(),
                    from: Shown(gap.from),
                    until: Shown(gap.until),
                    rule: &gap.rule.id,
                })
                .collect(),
        }
    }
}
