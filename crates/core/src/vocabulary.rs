//! The words that every case, rule, page and feed uses: closed lists of kebab-case ids.
//!
//! Ids are stable; a rename is a breaking change. The plain words that a person reads stand in `wording/`.

use std::fmt;

use crate::set::Set;

/// A closed list of ids that a case or a protocol may use.
pub trait Word: Copy + Eq + Ord + fmt::Debug + Sized + 'static {
    /// The table of the vocabulary that the ids stand in.
    const TABLE: Table;
    /// Every id, in the order of the vocabulary.
    const ALL: &'static [Self];

    /// The kebab-case id, as files and answers write it.
    fn id(self) -> &'static str;

    /// The id after its table, as questions and facts write it: `sign:pus`.
    fn tagged(self) -> &'static str;

    /// The position in [`Word::ALL`].
    fn index(self) -> usize;

    /// The word with this id.
    fn from_id(id: &str) -> Option<Self>;
}

macro_rules! vocabulary {
    ($( $(#[$doc:meta])* $name:ident, $table:literal { $( $(#[$default:meta])* $variant:ident = $id:literal, )+ } )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[expect(missing_docs, reason = "each id has its plain words in wording/en/vocabulary.ftl")]
            pub enum $name { $( $variant, )+ }

            impl Word for $name {
                const TABLE: Table = Table::$name;
                const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

                fn id(self) -> &'static str {
                    match self { $( Self::$variant => $id, )+ }
                }

                fn tagged(self) -> &'static str {
                    match self { $( Self::$variant => concat!($table, ":", $id), )+ }
                }

                fn index(self) -> usize {
                    self as usize
                }

                fn from_id(id: &str) -> Option<Self> {
                    match id { $( $id => Some(Self::$variant), )+ _ => None }
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.id())
                }
            }
        )+

        /// A table of the vocabulary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each table is documented by its enum")]
        pub enum Table { $( $name, )+ }

        impl Table {
            /// Every table of the vocabulary.
            pub const ALL: &'static [Table] = &[ $( Table::$name, )+ ];

            /// The table's name, as in `condition:eczema`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Table::$name => $table, )+ }
            }

            /// Every id of the table.
            #[must_use]
            pub fn ids(self) -> Vec<&'static str> {
                match self { $( Table::$name => $name::ALL.iter().map(|word| word.id()).collect(), )+ }
            }
        }
    };
}

