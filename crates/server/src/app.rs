//! What every request can ask: the rules, the words, what is stored, and what time it is.

use std::sync::Arc;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format, Problem};
use afterglow_core::engine::{self, Labels};
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_documents::Content;
use afterglow_store::{Fact, PersonId, Records, Store};
use afterglow_wording::Wording;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::access::Access;
use crate::drafts::Drafts;
use crate::fault::Fault;

/// The rules and the words that the answers are made from.
pub struct Rules {
    /// The protocol.
    pub protocol: Protocol,
    /// The names of ingredients.
    pub dictionary: Dictionary,
    /// The language.
    pub wording: Wording,
}

/// The app.
#[derive(Clone)]
pub struct App {
    rules: Arc<Rules>,
    store: Store,
    clock: fn() -> Timestamp,
    zone: Option<TimeZone>,
    /// Where other machines can reach it.
    access: Option<Access>,
    drafts: Drafts,
    /// Held while the person is made.
    first: Arc<Mutex<()>>,
    /// Held while something is changed that could hide a danger, from looking to storing.
    change: Arc<Mutex<()>>,
}

/// A person with their case.
pub(crate) struct Loaded {
    pub(crate) person: PersonId,
    pub(crate) facts: Vec<Fact>,
    pub(crate) case: Case,
    pub(crate) json: Value,
}

impl App {
    /// An app that keeps what it is told in `store`, reads the time from `clock`, and takes `zone` for a person who has
    /// named none.
    #[must_use]
    pub fn new(rules: Rules, store: Store, clock: fn() -> Timestamp, zone: TimeZone) -> Self {
        // A zone without a name cannot be written into a case: the person is asked.
        let zone = Some(zone).filter(|zone| zone.iana_name().is_some() && !zone.is_unknown());
        let (rules, first) = (Arc::new(rules), Arc::default());
        Self {
            rules,
            store,
            clock,
            zone,
            access: None,
            drafts: Drafts::default(),
            first,
            change: Arc::default(),
        }
    }

    /// Lets in only who knows the passphrase. It must then be served encrypted.
    #[must_use]
    pub fn with_access(self, access: Access) -> Self {
        Self { access: Some(access), ..self }
    }

    pub(crate) fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    pub(crate) fn wording(&self) -> &Wording {
        &self.rules.wording
    }

    pub(crate) fn protocol(&self) -> &Protocol {
        &self.rules.protocol
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Keeps others from changing what was told, until this goes: two changes that are each harmless may hide a danger
    /// together. Telling more needs no such care.
    pub(crate) async fn alone(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.change).lock_owned().await
    }

    /// The present instant, for what counts seconds.
    pub(crate) fn instant(&self) -> Timestamp {
        (self.clock)()
    }

    /// The present minute: nobody reads seconds, and what opens in this minute opens with the next.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.instant();
        Timestamp::from_second(now.as_second() / 60 * 60).unwrap_or(now)
    }

    /// The zone of a case, or that of the machine. Where neither is known no time is taken from a person before they
    /// named one, and what is shown is in UTC.
    pub(crate) fn zone(&self, case: &Case) -> TimeZone {
        self.known_zone(case).unwrap_or(TimeZone::UTC)
    }

    /// The zone of a case, or that of the machine, if it has a name.
    pub(crate) fn known_zone(&self, case: &Case) -> Option<TimeZone> {
        case.zone().or(self.zone.as_ref()).cloned()
    }

    pub(crate) fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// The person whose app this is, with their case; an empty case if nothing was told yet.
    pub(crate) async fn load(&self) -> Result<Loaded, Fault> {
        let person = self.person().await?;
        let facts = self.store.facts(person).await?;
        let json = afterglow_store::fold(&facts);
        let case = read(&json).map_err(Fault::Input)?;
        Ok(Loaded { person, facts, case, json })
    }

    /// The one person. Requests that come first at once must not make several.
    pub(crate) async fn person(&self) -> Result<PersonId, Fault> {
        if let Some(known) = self.store.persons().await?.into_iter().next() {
            return Ok(known.id);
        }
        let _alone = self.first.lock().await;
        match self.store.persons().await?.into_iter().next() {
            Some(known) => Ok(known.id),
            None => Ok(self.store.create_person(self.now()).await?),
        }
    }

    pub(crate) fn labels(&self, case: &Case, now: Timestamp) -> Labels<'_> {
        let products = case.products().iter().map(|product| (product.name.as_str(), product.label.as_str()));
        engine::labels(&self.rules.protocol, &self.rules.dictionary, case, products, now)
    }

    pub(crate) fn content<'a>(
        &'a self,
        case: &'a Case,
        labels: Option<&'a Labels<'a>>,
        now: Timestamp,
    ) -> Content<'a> {
        Content { protocol: self.protocol(), case, labels, wording: self.wording(), now }
    }
}

/// Reads a case from JSON.
pub(crate) fn read(json: &Value) -> Result<Case, Vec<Problem>> {
    let text = json.to_string();
    case::read(&Document::new("case", &text, Format::Json))
}
