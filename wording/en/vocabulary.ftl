# The plain words for every id of the vocabulary: `<table>-<id>`. Names, not sentences: they start with a capital and end without a full stop.

## Symptoms

symptom-redness = Redness
symptom-swelling = Swelling
symptom-warmth = Warm skin
symptom-tightness = Tight skin
symptom-pain = Pain or soreness
symptom-stinging = Stinging or sensitive skin
symptom-itching = Itching
symptom-dryness = Dry skin
symptom-peeling = Peeling or flaking
symptom-bleeding = Bleeding
symptom-bruising = Bruising
symptom-crusting = Scabs or crusts
symptom-weeping = Clear or straw-coloured fluid
symptom-breakout = Spots or pimples
symptom-darkening = Darker patches than before
symptom-lightening = Lighter patches than before

## Signs, asked as yes or no

sign-pus = Yellow or green pus, or a bad smell
sign-spreading-redness = Redness or darker skin that spreads past the treated skin
sign-red-streaks = Red or dark streaks running from the skin
sign-blisters = Blisters
sign-clustered-blisters = Small painful blisters in a group
sign-open-sore = An open sore or ulcer
sign-black-or-white-skin = Skin turned black, grey or very white and cold
sign-lumps = Firm lumps or bumps that stay
sign-track-marks = Lines or grid marks like the needle pattern
sign-raised-scar = A raised, growing scar
sign-hives = Hives or welts, also elsewhere
sign-rash-beyond = An itchy rash past the treated skin
sign-mouth-swelling = Swollen lips, tongue or throat
sign-eyelid-swelling = Puffy eyelids
sign-eye-shut = An eye swelling shut
sign-light-hurts = Light hurts the eye
sign-face-droop = One side of the face droops
sign-breathing-trouble = Trouble breathing, wheezing, or a tight throat
sign-faint = Fainted, or about to
sign-chest-pain = Chest pain, or a racing or uneven heartbeat
sign-seizure = A fit (seizure)
sign-confusion = Confused or very drowsy
sign-numb-mouth-ringing = Numb mouth, metal taste, or ringing ears
sign-blue-lips = Blue or grey lips or fingertips
sign-vision-change = Blurred sight or loss of sight
sign-eye-pain = Pain in the eye, or something in it
sign-eye-area-infection = Red or dark, hot, swollen skin round the eye
sign-stiff-neck-headache = Bad headache with a stiff neck
sign-bleeding-wont-stop = Bleeding that does not stop after 10 minutes of pressing
sign-needle-left = A needle or piece of metal left in the skin
sign-shared-needle = The needle or cartridge was used on someone else
sign-chills = Shivering or chills
sign-feverish = Feels hot or feverish, not measured
sign-vomiting = Vomiting
sign-joint-pain = Sore joints
sign-tingling = Tingling or burning in one spot, as before a cold sore
sign-tense-bruise = A bruise that grows, tight and very sore
sign-hollow = A new dent or hollow
sign-feeling-very-ill = Feeling very ill
sign-worsening = Getting worse, not better, since yesterday
sign-numbness = Numb skin that stays
sign-swollen-glands = Swollen, sore lumps in the neck or jaw
sign-self-harm-thoughts = Thoughts of self-harm
sign-distress-over-looks = Great distress about how the skin looks

## Triage levels, mildest first

level-self-care = Care for it at home, and watch
level-contact-clinic = Contact your clinic in the next day or two
level-same-day = Speak to a doctor or your clinic now, today
level-emergency = Get emergency help now

## Screening verdicts, mildest first

verdict-proceed = Nothing found against it
verdict-caution = Can be treated, with extra care
verdict-ask = A doctor must agree first
verdict-defer = Wait until it has passed
verdict-refuse = Must not be treated

## Activities: "May I ... yet?"

activity-touching = Touch or rub the skin
activity-picking = Scratch, pick or peel the skin
activity-washing = Wash the skin
activity-hot-water = Hot showers or baths on the skin
activity-moisturiser = Use a plain moisturiser
activity-hydrating-serum = Use a hyaluronic acid serum
activity-sunscreen = Use mineral sunscreen
activity-sunscreen-chemical = Use chemical sunscreen
activity-makeup = Wear make-up
activity-eye-makeup = Wear eye make-up
activity-sun = Be in direct sun
activity-tanning-bed = Use a tanning bed
activity-exercise = Do hard exercise
activity-light-exercise = Do light exercise, walk
activity-swimming = Swim
activity-sauna = Sauna, steam room or hot tub
activity-alcohol = Drink alcohol
activity-smoking = Smoke
activity-anti-inflammatory = Take ibuprofen or other anti-inflammatory medicine
activity-paracetamol = Take paracetamol (acetaminophen)
activity-shaving = Shave the area
activity-hair-removal = Wax, thread or use hair-removal cream
activity-exfoliation = Scrub or exfoliate
activity-retinoids = Use retinol or other retinoids
activity-acids = Use acids (AHA, BHA)
activity-vitamin-c = Use vitamin C serum
activity-benzoyl-peroxide = Use benzoyl peroxide
activity-fragrance = Use scented products or essential oils
activity-self-tanner = Use fake tan
activity-lighteners = Use skin lighteners
activity-niacinamide = Use niacinamide
activity-peptides = Use a peptide serum
activity-prescribed-creams = Use prescribed creams on the area
activity-masks = Use sheet masks or LED masks
activity-hair-dye = Dye hair
activity-tattooing = Have a tattoo or permanent make-up
activity-facial = Have a facial, peel or laser
activity-injectables = Have filler or botulinum toxin
activity-needling = Have the next session

