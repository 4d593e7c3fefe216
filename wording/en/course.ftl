# How a course may go, for each concern, and lines of advice. { $sessions }, { $weeks } and { $judge } are filled in by the program.
# A line is also shown when nobody was asked, so it has to be true for everyone who may read it.

# What each concern may hope for.
course-acne-scars = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. Most people gain about one step, and some see no change.
course-scars = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. If the scar is fresh, thick or growing, ask a doctor first.
course-stretch-marks = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. Fresh, coloured marks change more than old pale ones.
course-fine-lines = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. Lines may get softer, but do not expect them to go.
course-sagging = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. At best, loose skin gets a little firmer.
course-enlarged-pores = Plan { $sessions } sessions, { $weeks } weeks apart, if you try it at all. Judge them { $judge } weeks after the last one. No good test shows that pores get smaller.
course-hyperpigmentation = We know of no tested course for dark patches. Needling can also make them darker. Let a doctor look first, as other care may help more.
course-melasma = Needling is at most a help beside creams and shade. Plan { $sessions } sessions, { $weeks } weeks apart, only with a skin doctor. Judge them { $judge } weeks later.
course-texture = Plan { $sessions } sessions, { $weeks } weeks apart. Judge them { $judge } weeks after the last one. An early glow is mostly moisture, so wait before you judge.
course-hair-loss = We know of no tested course for thinning hair. First let a doctor find out why it thins. Do not needle the scalp on your own.

# What to ask before you let somebody treat you.
line-ask-training = Ask what training they have in needling, and how often they do it.
line-ask-licence = Ask if the place has a licence, and which doctor or nurse answers for it.
line-ask-assessed = They should ask about your illnesses, medicines and skin. If nobody asks, do not let them start.
line-ask-needle = Ask to see a new, sealed needle head opened before your eyes. It is for you alone, and only this once.
line-ask-device = Ask for the name of the device. Ask if it is approved for what you want treated.
line-ask-depth = Ask how deep they mean to go on each part of your skin, and why. Over bone it should be less.
line-ask-numbing = Ask which numbing cream they use, how strong it is, and for how long. It should not be covered with wrap.
line-ask-on-skin = Ask what goes on your open skin. Say no to vitamin C, scent and serums not made for it.
line-ask-own-blood = Is your own blood to be used? It needs a fresh kit with your name on it, opened in front of you.
line-ask-skin-type = Ask how often they treat brown or black skin. Ask how they guard against dark patches.
line-ask-rf = With radio-frequency, ask who holds the device. It should be a doctor, or someone a doctor trained and watches.
line-ask-aftercare = Ask for aftercare in writing, and for a number that someone answers at night.
line-ask-record = Ask for a note of device, depth, needle batch, creams and the end time.
line-ask-price = Before the first session, ask what the whole course costs, with each extra.

# What never to do at home.
line-home-depth = At home, never use longer needles than the short home kind. Deeper work belongs in a clinic.
line-home-rf = Never use radio-frequency needles at home. They can burn deep below the skin.
line-home-wrap = Never cover numbing cream with wrap, cloth or heat. People have died of it.
line-home-numbing = Never put numbing cream on sore, broken or needled skin, or on large areas. Wash all of it off first.
line-home-share = Never share a roller, pen or needle head, not even with family. Blood you cannot see can carry illness.
line-home-tap-water = Never rinse needles under the tap to use them again. Tap water holds germs that can hide in skin for weeks.
line-home-eyes = Never needle your lips or eyelids, or the skin inside the eye's bony ring.
line-home-spots = Never needle over spots, sores, warts, moles, rashes, sunburn or infected skin. Needles spread what is there.
line-home-cold-sore = Never needle while a cold sore tingles, blisters or crusts. It can spread over the needled skin.
line-home-serums = Never put vitamin C, acids, retinoids, scent or plant oils on freshly needled skin. Lasting lumps have come of it.
line-home-isotretinoin = Never needle yourself on isotretinoin tablets, or in the months after them. Keep taking the tablets, and ask a doctor.
line-home-press = Never press hard, drag sideways, or go on until it bleeds. That is how line scars begin.
line-home-too-often = Never needle again before your plan says so. Wait longer while skin is sore, flaky or darker.
line-home-own-blood = Never use blood, or anything made from blood, on needled skin at home.
line-home-doubt = Never try to treat trouble with more needling. Show it to a pharmacist or doctor first.

# What to expect: pain, recovery, results.
line-pain = It does hurt: for many people about the middle of the scale. Longer needles and bone below make it worse, and numbing eases it.
line-downtime-short = After short needles most people look much as before within a few days.
line-downtime-medium = After needles of middle length, warmth, colour and flakes can last most of a week.
line-downtime-deep = After deep needles, count on a week or more. Bruises can take longer still.
line-downtime-rf = After radio-frequency, swelling and small crusts can last for weeks. The colour often fades sooner.
line-varies = People heal at their own pace. Yours may be slower than the plan, above all if your skin is tender.
line-results = Most people with acne scars gain something, about one step on the doctors' scale. It takes months, and some see no clear change. For other concerns, less is known.
line-early-glow = A glow in the first days is mostly swelling and moisture. It is not yet the result.
line-lasts = Nobody knows for how long a gain lasts. No test shows how often to repeat it.
line-rare = Lasting harm is rare, not zero. Dark patches, line scars, infections and lumps do happen, and nobody counts them all.
line-dark-marks = Brown and black skin gets dark patches more often. They can stay for many months, so gentle depth and shade matter most.
line-rf-harm = Radio-frequency has burned people, shrunk the fat under their skin and hurt nerves. Some needed surgery.
line-off-label = Some uses have no device cleared for them in the United States. Ask if yours is one, and why it should help.

# When and how to judge.
line-photos = Take each photo in the same place, light and distance, without make-up.
line-judge-when = Look after some weeks, and again some months later. Set each new photo beside the first one.
line-judge-not-early = Do not judge in the first weeks. Buy no more sessions because of how you look then.
line-judge-no-change = Nothing changed after half a year? Ask who treats you or a doctor if going on makes sense.
line-judge-worse = Show a doctor any darker or lighter patch, lump, line or thick scar. Have no needling until then. If pain or heat grows, or you have a fever, get help today.
line-photo-is-no-check = A photo cannot tell you that all is well. If it hurts, swells, feels hot or darkens, go by that.
line-judge-follow-up = Keep your follow-up visit, even if all looks well. Some trouble shows only after weeks.
