//! Any text as a case in TOML.
#![no_main]

use afterglow_core::document::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| afterglow_fuzz::read_and_ask(text, Format::Toml));