## Skin types (Fitzpatrick)

skin-type-I = Always burns, never tans
skin-type-II = Burns easily, tans little
skin-type-III = Sometimes burns, tans slowly
skin-type-IV = Rarely burns, tans easily
skin-type-V = Very rarely burns, brown skin
skin-type-VI = Never burns, deeply pigmented skin

## Areas

area-face = Face
area-forehead = Forehead
area-around-eyes = Around the eyes
area-cheeks = Cheeks
area-nose = Nose
area-upper-lip = Upper lip
area-chin = Chin
area-scalp = Scalp
area-neck = Neck
area-decolletage = Chest (decolletage)
area-arms = Arms
area-hands = Hands
area-back = Back
area-abdomen = Abdomen
area-buttocks = Buttocks
area-thighs = Thighs
area-legs = Legs
area-temples = Temples
area-jaw = Jaw
area-lips = Lips
area-eyelids = Eyelids, inside the bony rim

## Concerns

concern-acne-scars = Acne scars
concern-scars = Other scars
concern-stretch-marks = Stretch marks
concern-fine-lines = Fine lines and wrinkles
concern-sagging = Sagging skin
concern-enlarged-pores = Enlarged pores
concern-hyperpigmentation = Dark patches and uneven tone
concern-melasma = Melasma
concern-texture = Rough texture or dullness
concern-hair-loss = Thinning hair

## Devices

device-pen = Motorised pen with disposable cartridge
device-roller = Hand roller
device-stamp = Stamp
device-rf = Radio-frequency microneedling

## Who treats

setting-clinic = By a professional
setting-home = By yourself at home

## Conditions, there now

condition-active-acne = Active acne in the area
condition-open-lesion = Open wound or sore in the area
condition-skin-infection = Skin infection in the area
condition-cold-sore = Active cold sore
condition-warts = Warts in the area
condition-rosacea = Rosacea
condition-eczema = Eczema
condition-psoriasis = Psoriasis
condition-sunburn = Sunburn or fresh tan
condition-skin-cancer = Skin cancer or a suspicious mole in the area
condition-actinic-keratosis = Sun-damaged scaly patches in the area
condition-bleeding-disorder = Bleeding disorder
condition-diabetes = Diabetes
condition-uncontrolled-diabetes = Diabetes that is not well controlled
condition-immunosuppression = Weak immune system
condition-autoimmune-connective-tissue = Scleroderma, lupus or another connective-tissue disease
condition-vitiligo = Vitiligo
condition-chemo-or-radiotherapy = Chemotherapy or radiotherapy now or in the last months
condition-heart-condition = Heart condition
condition-implanted-device = Pacemaker or implanted device
condition-metal-implant-in-area = Metal implant in the area
condition-epilepsy = Epilepsy
condition-fever-or-illness = Fever or feeling ill today
condition-lichen-planus = Lichen planus
condition-liver-disease = Liver disease
condition-methaemoglobin-risk = Methaemoglobinaemia or G6PD deficiency
condition-pseudocholinesterase = Pseudocholinesterase deficiency
condition-poor-healing = Wounds that heal badly
condition-smoker = Smoker
condition-tattoo-in-area = Tattoo or permanent make-up in the area
condition-mole-in-area = Raised mole in the area
condition-young-scar = Scar or stretch mark younger than a year in the area

## History

history-keloid = Keloid or thick raised scars
history-cold-sores = Cold sores in the past
history-pih = Dark marks after past skin injury
history-contact-allergy = Allergic skin reactions to products
history-granuloma-or-sarcoid = Granulomas or sarcoidosis
history-fainting = Fainting at medical procedures
history-body-dysmorphia = Body dysmorphic disorder

## Medicines

medication-isotretinoin = Isotretinoin
medication-anticoagulant = Prescribed blood thinner
medication-low-dose-aspirin = Low-dose aspirin as prescribed
medication-nsaid = Ibuprofen or other anti-inflammatory
medication-blood-thinning-supplement = Fish oil, vitamin E, ginkgo, garlic pills
medication-topical-retinoid = Retinoid cream
medication-oral-steroid = Steroid tablets
medication-topical-steroid = Steroid cream in the area
medication-immunosuppressant = Medicine that weakens the immune system
medication-chemotherapy = Chemotherapy
medication-photosensitiser = Medicine that makes skin sensitive to light (doxycycline, ...)
medication-antiarrhythmic = Heart-rhythm medicine of class I or III
medication-methaemoglobin-inducer = Sulfa drugs, dapsone, nitrates

