//! The server as it is shipped, on a database in memory, and bare servers of others beside it.

mod check_ins;
mod http;
mod load;
mod people;
mod process;
mod today;

use std::time::Duration;

use crate::Row;

/// Every row about the server. `is_long`: the memory is looked at after ten minutes of load, not after one.
pub(crate) fn rows(is_long: bool) -> Vec<Row> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let load = Duration::from_secs(if is_long { 600 } else { 60 });
    runtime.block_on(async {
        let mut rows = check_ins::rows().await;
        rows.extend(today::under_load(load, is_long).await);
        rows.push(today::of_many_people().await);
        rows
    })
}

/// How busy the machine is: a figure that was taken beside the work of others says so.
fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").expect("Linux");
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// The lowest, the middle and the highest of some rounds.
struct Spread {
    low: f64,
    middle: f64,
    high: f64,
}

impl Spread {
    fn of(mut rounds: Vec<f64>) -> Self {
        rounds.sort_by(f64::total_cmp);
        Self { low: rounds[0], middle: rounds[rounds.len() / 2], high: rounds[rounds.len() - 1] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0} ({:.0} to {:.0})", self.middle, self.low, self.high)
    }
}
