//! Leaflets to be printed: whole files, embedded fonts, two pages at most, tagged for screen readers, the warning signs
//! first.

use std::path::Path;

use serde_json::Value;

use super::make::{Paper, Size};
use super::warning::{Warning, spaced};
use super::{each, named, output, printed};
use crate::shell::{Result, command};

const MOST_PAGES: usize = 2;
/// What a file says of itself: accessible (PDF/UA-1), and to be kept, with tags (PDF/A-2a).
const CLAIMS: &[(&str, &str)] = &[("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")];

#[derive(Default)]
pub(super) struct Looked {
    pub(super) pages: usize,
    pub(super) faults: Vec<String>,
}

pub(super) fn look(papers: &[Paper], warning: &Warning) -> Result<Looked> {
    let mut all = Looked::default();
    for looked in each(papers, |paper| look_at(paper, warning)) {
        let looked = looked?;
        all.pages += looked.pages;
        all.faults.extend(looked.faults);
    }
    Ok(all)
}

fn look_at(paper: &Paper, warning: &Warning) -> Result<Looked> {
    let file = &paper.file;
    let check = output(command("qpdf").arg("--check").arg(file))?;
    // It ends with 3 if there are warnings, and says them.
    if !check.status.success() {
        let said = String::from_utf8_lossy(&check.stderr).into_owned();
        return Ok(Looked { pages: 0, faults: named(file, [format!("qpdf: {}", said.trim())]) });
    }
    let about = printed(command("pdfinfo").args(["-f", "1", "-l", "99"]).arg(file))?;
    let mut faults = fonts(&printed(command("pdffonts").arg(file))?);
    faults.extend(form(&about, paper.size));
    faults.extend(claims(&printed(command("pdfinfo").arg("-meta").arg(file))?));
    let json = ["--json=2", "--json-key=qpdf", "--json-stream-data=none"];
    faults.extend(catalogue(&printed(command("qpdf").args(json).arg(file))?));
    let headings = headings(&printed(command("pdfinfo").arg("-struct").arg(file))?);
    let text = printed(command("pdftotext").arg(file).arg("-"))?;
    faults.extend(order(warning, &headings, &text));
    Ok(Looked { pages: pages(&about), faults: named(file, faults) })
}

/// How many pages a PDF has.
pub(super) fn page_count(file: &Path) -> Result<usize> {
    Ok(pages(&printed(command("pdfinfo").arg(file))?))
}

fn pages(about: &str) -> usize {
    value(about, "Pages").and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// The value after a name and a colon, as `pdfinfo` prints them.
fn value<'t>(about: &'t str, name: &str) -> Option<&'t str> {
    about.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
}

/// Faults in the table of `pdffonts`. The last columns are `emb sub uni` and the two numbers of the object.
fn fonts(table: &str) -> Vec<String> {
    let rows: Vec<&str> = table.lines().skip(2).filter(|row| !row.trim().is_empty()).collect();
    let mut faults = Vec::new();
    if rows.is_empty() {
        faults.push("has no font, so it has no text".to_owned());
    }
    for row in rows {
        let columns: Vec<&str> = row.split_whitespace().rev().collect();
        if columns.get(4) != Some(&"yes") {
            faults.push(format!("a font is not embedded: {row}"));
        }
        if columns.get(2) != Some(&"yes") {
            faults.push(format!("a font does not say what its signs mean: {row}"));
        }
    }
    faults
}

/// Faults in what `pdfinfo` says: pages, tags, and the size of each page.
fn form(about: &str, size: Size) -> Vec<String> {
    let mut faults = Vec::new();
    let count = pages(about);
    if count == 0 || count > MOST_PAGES {
        faults.push(format!("has {count} pages"));
    }
    if value(about, "Tagged") != Some("yes") {
        faults.push("is not tagged".to_owned());
    }
    // For one page as for many: `Page    1 size:  595.276 x 841.89 pts (A4)`.
    let sizes = about.lines().filter(|line| line.starts_with("Page ") && line.contains(" size:"));
    let sizes: Vec<&str> = sizes.filter_map(|line| Some(line.split_once(':')?.1.trim())).collect();
    if sizes.len() != count {
        faults.push(format!("has {} sizes for {count} pages", sizes.len()));
    }
    faults
        .extend(sizes.iter().filter(|said| !is_size(said, size)).map(|said| format!("has a page of {said}")));
    faults
}