vocabulary! {
    /// A symptom, graded as more than before the treatment.
    Symptom, "symptom" {
        Redness = "redness",
        Swelling = "swelling",
        Warmth = "warmth",
        Tightness = "tightness",
        Pain = "pain",
        Stinging = "stinging",
        Itching = "itching",
        Dryness = "dryness",
        Peeling = "peeling",
        Bleeding = "bleeding",
        Bruising = "bruising",
        Crusting = "crusting",
        Weeping = "weeping",
        Breakout = "breakout",
        Darkening = "darkening",
        Lightening = "lightening",
    }

    /// A sign, answered yes or no.
    Sign, "sign" {
        Pus = "pus",
        SpreadingRedness = "spreading-redness",
        RedStreaks = "red-streaks",
        Blisters = "blisters",
        ClusteredBlisters = "clustered-blisters",
        OpenSore = "open-sore",
        BlackOrWhiteSkin = "black-or-white-skin",
        Lumps = "lumps",
        TrackMarks = "track-marks",
        RaisedScar = "raised-scar",
        Hives = "hives",
        RashBeyond = "rash-beyond",
        MouthSwelling = "mouth-swelling",
        EyelidSwelling = "eyelid-swelling",
        EyeShut = "eye-shut",
        LightHurts = "light-hurts",
        FaceDroop = "face-droop",
        BreathingTrouble = "breathing-trouble",
        Faint = "faint",
        ChestPain = "chest-pain",
        Seizure = "seizure",
        Confusion = "confusion",
        NumbMouthRinging = "numb-mouth-ringing",
        BlueLips = "blue-lips",
        VisionChange = "vision-change",
        EyePain = "eye-pain",
        EyeAreaInfection = "eye-area-infection",
        StiffNeckHeadache = "stiff-neck-headache",
        BleedingWontStop = "bleeding-wont-stop",
        NeedleLeft = "needle-left",
        SharedNeedle = "shared-needle",
        Chills = "chills",
        Feverish = "feverish",
        Vomiting = "vomiting",
        JointPain = "joint-pain",
        Tingling = "tingling",
        TenseBruise = "tense-bruise",
        Hollow = "hollow",
        FeelingVeryIll = "feeling-very-ill",
        Worsening = "worsening",
        Numbness = "numbness",
        SwollenGlands = "swollen-glands",
        SelfHarmThoughts = "self-harm-thoughts",
        DistressOverLooks = "distress-over-looks",
    }

    /// How urgent an answer is, mildest first.
    Level, "level" {
        SelfCare = "self-care",
        ContactClinic = "contact-clinic",
        SameDay = "same-day",
        Emergency = "emergency",
    }

    /// The result of screening, mildest first.
    Verdict, "verdict" {
        Proceed = "proceed",
        Caution = "caution",
        Ask = "ask",
        Defer = "defer",
        Refuse = "refuse",
    }

    /// Something a person asks "may I ... yet?" about.
    Activity, "activity" {
        Touching = "touching",
        Picking = "picking",
        Washing = "washing",
        HotWater = "hot-water",
        Moisturiser = "moisturiser",
        HydratingSerum = "hydrating-serum",
        Sunscreen = "sunscreen",
        SunscreenChemical = "sunscreen-chemical",
        Makeup = "makeup",
        EyeMakeup = "eye-makeup",
        Sun = "sun",
        TanningBed = "tanning-bed",
        Exercise = "exercise",
        LightExercise = "light-exercise",
        Swimming = "swimming",
        Sauna = "sauna",
        Alcohol = "alcohol",
        Smoking = "smoking",
        AntiInflammatory = "anti-inflammatory",
        Paracetamol = "paracetamol",
        Shaving = "shaving",
        HairRemoval = "hair-removal",
        Exfoliation = "exfoliation",
        Retinoids = "retinoids",
        Acids = "acids",
        VitaminC = "vitamin-c",
        BenzoylPeroxide = "benzoyl-peroxide",
        Fragrance = "fragrance",
        SelfTanner = "self-tanner",
        Lighteners = "lighteners",
        Niacinamide = "niacinamide",
        Peptides = "peptides",
        PrescribedCreams = "prescribed-creams",
        Masks = "masks",
        HairDye = "hair-dye",
        Tattooing = "tattooing",
        Facial = "facial",
        Injectables = "injectables",
        Needling = "needling",
    }

    /// Fitzpatrick skin type.
    SkinType, "skin-type" {
        I = "I",
        II = "II",
        III = "III",
        IV = "IV",
        V = "V",
        VI = "VI",
    }

    /// A treated area of the body.
    Area, "area" {
        Face = "face",
        Forehead = "forehead",
        AroundEyes = "around-eyes",
        Cheeks = "cheeks",
        Nose = "nose",
        UpperLip = "upper-lip",
        Chin = "chin",
        Scalp = "scalp",
        Neck = "neck",
        Decolletage = "decolletage",
        Arms = "arms",
        Hands = "hands",
        Back = "back",
        Abdomen = "abdomen",
        Buttocks = "buttocks",
        Thighs = "thighs",
        Legs = "legs",
        Temples = "temples",
        Jaw = "jaw",
        Lips = "lips",
        Eyelids = "eyelids",
    }

    /// What the treatment is for.
    Concern, "concern" {
        AcneScars = "acne-scars",
        Scars = "scars",
        StretchMarks = "stretch-marks",
        FineLines = "fine-lines",
        Sagging = "sagging",
        EnlargedPores = "enlarged-pores",
        Hyperpigmentation = "hyperpigmentation",
        Melasma = "melasma",
        Texture = "texture",
        HairLoss = "hair-loss",
    }

    /// The kind of needling device.
    Device, "device" {
        Pen = "pen",
        Roller = "roller",
        Stamp = "stamp",
        Rf = "rf",
    }

    /// Who treats: a professional, or the person at home.
    Setting, "setting" {
        Clinic = "clinic",
        Home = "home",
    }

    /// A condition that is active now.
    Condition, "condition" {
        ActiveAcne = "active-acne",
        OpenLesion = "open-lesion",
        SkinInfection = "skin-infection",
        ColdSore = "cold-sore",
        Warts = "warts",
        Rosacea = "rosacea",
        Eczema = "eczema",
        Psoriasis = "psoriasis",
        Sunburn = "sunburn",
        SkinCancer = "skin-cancer",
        ActinicKeratosis = "actinic-keratosis",
        BleedingDisorder = "bleeding-disorder",
        Diabetes = "diabetes",
        UncontrolledDiabetes = "uncontrolled-diabetes",
        Immunosuppression = "immunosuppression",
        AutoimmuneConnectiveTissue = "autoimmune-connective-tissue",
        Vitiligo = "vitiligo",
        ChemoOrRadiotherapy = "chemo-or-radiotherapy",
        HeartCondition = "heart-condition",
        ImplantedDevice = "implanted-device",
        MetalImplantInArea = "metal-implant-in-area",
        Epilepsy = "epilepsy",
        FeverOrIllness = "fever-or-illness",
        LichenPlanus = "lichen-planus",
        LiverDisease = "liver-disease",
        MethaemoglobinRisk = "methaemoglobin-risk",
        Pseudocholinesterase = "pseudocholinesterase",
        PoorHealing = "poor-healing",
        Smoker = "smoker",
        TattooInArea = "tattoo-in-area",
        MoleInArea = "mole-in-area",
        YoungScar = "young-scar",
    }

    /// Something in the past that matters.
    History, "history" {
        Keloid = "keloid",
        ColdSores = "cold-sores",
        Pih = "pih",
        ContactAllergy = "contact-allergy",
        GranulomaOrSarcoid = "granuloma-or-sarcoid",
        Fainting = "fainting",
        BodyDysmorphia = "body-dysmorphia",
    }

    /// A class of medicine.
    Medication, "medication" {
        Isotretinoin = "isotretinoin",
        Anticoagulant = "anticoagulant",
        LowDoseAspirin = "low-dose-aspirin",
        Nsaid = "nsaid",
        BloodThinningSupplement = "blood-thinning-supplement",
        TopicalRetinoid = "topical-retinoid",
        OralSteroid = "oral-steroid",
        TopicalSteroid = "topical-steroid",
        Immunosuppressant = "immunosuppressant",
        Chemotherapy = "chemotherapy",
        Photosensitiser = "photosensitiser",
        Antiarrhythmic = "antiarrhythmic",
        MethaemoglobinInducer = "methaemoglobin-inducer",
    }

    /// A known allergy.
    Allergy, "allergy" {
        Lidocaine = "lidocaine",
        Metal = "metal",
        Nickel = "nickel",
        Steel = "steel",
        Sulfonamide = "sulfonamide",
        Paba = "paba",
        Latex = "latex",
        Chlorhexidine = "chlorhexidine",
        HyaluronicAcid = "hyaluronic-acid",
        Adhesive = "adhesive",
    }

    /// A procedure or exposure of the area, with a date.
    Recent, "recent" {
        Filler = "filler",
        BotulinumToxin = "botulinum-toxin",
        ChemicalPeel = "chemical-peel",
        Laser = "laser",
        Needling = "needling",
        HairRemoval = "hair-removal",
        SunExposure = "sun-exposure",
        Surgery = "surgery",
        Vaccine = "vaccine",
        Tattoo = "tattoo",
        ThreadLift = "thread-lift",
        Radiotherapy = "radiotherapy",
    }

    /// The kind of a recent procedure.
    RecentKind, "recent-kind" {
        Superficial = "superficial",
        Medium = "medium",
        Deep = "deep",
        NonAblative = "non-ablative",
        Ablative = "ablative",
    }

    /// The active substance of a numbing cream.
    Anaesthetic, "anaesthetic" {
        Lidocaine = "lidocaine",
        Prilocaine = "prilocaine",
        Tetracaine = "tetracaine",
        Benzocaine = "benzocaine",
        Other = "other",
        Unknown = "unknown",
        None = "none",
    }

    /// What was put on the skin beside the ingredient classes.
    Applied, "applied" {
        DeviceGel = "device-gel",
        OwnBlood = "own-blood",
    }

    /// What a label is read for.
    IngredientClass, "ingredient-class" {
        Retinoid = "retinoid",
        Aha = "aha",
        Bha = "bha",
        Pha = "pha",
        EnzymeExfoliant = "enzyme-exfoliant",
        PhysicalExfoliant = "physical-exfoliant",
        AcidicVitaminC = "acidic-vitamin-c",
        VitaminCDerivative = "vitamin-c-derivative",
        BenzoylPeroxide = "benzoyl-peroxide",
        AzelaicAcid = "azelaic-acid",
        SkinLightener = "skin-lightener",
        Fragrance = "fragrance",
        FragranceAllergen = "fragrance-allergen",
        EssentialOil = "essential-oil",
        DryingAlcohol = "drying-alcohol",
        CoolingIrritant = "cooling-irritant",
        SensitisingPreservative = "sensitising-preservative",
        HarshSurfactant = "harsh-surfactant",
        ChemicalUvFilter = "chemical-uv-filter",
        MineralUvFilter = "mineral-uv-filter",
        SelfTanner = "self-tanner",
        HairRemover = "hair-remover",
        TopicalAnaesthetic = "topical-anaesthetic",
        TopicalAntibiotic = "topical-antibiotic",
        TopicalSteroid = "topical-steroid",
        GrowthFactor = "growth-factor",
        Colourant = "colourant",
        HyaluronicAcid = "hyaluronic-acid",
        Humectant = "humectant",
        Ceramide = "ceramide",
        Soother = "soother",
        Peptide = "peptide",
        Niacinamide = "niacinamide",
        Occlusive = "occlusive",
        PlantOil = "plant-oil",
    }

    /// What an ingredient without a class is in a product for.
    Role, "role" {
        Base = "base",
        Wash = "wash",
        Active = "active",
        Plant = "plant",
        Medicine = "medicine",
    }

    /// How strong a symptom is, as more than before the treatment.
    Grade, "grade" {
        None = "none",
        Mild = "mild",
        Moderate = "moderate",
        Severe = "severe",
    }

    /// How the skin has changed since the day before.
    Trend, "trend" {
        Better = "better",
        Same = "same",
        Worse = "worse",
    }

    /// How the result compares with the time before the first session.
    Improvement, "improvement" {
        MuchBetter = "much-better",
        Better = "better",
        Same = "same",
        Worse = "worse",
    }

    /// Who looked at the skin.
    SeenBy, "seen-by" {
        Clinic = "clinic",
        Doctor = "doctor",
        Hospital = "hospital",
    }
}

