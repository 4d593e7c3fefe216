# What to do before the needling: one message under the id of each task. The days stand in the protocol and are shown beside it.
# A line is also shown when nobody was asked, so a personal one begins with its question.

# What to leave off the skin.
task-retinoids = Leave off retinol and other retinoid products. If one is prescribed, tell who prescribed it.
task-retinoid-cream = On a retinoid cream? Pause it for these days. If it is prescribed, tell who prescribed it.
task-acids = Leave off acids, such as glycolic, salicylic or azelaic acid. If one is prescribed, tell who prescribed it.
task-scrubs = Do not scrub or peel the area, and use no rough brush or cloth.
task-benzoyl-peroxide = Leave off benzoyl peroxide. If yours is prescribed, tell who prescribed it.
task-lighteners = Leave off skin lighteners. Did a doctor tell you to go on with yours? Do that, and tell who treats you.
task-vitamin-c = Leave off vitamin C serum from now on. None of it belongs on the skin when the needles go in.
task-harsh-products = Keep your skin care plain. Leave off what stings, dries or smells strongly, and start nothing new.
task-moisturise = Put a plain, unscented moisturiser on the area every day. On the day itself, leave it off.

# Sun, fake tan and hair.
task-sun = Keep the area out of strong sun, so that it does not burn or tan. Wear a hat and, until the day itself, sunscreen.
task-tanning-bed = Do not use a tanning bed.
task-self-tanner = Put no fake tan on the area. It hides the true colour of your skin.
task-hair-removal = Do not wax, thread or pluck the area, and use no hair-removal cream.
task-shaving = Do not shave the area on the day. If you need to, shave it the day before.

# Drinks, painkillers and pills you buy yourself.
task-alcohol = Drink no alcohol the day before and on the day. Used to drinking a lot each day? Ask a doctor before you stop.
task-painkillers = For a passing pain, ask a pharmacist for something other than ibuprofen, naproxen or aspirin. Prescribed ones go on, low-dose aspirin too. Ask who prescribed them.
task-supplements = Do not start garlic, ginkgo or vitamin E pills on your own. Fish oil seems to make no difference.

# Medicines you take: keep taking them, and ask.
task-nsaid = Taking ibuprofen or the like? If it is prescribed, keep taking it and ask who prescribed it. If you bought it yourself, ask a pharmacist for something else.
task-anticoagulant = On a blood thinner? Keep taking it, and skip no dose. Tell who prescribed it about the needling and ask for advice.
task-low-dose-aspirin = On low-dose aspirin? Keep taking it, and skip no dose. Tell who prescribed it about the needling and ask for advice.
task-supplements-taken = Taking garlic, ginkgo or vitamin E pills? A pause may mean fewer bruises, but ask first if a doctor wants them. Fish oil seems to make no difference.
task-isotretinoin = On isotretinoin tablets? Keep taking them, and let the needling wait. Ask who prescribed them when it may be.
task-oral-steroid = On steroid tablets? Keep taking them. Ask who prescribed them if needling is all right for you now.
task-immunosuppressant = On medicine that weakens your defences? Keep taking it. Ask who prescribed it if needling is all right for you now.
task-chemotherapy = In chemotherapy? It comes first, and the needling waits. Ask your cancer doctor before any needling.
task-antiarrhythmic = On a heart-rhythm medicine? Keep taking it. Ask who prescribed it before you use numbing cream.
task-methaemoglobin-inducer = On a sulfa drug, dapsone or a nitrate? Keep taking it. Ask who prescribed it which numbing cream you may have.
task-photosensitiser = On medicine that makes your skin burn in the sun? Keep taking it. Ask who prescribed it, and keep to the shade.
task-topical-steroid = On a steroid cream where you will be needled? Do not stop it by yourself. Ask who prescribed it, as it thins the skin.

# Cold sores.
task-antiviral-ask = Do you ever get cold sores? Ask a doctor now about an antiviral. It has to be there before the day.
task-antiviral-start = If you were given an antiviral for cold sores, start and finish it as told. Does your lip tingle or blister? Put the needling off and ask a doctor.

# What to tell, ask and bring.
task-list = Write down your medicines, illnesses, implants, allergies and creams, and any bad reaction. Show it to who treats you. Say so if you may be pregnant.
task-list-home = Treating yourself? Show a pharmacist or doctor your medicines, illnesses, allergies and creams first. Say so if you may be pregnant.
task-allergies = Do you have an allergy? Tell who treats you some days ahead. Other gloves, cleaners, needles or creams may be needed.
task-allergies-home = Do you have an allergy and treat yourself? Show a pharmacist or doctor the needle, cleaner and creams before you use them.
task-contact-allergy = Did a cream or make-up ever give you a rash? Bring its name. Ask who treats you, or a doctor, about a small skin test.
task-scar-photos = Did your skin ever form thick scars or dark marks? Show pictures of them to a doctor or who treats you.
task-skin-tone = Is your skin brown or black? It darkens more easily after needling. Agree on gentle depth, long breaks and daily shade before you begin.
task-diabetes = Do you have diabetes? Bring your latest sugar values, and eat and take your medicine as usual. If they are high or jumping, ask your doctor first.
task-fainting = Have you fainted at such things before? Eat and drink first. Lie flat while it is done, with someone there, and get up slowly.
task-photos = Take photos of the area in plain daylight, without make-up. You will want them later to see if anything changed.

# At home.
task-home-kit = Treating yourself? Have a new, sealed, sterile needle head of the short home kind. Have skin cleaner, clean towels and a needle bin ready.

# Other treatments.
task-peels-lasers = Have no peel, laser or strong facial on the area. Already had one, above all a deep one? Tell who treats you.
task-injections = Have no filler or botulinum toxin in the area. Already had some? Tell who treats you when it was.

# The last days and the day itself.
task-look-at-skin = Look at your skin each day. Is there a sore, rash, burn, cold sore, inflamed spot, hot patch or fever? Put the needling off and ask a doctor.
task-clean-skin = Wash the area gently and leave it bare. No make-up, cream, sunscreen or scent goes on before the needling.
task-numbing = Use numbing cream only if a doctor, pharmacist or clinic told you how much. Never cover it with wrap.
task-shade = Have a wide hat or loose clothes ready. Plan to stay in the shade afterwards, as sunscreen has to wait.
task-free-days = Plan no big event, beach trip or hard sport on these days. You may look warm, puffy and flaky for a while.
task-free-days-deep = Deep needles? Plan no big event, beach trip or hard sport on these days. Bruises and flakes take longer.
task-free-days-rf = Radio-frequency? Plan no big event, beach trip or hard sport on these days. Swelling and small crusts can last for weeks.