/// Whether `595.276 x 841.89 pts (A4)` is that size, upright.
fn is_size(said: &str, size: Size) -> bool {
    let asked = match size {
        Size::A4 => [595.276, 841.890],
        Size::Letter => [612.0, 792.0],
    };
    let sides: Vec<f64> = said.split(' ').filter_map(|word| word.parse().ok()).collect();
    // Half a point is a fifth of a millimetre.
    sides.len() == 2 && sides.iter().zip(asked).all(|(side, asked)| (side - asked).abs() < 0.5)
}

/// Claims that are not in the metadata.
fn claims(metadata: &str) -> Vec<String> {
    let lacks = |(name, value): &&(&str, &str)| {
        let as_element = format!("<{name}>{value}</{name}>");
        let as_attribute = format!("{name}=\"{value}\"");
        !metadata.contains(&as_element) && !metadata.contains(&as_attribute)
    };
    CLAIMS.iter().filter(lacks).map(|(name, value)| format!("does not say {name} {value}")).collect()
}

/// Faults in the catalogue, as `qpdf --json=2` prints it: the language, and the title in the window's bar.
fn catalogue(json: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(json).unwrap_or_default();
    let objects = document.pointer("/qpdf/1").unwrap_or(&Value::Null);
    let root = objects.pointer("/trailer/value/~1Root").and_then(Value::as_str).unwrap_or_default();
    let catalogue = objects.get(format!("obj:{root}")).and_then(|it| it.get("value")).unwrap_or(&Value::Null);
    let mut faults = Vec::new();
    // A text begins with `u:`.
    let language = catalogue.get("/Lang").and_then(Value::as_str).and_then(|it| it.strip_prefix("u:"));
    if !language.is_some_and(|it| it == "en" || it.starts_with("en-")) {
        faults.push(format!("its language is {language:?}"));
    }
    if catalogue.pointer("/~1ViewerPreferences/~1DisplayDocTitle") != Some(&Value::Bool(true)) {
        faults.push("does not show its title".to_owned());
    }
    faults
}