/// The tables that know this id. Used to tell somebody who wrote it in the wrong place where it belongs.
#[must_use]
pub fn tables_with(id: &str) -> Vec<Table> {
    Table::ALL.iter().copied().filter(|table| table.ids().contains(&id)).collect()
}

/// The id among `known` that a misspelt `word` was most likely meant to be. Codes in capitals, such as skin types, are
/// too short to guess.
#[must_use]
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if !word.chars().any(char::is_lowercase) {
        return None;
    }
    let part_of =
        |candidate: &&&str| word.len() >= 4 && (candidate.contains(word) || word.starts_with(**candidate));
    let allowed = (word.chars().count() / 3).max(1);
    let near = known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate);
    near.or_else(|| known.iter().find(part_of).copied())
}

/// Edits between two words: a letter more, less or other, or two letters changed over.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    let at = |rows: &[Vec<usize>], row: usize, column: usize| {
        rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(usize::MAX / 2)
    };
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let replaced = at(&rows, i, j) + usize::from(from != to);
            let less = at(&rows, i, j + 1) + 1;
            let more = row.last().copied().unwrap_or(0) + 1;
            let swapped = match (i.checked_sub(1), j.checked_sub(1)) {
                (Some(before), Some(left)) if a.get(before) == Some(to) && b.get(left) == Some(from) => {
                    at(&rows, before, left) + 1
                }
                _ => usize::MAX,
            };
            row.push(replaced.min(less).min(more).min(swapped));
        }
        rows.push(row);
    }
    at(&rows, a.len(), b.len())
}

/// Every word of a vocabulary table as a set.
#[must_use]
pub fn all<W: Word>() -> Set<W> {
    W::ALL.iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back() {
        for table in Table::ALL {
            for id in table.ids() {
                assert!(tables_with(id).contains(table), "{id}");
            }
        }
    }

    #[test]
    fn a_misspelt_id_finds_its_neighbour() {
        assert_eq!(nearest("rednes", &Table::Symptom.ids()), Some("redness"));
        assert_eq!(nearest("qqqqqq", &Table::Symptom.ids()), None);
        assert_eq!(nearest("VII", &Table::SkinType.ids()), None);
        assert_eq!(nearest("sings", &["signs"]), Some("signs"));
        assert_eq!(nearest("depth", &["area", "depth_mm"]), Some("depth_mm"));
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn an_id_of_another_table_is_found_there() {
        assert_eq!(tables_with("cold-sore"), vec![Table::Condition]);
    }

    #[test]
    fn a_set_has_room_for_every_table() {
        for table in Table::ALL {
            assert!(table.ids().len() <= 64, "{}", table.name());
        }
    }
}
