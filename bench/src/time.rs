//! Timing.

use std::time::Instant;

/// The median time of a round, in seconds, after one round that is not counted.
pub(crate) fn median<T>(rounds: usize, mut work: impl FnMut() -> T) -> f64 {
    work();
    middle((0..rounds).map(|_| once(&mut work)).collect())
}

/// The median times of rounds of two kinds of work, in seconds, turn by turn, after one round each that is not counted.
pub(crate) fn turns<T, U>(
    rounds: usize,
    mut ours: impl FnMut() -> T,
    mut theirs: impl FnMut() -> U,
) -> (f64, f64) {
    ours();
    theirs();
    let times = (0..rounds).map(|_| (once(&mut ours), once(&mut theirs)));
    let (ours, theirs): (Vec<f64>, Vec<f64>) = times.unzip();
    (middle(ours), middle(theirs))
}

/// The median of some times.
pub(crate) fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The time of one round, in seconds.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(crate) fn once<T>(work: &mut impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    let made = work();
    let took = start.elapsed().as_secs_f64();
    drop(made);
    took
}
