//! Names that are built as INCI builds them, from parts that are known, though the whole stands in no list: another number
//! of a known family, another part of a known plant, an ester of two known halves, a plain salt.

use super::Dictionary;
use super::key::key;
use crate::set::Set;
use crate::vocabulary::{IngredientClass, Role};

/// What a well-formed name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Formed {
    pub(super) classes: Set<IngredientClass>,
    pub(super) role: Option<Role>,
}

impl Formed {
    fn role(role: Role) -> Self {
        Self { classes: Set::EMPTY, role: Some(role) }
    }

    fn class(class: IngredientClass) -> Self {
        Self { classes: [class].into_iter().collect(), role: None }
    }
}

/// What a name is, if it is well formed and every part of it is known.
pub(super) fn formed(dictionary: &Dictionary, text: &str) -> Option<Formed> {
    let words: Vec<String> = text.split([' ', '-']).map(key).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    colour(&words)
        .or_else(|| family(dictionary, text))
        .or_else(|| botanical(dictionary, &words))
        .or_else(|| ester(&words))
        .or_else(|| salt(&words))
}

/// `CI` and five digits.
fn colour(words: &[&str]) -> Option<Formed> {
    let number: String = match words {
        [only] => only.strip_prefix("ci")?.to_owned(),
        ["ci", number] => (*number).to_owned(),
        _ => return None,
    };
    let is_number = number.len() == 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && ("10000"..="77999").contains(&number.as_str()))
        .then(|| Formed::class(IngredientClass::Colourant))
}

/// Families that are numbered by their length: with another number it is another member.
const NUMBERED: &[&str] = &[
    "peg",
    "ppg",
    "polyglyceryl",
    "polyquaternium",
    "polysorbate",
    "poloxamer",
    "poloxamine",
    "laureth",
    "ceteareth",
    "ceteth",
    "steareth",
    "oleth",
    "beheneth",
    "trideceth",
    "isoceteth",
    "isosteareth",
    "deceth",
    "undeceth",
    "myreth",
    "pareth",
    "nonoxynol",
    "octoxynol",
    "talloweth",
    "glycereth",
    "sorbeth",
    "choleth",
    "laneth",
    "polysilicone",
    "nylon",
    "silicone",
    "polyimide",
    "polyurethane",
    "polyester",
    "polyacrylate",
    "polyamide",
    "bisphenylpropyl",
];

/// No member of a family has a longer number.
const MOST_DIGITS: usize = 2;

/// Another number of a family, where a member of the same form is known and has no class.
fn family(dictionary: &Dictionary, text: &str) -> Option<Formed> {
    let key = key(text);
    if !key.bytes().any(|byte| byte.is_ascii_digit()) || !NUMBERED.iter().any(|family| key.contains(family)) {
        return None;
    }
    let digits = |byte: &u8| byte.is_ascii_digit();
    let numbers = key.as_bytes().split(|byte| !digits(byte)).filter(|number| !number.is_empty());
    if numbers.into_iter().any(|number| number.len() > MOST_DIGITS) {
        return None;
    }
    let known = dictionary.member_of(&without_numbers(&key))?;
    Some(Formed { classes: known.classes, role: known.role })
}

/// A key with every number made one.
pub(super) fn without_numbers(key: &str) -> String {
    let mut form = String::with_capacity(key.len());
    for letter in key.chars() {
        if !letter.is_ascii_digit() {
            form.push(letter);
        } else if !form.ends_with('#') {
            form.push('#');
        }
    }
    form
}

/// Parts of a plant, as they stand before what was made of them.
const PARTS: &[&str] = &[
    "leaf", "leaves", "flower", "fruit", "root", "seed", "bark", "stem", "peel", "rhizome", "bulb", "bud",
    "sprout", "germ", "kernel", "shell", "husk", "hull", "wood", "bran", "berry", "tuber", "petal", "herb",
    "plant", "whole", "aerial", "callus", "needle", "cone", "shoot", "sap", "nut", "pulp", "skin", "stamen",
    "pollen", "resin", "gum", "tops", "branch", "twig", "thallus", "and", "bean", "rind", "cob", "meristem",
];

