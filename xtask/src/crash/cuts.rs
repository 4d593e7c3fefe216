//! Power cuts under load, on a disk that forgets what was not flushed.

use std::path::Path;
use std::time::Duration;

use fastrand::Rng;

use super::judge::Judged;
use super::life::Life;
use super::power::{Death, Fate};
use super::volatile::Disk;
use super::{Told, empty, load, program};
use crate::shell::Result;

const CUTS: usize = 200;
const CUTS_SHORT: usize = 10;
/// A store that acknowledges too early is found out within so many.
const CUTS_UNSAFE: usize = 10;
/// A cut comes at the latest after so long.
const LOAD: Duration = Duration::from_millis(500);

/// What the cuts of one program did.
#[derive(Default)]
struct Cut {
    cuts: usize,
    disks: usize,
    acknowledged: usize,
    /// Cuts in whose moment something was on its way to the disk.
    caught: usize,
    fate: Fate,
    judged: Judged,
}

pub(super) fn run(program: &Path, short: bool) -> Result<Told> {
    let wanted = if short { CUTS_SHORT } else { CUTS };
    let cut = cut(program, "cuts", wanted, false)?;
    let mut faults: Vec<String> = cut.judged.lost.iter().chain(&cut.judged.broken).cloned().collect();
    // A short run may miss them all.
    let has_caught = short || cut.caught > 0;
    if cut.acknowledged < wanted || !has_caught {
        faults.push(format!(
            "{} acknowledged, {} cuts caught a write: this proves nothing",
            cut.acknowledged, cut.caught
        ));
    }
    // The same again with a store that does not wait for the disk: if nothing is lost then, nothing was proved.
    let blind = self::cut(&program::built_unsafe()?, "unsafe-cuts", CUTS_UNSAFE, true)?;
    if blind.judged.lost.is_empty() {
        faults.push("with `synchronous=NORMAL` nothing was lost: these cuts prove nothing".to_owned());
    }
    let said = format!(
        "{} cuts of {} disks, {} forms acknowledged, {} lost; {} cuts caught writes on their way ({} sectors reached \
         the disk, {} did not); with synchronous=NORMAL {} of {} acknowledged were lost after {} cuts",
        cut.cuts,
        cut.disks,
        cut.acknowledged,
        cut.judged.lost.len(),
        cut.caught,
        cut.fate.reached,
        cut.fate.lost,
        blind.judged.lost.len(),
        blind.acknowledged,
        blind.cuts
    );
    Ok(Told { said, faults })
}

/// Cuts the power of a program so often, or until it has lost something.
fn cut(program: &Path, name: &str, most: usize, until_lost: bool) -> Result<Cut> {
    let mut cut = Cut::default();
    while cut.cuts < most {
        cut.disks += 1;
        one_disk(program, name, most, &mut cut)?;
        if until_lost && !cut.judged.lost.is_empty() {
            break;
        }
    }
    Ok(cut)
}

/// Cuts the power of one disk until there have been enough cuts, its database is long, or something was lost.
fn one_disk(program: &Path, name: &str, most: usize, cut: &mut Cut) -> Result {
    let folder = empty(name)?;
    let mut disk = Disk::new(&folder)?;
    // What the program says of itself stays in the light.
    let mut life = Life::new(disk.mounted().join("home/afterglow.db"), folder.join("said"));
    let mut rng = Rng::with_seed(u64::try_from(cut.disks).unwrap_or(0));
    loop {
        disk.power_on()?;
        let mut running = life.start(program)?;
        running.good()?;
        let judged = life.judge()?;
        let after = format!("after cut {}", cut.cuts);
        let lost_some = !judged.lost.is_empty();
        cut.judged.lost.extend(judged.lost.into_iter().map(|fault| format!("{after}: {fault}")));
        cut.judged.broken.extend(judged.broken.into_iter().map(|fault| format!("{after}: {fault}")));
        cut.judged.broken.extend(program::panics(&life.log));
        if lost_some || cut.cuts == most || life.is_long() {
            running.kill();
            return Ok(());
        }
        cut.acknowledged += life.set_up(running.port)?;
        // The program and its disk stop at the same moment; what is on its way between them goes with them.
        let death = match cut.cuts % 4 {
            0 => Death::Torn,
            1 => Death::Reordered,
            _ => Death::Whole,
        };
        cut.acknowledged += life.load(running.port, || {
            load::moment(LOAD);
            if death != Death::Whole {
                disk.wait_for_writes();
            }
            running.strike();
            disk.strike();
        });
        running.kill();
        let fate = disk.cut(death, &mut rng)?;
        cut.cuts += 1;
        cut.caught += usize::from(fate.reached + fate.lost > 0);
        cut.fate.reached += fate.reached;
        cut.fate.lost += fate.lost;
    }
}
