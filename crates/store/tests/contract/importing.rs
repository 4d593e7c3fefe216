//! A person who comes from another database: all of it under the same ids, or nothing.

use afterglow_store::{
    Answer, Cause, Fact, Imported, Invalid, Kept, Kind, Misfit, NewFact, Part, PersonId, ProtocolName,
    Records, StoreError,
};
use serde_json::{Value, json};

use super::{Home, answer, at, case, check_in, now, product, treatment};

/// Somebody with all that can be kept: corrections, a withdrawal, numbers that are hard to write, answers with and
/// without a cause. The clock is ahead.
async fn somebody(records: &impl Records) -> Kept {
    let late = at("2031-05-06T07:08:09.123456789Z");
    let person = records.create_person(now()).await.unwrap();
    let record = |facts, answer| records.record(person, facts, answer, late);
    let facts = vec![
        NewFact::new(Kind::Person, json!({ "name": "Zoë \"O'Hara\"\u{0}\n\u{1F33F}", "born": 1991 })),
        treatment("2026-11-22T14:00:00-05:00[America/New_York]"),
        product("cream"),
        product("other"),
    ];
    let first = record(facts, None).await.unwrap().facts;
    let renamed = NewFact::correction(Kind::Product, json!({ "name": "balm", "label": "Aqua" }), first[2]);
    let again = record(vec![renamed], None).await.unwrap().facts[0];
    record(vec![NewFact::withdrawal(Kind::Product, again)], None).await.unwrap();
    let mut odd =
        json!({ "at": "2026-11-24T09:00:00-05:00[America/New_York]", "temperature_c": 36.123456789012345 });
    odd["note"] = json!("tight");
    let mut shown = answer("triage", "{\"text\":\"Zoë,  wait\"}\r\n\u{7f}\u{0}end ");
    shown.cause = Some(Cause::New(0));
    shown.judged_at = at("2026-11-24T14:00:00.000000001Z");
    record(vec![NewFact::new(Kind::CheckIn, odd)], Some(shown)).await.unwrap();
    record(
        vec![NewFact::new(
            Kind::Settings,
            json!({ "n": [0.1, 1e300, -7, 5e-324, 0.30000000000000004, null] }),
        )],
        None,
    )
    .await
    .unwrap();
    record(vec![], Some(answer("plan", "{}"))).await.unwrap();
    records.kept(person).await.unwrap()
}

/// Somebody as they were in another database, which is gone.
async fn from_elsewhere<H: Home>(_: &H) -> Kept {
    let elsewhere = H::new();
    let records = elsewhere.open().await;
    let kept = somebody(&records).await;
    elsewhere.close(records).await;
    kept
}

pub(crate) async fn what_is_imported_is_the_same(home: &impl Home) {
    let kept = from_elsewhere(home).await;
    let records = home.open().await;
    assert_eq!(records.import(kept.clone(), vec![]).await, Ok(Imported::New));
    home.close(records).await;
    let records = home.open().await;
    let again = records.kept(kept.person.id).await.unwrap();
    assert_eq!(again, kept);
    let [text, was] =
        [&again, &kept].map(|kept| kept.facts.iter().map(|fact| fact.body.to_string()).collect());
    let (text, was): (Vec<String>, Vec<String>) = (text, was);
    assert_eq!(text, was);
    assert_eq!(records.persons().await.unwrap(), [kept.person]);
    let latest = records.latest_answer(kept.person.id, "triage").await.unwrap().unwrap();
    assert_eq!(latest.output.as_bytes(), kept.answers[0].output.as_bytes());
    assert_eq!(latest.cause, Some(kept.facts[6].id));
    assert_eq!(case(&records, kept.person.id).await, afterglow_store::fold(&kept.facts));
    home.close(records).await;
}

