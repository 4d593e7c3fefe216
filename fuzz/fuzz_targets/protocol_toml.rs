//! Any text as a whole protocol, as a clinic's overlay, and in the place of one of the built-in files.
#![no_main]

use afterglow_core::document::{self, Document, Format, Problems};
use afterglow_core::engine::examples;
use afterglow_core::protocol::{BUILTIN, Protocol, ProtocolFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let alone = Document::new("alone.toml", text, Format::Toml);
    match Protocol::load(&[alone]) {
        Ok(protocol) => ask(&protocol, &[alone]),
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
    match afterglow_fuzz::BUILTIN.clone().with_clinic(&alone) {
        Ok(protocol) => afterglow_fuzz::ask_protocol(&protocol),
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
    replace(text);
});

/// Loads the built-in files with `text` in the place of the one that holds the same kind of rules.
fn replace(text: &str) {
    let document = Document::new("", text, Format::Toml);
    let mut problems = Problems::default();
    let file: Option<ProtocolFile> = document::read(&document, &mut problems);
    let Some(file) = file.filter(|_| problems.is_empty()) else { return };
    let name = match file {
        ProtocolFile { gate, .. } if !gate.is_empty() => "aftercare.toml",
        ProtocolFile { care, .. } if !care.is_empty() => "daily.toml",
        ProtocolFile { expectation, .. } if !expectation.is_empty() => "expectations.toml",
        ProtocolFile { timing: Some(_), .. } => "protocol.toml",
        ProtocolFile { triage, .. } if !triage.is_empty() => "triage.toml",
        ProtocolFile { calling: Some(_), .. } => "numbers.toml",
        ProtocolFile { screen, .. } if !screen.is_empty() => "screening.toml",
        ProtocolFile { limit, .. } if !limit.is_empty() => "session.toml",
        ProtocolFile { task, .. } if !task.is_empty() => "preparation.toml",
        ProtocolFile { concern, .. } if !concern.is_empty() => "course.toml",
        _ => return,
    };
    let texts = BUILTIN.iter().map(|(file, built_in)| (*file, if *file == name { text } else { *built_in }));
    let documents: Vec<Document<'_>> =
        texts.map(|(file, text)| Document::new(file, text, Format::Toml)).collect();
    if let Ok(protocol) = Protocol::load(&documents) {
        ask(&protocol, &documents);
    }
}

fn ask(protocol: &Protocol, documents: &[Document<'_>]) {
    let _ = examples::failures(protocol, documents);
    afterglow_fuzz::ask_protocol(protocol);
}
