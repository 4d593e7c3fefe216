# Short nouns for what must be gone before something opens: "if there is no fluid, scabs or open sore".

brief-symptom-redness = redness
brief-symptom-swelling = swelling
brief-symptom-warmth = heat
brief-symptom-tightness = tight skin
brief-symptom-pain = pain
brief-symptom-stinging = stinging
brief-symptom-itching = itching
brief-symptom-dryness = dry skin
brief-symptom-peeling = peeling
brief-symptom-bleeding = bleeding
brief-symptom-bruising = bruise
brief-symptom-crusting = scabs
brief-symptom-weeping = fluid
brief-symptom-breakout = spots
brief-symptom-darkening = new dark patch
brief-symptom-lightening = new light patch
brief-sign-open-sore = open sore
brief-sign-eyelid-swelling = puffy eyelid
brief-sign-lumps = firm lump
brief-sign-track-marks = needle line
brief-sign-bleeding-wont-stop = lasting bleeding
