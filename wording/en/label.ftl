# May I use this product? The answers, and one sentence for every rule of ingredients.toml, under the rule's id. The sentences stand after the names they are
# about, also once a condition of the skin is all that is left, so they do not say how the skin is now. The hours stand in the protocol, never here.

# -- the answer
label-yes = Yes, you may use it.
label-yes-if = Yes, { $condition }.
label-not-yet = Not yet. Not before { $when } ({ $in }).
label-not-before = Not before { $when }.
label-not-yet-held = Not now: { $condition }.
label-no = No. Leave this one off.
label-ask = Ask first.
label-ask-unknown = Ask a pharmacist or doctor first. There are names in it that we do not know.
label-not-a-list = We cannot say. We found no list of what is in it.
label-no-products = No products to look at. Give us the list on the pack.
label-nothing-named = Nothing in it that has to wait.
label-section-culprits = Because of
label-unknown-later = Ask about these, even when the time has come.
label-section-unknown = Names we do not know
label-section-matched = Read as something close
label-read-as = { $seen }: we read { $name }

# -- what an ingredient without a class is there for
role-base = Plain base
role-wash = Cleanser
role-active = Active ingredient
role-plant = Natural extract
role-medicine = Medicine

# -- plain care and washing, and what is in the base of a product and no plain care
ingredient-plain = Plain care goes on after the first wash, and not on an open sore.
ingredient-hyaluronic-acid = It goes on after the first wash, on skin without sores, lumps or rash.
ingredient-wash = Water alone comes first, and a cleanser has to wait a bit longer.
ingredient-harsh-surfactant = This cleans too hard for open skin, which has to close first.
ingredient-powder = Powder, clay and coal wait as make-up does, until the skin has closed.
ingredient-broken-skin = This does not belong on broken skin, so the skin has to close first.

# -- plants and other actives
ingredient-plant = Natural extracts can irritate open skin, so they come after the plainest care.
ingredient-irritant-plant = This one can sting open skin or bring on a rash.
ingredient-sun-sensitiser = This can make skin burn in the sun, so it waits as the sun does.
ingredient-sour-juice = Lemon and lime juice are as sour as a peel and can burn new skin.
ingredient-food-protein = A food on open skin can start an allergy to that food.
ingredient-bee-venom = Bee venom can set off a grave allergy, so ask a doctor first.
ingredient-plant-oil = Natural oils and butters come after the plainest care.
ingredient-active = Little is known about this on needled skin, so plain care comes first.
ingredient-peptide = Little is known about peptides on needled skin, so plain care comes first.
ingredient-niacinamide = Little is known about niacinamide on needled skin, so plain care comes first.
ingredient-harsh-active = This dries, bleaches or peels the skin, so all peeling has to end first.

# -- what peels and bleaches. A prescribed one is paused, not stopped: a second sentence says whom to tell.
ingredient-retinoid = Retinol and its kin wait until the skin has stopped peeling. Prescribed? Tell who prescribed it.
ingredient-acids = Acids and enzymes can burn new skin, so all peeling has to end first. Prescribed? Tell who prescribed it.
ingredient-peel = This is a strong peel, so it waits as long as your next session does.
ingredient-peel-clinic = A peel as strong as this is for a clinic, so ask there first.
ingredient-physical-exfoliant = Scrub grains scratch new skin, so let all flakes fall by themselves first.
ingredient-vitamin-c = In a few people, vitamin C on needled skin led to lumps that stayed.
ingredient-vitamin-c-granuloma = You have had lumps or illness of this kind, so ask a skin doctor first.
ingredient-benzoyl-peroxide = It dries and stings new skin, so all peeling has to end first. Prescribed? Tell who prescribed it.
ingredient-skin-lightener = Lighteners can sting new skin and so bring on dark marks. Prescribed? Tell who prescribed it.
ingredient-prescription-lightener = This lightener is a medicine, so ask who prescribed it when to go on.
ingredient-harmful-lightener = This can harm you for good. Do not use it, and show the pack to a pharmacist.

