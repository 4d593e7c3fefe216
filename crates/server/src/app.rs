//! What every request can ask: the rules, the words, what is stored, and what time it is.

use std::sync::Arc;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format, Problem};
use afterglow_core::engine::{self, Labels};
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_documents::Content;
use afterglow_store::{Fact, PersonId, Records, Store, StoreError};
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
    /// What was loaded last. Held while the person is loaded, or made.
    known: Arc<Mutex<Option<Known>>>,
    /// Held while something is changed that could hide a danger, from looking to storing.
    change: Arc<Mutex<()>>,
}

/// What was loaded, and the store's count of changes before it was read.
struct Known {
    changes: u64,
    loaded: Arc<Loaded>,
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
        let (rules, known, change) = (Arc::new(rules), Arc::default(), Arc::default());
        Self { rules, store, clock, zone, access: None, drafts: Drafts::default(), known, change }
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

    /// The person whose app this is, with their case; an empty case if nothing was told yet. Made anew from the facts as
    /// soon as one may have been added.
    pub(crate) async fn load(&self) -> Result<Arc<Loaded>, Fault> {
        // Requests that come at once wait for one of them to read, and those that come first do not make several people.
        let mut known = self.known.lock().await;
        let changes = self.store.changes();
        if let Some(known) = known.as_ref().filter(|known| known.changes == changes) {
            return Ok(Arc::clone(&known.loaded));
        }
        let (person, facts) = self.facts(known.as_ref().map(|known| known.loaded.person)).await?;
        let json = afterglow_store::fold(&facts);
        let case = read(&json).map_err(Fault::Input)?;
        let loaded = Arc::new(Loaded { person, facts, case, json });
        *known = Some(Known { changes, loaded: Arc::clone(&loaded) });
        Ok(loaded)
    }

    /// The one person, whether what is kept of them can be read or not.
    pub(crate) async fn person(&self) -> Result<PersonId, Fault> {
        let known = self.known.lock().await;
        match known.as_ref().filter(|known| known.changes == self.store.changes()) {
            Some(known) => Ok(known.loaded.person),
            None => self.first().await,
        }
    }

    /// The one person with their facts: whoever was there before, else the first, else somebody new.
    async fn facts(&self, before: Option<PersonId>) -> Result<(PersonId, Vec<Fact>), Fault> {
        if let Some(person) = before {
            match self.store.facts(person).await {
                // Erased.
                Err(StoreError::NoSuchPerson) => {}
                facts => return Ok((person, facts?)),
            }
        }
        let person = self.first().await?;
        Ok((person, self.store.facts(person).await?))
    }

    /// The first person in the file, or somebody new.
    async fn first(&self) -> Result<PersonId, Fault> {
        match self.store.persons().await?.into_iter().next() {
            Some(first) => Ok(first.id),
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
    read_text(&json.to_string())
}

/// Reads a case from the text of JSON.
pub(crate) fn read_text(text: &str) -> Result<Case, Vec<Problem>> {
    case::read(&Document::new("case", text, Format::Json))
}
