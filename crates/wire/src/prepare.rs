//! What to do before a session, as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::{self, DatedTask, Labels, Preparation, Warning};
use afterglow_core::fact::Fact;
use afterglow_core::vocabulary::{self, Word};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{GapWire, ProtocolWire, Shown, View};
use crate::warning::WarningWire;

/// `{"tasks","warning","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Prepare")]
pub struct PrepareWire<'a> {
    tasks: Vec<TaskWire<'a>>,
    /// What somebody has to look at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<WarningWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

/// A task with its days.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Task")]
pub(crate) struct TaskWire<'a> {
    id: &'a str,
    kind: &'static str,
    from: Option<Shown<Date>>,
    until: Option<Shown<Date>>,
    rule: &'a str,
    range_days: [i64; 2],
    #[schemars(with = "Option<Text<vocabulary::Activity>>")]
    activity: Option<&'static str>,
    facts: Vec<Shown<&'a Fact>>,
    claims: &'a [String],
    evidence: &'a [String],
    unverified: bool,
    /// Of the person's products, those that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    products: Vec<TaskProductWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TaskProduct")]
struct TaskProductWire<'a> {
    name: &'a str,
    ingredients: Vec<&'a str>,
}

impl<'a> PrepareWire<'a> {
    /// The tasks as JSON.
    #[must_use]
    pub fn new(preparation: &'a Preparation<'a>, view: View<'a>) -> Self {
        Self {
            tasks: preparation.tasks.iter().map(|task| TaskWire::new(task, view)).collect(),
            warning: None,
            gaps: GapWire::list(&preparation.gaps, &["prepare"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }

    /// The same, with what the check-ins tell that somebody has to look at.
    #[must_use]
    pub fn with_warning(mut self, warning: Option<&'a Warning<'a>>, view: View<'a>) -> Self {
        self.warning = WarningWire::of(warning, view);
        self
    }

    /// The same, with the person's products at the tasks that are about them.
    #[must_use]
    pub fn with_products(
        mut self,
        preparation: &Preparation<'a>,
        labels: &'a Labels<'a>,
        view: View<'a>,
    ) -> Self {
        for (task, dated) in self.tasks.iter_mut().zip(&preparation.tasks) {
            task.add_products(dated, labels, view);
        }
        self
    }
}

impl<'a> TaskWire<'a> {
    pub(crate) fn new(dated: &'a DatedTask<'a>, view: View<'a>) -> Self {
        let task = dated.task;
        Self {
            id: &task.rule.id,
            kind: task.kind.id(),
            from: dated.from.map(Shown),
            until: dated.until.map(Shown),
            rule: &task.rule.id,
            range_days: task.range_days,
            activity: task.activity.map(Word::id),
            facts: dated.facts.iter().map(Shown).collect(),
            claims: &task.rule.claims,
            evidence: &task.rule.evidence,
            unverified: task.rule.unverified,
            products: Vec::new(),
            text: view.wording.map(|wording| wording.plain(&task.rule.id)),
        }
    }

    pub(crate) fn add_products(&mut self, dated: &DatedTask<'_>, labels: &'a Labels<'a>, view: View<'a>) {
        let Some(activity) = dated.task.activity else { return };
        let products = labels.products.iter().map(|product| TaskProductWire {
            name: &product.name,
            ingredients: engine::waiting_for(view.protocol, &product.reading, activity),
        });
        self.products = products.filter(|product| !product.ingredients.is_empty()).collect();
    }
}
