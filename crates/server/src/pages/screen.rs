//! "May I be treated?": the answer, every reason, the first day that is possible, whom to ask.

use afterglow_core::document::printable;
use afterglow_core::engine::{self, Finding};
use afterglow_core::fact::Question;
use afterglow_core::protocol::Part;
use afterglow_core::vocabulary::{Verdict, Word};
use afterglow_documents::Line;
use afterglow_wording::args;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use super::{Frame, care_card, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/screen", get(screen))
}

#[derive(Template)]
#[template(path = "screen.html")]
struct Screen<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    verdict: &'static str,
    answer: String,
    day: String,
    /// Whether something that was not answered could change it.
    is_open: bool,
    reasons: Vec<Reason>,
    /// Heading and lines of what goes with it.
    parts: Vec<(String, Vec<String>)>,
    calls: Vec<Line>,
    gaps: Vec<String>,
}

/// What screening finds, and until when it holds.
pub(super) struct Reason {
    pub(super) mark: &'static str,
    pub(super) what: String,
    pub(super) text: String,
    pub(super) until: String,
}

impl Reason {
    pub(super) fn new(app: &App, finding: &Finding<'_>) -> Self {
        let w = app.wording();
        let label = match finding.verdict {
            Verdict::Refuse if finding.is_about_the_plan => w.plain("finding-refuse-plan"),
            verdict => w.plain(&format!("finding-{verdict}")),
        };
        let facts: Vec<String> = finding.facts.iter().map(|fact| printable(&w.fact(fact))).collect();
        let until = finding.until.map(|day| w.say("finding-until", &args([("when", w.date_long(day))])));
        Self {
            mark: match finding.verdict {
                Verdict::Proceed | Verdict::Caution => "none",
                Verdict::Ask => "ask",
                Verdict::Defer => "wait",
                Verdict::Refuse => "do-not",
            },
            what: if facts.is_empty() { label } else { format!("{label}: {}", facts.join("; ")) },
            text: w.finding(app.protocol(), &finding.rule.id),
            until: until.unwrap_or_default(),
        }
    }
}

async fn screen(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    // Without a session to come there is nothing to ask about.
    if !case.is_to_come() {
        return Ok(to("/setup/when?of=planned"));
    }
    // As every other surface does: for the day of the appointment.
    let screening = engine::screen(app.protocol(), case, case.appointment().unwrap_or(now));
    let parts = [(Part::HomeNever, "section-home-never"), (Part::WhoTreats, "section-who-treats")];
    let parts = parts.map(|(part, key)| {
        let lines = screening.lines.iter().filter(|line| line.part == part);
        (w.plain(key), lines.map(|line| w.plain(&line.rule.id)).collect::<Vec<_>>())
    });
    // What no source answers nobody can answer.
    let gaps = screening.gaps.iter().filter(|gap| **gap != Question::NoEvidence);
    let gaps: Vec<String> = gaps.map(|gap| w.question(*gap)).collect();
    let clinic =
        w.clinic(case).map(|text| Line::call(printable(&text), case.contacts().phone().unwrap_or_default()));
    let f = Frame::new(&app, Some(case), &token, "today", w.plain("screen-title")).sized(&loaded.facts);
    page(&Screen {
        f,
        warning: care_card::summary(&app, case, now),
        verdict: screening.verdict.id(),
        answer: w.screening(&screening),
        day: w.say("screen-day", &args([("when", w.date_long(screening.day))])),
        is_open: !gaps.is_empty() && screening.verdict > Verdict::Proceed,
        reasons: screening.findings.iter().map(|finding| Reason::new(&app, finding)).collect(),
        parts: parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        calls: clinic.into_iter().collect(),
        gaps,
    })
}
