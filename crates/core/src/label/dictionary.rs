//! The names of ingredients, and which class or role each has.
//!
//! The files stand in the folder `names/` of a protocol (`docs/protocol.md`). They are read by whoever reads a label, not
//! with the rules: most commands need no name.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::close;
use super::grammar::without_numbers;
use super::key::{fold, key, unmerged};
use crate::document::{self, Document, Path, Problem, Problems, Text};
use crate::protocol::file::names::{Kind, NAMES_FOLDER, NamesFile, Spelled};
use crate::protocol::{BUILTIN, ClinicFile};
use crate::set::Set;
use crate::vocabulary::{IngredientClass, Role, Word};

/// So many words at most are one name.
const MOST_WORDS: usize = 9;

/// An ingredient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The EU INCI name.
    pub inci: String,
    /// Its classes. One of the two is never empty.
    pub classes: Set<IngredientClass>,
    /// Its role, where it has no class.
    pub role: Option<Role>,
}

/// A spelling of a name, as a camera or a tired hand may write it.
#[derive(Debug)]
struct Spelling {
    key: Box<str>,
    fold: Box<[u8]>,
    /// Its digits: an edit never changes a number.
    digits: Box<str>,
    name: u32,
}

/// Every name, ready to be looked up.
#[derive(Debug, Default)]
pub struct Dictionary {
    names: Vec<Name>,
    by_key: HashMap<Box<str>, u32>,
    /// In the order of their length, then of their letters.
    spellings: Vec<Spelling>,
    signatures: Vec<u64>,
    /// Where the spellings of each length begin; one more at the end.
    starts: Vec<usize>,
    /// Plants, as genus and species.
    species: HashSet<Box<str>>,
    /// Names without a class whose spelling has a number, by their form.
    families: HashMap<Box<str>, Option<u32>>,
}

impl Dictionary {
    /// The names that are built into the program.
    ///
    /// # Errors
    ///
    /// None for a program that passed its tests.
    ///
    /// ```
    /// use afterglow_core::label::Dictionary;
    ///
    /// let dictionary = Dictionary::builtin().unwrap();
    /// assert_eq!(dictionary.exact("perfume").unwrap().inci, "Parfum");
    /// ```
    pub fn builtin() -> Result<Self, Vec<Problem>> {
        let documents = BUILTIN.iter().map(|(name, text)| Document::new(name, text, document::Format::Toml));
        Self::load(&documents.collect::<Vec<_>>(), None)
    }