/// The headings in the tree that `pdfinfo -struct` prints: `H2 "Get help" (block)`. With `-struct-text` it would print what
/// stands under each tag as well, and take half a second for a leaflet.
fn headings(tree: &str) -> Vec<String> {
    let tags = tree.lines().map(str::trim).filter(|line| is_heading(line));
    // The title of a heading is its text. One without is no heading for a screen reader's list of them.
    let titles = tags.map(|tag| tag.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')));
    titles.map(|title| title.map_or_else(String::new, |(title, _)| spaced(title))).collect()
}

fn is_heading(tag: &str) -> bool {
    let name = tag.split([' ', ':']).next().unwrap_or_default();
    name.strip_prefix('H').is_some_and(|level| level.parse::<u8>().is_ok())
}

/// Faults in the order of the headings, in the tags and in the text.
fn order(warning: &Warning, headings: &[String], text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(spaced).filter(|line| !line.is_empty()).collect();
    let mut faults: Vec<String> =
        warning.fault(headings).into_iter().map(|fault| format!("in its tags {fault}")).collect();
    let mut placed = Vec::new();
    for heading in headings {
        match place(&lines, heading) {
            Some(place) => placed.push((place, heading.clone())),
            None => faults.push(format!("the heading `{heading}` is not in the text")),
        }
    }
    placed.sort();
    let in_text: Vec<String> = placed.into_iter().map(|(_, heading)| heading).collect();
    faults.extend(warning.fault(&in_text).map(|fault| format!("in its text {fault}")));
    faults
}

/// The line at which a heading begins that has its lines to itself.
fn place(lines: &[String], heading: &str) -> Option<usize> {
    (0..lines.len()).find(|start| {
        let mut text = String::new();
        for line in lines.iter().skip(*start) {
            text = spaced(&format!("{text} {line}"));
            if text.len() >= heading.len() {
                break;
            }
        }
        text == heading
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONTS: &str = "\
name                                 type              encoding         emb sub uni object ID
------------------------------------ ----------------- ---------------- --- --- --- ---------
JZULTZ+LibertinusSerif-Bold-Identity-H CID Type 0C       Identity-H       yes yes yes     32  0
";
    const ABOUT: &str = "\
Title:           Pages: 9
Tagged:          yes
Pages:           2
Page    1 size:  595.276 x 841.89 pts (A4)
Page    1 rot:   0
Page    2 size:  595.276 x 841.89 pts (A4)
";
    const TREE: &str = "\
Document
  P (block)
  H1 \"Get help now\" (block):
     /Placement /Block
  HR
  Table \"H1 of nothing\" (block)
  H2 \"What to \"do\"\" (block)
";

    #[test]
    fn fonts_must_be_there_and_embedded() {
        assert_eq!(fonts(FONTS), [""; 0]);
        assert_eq!(fonts(&FONTS.replace("yes yes yes", "no  no  yes")).len(), 1);
        assert_eq!(fonts(&FONTS.replace("yes yes yes", "yes yes no")).len(), 1);
        let empty: Vec<&str> = FONTS.lines().take(2).collect();
        assert_eq!(fonts(&empty.join("\n")), ["has no font, so it has no text"]);
    }

    #[test]
    fn pages_must_be_few_tagged_and_of_their_size() {
        assert_eq!(form(ABOUT, Size::A4), [""; 0]);
        assert_eq!(form(ABOUT, Size::Letter).len(), 2);
        assert_eq!(
            form(&ABOUT.replace("Tagged:          yes", "Tagged:          no"), Size::A4),
            ["is not tagged"]
        );
        assert_eq!(form(&ABOUT.replace("Pages:           2", "Pages:           3"), Size::A4).len(), 2);
        assert_eq!(form(&ABOUT.replacen("595.276 x 841.89", "841.89 x 595.276", 1), Size::A4).len(), 1);
        assert!(!form("", Size::A4).is_empty());
    }

    #[test]
    fn every_claim_must_be_there_with_its_value() {
        let metadata =
            "<pdfaid:part>2</pdfaid:part><r pdfaid:conformance=\"A\"/><pdfuaid:part>1</pdfuaid:part>";
        assert_eq!(claims(metadata), [""; 0]);
        assert_eq!(claims(&metadata.replace("\"A\"", "\"B\"")), ["does not say pdfaid:conformance A"]);
        assert_eq!(
            claims(&metadata.replace("<pdfaid:part>2", "<pdfaid:part>1")),
            ["does not say pdfaid:part 2"]
        );
        assert_eq!(claims("").len(), CLAIMS.len());
    }

    #[test]
    fn the_catalogue_must_have_language_and_title() {
        let json = r#"{"qpdf": [{}, {
            "obj:9 0 R": {"value": {"/Lang": "u:en", "/ViewerPreferences": {"/DisplayDocTitle": true}}},
            "trailer": {"value": {"/Root": "9 0 R"}}
        }]}"#;
        assert_eq!(catalogue(json), [""; 0]);
        assert_eq!(catalogue(&json.replace("u:en", "u:de")), ["its language is Some(\"de\")"]);
        assert_eq!(catalogue(&json.replace("true", "false")), ["does not show its title"]);
        assert_eq!(catalogue("").len(), 2);
    }

    #[test]
    fn headings_come_from_the_tags() {
        assert_eq!(headings(TREE), ["Get help now", "What to \"do\""]);
        assert_eq!(headings("H1 (block)"), [""]);
    }

    #[test]
    fn the_warning_signs_come_first() {
        let text = "Get help now if you must\nYour plan\nGet\nhelp  now\nFever\n\u{c}What to \"do\"\n";
        let faults = |signs, text: &str| order(&Warning::new("Act now", signs), &headings(TREE), text);
        assert_eq!(faults("Get help now", text), [""; 0]);
        assert_eq!(faults("What to \"do\"", text).len(), 2);
        assert_eq!(faults("Get help now", "What to \"do\"\nYour plan\nGet help now\n").len(), 1);
        assert_eq!(
            faults("Get help now", "Get help now\n"),
            ["the heading `What to \"do\"` is not in the text"]
        );
        assert_eq!(order(&Warning::new("Act now", "Get help now"), &[], "").len(), 2);
        assert_eq!(order(&Warning::new("Act now", "Get help now"), &headings("H1 (block)"), text).len(), 3);
    }
}