pub(crate) async fn the_same_person_may_come_twice_and_another_may_not(home: &impl Home) {
    let kept = from_elsewhere(home).await;
    let records = home.open().await;
    assert_eq!(records.import(kept.clone(), vec![]).await, Ok(Imported::New));
    assert_eq!(records.import(kept.clone(), vec![]).await, Ok(Imported::AlreadyHere));
    let mut less = kept.clone();
    less.answers.pop();
    assert_eq!(records.import(less, vec![]).await, Err(StoreError::PersonExists));
    let mut other = kept.clone();
    other.answers[0].output.push(' ');
    assert_eq!(records.import(other, vec![]).await, Err(StoreError::PersonExists));
    assert_eq!(records.kept(kept.person.id).await.unwrap(), kept);
    home.close(records).await;
}

pub(crate) async fn what_is_recorded_after_an_import_sorts_after_it(home: &impl Home) {
    let kept = from_elsewhere(home).await;
    let person = kept.person.id;
    let records = home.open().await;
    // Here the clock says another year, before the import and after it.
    records.create_person(now()).await.unwrap();
    records.import(kept.clone(), vec![]).await.unwrap();
    let settings = vec![NewFact::new(Kind::Settings, json!({ "n": 1 }))];
    let recorded = records.record(person, settings, Some(answer("plan", "later")), now()).await.unwrap();
    assert!(recorded.facts[0] > kept.facts.last().unwrap().id);
    assert_eq!(records.latest_answer(person, "plan").await.unwrap().unwrap().output, "later");
    // What was imported can be corrected like anything else.
    let cream = NewFact::withdrawal(Kind::Product, kept.facts[3].id);
    records.record(person, vec![cream], None, now()).await.unwrap();
    let spent = NewFact::withdrawal(Kind::Product, kept.facts[2].id);
    let refused = records.record(person, vec![spent], None, now()).await.unwrap_err();
    assert_eq!(refused, StoreError::InvalidFact { index: 0, why: Invalid::AlreadyReplaced });
    home.close(records).await;
}

pub(crate) async fn who_holds_nothing_gives_way_to_an_import(home: &impl Home) {
    let kept = from_elsewhere(home).await;
    let records = home.open().await;
    let [empty, told, answered] = [
        records.create_person(now()).await.unwrap(),
        records.create_person(now()).await.unwrap(),
        records.create_person(now()).await.unwrap(),
    ];
    records.record(told, vec![product("a")], None, now()).await.unwrap();
    records.record(answered, vec![], Some(answer("plan", "{}")), now()).await.unwrap();
    let nobody: PersonId = "0193aaaa-0000-7000-8000-000000000000".parse().unwrap();
    for (instead_of, error) in [
        (vec![told], StoreError::PersonNotEmpty),
        (vec![empty, answered], StoreError::PersonNotEmpty),
        (vec![empty, nobody], StoreError::NoSuchPerson),
    ] {
        assert_eq!(records.import(kept.clone(), instead_of).await.unwrap_err(), error);
        assert_eq!(records.persons().await.unwrap().len(), 3);
        assert_eq!(records.kept(kept.person.id).await.unwrap_err(), StoreError::NoSuchPerson);
    }
    assert_eq!(records.import(kept.clone(), vec![empty]).await, Ok(Imported::New));
    let people: Vec<PersonId> = records.persons().await.unwrap().iter().map(|person| person.id).collect();
    assert!(!people.contains(&empty) && people.contains(&told) && people.len() == 3);
    let late = records.record(empty, vec![product("late")], None, now()).await;
    assert_eq!(late.unwrap_err(), StoreError::NoSuchPerson);
    home.close(records).await;
}

fn fact(id: &str, kind: Kind, body: Value, replaces: Option<&str>) -> Fact {
    Fact {
        person: PERSON.parse().unwrap(),
        id: id.parse().unwrap(),
        kind,
        body,
        replaces: replaces.map(|id| id.parse().unwrap()),
        sending: None,
        recorded: at("2026-11-24T15:00:00Z"),
    }
}

