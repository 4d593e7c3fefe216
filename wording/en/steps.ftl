# First steps, and what else to do, for findings of triage: `advice-<id>`. One or two short sentences each.

# First, in an emergency
advice-call-now = Call the emergency number now, or have someone call for you.
advice-own-adrenaline = If you carry an adrenaline pen, use it now. If it is no better after five minutes, use a second one.
advice-lie-flat = Lie down flat with your legs up, and do not stand or walk. If breathing is hard, sit up instead.
advice-rest-sitting = Sit down, lean back and rest. Do not walk about.
advice-wipe-off = Wipe off any numbing cream or new product. Do not stand up for it.
advice-stay-with = Do not stay alone. Ask someone to be with you.
advice-turn-on-side = Has the person passed out? Roll them onto their side. During a fit, put nothing in the mouth.
advice-do-not-drive = Do not drive yourself. Let someone take you.
advice-nothing-to-eat = Eat and drink nothing until you have been seen.
advice-note-time = Write down when it began.
advice-tell-numbing = Say which numbing cream was used, how much and when.
advice-tell-filler = Say if you have had filler there, and when.
advice-call-cancer-team = Call the emergency line of your cancer team as well.
advice-move-away = Move away from anything you could hurt yourself with.
advice-call-crisis = Call the crisis line, or the emergency number if you may act on it.
advice-tell-someone = Tell someone you trust how you feel, and stay with them.

# The eye
advice-rinse-eye = Did something get into the eye? Rinse it with clean water for as long as you can.
advice-lenses-out = Wash your hands, then take out contact lenses if they come out easily.
advice-hands-off-eye = Do not touch or rub the eye.
advice-sit-up = Sit up and keep your head high.

# Bleeding and bruises
advice-press-firmly = Press firmly with a clean cloth for ten minutes without looking, never on the eye. If it goes on, it is an emergency.
advice-face-bleeds = Does your face bleed? Sit up, and never press on or beside the eye.
advice-press-gently = Press gently on it with a clean cloth, unless it is near the eye.
advice-keep-thinner = Do not stop a prescribed blood thinner by yourself. Ask who prescribed it.
advice-no-heat-rub = Do not heat, rub or massage it.

# The skin
advice-bare-skin = Put no ice, heat, cream or pressure on it.
advice-no-squeeze = Do not squeeze, prick or open anything.
advice-leave-closed = Leave blisters closed.
advice-cover-loosely = Cover it loosely with a clean, dry dressing that does not stick.
advice-no-own-creams = Put no creams of your own on it.
advice-stop-all-products = Use only lukewarm water on it for now. If a cream is prescribed, ask who prescribed it.
advice-mark-edge = Draw a line just outside its edge. Then you can see if it grows.
advice-take-photo = Take a clear photo for the person who will look at it.
advice-no-digging = Do not dig for it or pull at it.
advice-own-towel = Use a towel that nobody else uses.
advice-sun-cover = Keep the sun off it with a hat, shade or mineral sunscreen.

# What to keep, tell and ask
advice-take-temperature = Take your temperature and write it down.
advice-check-sugar = Check your blood sugar if you can.
advice-drink-enough = Drink water in small sips through the day.
advice-keep-product = Keep every product that touched the skin, with its label.
advice-keep-cartridge = Keep the needle or cartridge in a closed box. Do not touch the points.
advice-write-down-where = Write down where and when it was done, and by whom.
advice-tell-session = Say that you had needling, when, and on which skin.
advice-tell-medicines = Say which medicines you take and which illnesses you have.
advice-ask-antiviral = Ask for medicine against the cold sore virus today.
advice-ask-hiv-medicine = Ask a hospital or doctor today for medicine that can prevent HIV. Ask for blood tests and the hepatitis B vaccine as well, even later.
advice-ask-allergy-tablet = Ask a pharmacist if an allergy tablet would suit you.
advice-no-more-treatment = Have no further treatment there until a doctor has looked.
advice-stop-needling = Do not needle again, and do not use this tool again.
advice-late = This long after a session another cause is more likely. Have it looked at all the same.