# -- scent and what stings
ingredient-fragrance = Scent can irritate open skin or bring on a rash.
ingredient-drying-alcohol = This kind of alcohol dries and stings open skin.
ingredient-cooling-irritant = What cools or warms the skin also stings it, so the skin must close first.
ingredient-sensitising-preservative = This keeps the product fresh, but can bring on a rash on open skin.

# -- sun, colour, hair
ingredient-chemical-uv-filter = This sun filter can sink into open skin, so mineral sunscreen comes first.
ingredient-mineral-uv-filter = Even mineral sunscreen stays off open skin, so keep to the shade at first.
ingredient-colourant = Colour waits as make-up does, until the skin has closed.
ingredient-self-tanner = Fake tan stains flaking skin in patches, so all peeling has to end first.
ingredient-hair-remover = What dissolves hair can burn new skin, so the skin has to be calm first.

# -- biologicals and medicines. A person treated at home has no clinic, so these sentences name doctors and pharmacists.
ingredient-growth-factor = This is not made for open skin, which has to close first.
ingredient-growth-factor-human = This comes from human cells, or may, so ask a doctor before you use it.
ingredient-topical-anaesthetic = Numbing cream must not go on needled skin that has not healed.
ingredient-topical-anaesthetic-medicine = Numbing cream is a medicine, so ask a doctor or pharmacist before you use it.
ingredient-topical-anaesthetic-allergy = You are allergic to numbing medicine, so this must not touch your skin.
ingredient-numbing-methaemoglobin = With your blood this can stop oxygen from getting through, so leave it off.
ingredient-numbing-methaemoglobin-medicine = With a medicine you take, this can harm your blood, so leave it off.
ingredient-medicine = This is a medicine. Ask who prescribed it, or a pharmacist, and stop nothing yourself.

# -- pregnancy and breastfeeding
ingredient-retinoid-pregnant = You are pregnant, so ask a doctor or midwife before you use this.
ingredient-retinoid-prescription-pregnant = Do not use this while you are pregnant, and tell who prescribed it.
ingredient-retinoid-breastfeeding = You breastfeed, so ask a doctor or midwife before you use this.
ingredient-skin-lightener-pregnant = You are pregnant, so ask a doctor or midwife before you lighten your skin.
ingredient-skin-lightener-breastfeeding = You breastfeed, so ask a doctor or midwife before you lighten your skin.
ingredient-bha-pregnant = You are pregnant, so ask a doctor or midwife if this acid is too strong.
ingredient-bha-breastfeeding = You breastfeed, so ask a doctor or midwife if this acid is too strong.
ingredient-topical-anaesthetic-pregnant = You are pregnant, so a doctor must agree to numbing cream first.
ingredient-topical-anaesthetic-breastfeeding = You breastfeed, so a doctor must agree to numbing cream first.
ingredient-medicine-pregnant = Do not use this while you are pregnant, and tell who prescribed it today.

# -- allergies
ingredient-contact-allergy = Your skin has reacted to products before, so ask a doctor or pharmacist first.
ingredient-contact-allergy-other = This often causes a rash, and your skin has had one, so ask first.
ingredient-adhesive-allergy = This is in sticky plasters, too, so keep it off until a doctor agrees.
ingredient-hyaluronic-acid-allergy = You react to hyaluronic acid, so keep this off until a doctor agrees.
ingredient-paba-allergy = This is PABA or its close kin, so keep it off until a doctor agrees.
ingredient-chlorhexidine-allergy = You react to chlorhexidine, so keep this off until a doctor agrees.
ingredient-sulfonamide-allergy = This is a sulfonamide, so keep it off until a doctor agrees.

# -- names that have a class only sometimes
promotion-citric-acid = Citric acid counts as a peeling acid when it is strong or in a blend.
promotion-urea = Urea counts as a peeling acid from 10 per cent on.
promotion-scrub-grains = Sugar and salt count as scrub grains beside other grains.