## Allergies

allergy-lidocaine = Local anaesthetic (lidocaine, tetracaine, ...)
allergy-metal = Metal, not known which
allergy-nickel = Nickel
allergy-steel = Stainless steel
allergy-sulfonamide = Sulfonamides
allergy-paba = PABA
allergy-latex = Latex
allergy-chlorhexidine = Chlorhexidine
allergy-hyaluronic-acid = Hyaluronic acid
allergy-adhesive = Adhesives

## Done to the area lately

recent-filler = Filler
recent-botulinum-toxin = Botulinum toxin
recent-chemical-peel = Chemical peel
recent-laser = Laser or light treatment
recent-needling = Microneedling
recent-hair-removal = Waxing or other hair removal
recent-sun-exposure = Strong sun or tanning bed
recent-surgery = Surgery
recent-vaccine = Vaccine
recent-tattoo = Tattoo or permanent make-up
recent-thread-lift = Thread lift
recent-radiotherapy = Radiotherapy

## Kind of what was done

recent-kind-superficial = Light
recent-kind-medium = Medium
recent-kind-deep = Deep
recent-kind-non-ablative = Non-ablative
recent-kind-ablative = Ablative

## Numbing agents

anaesthetic-lidocaine = Lidocaine
anaesthetic-prilocaine = Prilocaine
anaesthetic-tetracaine = Tetracaine
anaesthetic-benzocaine = Benzocaine
anaesthetic-other = Another
anaesthetic-unknown = Not known
anaesthetic-none = None

## Put on the skin, beside the ingredient classes

applied-device-gel = The gel that belongs to the device
applied-own-blood = Your own blood product (PRP)

## Ingredient classes

ingredient-class-retinoid = Retinoid
ingredient-class-aha = Alpha-hydroxy acid
ingredient-class-bha = Beta-hydroxy acid
ingredient-class-pha = Poly-hydroxy acid
ingredient-class-enzyme-exfoliant = Exfoliating enzyme
ingredient-class-physical-exfoliant = Scrub particles
ingredient-class-acidic-vitamin-c = Vitamin C acid
ingredient-class-vitamin-c-derivative = Gentle form of vitamin C
ingredient-class-benzoyl-peroxide = Benzoyl peroxide
ingredient-class-azelaic-acid = Azelaic acid
ingredient-class-skin-lightener = Skin lightener
ingredient-class-fragrance = Scent
ingredient-class-fragrance-allergen = Scent ingredient that often causes allergy
ingredient-class-essential-oil = Essential oil
ingredient-class-drying-alcohol = Drying alcohol
ingredient-class-cooling-irritant = Menthol, camphor or the like
ingredient-class-sensitising-preservative = Preservative that often causes allergy
ingredient-class-harsh-surfactant = Harsh cleanser
ingredient-class-chemical-uv-filter = Chemical sunscreen filter
ingredient-class-mineral-uv-filter = Mineral sunscreen filter
ingredient-class-self-tanner = Fake-tan ingredient
ingredient-class-hair-remover = Hair-removal ingredient
ingredient-class-topical-anaesthetic = Numbing ingredient
ingredient-class-topical-antibiotic = Antibiotic
ingredient-class-topical-steroid = Steroid
ingredient-class-growth-factor = Growth factor, exosome or stem-cell extract
ingredient-class-colourant = Colour or shimmer
ingredient-class-hyaluronic-acid = Hyaluronic acid
ingredient-class-humectant = Draws water to the skin
ingredient-class-ceramide = Ceramide or skin lipid
ingredient-class-soother = Soothing ingredient
ingredient-class-peptide = Peptide
ingredient-class-niacinamide = Niacinamide
ingredient-class-occlusive = Seals water in
ingredient-class-plant-oil = Plant oil or butter

## Grades of a symptom

grade-none = None
grade-mild = Mild
grade-moderate = Moderate
grade-severe = Severe

## Trend since the last check-in

trend-better = Better
trend-same = The same
trend-worse = Worse

## Phases: the short name for the strip, and one calm line for the day

phase-open-skin = Open skin
phase-calming = Calming
phase-peeling = Peeling
phase-settling = Settling
phase-building = Building
phase-open-skin-now = Your skin is still open. Keep things off it.
phase-calming-now = Around now the skin calms down. Keep your care plain.
phase-peeling-now = Your skin may flake around now. Leave it alone.
phase-settling-now = Around now the skin settles. Keep it out of strong sun.
phase-building-now = Deep in your skin, new tissue is building. Give it time.
improvement-much-better = Much better
improvement-better = Better
improvement-same = The same
improvement-worse = Worse
seen-by-clinic = Your clinic
seen-by-doctor = A doctor
seen-by-hospital = A hospital
