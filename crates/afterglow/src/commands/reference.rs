//! What other tools want to know: JSON Schema, completions, manual pages.

use std::io;
use std::path::Path;

use afterglow_core::case::CaseFile;
use afterglow_core::protocol::{ClinicFile, ProtocolFile};
use clap::CommandFactory;

use crate::cli::{Cli, SchemaArgs, SchemaOf};
use crate::output::{self, Failure};

pub(super) fn schema(args: &SchemaArgs) -> Result<(), Failure> {
    let schema = match args.of {
        SchemaOf::Case => schemars::schema_for!(CaseFile),
        SchemaOf::Protocol => schemars::schema_for!(ProtocolFile),
        SchemaOf::Clinic => schemars::schema_for!(ClinicFile),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(io::Error::from)?;
    output::page(&format!("{text}\n"))
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "afterglow", &mut script);
    output::page(&String::from_utf8_lossy(&script))
}

pub(super) fn man(dir: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)?;
    Ok(())
}
