//! Developer commands: `cargo xtask <command>`.

mod annexes;
mod app;
mod bench;
mod crash;
mod documents;
mod fuzz;
mod lighthouse;
mod mutants;
mod python;
mod report;
mod shell;
mod surface;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use clap::Parser;

/// Developer commands.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// Run every test, doc examples included.
    Test,
    /// Look at every leaflet and calendar with the programs of others.
    Documents,
    /// Drive the app in a browser through what people do with it.
    App(app::Options),
    /// Look at the app as strangers, broken clients and slow ones do.
    Surface(surface::Options),
    /// Kill the program, cut its power, break its disk, and look whether what it acknowledged is kept.
    Crash(crash::Options),
    /// Look at every page of the app with Lighthouse, on a phone.
    Lighthouse(lighthouse::Options),
    /// Check format, lints, documentation, licences and where crates come from.
    Tidy,
    /// Feed the core with files that nobody would write.
    Fuzz(fuzz::Options),
    /// Change the engine line by line and see whether a test notices.
    Mutants(mutants::Options),
    /// Measure speed, side by side with what peers reach.
    Bench(bench::Options),
    /// Compare triage with the agreed cases.
    TriageReport,
    /// Compare the agreed labels with what the EU's annexes of cosmetics name.
    LabelReport(annexes::Options),
    /// Build the core for the browser and print its size.
    Wasm,
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Test => test::run(),
        Task::Documents => documents::run(),
        Task::App(options) => app::run(&options),
        Task::Surface(options) => surface::run(&options),
        Task::Crash(options) => crash::run(&options),
        Task::Lighthouse(options) => lighthouse::run(&options),
        Task::Tidy => tidy::run(),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Mutants(options) => mutants::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::TriageReport => report::run(),
        Task::LabelReport(options) => annexes::run(&options),
        Task::Wasm => wasm::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
