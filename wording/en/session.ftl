# How deep the needles may go: `limit-depth-...`. The numbers come from the protocol.

limit-depth-eyelids = Needles stay out of the eyelids and off all skin within the bony rim. No depth is right there.
limit-depth-rf-lips = One maker rules out radio-frequency on the lips. Leave the lips out.
limit-depth-home-eyes = Around the eyes at home, { $usual } is the usual depth. Ask a doctor before you go deeper. Never go past { $most }.
limit-depth-home = At home, never go deeper than { $most }. Longer needles can harm nerves and blood vessels. They belong in trained hands.
limit-depth-home-body = At home, never go deeper than { $most }, not even for scars or stretch marks. Longer needles belong in trained hands.
limit-depth-home-untested = At home, never go deeper than { $most }. No one has tested a depth for this place. Ask a doctor before you needle it at all.
limit-depth-rf-face = With radio-frequency, { $usual } is the usual depth for the whole face. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-rf-forehead = With radio-frequency, { $most } is the most for the forehead and temples. A doctor must agree to more.
limit-depth-rf-cheeks = With radio-frequency, { $most } is the most for the cheeks. Heat further down can shrink the fat. A doctor must agree to more.
limit-depth-rf-nose = With radio-frequency, { $most } is the most, and only for the side of the nose. A doctor must agree to more.
limit-depth-rf-upper-lip = The skin above the lip is thin. With radio-frequency, { $most } is the most. A doctor must agree to more.
limit-depth-rf-neck = With radio-frequency, { $most } is the most for the neck. A doctor must agree to more.
limit-depth-rf-untested = No one has shown how deep radio-frequency may go here. Ask a doctor who knows the device well.
limit-depth-facial-scars = For scars on the cheeks, chin and jaw, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-face = For the whole face, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more. Thin and bony parts need less.
limit-depth-forehead = Bone lies close under the forehead and temples. { $usual } is the usual depth there, and { $most } the most. A doctor must agree to more.
limit-depth-nose = The skin of the nose is thin. { $usual } is the usual depth there, and { $most } the most. A doctor must agree to more.
limit-depth-upper-lip = The skin above the lip is thin. { $usual } is the usual depth there, and { $most } the most. A doctor must agree to more.
limit-depth-around-eyes = The skin around the eyes is very thin. { $usual } is the usual depth there, and { $most } the most. A doctor must agree to more.
limit-depth-cheeks = For the cheeks, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-chin = For the chin and jaw, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-neck = For the neck, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-body-scars = For scars and stretch marks here, { $usual } is the usual depth. Up to { $most } takes extra care. A doctor must agree to more.
limit-depth-untested = No one has tested how deep needles may go here. Ask a doctor who often treats this place.

# How strong, how long, how wide and how much numbing cream: `limit-numbing-...`.

limit-numbing-percent-home = At home, use no numbing cream stronger than { $most }. A strong cream can cause fits and harm the heart. Ask a pharmacist to read the label with you.
limit-numbing-percent = Above { $usual }, only a licensed medicine will do, used as its leaflet says. No cream that was mixed to order will do. A doctor must agree first.
limit-numbing-minutes-home = At home, { $usual } is long enough. Ask a pharmacist or doctor before you leave the cream on longer. Never go past { $most }.
limit-numbing-minutes = { $usual } is the usual time for numbing cream. Up to { $most } takes extra care. A doctor must agree to more.
limit-numbing-area-home = At home, numb no more than { $usual }, about the palm of a hand. Ask a doctor before you numb more. Never go past { $most }.
limit-numbing-area = From more than { $most } of skin, too much cream can get into your blood. A doctor must agree first.
limit-numbing-grams-home = At home, use no more than { $usual } of numbing cream. Ask a doctor before you use more. Never go past { $most }.
limit-numbing-grams-prilocaine = Never use more than { $most } of a cream with prilocaine. Too much can keep your blood from carrying air.
limit-numbing-grams = Too much numbing cream can cause fits and harm the heart. A doctor must agree to more than { $most }.

# The device and the place: `screen-session-...`.

screen-session-rf-home = Do not use radio-frequency at home. It can burn the skin, shrink fat and harm nerves. It belongs in a doctor's hands.
screen-session-eyelids = Eyelids are never needled, nor is any skin within the bony rim. A slip there can cost your sight.
screen-session-home-eyes = Stay on the bone that you can feel around your eye. Never go inside that rim. Does your eye hurt or your sight change afterwards? Get emergency help now.

# Numbing cream.