fn shown(id: &str, cause: Option<&str>) -> Answer {
    let answer = answer("plan", "{}");
    Answer {
        person: PERSON.parse().unwrap(),
        id: id.parse().unwrap(),
        kind: answer.kind,
        cause: cause.map(|id| id.parse().unwrap()),
        judged_at: answer.judged_at,
        input: answer.input,
        output: answer.output,
        protocol: answer.protocol,
    }
}

const PERSON: &str = "019ab000-0000-7000-8000-000000000000";
const FIRST: &str = "019ab7fc-0000-7000-8000-000000000001";
const SECOND: &str = "019ab7fc-0000-7000-8000-000000000002";
const THIRD: &str = "019ab7fc-0000-7000-8000-000000000003";
const FOURTH: &str = "019ab7fc-0000-7000-8000-000000000004";
const UNKNOWN: &str = "019ab7fc-0000-7000-8000-0000000000ff";

fn good() -> Kept {
    let cream = || json!({ "name": "cream", "label": "Aqua" });
    let person = afterglow_store::Person { id: PERSON.parse().unwrap(), created: at("2025-11-20T15:00:00Z") };
    let mut kept = Kept {
        person,
        facts: vec![
            fact(FIRST, Kind::Product, cream(), None),
            fact(SECOND, Kind::Product, cream(), Some(FIRST)),
            fact(THIRD, Kind::Product, Value::Null, Some(SECOND)),
        ],
        answers: vec![shown(FOURTH, Some(THIRD))],
    };
    // Its ids are from November 2025.
    kept.facts.iter_mut().for_each(|fact| fact.recorded = at("2025-11-24T15:00:00Z"));
    kept
}

/// One fault and where it is told; planted into what is otherwise right.
type Plant = (&'static str, fn(&mut Kept), &'static [(Part, Invalid)]);

