//! What is wrong with an archive is said with its place, all of it, and nothing changes.

use afterglow_archive::{MOST_BYTES, unpack};
use afterglow_core::document::Problem;
use serde_json::json;

use crate::{Parts, kept, packed};

/// A fault, where it is told, and what is said of it. No line is 0.
type Plant = (&'static str, fn(&mut Parts), &'static [(&'static str, usize, &'static str)]);

const FACTS: &str = "facts.jsonl";
const ANSWERS: &str = "answers.jsonl";
const MANIFEST: &str = "manifest.json";
const OTHER: &str = "019ab7fc-0000-7000-8000-0000000000ff";

/// Changes within entries whose digests were made to fit.
const PLANTS: &[Plant] = &[
    (
        "a fact stands twice",
        |it| {
            let mut lines = it.lines(FACTS);
            lines.insert(2, lines[1].clone());
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 3, "its id stands twice")],
    ),
    (
        "an answer stands twice",
        |it| {
            let mut lines = it.lines(ANSWERS);
            lines.push(lines[1].clone());
            it.set_lines(ANSWERS, &lines);
        },
        &[(ANSWERS, 3, "its id stands twice")],
    ),
    (
        "facts stand in another order",
        |it| {
            let mut lines = it.lines(FACTS);
            lines.swap(0, 1);
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 2, "its id is not after the one before it")],
    ),
    (
        "what was corrected is gone",
        |it| {
            let mut lines = it.lines(FACTS);
            lines.remove(4);
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 5, "the person has no such fact")],
    ),
    (
        "what caused an answer is gone",
        |it| {
            let mut lines = it.lines(FACTS);
            lines.pop();
            it.set_lines(FACTS, &lines);
        },
        &[(ANSWERS, 1, "the person has no such fact")],
    ),
    (
        "a fact of somebody else",
        |it| {
            let person = it.manifest()["person"]["id"].as_str().unwrap().to_owned();
            it.replace(FACTS, &person, OTHER);
        },
        &[(FACTS, 1, "it belongs to another person")],
    ),
    (
        "an answer of somebody else",
        |it| {
            let person = it.manifest()["person"]["id"].as_str().unwrap().to_owned();
            it.replace(ANSWERS, &person, OTHER);
        },
        &[(ANSWERS, 1, "it belongs to another person")],
    ),
    (
        "a kind that there is not",
        |it| it.replace(FACTS, "\"contacts\"", "\"horoscope\""),
        &[(FACTS, 2, "expected a kind of fact")],
    ),
    (
        "an id that is none",
        |it| it.replace(FACTS, "\"id\":\"0", "\"id\":\"z"),
        &[(FACTS, 1, "expected a UUID")],
    ),
    (
        "an id of another version",
        |it| {
            let mut lines = it.lines(FACTS);
            let version = lines[0].find("\"id\":\"").unwrap() + 20;
            lines[0].replace_range(version..=version, "4");
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 1, "not a UUID of version 7")],
    ),
    (
        "a time that is none",
        |it| it.replace(FACTS, "\"recorded\":\"2026", "\"recorded\":\"then"),
        &[(FACTS, 1, "expected an instant")],
    ),
    (
        "a fact from after its id",
        |it| it.replace(FACTS, "\"recorded\":\"2026", "\"recorded\":\"2036"),
        &[(FACTS, 1, "its time is after that of its id")],
    ),
    (
        "a check-in without a zone",
        |it| it.replace(FACTS, "09:00:00+01:00[Europe/Berlin]", "09:00:00+01:00"),
        &[(FACTS, 8, "`at` is not an instant with its zone")],
    ),
    (
        "a key that no row has",
        |it| it.replace(FACTS, "{\"person\"", "{\"level\":1,\"person\""),
        &[(FACTS, 1, "unknown key `level`")],
    ),
    (
        "a row without a key",
        |it| it.replace(FACTS, ",\"kind\":\"person\"", ""),
        &[(FACTS, 1, "missing key `kind`")],
    ),
    (
        "a sign in a key that stands twice",
        |it| it.replace(FACTS, "\"signs\":[]", "\"signs\":[\"breathing-trouble\"],\"signs\":[]"),
        &[(FACTS, 8, "the key `signs` stands twice")],
    ),
    (
        "a line that ends in the middle",
        |it| {
            let mut lines = it.lines(FACTS);
            let half = lines[3].len() / 2;
            lines[3].truncate(half);
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 4, "EOF")],
    ),
    (
        "an empty line",
        |it| {
            let mut lines = it.lines(FACTS);
            lines.insert(0, String::new());
            it.set_lines(FACTS, &lines);
        },
        &[(FACTS, 1, "EOF")],
    ),
    (
        "a line of immense length",
        |it| it.replace(FACTS, "canary-note", &"a".repeat(70_000)),
        &[(FACTS, 8, "too long")],
    ),
    ("bytes that are no text", |it| it.set(FACTS, *b"\xff\xfe"), &[(FACTS, 0, "is not UTF-8")]),
    (
        "a case that no page could show",
        |it| it.replace(FACTS, "\"born\":1991", "\"born\":\"canary\""),
        &[("case.json", 0, "")],
    ),
    (
        "an entry that is missing",
        |it| it.0.retain(|(name, _)| name != ANSWERS),
        &[(ANSWERS, 0, "is missing")],
    ),
    ("no manifest", |it| it.0.retain(|(name, _)| name != MANIFEST), &[(MANIFEST, 0, "is missing")]),
    ("a manifest that is none", |it| it.set(MANIFEST, *b"[]"), &[(MANIFEST, 1, "")]),
    (
        "a manifest that lacks a key",
        |it| {
            it.set_manifest(|it| {
                it.as_object_mut().unwrap().remove("person");
            })
        },
        &[(MANIFEST, 1, "missing key `person`")],
    ),
    (
        "a newer format",
        |it| {
            it.set_manifest(|it| it["format"] = json!(2));
            it.0.push(("photos.jsonl".to_owned(), vec![]));
        },
        &[(MANIFEST, 0, "format 2")],
    ),
    (
        "a format before the first",
        |it| it.set_manifest(|it| it["format"] = json!(0)),
        &[(MANIFEST, 0, "no format 0")],
    ),
    ("other counts", |it| it.set_manifest(|it| it["facts"] = json!(7)), &[(FACTS, 0, "7 by the manifest")]),
    (
        "another digest",
        |it| it.set_manifest(|it| it["sha256"]["answers.jsonl"] = json!("00")),
        &[(ANSWERS, 0, "digest is another")],
    ),
    (
        "no digest",
        |it| {
            it.set_manifest(|it| {
                it["sha256"].as_object_mut().unwrap().remove("plan.ics");
            })
        },
        &[("plan.ics", 0, "no digest")],
    ),
    (
        "a digest of nothing",
        |it| it.set_manifest(|it| it["sha256"]["../x"] = json!("00")),
        &[(MANIFEST, 0, "not there")],
    ),
    (
        "a name that climbs out",
        |it| it.0[6].0 = "../../.bashrc".to_owned(),
        &[("", 0, "entry 7 has a name that no archive has"), (MANIFEST, 0, "not there")],
    ),
    (
        "a name from the root",
        |it| it.0[6].0 = "/etc/passwd".to_owned(),
        &[("", 0, "entry 7"), (MANIFEST, 0, "not there")],
    ),
    (
        "an entry in a folder",
        |it| it.0[6].0 = "x/plan.ics".to_owned(),
        &[("", 0, "entry 7"), (MANIFEST, 0, "not there")],
    ),
    (
        "more entries than anybody looks at",
        |it| it.0.extend((0..100).map(|n| (n.to_string(), vec![]))),
        &[("", 0, "at most 64 entries")],
    ),
    (
        "an entry that nobody knows",
        |it| it.0.push(("more".to_owned(), vec![])),
        &[("", 0, "entry 8 has a name that no archive has")],
    ),
    (
        "an entry that swells",
        |it| it.set("README.txt", vec![b' '; 100 << 20]),
        &[("README.txt", 0, "at most 1048576 bytes")],
    ),
];