screen-session-wrap-home = Never cover numbing cream with wrap or a dressing. People have died that way. Keep heat off it as well.
screen-session-wrap = Ask a doctor before numbing cream is covered. It must be a licensed medicine whose leaflet asks for a cover.
screen-session-numbing-broken-skin = Numbing cream must not go on broken or sore skin. Too much of it gets into your blood. Wait until the skin has healed.
screen-session-numbing-irritated = Skin with a rash or sore spots may take up more numbing cream. Keep the cream off those places.
screen-session-methaemoglobin = In rare cases this numbing cream harms the blood, an hour or two later. Blue or grey lips or nails, a headache or short breath? Get emergency help now.
screen-session-methaemoglobin-home = Ask a pharmacist or doctor before you use this numbing cream at home. In rare cases it harms the blood. Blue or grey lips or nails, or short breath? Get emergency help now.
screen-session-numbing-unknown = Use no numbing cream that you cannot name. Ask a pharmacist or doctor what is in it and how strong it is.
screen-session-numbing-home = Use the cream only on a small patch of unbroken skin, as its leaflet says. Then wipe off all of it. Numb mouth, ringing ears or a racing heart? Get emergency help now.
screen-session-numbing-eyes = Keep numbing cream out of your eyes. Did some get in? Rinse with clean water at once, and get emergency help.

# What is put on open skin.

screen-session-vitamin-c = Vitamin C must not go on needled skin. In a few people it led to lumps that stayed for months. Leave it out.
screen-session-own-blood = Ask a doctor before your own blood is put on your skin. All tools must be new, sterile and used for you alone. HIV has spread where tools were used again.
screen-session-own-blood-home = Never put blood on needled skin at home. Without sterile tools it can bring grave infections.
screen-session-strong-products = Retinoids, acids, scrubs and other strong products must not go on open skin. Leave them off for now. If one is prescribed, tell who prescribed it.
screen-session-scent-irritants = Scented or harsh products must not go on open skin. They can burn and cause allergy. Choose a plain, sterile gel.
screen-session-filters-colour = Chemical sunscreen, fake tan and tinted products must not go on open skin. Use shade and a hat.
screen-session-numbing-needled = Numbing cream must not go on skin that has been needled. Too much of it gets into your blood.
screen-session-drugs = Ask a doctor before a medicine or growth factor goes on open skin. It must be sterile and made for this. Never stop a prescribed medicine by yourself.
screen-session-drugs-home = Put no medicine and no growth factor on open skin at home. Never stop a prescribed one by yourself. Ask who prescribed it.
screen-session-cosmetics = Little is known about one of these products on open skin. Leave it off for now, unless a doctor agrees.
screen-session-cosmetics-home = Little is known about one of these products on open skin. Leave it off. Your plan shows from when you may use it.
screen-session-plain = A plain cream or serum may go on now if it is sterile and unscented. A jar that was open before is not sterile.

# The steps of a session, in order.

step-cleanse = Your skin is washed gently and patted dry, with no trace of make-up left. Is there a sore, a rash or a fresh tan? Say so now. Take photos before you start.
step-disinfect = Next your skin is disinfected. Device and tools must be sterile. Did a skin cleaner ever give you a rash? Say so first.
step-numbing = Numbing cream is your choice. It goes on unbroken skin only, and nothing covers it. It is wiped off fully before the first needle, and the skin is cleaned again. None goes on after that. Say so at once if your mouth goes numb or your ears ring.
step-needling = The needles must be sterile, used only once, and for you alone. See the sealed pack opened in front of you. Each small zone is needled with light pressure, lightest over bone. Needles stay outside the bony rim round the eye.
step-serum = Only the gel of the device or plain, sterile hyaluronic acid goes on now. Keep off vitamin C, scent and all other serums.
step-clean-up = Used needles go into a sharps bin, never into another person's skin. The device is cleaned and disinfected. Note the time, as your plan counts from here.
step-stay = Was the numbing cream or any product new to you? Stay where someone can help you. Swollen lips, hives, wheezing or faintness? Get emergency help now.

# What to write down.

record-photos-before = photos before, in good light
record-skin-before = how the skin looks before
record-disinfectant = what the skin was disinfected with
record-numbing-product = numbing product and its strength
record-numbing-batch = batch number of the numbing product
record-numbing-where = where it was put on, and how much
record-numbing-start-end = when it went on and when it came off
record-who-treats = who did the needling
record-device-settings = the device and its settings
record-cartridge-lot = lot number of the cartridge or roller
record-depth-by-area = the depth for each area
record-reactions-during = pain, bleeding or faintness
record-products-applied = what was put on the skin
record-product-batch = batch number of each product
record-sharps = that the needles are in the sharps bin
record-end-time = the time the session ended
record-reactions = any reaction while you stay