const PLANTS: [Plant; 28] = [
    (
        "a person's id of another version",
        |it| {
            let id = "019ab000-0000-4000-8000-000000000000".parse().unwrap();
            it.person.id = id;
            it.facts.iter_mut().for_each(|fact| fact.person = id);
            it.answers[0].person = id;
        },
        &[(Part::Person, Invalid::BadId)],
    ),
    (
        "a person from before themselves",
        |it| it.person.created = now(),
        &[(Part::Person, Invalid::LaterThanId)],
    ),
    (
        "a fact of another person",
        |it| it.facts[1].person = UNKNOWN.parse().unwrap(),
        &[(Part::Fact(1), Invalid::OtherPerson)],
    ),
    (
        "an answer of another person",
        |it| it.answers[0].person = UNKNOWN.parse().unwrap(),
        &[(Part::Answer(0), Invalid::OtherPerson)],
    ),
    (
        "a fact's id of another version",
        |it| {
            it.facts.push(fact("f19ab7fc-0000-1000-8000-000000000001", Kind::Event, json!({}), None));
            it.facts[3].recorded = at("2025-11-24T15:00:00Z");
        },
        &[(Part::Fact(3), Invalid::BadId)],
    ),
    (
        "an id from after all time",
        |it| {
            it.answers[0].id = "ffffffff-ffff-7fff-bfff-ffffffffffff".parse().unwrap();
        },
        &[(Part::Answer(0), Invalid::BadId)],
    ),
    (
        "the nil id",
        |it| it.answers[0].id = "00000000-0000-0000-0000-000000000000".parse().unwrap(),
        &[(Part::Answer(0), Invalid::BadId), (Part::Answer(0), Invalid::NotEarlier)],
    ),
    (
        "the same fact twice",
        |it| {
            let twice = it.facts[0].clone();
            it.facts.insert(1, twice);
        },
        &[(Part::Fact(1), Invalid::RepeatedId)],
    ),
    (
        "the same answer twice",
        |it| {
            let twice = it.answers[0].clone();
            it.answers.push(twice);
        },
        &[(Part::Answer(1), Invalid::RepeatedId)],
    ),
    (
        "facts in another order",
        |it| {
            let mut other = fact(UNKNOWN, Kind::Event, json!({}), None);
            other.recorded = at("2025-11-24T15:00:00Z");
            it.facts.insert(0, other);
        },
        &[(Part::Fact(1), Invalid::OutOfOrder)],
    ),
    ("a fact from after its id", |it| it.facts[0].recorded = now(), &[(Part::Fact(0), Invalid::LaterThanId)]),
    (
        "a correction of nothing",
        |it| it.facts[1].replaces = Some(UNKNOWN.parse().unwrap()),
        &[(Part::Fact(1), Invalid::NoSuchFact)],
    ),
    (
        "what was corrected is gone",
        |it| {
            it.facts.remove(0);
        },
        &[(Part::Fact(0), Invalid::NoSuchFact)],
    ),
    (
        "a correction of itself",
        |it| it.facts[0].replaces = Some(FIRST.parse().unwrap()),
        &[(Part::Fact(0), Invalid::NotEarlier)],
    ),
    (
        "a correction of what came later",
        |it| {
            it.facts[0].replaces = Some(SECOND.parse().unwrap());
            it.facts[2].replaces = Some(FIRST.parse().unwrap());
            it.facts[1].replaces = None;
        },
        &[(Part::Fact(0), Invalid::NotEarlier)],
    ),
    (
        "a correction of another kind",
        |it| {
            it.facts[1].kind = Kind::Event;
            it.facts[2].kind = Kind::Event;
        },
        &[(Part::Fact(1), Invalid::OtherKind)],
    ),
    (
        "two corrections of one",
        |it| it.facts[2].replaces = Some(FIRST.parse().unwrap()),
        &[(Part::Fact(2), Invalid::AlreadyReplaced)],
    ),
    (
        "one sending that was kept twice",
        |it| {
            let sending = UNKNOWN.parse().ok();
            it.facts[0].sending = sending;
            it.facts[1].sending = sending;
        },
        &[(Part::Fact(1), Invalid::SentTwice)],
    ),
    (
        "a withdrawal of nothing",
        |it| it.facts[2].replaces = None,
        &[(Part::Fact(2), Invalid::WithdrawsNothing)],
    ),
    ("a body that is a list", |it| it.facts[0].body = json!([]), &[(Part::Fact(0), Invalid::NotAnObject)]),
    (
        "a body that is too long",
        |it| it.facts[0].body = json!({ "name": "a".repeat(70_000) }),
        &[(Part::Fact(0), Invalid::TooLarge)],
    ),
    (
        "a body that is too deep",
        |it| it.facts[0].body = (0..100).fold(json!({}), |inner, _| json!({ "in": inner })),
        &[(Part::Fact(0), Invalid::TooLarge)],
    ),
    (
        "a check-in of no time",
        |it| it.facts.iter_mut().for_each(|fact| fact.kind = Kind::CheckIn),
        &[(Part::Fact(0), Invalid::NoInstant("at")), (Part::Fact(1), Invalid::NoInstant("at"))],
    ),
    (
        "a treatment of no time",
        |it| {
            it.facts.iter_mut().for_each(|fact| fact.kind = Kind::Treatment);
            it.facts[0].body = json!({ "ended": "yesterday" });
        },
        &[(Part::Fact(0), Invalid::BadInstant("ended"))],
    ),
    (
        "an answer of no kind",
        |it| it.answers[0].kind = "Plan 9".to_owned(),
        &[(Part::Answer(0), Invalid::BadKind)],
    ),
    (
        "an answer that is too long",
        |it| it.answers[0].input = "a".repeat(5 * 1024 * 1024),
        &[(Part::Answer(0), Invalid::TooLarge)],
    ),
    (
        "a protocol with a long name",
        |it| it.answers[0].protocol = ProtocolName { id: "a".repeat(2000), ..it.answers[0].protocol.clone() },
        &[(Part::Answer(0), Invalid::TooLarge)],
    ),
    (
        "an answer to nothing",
        |it| it.answers[0].cause = Some(UNKNOWN.parse().unwrap()),
        &[(Part::Answer(0), Invalid::NoSuchFact)],
    ),
];