fn check(name: &str, bytes: &[u8], expect: &[(&str, usize, &str)]) {
    let problems = unpack(bytes).expect_err(name);
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), expect.len(), "{name}: {found:?}");
    for (problem, (file, line, message)) in problems.iter().zip(expect) {
        let Problem { place, .. } = problem;
        let is_there = *line == 0 || place.is_some_and(|place| place.line == *line);
        assert!(problem.file == *file && is_there && problem.message.contains(message), "{name}: {found:?}");
        // A note or a name must not get into a log or onto another page.
        assert!(!problem.to_string().contains("canary"), "{name}: {problem}");
    }
}

#[tokio::test]
async fn every_fault_within_an_archive_is_told_with_its_place() {
    let good = Parts::of(&packed(&kept().await));
    unpack(&good.clone().sealed().bytes()).unwrap();
    for (name, plant, expect) in PLANTS {
        let mut parts = good.clone();
        let was = parts.manifest();
        plant(&mut parts);
        // A plant in the manifest stays as it was planted.
        let is_in_manifest = !parts.0.iter().any(|(name, _)| name == MANIFEST)
            || parts.bytes_of(MANIFEST) == b"[]"
            || parts.manifest() != was;
        let keeps_digests = is_in_manifest || parts.0.len() != 7 || parts.0[6].0 != "plan.ics";
        let parts = if keeps_digests { parts } else { parts.sealed() };
        check(name, &parts.bytes(), expect);
    }
}