/// A part of a plant that is known: an extract, a powder, a fixed or a distilled oil.
fn botanical(dictionary: &Dictionary, words: &[&str]) -> Option<Formed> {
    let (last, rest) = words.split_last()?;
    let (genus, rest) = rest.split_first()?;
    let (species, rest) = rest.split_first()?;
    if rest.len() > 4 || !dictionary.knows_species(genus, species) {
        return None;
    }
    let part = rest.iter().rev().find(|word| PARTS.contains(word) && **word != "and").copied();
    let is = |words: &[&str]| part.is_some_and(|part| words.contains(&part));
    if is(&["callus", "meristem"]) {
        return Some(Formed::class(IngredientClass::GrowthFactor));
    }
    match *last {
        "extract" | "juice" | "water" | "filtrate" | "ferment" | "lysate" | "protein" => {
            Some(Formed::role(Role::Plant))
        }
        // A powder of something hard scrubs.
        "powder" if is(&["seed", "shell", "kernel", "nut", "husk", "hull"]) => {
            Some(Formed::class(IngredientClass::PhysicalExfoliant))
        }
        "powder" => Some(Formed::role(Role::Plant)),
        "butter" => Some(Formed::class(IngredientClass::PlantOil)),
        "oil" if is(&["seed", "kernel", "germ", "nut", "bran", "bean"]) => {
            Some(Formed::class(IngredientClass::PlantOil))
        }
        "oil" if part.is_some() => Some(Formed::class(IngredientClass::EssentialOil)),
        _ => None,
    }
}

/// The alcohol half of an ester that has no effect of its own.
const ALCOHOLS: &[&str] = &[
    "methyl",
    "ethyl",
    "propyl",
    "isopropyl",
    "butyl",
    "isobutyl",
    "hexyl",
    "octyl",
    "decyl",
    "isodecyl",
    "lauryl",
    "tridecyl",
    "isotridecyl",
    "myristyl",
    "cetyl",
    "isocetyl",
    "cetearyl",
    "stearyl",
    "isostearyl",
    "oleyl",
    "behenyl",
    "arachidyl",
    "ethylhexyl",
    "octyldodecyl",
    "hexyldecyl",
    "decyltetradecyl",
    "isononyl",
    "caprylyl",
    "coco",
    "glyceryl",
    "sorbitan",
    "sucrose",
    "pentaerythrityl",
    "neopentyl",
    "propyleneglycol",
    "dipentaerythrityl",
    "trimethylolpropane",
    "polyglyceryl",
    "dimer",
    "batyl",
    "erucyl",
    "phytosteryl",
];

/// The acid half.
const ACIDS: &[&str] = &[
    "caprylate",
    "caprate",
    "laurate",
    "myristate",
    "palmitate",
    "stearate",
    "isostearate",
    "oleate",
    "behenate",
    "arachidate",
    "cocoate",
    "olivate",
    "linoleate",
    "ricinoleate",
    "hydroxystearate",
    "ethylhexanoate",
    "isononanoate",
    "neopentanoate",
    "adipate",
    "sebacate",
    "heptanoate",
    "pelargonate",
    "erucate",
    "montanate",
    "undecylenate",
    "caproate",
    "dilinoleate",
    "palmate",
    "sunflowerseedate",
];

const COUNTS: &[&str] = &["mono", "di", "tri", "tetra", "penta", "hexa", "deca", "poly", "sesqui"];

/// An ester of a plain alcohol and a plain fatty acid.
fn ester(words: &[&str]) -> Option<Formed> {
    let (acid, alcohol) = words.split_last()?;
    let counted = COUNTS.iter().find_map(|count| acid.strip_prefix(count));
    let is_acid = ACIDS.contains(acid) || counted.is_some_and(|acid| ACIDS.contains(&acid));
    let alcohol = alcohol.concat();
    let bare = alcohol.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let counted = COUNTS.iter().find_map(|count| bare.strip_prefix(count));
    let is_alcohol = ALCOHOLS.contains(&bare) || counted.is_some_and(|bare| ALCOHOLS.contains(&bare));
    (is_acid && is_alcohol).then(|| Formed::role(Role::Base))
}

const METALS: &[&str] = &[
    "sodium",
    "potassium",
    "calcium",
    "magnesium",
    "disodium",
    "dipotassium",
    "trisodium",
    "tetrasodium",
    "ammonium",
];
const SALTS: &[&str] = &[
    "chloride",
    "sulfate",
    "phosphate",
    "carbonate",
    "bicarbonate",
    "citrate",
    "gluconate",
    "benzoate",
    "sorbate",
    "acetate",
    "succinate",
    "fumarate",
    "edta",
    "acrylate",
    "polyacrylate",
    "silicate",
    "aspartate",
    "glutamate",
    "phytate",
    "propionate",
];

/// A plain salt.
fn salt(words: &[&str]) -> Option<Formed> {
    match words {
        [metal, salt] if METALS.contains(metal) && SALTS.contains(salt) => Some(Formed::role(Role::Base)),
        _ => None,
    }
}