fn misfits(expect: &[(Part, Invalid)]) -> Vec<Misfit> {
    expect.iter().map(|(part, why)| Misfit { part: *part, why: *why }).collect()
}

pub(crate) async fn what_cannot_be_kept_is_refused_with_its_place(home: &impl Home) {
    let records = home.open().await;
    let empty = records.create_person(now()).await.unwrap();
    for (name, plant, expect) in PLANTS {
        let mut kept = good();
        plant(&mut kept);
        let refused = records.import(kept, vec![empty]).await.unwrap_err();
        assert_eq!(refused, StoreError::InvalidImport { faults: misfits(expect) }, "{name}");
        assert_eq!(records.persons().await.unwrap().len(), 1, "{name}");
    }
    // All of them are told at once.
    let mut kept = good();
    kept.facts[0].body = json!([]);
    kept.facts[2].recorded = now();
    kept.answers[0].cause = Some(UNKNOWN.parse().unwrap());
    let expect = misfits(&[
        (Part::Fact(0), Invalid::NotAnObject),
        (Part::Fact(2), Invalid::LaterThanId),
        (Part::Answer(0), Invalid::NoSuchFact),
    ]);
    let refused = records.import(kept, vec![]).await.unwrap_err();
    assert_eq!(refused, StoreError::InvalidImport { faults: expect });
    assert_eq!(
        records.import(good(), vec![empty]).await,
        Ok(Imported::New),
        "and nothing else was wrong with it"
    );
    home.close(records).await;
}

pub(crate) async fn much_can_be_imported(home: &impl Home) {
    let mut kept = good();
    let recorded = at("2025-11-24T15:00:00Z");
    for n in 0..3000_u32 {
        let id = format!("019ab7fc-0001-7000-8000-{n:012x}");
        let note = format!("{n} {}", "x".repeat(1000));
        let new = check_in("2025-11-24T09:00:00-05:00[America/New_York]", &note);
        kept.facts.push(Fact { recorded, ..fact(&id, new.kind, new.body, None) });
        kept.answers.push(shown(&format!("019ab7fc-0002-7000-8000-{n:012x}"), Some(&id)));
    }
    // Longer than what goes in by one statement.
    kept.answers[5].output = "\u{0}\"é".repeat(900_000);
    let records = home.open().await;
    assert_eq!(records.import(kept.clone(), vec![]).await, Ok(Imported::New));
    let again = records.kept(kept.person.id).await.unwrap();
    assert!(again == kept, "{again:?}");
    home.close(records).await;
}

pub(crate) async fn what_is_kept_is_from_one_moment(home: &impl Home) {
    let records = home.open().await;
    let person = records.create_person(now()).await.unwrap();
    let writing = tokio::spawn({
        let records = records.clone();
        async move {
            for n in 0..200 {
                let mut shown = answer("label", "no");
                shown.cause = Some(Cause::New(0));
                records.record(person, vec![product(&n.to_string())], Some(shown), now()).await.unwrap();
            }
        }
    });
    while !writing.is_finished() {
        let kept = records.kept(person).await.unwrap();
        assert_eq!(kept.facts.len(), kept.answers.len());
        assert_eq!(kept.misfits(), []);
    }
    writing.await.unwrap();
    home.close(records).await;
}

pub(crate) async fn an_imported_person_can_be_erased_and_come_back(home: &impl Home) {
    let kept = from_elsewhere(home).await;
    let records = home.open().await;
    records.import(kept.clone(), vec![]).await.unwrap();
    let erased = records.erase(kept.person.id).await.unwrap();
    assert_eq!((erased.facts, erased.answers), (kept.facts.len() as u64, kept.answers.len() as u64));
    assert!(records.persons().await.unwrap().is_empty());
    assert_eq!(records.import(kept.clone(), vec![]).await, Ok(Imported::New));
    assert_eq!(records.kept(kept.person.id).await.unwrap(), kept);
    home.close(records).await;
}
