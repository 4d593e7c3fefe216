//! Keeping what came in an archive.

use afterglow_store::{Imported, Kept, PersonId, Records, StoreError};

/// Keeps a person where nothing is kept of anybody else: two people are never mixed. People of whom nothing is kept give way.
///
/// # Errors
///
/// [`PersonNotEmpty`](StoreError::PersonNotEmpty) if something is kept of somebody else,
/// [`PersonExists`](StoreError::PersonExists) if something else is kept of the same person, and what
/// [`import`](Records::import) says. Nothing has changed then.
pub async fn bring_in(records: &impl Records, kept: Kept) -> Result<Imported, StoreError> {
    let mut instead_of: Vec<PersonId> = Vec::new();
    for person in records.persons().await? {
        if person.id != kept.person.id || is_empty(records, person.id).await? {
            instead_of.push(person.id);
        }
    }
    records.import(kept, instead_of).await
}

async fn is_empty(records: &impl Records, person: PersonId) -> Result<bool, StoreError> {
    Ok(records.facts(person).await?.is_empty() && records.answers(person).await?.is_empty())
}
