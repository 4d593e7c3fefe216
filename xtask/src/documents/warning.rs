//! The warning signs stand first, whatever else there is to say.

use std::fs;

use crate::shell::{self, Result, TaskError};

const WORDING: &str = "wording/en";

/// The headings that a leaflet begins with.
pub(super) struct Warning {
    /// Above what the person has now and must act on. Only then it is there, and first of all.
    alert: String,
    /// Above the warning signs.
    signs: String,
}

impl Warning {
    pub(super) fn read() -> Result<Self> {
        let read = |file: &str, key: &str| {
            let path = shell::root().join(WORDING).join(file);
            let text = fs::read_to_string(&path).map_err(|error| TaskError::file(&path, &error))?;
            plain(&text, key)
                .ok_or_else(|| TaskError::new(format!("`{}` has no plain sentence `{key}`", path.display())))
        };
        Ok(Self { alert: read("ui.ftl", "alert-title")?, signs: read("leaflet.ftl", "leaflet-danger")? })
    }

    #[cfg(test)]
    pub(super) fn new(alert: &str, signs: &str) -> Self {
        Self { alert: alert.to_owned(), signs: signs.to_owned() }
    }

    /// What is wrong with headings that stand in this order.
    pub(super) fn fault(&self, headings: &[String]) -> Option<String> {
        let first = headings.iter().find(|heading| **heading != self.alert);
        if first == Some(&self.signs) {
            return None;
        }
        let first = first.map_or("nothing", String::as_str);
        Some(format!("the first heading is `{first}`, not `{}`", self.signs))
    }
}

/// A sentence without variables.
fn plain(wording: &str, key: &str) -> Option<String> {
    let sentence = wording.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))?;
    let is_plain = !sentence.trim().is_empty() && !sentence.contains('{');
    is_plain.then(|| spaced(sentence))
}

/// One space between words, and none around.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_alert_may_come_before_the_warning_signs() {
        let warning = Warning::new("Act now", "Get help");
        let fault = |headings: &[&str]| {
            warning.fault(&headings.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(fault(&["Get help", "What to do"]), None);
        assert_eq!(fault(&["Act now", "Get help", "What to do"]), None);
        assert!(fault(&["What to do", "Get help"]).is_some());
        assert!(fault(&["Act now", "What to do", "Get help"]).is_some());
        assert!(fault(&["Act now"]).is_some());
        assert!(fault(&[]).is_some());
    }

    #[test]
    fn a_sentence_is_found_by_its_whole_key() {
        let wording = "signs-more = No\nsigns  =  Get  help \nwith = { $name }\nnothing =\n";
        assert_eq!(plain(wording, "signs").as_deref(), Some("Get help"));
        assert_eq!(
            [plain(wording, "with"), plain(wording, "nothing"), plain(wording, "no")],
            [None, None, None]
        );
    }
}