#[tokio::test]
async fn all_faults_are_told_at_once() {
    let mut parts = Parts::of(&packed(&kept().await));
    parts.replace(FACTS, "\"contacts\"", "\"horoscope\"");
    parts.replace(FACTS, "\"recorded\":\"2026", "\"recorded\":\"then");
    parts.replace(ANSWERS, "\"judged_at\":\"2026", "\"judged_at\":\"then");
    let expect = [(FACTS, 1, "an instant"), (FACTS, 2, "a kind"), (ANSWERS, 1, "an instant")];
    check("rows that cannot be read", &parts.sealed().bytes(), &expect);

    let mut parts = Parts::of(&packed(&kept().await));
    parts.replace(FACTS, "\"recorded\":\"2026", "\"recorded\":\"2036");
    parts.replace(ANSWERS, "\"kind\":\"triage\"", "\"kind\":\"No Word\"");
    let expect = [(FACTS, 1, "after that of its id"), (ANSWERS, 1, "not a short word")];
    check("rows that cannot be kept", &parts.sealed().bytes(), &expect);

    let mut parts = Parts::of(&packed(&kept().await));
    parts.replace(FACTS, "canary-note", "canary-more");
    parts.set("plan.pdf", *b"%PDF of somebody else");
    parts.0[6].0 = "other".to_owned();
    let expect = [
        ("", 0, "entry 7"),
        (FACTS, 0, "digest is another"),
        ("plan.pdf", 0, "digest is another"),
        (MANIFEST, 0, "not there"),
    ];
    check("entries that are not what they were", &parts.bytes(), &expect);
}

#[tokio::test]
async fn a_damaged_archive_is_refused() {
    let good = packed(&kept().await);
    for length in [0, 1, 21, 22, 100, good.len() / 2, good.len() - 22, good.len() - 1] {
        check("cut off", &good[..length], &[("", 0, "not an archive of this program, or not all of it")]);
    }
    check("more after it", &[good.as_slice(), b"\0"].concat(), &[("", 0, "not all of it")]);
    check("more before it", &[b"#!/bin/sh\n", good.as_slice()].concat(), &[("", 0, "not all of it")]);
    check("two of them", &[good.as_slice(), good.as_slice()].concat(), &[("", 0, "not all of it")]);
    check(
        "no archive",
        b"a shopping list, and it is longer than the end of an archive",
        &[("", 0, "not an archive")],
    );
    check("too large", &vec![0; MOST_BYTES + 1], &[("", 0, "at most 33554432 bytes")]);
    let list = find(&good, b"PK\x01\x02").unwrap();
    let mut flipped = good.clone();
    flipped[list] ^= 1;
    check("a list that is none", &flipped, &[("", 0, "the list of entries is damaged")]);
}

#[tokio::test]
async fn a_flipped_byte_of_any_entry_is_told() {
    let good = packed(&kept().await);
    let parts = Parts::of(&good);
    for (index, (name, _)) in parts.0.iter().enumerate() {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&good)).unwrap();
        let entry = archive.by_index(index).unwrap();
        let (start, length) = (entry.data_start().unwrap(), entry.compressed_size());
        drop(entry);
        // The last bits of what is packed may mean nothing.
        for at in [start, start + length / 3, start + length / 2] {
            let mut flipped = good.clone();
            flipped[usize::try_from(at).unwrap()] ^= 0x10;
            check(name, &flipped, &[(name, 0, "is damaged")]);
        }
    }
}

#[tokio::test]
async fn a_name_that_stands_twice_is_told() {
    let mut parts = Parts::of(&packed(&kept().await));
    parts.0[6] = ("facts.jsonk".to_owned(), b"{}\n".to_vec());
    let mut bytes = parts.bytes();
    while let Some(at) = find(&bytes, b"facts.jsonk") {
        bytes[at + 10] = b'l';
    }
    let expect =
        [("", 0, "a name stands twice"), (FACTS, 0, "digest is another"), (MANIFEST, 0, "not there")];
    check("twice", &bytes, &expect);
}

#[tokio::test]
async fn a_locked_entry_is_told() {
    let mut bytes = packed(&kept().await);
    // Bit 0 of the flags says that the entry is encrypted; it stands in the list and before the entry.
    let list = find(&bytes, b"PK\x01\x02").unwrap();
    bytes[list + 8] |= 1;
    bytes[6] |= 1;
    check("locked", &bytes, &[("README.txt", 0, "is damaged, or packed")]);
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|some| some == part)
}
