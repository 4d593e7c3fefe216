//! The command line. It is stable: other programs call it.

use std::net::SocketAddr;
use std::path::PathBuf;

use afterglow_core::case::{DateText, Instant};
use afterglow_core::document::FromText;
use afterglow_core::vocabulary::{Activity, Word, nearest};
use afterglow_wording::Wording;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

/// Your own plan around microneedling: what is ordinary, what to do, what not yet, each with its reasons.
///
/// Not approved or registered as a medical device. No clinician has reviewed its rules.
#[derive(Parser)]
#[command(name = "afterglow", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
}

/// Options of every command.
#[derive(Args)]
pub(crate) struct Everywhere {
    /// Judge at this instant instead of now, as in 2026-11-24T09:00:00+01:00[Europe/Berlin].
    #[arg(long, global = true, value_name = "INSTANT", value_parser = instant)]
    pub(crate) at: Option<Timestamp>,
    /// Use the protocol in this folder instead of the built-in one.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) protocol: Option<PathBuf>,
    /// Lay a clinic's own values over the protocol.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) clinic: Option<PathBuf>,
    /// For people, or for programs.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// The language of the sentences.
    #[arg(long, global = true, default_value = "en", value_parser = language)]
    pub(crate) lang: String,
    /// Show rule, range and sources beside each line.
    #[arg(long, global = true)]
    pub(crate) why: bool,
    /// Leave sentences out of JSON: ids alone.
    #[arg(long, global = true)]
    pub(crate) no_text: bool,
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// May I be treated? Every reason for and against, and the first possible day.
    Screen(BatchArgs),
    /// What to stop, start, ask and bring before a session, and when.
    Prepare(CaseArgs),
    /// Is what is about to be done within limits, and what are the steps?
    Session(CaseArgs),
    /// What is ordinary, what to do, what not yet, today and on every day.
    Plan(PlanArgs),
    /// May I ... yet? And: I already did, what now?
    Can(CanArgs),
    /// How strong each symptom usually is, hour by hour, beside what you saw.
    Expect(CaseArgs),
    /// May I use this product yet? Its ingredient list against your own day.
    Label(LabelArgs),
    /// Is this normal? How urgent, why, what to do first, whom to call.
    Triage(BatchArgs),
    /// What to answer next: the questions that could make it more urgent, the gravest first.
    Ask(CaseArgs),
    /// How many sessions, how far apart, when next, did it work?
    Course(CourseArgs),
    /// A sheet to hand out or print, as PDF or HTML: warning signs first, then the dated plan.
    Leaflet(LeafletArgs),
    /// The plan as a calendar file: what opens when, care, check-ins, sessions.
    Calendar(CalendarArgs),
    /// The app: today, check in, may I, in the browser of this computer.
    Serve(ServeArgs),
    /// Copy all that the app keeps into a file, and read it back.
    Backup(BackupArgs),
    /// Put a backup in the place of what the app keeps.
    Restore(RestoreArgs),
    /// Take all that the app keeps along in one file, for another computer.
    Export(ExportArgs),
    /// Bring in what was taken along, where nothing is kept of anybody else.
    Import(ImportArgs),
    /// Erase all that the app keeps, also from its own backups.
    Erase(EraseArgs),
    /// Read, check and compare the rules.
    #[command(subcommand)]
    Protocol(ProtocolCommand),
    /// The JSON Schema of a file, for editors.
    Schema(SchemaArgs),
    /// Completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// The manual pages, written into a folder.
    Man {
        /// Where to.
        dir: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct BatchArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) case: Option<PathBuf>,
    /// Read one case a line from standard input, write one answer a line.
    #[arg(long, conflicts_with = "case")]
    pub(crate) jsonl: bool,
}

#[derive(Args)]
pub(crate) struct PlanArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    #[arg(required_unless_present_any = ["jsonl", "compare"])]
    pub(crate) case: Option<PathBuf>,
    /// Read one case a line from standard input, write one answer a line.
    #[arg(long, conflicts_with = "case")]
    pub(crate) jsonl: bool,
    /// What changes from the plan of one case to that of another: the session moved, or something was done.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["case", "jsonl"])]
    pub(crate) compare: Option<Vec<PathBuf>>,
}

#[derive(Args)]
pub(crate) struct LeafletArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    pub(crate) case: PathBuf,
    /// Where to; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// For before the appointment: what to stop, start, ask and bring.
    #[arg(long, conflicts_with = "session")]
    pub(crate) prepare: bool,
    /// The clinic's own: limits, steps, what to write down.
    #[arg(long)]
    pub(crate) session: bool,
    /// One HTML file instead of a PDF, for a phone and for paper.
    #[arg(long, conflicts_with = "paper")]
    pub(crate) html: bool,
    /// The paper; by the country of the case if left out.
    #[arg(long, value_enum)]
    pub(crate) paper: Option<PaperArg>,
}

/// A format of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperArg {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

