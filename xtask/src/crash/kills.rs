//! `kill -9` at random moments: mostly while check-ins come in, sometimes while the program starts.

use std::path::Path;
use std::time::Duration;

use super::life::{self, Life};
use super::{Told, empty, load, program};
use crate::shell::Result;

const KILLS: usize = 1000;
const KILLS_SHORT: usize = 25;
/// One kill in so many comes before the program has answered.
const EARLY: usize = 8;
/// A kill comes at the latest after so long.
const LOAD: Duration = Duration::from_millis(500);
const START: Duration = Duration::from_millis(400);

pub(super) fn run(program: &Path, short: bool) -> Result<Told> {
    let most = if short { KILLS_SHORT } else { KILLS };
    let (mut kills, mut acknowledged, mut lost, mut lives, mut early) = (0, 0, 0, 1, 0);
    let mut faults = Vec::new();
    let mut starts = Vec::new();
    let mut life = born()?;
    loop {
        let mut running = life.start(program)?;
        if kills < most && kills % EARLY == EARLY - 1 {
            load::moment(START);
            running.kill();
            (kills, early) = (kills + 1, early + 1);
            continue;
        }
        // The program itself brings back what its log holds; then all of it is looked at.
        starts.push(running.good()?);
        let judged = life.judge()?;
        lost += judged.lost.len();
        faults.extend(judged.faults().into_iter().map(|fault| format!("after kill {kills}: {fault}")));
        faults.extend(program::panics(&life.log));
        if kills == most {
            break;
        }
        if life.is_long() {
            drop(running);
            life = born()?;
            lives += 1;
            continue;
        }
        acknowledged += life.set_up(running.port)?;
        acknowledged += life.load(running.port, || {
            load::moment(LOAD);
            running.kill();
        });
        kills += 1;
    }
    if acknowledged < most {
        faults.push(format!("only {acknowledged} forms were acknowledged: this proves nothing"));
    }
    let (median, p99) = life::median_and_p99(&mut starts);
    let said = format!(
        "{kills} kills ({early} during a start) of {lives} databases, {acknowledged} forms acknowledged, {lost} lost, \
         from start to first good answer {} ms median, {} ms p99",
        median.as_millis(),
        p99.as_millis()
    );
    Ok(Told { said, faults })
}

fn born() -> Result<Life> {
    let folder = empty("kills")?;
    Ok(Life::new(folder.join("home/afterglow.db"), folder.join("log")))
}