    /// Reads the names among the files of a protocol folder, and those that a clinic adds in its overlay.
    ///
    /// # Errors
    ///
    /// Every problem of every file: a section that is no class or role, a spelling of two names, a name with a class and a
    /// role.
    pub fn load(documents: &[Document<'_>], clinic: Option<&Document<'_>>) -> Result<Self, Vec<Problem>> {
        let mut found = Found::default();
        let mut problems = Vec::new();
        for document in documents.iter().filter(|document| document.name().starts_with(NAMES_FOLDER)) {
            let mut here = Problems::default();
            if let Some(file) = document::read::<NamesFile>(document, &mut here) {
                found.file(file, &Path::ROOT, &mut here);
            }
            problems.extend(here.located(document));
        }
        if let Some(document) = clinic {
            let mut here = Problems::default();
            let names = document::read::<ClinicFile>(document, &mut here).and_then(|file| file.names);
            if let Some(names) = names {
                found.file(names, &Path::ROOT.key("names"), &mut here);
            }
            problems.extend(here.located(document));
        }
        if problems.is_empty() { Ok(Self::new(found)) } else { Err(problems) }
    }

    fn new(found: Found) -> Self {
        let mut dictionary = Self { names: found.names, by_key: found.by_key, ..Self::default() };
        // In their order, so that every run finds the same among equals.
        let mut keys: Vec<(Box<str>, u32)> =
            dictionary.by_key.iter().map(|(key, name)| (key.clone(), *name)).collect();
        keys.sort_unstable();
        for (key, name) in keys {
            dictionary.add(key, name);
        }
        dictionary.spellings.sort_by(|one, other| in_order(&one.fold, &other.fold));
        let spellings = &dictionary.spellings;
        let longest = spellings.last().map_or(0, |last| last.fold.len());
        dictionary.starts =
            (0..=longest + 1).map(|length| spellings.partition_point(|it| it.fold.len() < length)).collect();
        dictionary.signatures = spellings.iter().map(|spelling| close::signature(&spelling.fold)).collect();
        let plants = dictionary.names.iter().filter(|name| name.is_botanical());
        dictionary.species = plants.filter_map(|name| Some(species(&name.inci)?.into())).collect();
        dictionary
    }

    /// Adds a spelling to what close spellings and families are looked up in.
    fn add(&mut self, key: Box<str>, name: u32) {
        let (fold, unmerged) = (fold(&key), unmerged(&key));
        let digits = digits(&key);
        if !digits.is_empty() {
            // Where a member has a class, another number tells nothing: the family is not one.
            let has_class = self.name(name).is_some_and(|name| !name.classes.is_empty());
            let known = self.families.entry(without_numbers(&key).into()).or_insert(Some(name));
            if has_class {
                *known = None;
            }
        }
        // `rn` may not be all that is wrong with a name: letters that were taken for one are counted as two as well.
        if unmerged != fold {
            let (key, digits) = (key.clone(), digits.as_str().into());
            self.spellings.push(Spelling { key, fold: unmerged.into_bytes().into(), digits, name });
        }
        self.spellings.push(Spelling { key, fold: fold.into_bytes().into(), digits: digits.into(), name });
    }

    /// Every name, in the order of the files.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// How many spellings are known.
    #[must_use]
    pub fn spellings(&self) -> usize {
        self.by_key.len()
    }

    /// Every spelling as it is compared, letters and digits alone, with the name that it is of; in no order.
    pub fn spelled(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.by_key.iter().filter_map(|(key, name)| Some((key.as_ref(), self.name(*name)?)))
    }

    /// The name with this spelling, whatever its case, accents, spaces and marks.
    #[must_use]
    pub fn exact(&self, text: &str) -> Option<&Name> {
        self.by_key(&key(text))
    }

    pub(super) fn by_key(&self, key: &str) -> Option<&Name> {
        self.name(*self.by_key.get(key)?)
    }

    /// The longest name that begins with the word at `at`, with the number of its words.
    pub(super) fn longest(&self, words: &[&str], at: usize) -> Option<(usize, &Name)> {
        let words = words.get(at..)?;
        let most = MOST_WORDS.min(words.len());
        (1..=most).rev().find_map(|count| Some((count, self.by_key(&key(&words.get(..count)?.concat()))?)))
    }

    fn name(&self, number: u32) -> Option<&Name> {
        self.names.get(usize::try_from(number).ok()?)
    }

    /// A name without a class that differs from this form in its numbers alone.
    pub(super) fn member_of(&self, form: &str) -> Option<&Name> {
        self.name((*self.families.get(form)?)?)
    }

    /// Whether a plant of this genus and species is known.
    pub(super) fn knows_species(&self, genus: &str, species: &str) -> bool {
        self.species.contains([genus, species].concat().as_str())
    }

    /// The names that are meant by a close spelling: those that a camera would confuse with it, and those that are nearest
    /// to it by one or two letters. Several, where it cannot be told which; what a camera makes of a name stands first.
    pub(super) fn close(&self, key: &str) -> Vec<&Name> {
        let (fold, unmerged) = (fold(key), unmerged(key));
        let mut found = self.confused(&fold);
        let sure = found.len();
        // What a camera confuses counts as one edit: at that distance another name may be meant as well.
        let mut best = if sure > 0 { 1 } else { usize::MAX };
        let digits = digits(key);
        let forms = [Some(fold.as_str()), (unmerged != fold).then_some(unmerged.as_str())];
        for form in forms.into_iter().flatten() {
            for (spelling, allowed) in self.within_reach(&digits, form, best) {
                let (one, other) =
                    if sure > 0 { (key, spelling.key.as_bytes()) } else { (form, &*spelling.fold) };
                let Some(edits) = close::distance(one.as_bytes(), other, best.min(allowed)) else { continue };
                if edits < best && sure == 0 {
                    found.clear();
                    best = edits;
                }
                if !found.contains(&spelling.name) {
                    found.push(spelling.name);
                }
            }
        }
        if let Some(near) = found.get_mut(sure..) {
            near.sort_unstable();
        }
        found.into_iter().filter_map(|name| self.name(name)).collect()
    }

    /// The names that a camera would confuse with this, in the order of the files.
    fn confused(&self, fold: &str) -> Vec<u32> {
        let fold = fold.as_bytes();
        let from = self.spellings.partition_point(|spelling| in_order(&spelling.fold, fold).is_lt());
        let same = self.spellings.iter().skip(from).take_while(|spelling| *spelling.fold == *fold);
        let mut names: Vec<u32> = same.map(|spelling| spelling.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The spellings that may be at most so many edits away, by their length, their digits and their letters; and how many
    /// edits these two may have.
    fn within_reach(
        &self,
        digits: &str,
        form: &str,
        most: usize,
    ) -> impl Iterator<Item = (&Spelling, usize)> {
        let start = |length: usize| self.starts.get(length).copied().unwrap_or(self.spellings.len());
        let signature = close::signature(form.as_bytes());
        let length = form.len();
        let lengths = length.saturating_sub(2)..=length + 2;
        let spans = lengths.filter_map(move |other| {
            let edits = close::allowed(length, other).min(most);
            (edits > 0 && length.abs_diff(other) <= edits).then_some((start(other)..start(other + 1), edits))
        });
        spans.flat_map(move |(span, edits)| {
            let spellings = self.spellings.get(span.clone()).unwrap_or_default();
            let signatures = self.signatures.get(span).unwrap_or_default();
            let near = spellings.iter().zip(signatures);
            let near = near.filter(move |(_, other)| close::may_be_near(signature, **other, edits));
            // An edit never changes a number.
            let near =
                near.filter(move |(spelling, _)| spelling.digits.is_empty() || *spelling.digits == *digits);
            near.map(move |(spelling, _)| (spelling, edits))
        })
    }
}

/// Shorter ones first.
fn in_order(one: &[u8], other: &[u8]) -> std::cmp::Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

impl Name {
    /// Whether it is named after a plant.
    fn is_botanical(&self) -> bool {
        let oils = [IngredientClass::PlantOil, IngredientClass::EssentialOil];
        self.role == Some(Role::Plant) || oils.iter().any(|class| self.classes.contains(*class))
    }
}

fn digits(key: &str) -> String {
    key.chars().filter(char::is_ascii_digit).collect()
}

/// Genus and species of a plant, as they are compared.
fn species(inci: &str) -> Option<String> {
    let mut words = inci.split(' ');
    Some(key(words.next()?) + &key(words.next()?))
}

/// What was read so far.
#[derive(Default)]
struct Found {
    names: Vec<Name>,
    by_inci: BTreeMap<String, u32>,
    by_key: HashMap<Box<str>, u32>,
}

impl Found {
    fn file(&mut self, file: NamesFile, root: &Path<'_>, problems: &mut Problems) {
        for (kind, names) in file.0 {
            let kind = match kind {
                Text(Ok(kind)) => kind,
                Text(Err(unknown)) => {
                    let path = root.key(&unknown);
                    problems.push(
                        &path,
                        "not a class or role of ingredients",
                        "see docs/protocol.md".to_owned(),
                    );
                    continue;
                }
            };
            let section = match kind {
                Kind::Class(class) => class.id(),
                Kind::Role(role) => role.id(),
            };
            let section = root.key(section);
            for (inci, others) in names.0 {
                let Text(Ok(Spelled(inci))) = inci else { continue };
                self.name(kind, inci, &others, &section, problems);
            }
        }
    }

    fn name(
        &mut self,
        kind: Kind,
        inci: String,
        others: &[String],
        section: &Path<'_>,
        problems: &mut Problems,
    ) {
        let path = section.key(&inci);
        let number = *self.by_inci.entry(inci.clone()).or_insert_with(|| {
            self.names.push(Name { inci: inci.clone(), classes: Set::EMPTY, role: None });
            u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(name) = self.names.get_mut(usize::try_from(number).unwrap_or(usize::MAX)) {
            match kind {
                Kind::Class(class) => name.classes.insert(class),
                Kind::Role(role) => name.role = Some(role),
            }
            if name.role.is_some() && !name.classes.is_empty() {
                problems.push(&path, "a name with a class and a role", "keep the class".to_owned());
            }
        }
        for (spelled, path) in std::iter::once((inci.as_str(), path))
            .chain(others.iter().enumerate().map(|(index, other)| (other.as_str(), path.index(index))))
        {
            let key = key(spelled);
            if key.is_empty() {
                problems.push(&path, "a name without a letter", "write it as it stands on packs".to_owned());
            } else if *self.by_key.entry(key.into()).or_insert(number) != number {
                let message = format!("`{spelled}` is a spelling of another name, too");
                problems.push(&path, message, "keep it where it surely belongs".to_owned());
            }
        }
    }
}