#[derive(Args)]
pub(crate) struct ServeArgs {
    /// Where to listen. Where other machines can come, as with 0.0.0.0:8124, it asks for a passphrase, and encrypts.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8124")]
    pub(crate) listen: SocketAddr,
    /// A name by which other machines call this one, beside its own.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// Take the passphrase from the first line of this file, or of standard input with -.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Choose another passphrase; whoever is signed in is signed out.
    #[arg(long)]
    pub(crate) new_passphrase: bool,
    /// The file that everything is kept in.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
    /// Open with an invented person on day 3, in a folder of its own.
    #[arg(long)]
    pub(crate) demo: bool,
    /// How much is logged: off, error, warn, info, debug or trace. No personal data is, at any level.
    #[arg(long, default_value = "info")]
    pub(crate) log: tracing::level_filters::LevelFilter,
}

#[derive(Args)]
pub(crate) struct BackupArgs {
    /// The folder for it; `backups` beside the database if left out.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// The file that everything is kept in.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// The backup.
    pub(crate) backup: PathBuf,
    /// The file that everything is kept in.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// The archive to write: a zip file.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Write over a file that is there.
    #[arg(long)]
    pub(crate) replace: bool,
    /// The file that everything is kept in.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ImportArgs {
    /// The archive.
    pub(crate) archive: PathBuf,
    /// The file that everything is kept in; a new one is made if it is not there.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct EraseArgs {
    /// Yes: all of it, for ever.
    #[arg(long)]
    pub(crate) sure: bool,
    /// The file that everything is kept in.
    #[arg(long, value_name = "PATH")]
    pub(crate) database: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct CalendarArgs {
    /// The case: a file in TOML or JSON, or - for standard input. It needs an `id`.
    pub(crate) case: PathBuf,
    /// Where to; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The calendar that was made before: what changed since gets a higher number, what is gone is called off.
    #[arg(long, value_name = "FILE")]
    pub(crate) previous: Option<PathBuf>,
    /// Say in the titles what it is about. Other people may see them.
    #[arg(long)]
    pub(crate) details: bool,
}

#[derive(Args)]
pub(crate) struct LabelArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) case: Option<PathBuf>,
    /// The label: a file with the text as it stands on the pack, or - for standard input; the products of the case if
    /// left out.
    pub(crate) label: Option<PathBuf>,
    /// Read one case a line from standard input, write one answer a line.
    #[arg(long, conflicts_with = "case")]
    pub(crate) jsonl: bool,
}

#[derive(Args)]
pub(crate) struct CaseArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    pub(crate) case: PathBuf,
}

#[derive(Args)]
pub(crate) struct CourseArgs {
    /// The case: a file in TOML or JSON, or - for standard input.
    pub(crate) case: PathBuf,
    /// Count back from this day, as in 2027-06-12; the case's event if left out.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) by: Option<Date>,
}

#[derive(Args)]
pub(crate) struct CanArgs {
    /// What you would like to do, such as makeup, exercise, retinoids.
    #[arg(value_parser = activity)]
    pub(crate) activity: Activity,
    /// The case: a file in TOML or JSON, or - for standard input.
    pub(crate) case: PathBuf,
    /// You already did it, at this instant: what to do now, and what changes.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) done_at: Option<Timestamp>,
}

#[derive(Subcommand)]
pub(crate) enum ProtocolCommand {
    /// Every problem of the protocol, its examples, and what is unverified.
    Check {
        /// A protocol folder; the built-in protocol if left out.
        dir: Option<PathBuf>,
    },
    /// One rule as a page to read; without a rule, all of them as a list.
    Show {
        /// A rule, an activity, a symptom, a claim or a fact of the evidence.
        rule: Option<String>,
    },
    /// What became of every claim of the articles.
    Claims,
    /// Where published advice disagrees, what is followed, and why.
    Conflicts,
    /// What changed between two protocols.
    Diff {
        /// The older folder.
        old: PathBuf,
        /// The newer folder.
        new: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct SchemaArgs {
    /// Which file.
    pub(crate) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// A case file.
    Case,
    /// A file of a protocol folder.
    Protocol,
    /// A clinic's overlay.
    Clinic,
}

/// An instant: with its zone, or at least with its offset.
pub(crate) fn instant(text: &str) -> Result<Timestamp, String> {
    let zoned = Instant::from_text(text).map(|zoned| zoned.timestamp());
    // A zone that contradicts its offset must not fall back to the offset alone.
    let absolute = if text.contains('[') { None } else { text.parse::<Timestamp>().ok() };
    zoned.or(absolute).ok_or_else(|| {
        "write an instant with its zone, as in 2026-11-24T09:00:00+01:00[Europe/Berlin]".to_owned()
    })
}

/// A language that there are words in.
fn language(code: &str) -> Result<String, String> {
    let known = Wording::languages();
    if known.iter().any(|language| language == code) {
        return Ok(code.to_owned());
    }
    Err(format!("known: {}", known.join(", ")))
}

fn date(text: &str) -> Result<Date, String> {
    let date = DateText::from_text(text).map(|date| date.0);
    date.ok_or_else(|| "write year, month and day, as in 2027-06-12".to_owned())
}

fn activity(id: &str) -> Result<Activity, String> {
    let known: Vec<&str> = Activity::ALL.iter().map(|activity| activity.id()).collect();
    Activity::from_id(id).ok_or_else(|| match nearest(id, &known) {
        Some(near) => format!("write {near}"),
        None => format!("known: {}", known.join(", ")),
    })
}
