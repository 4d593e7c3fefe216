# What to do now when something was done too early: `advice-<id>`.

advice-wash-off = Rinse it off with lukewarm water and clean hands. Do not scrub.
advice-leave-bare = Put nothing more on the skin today.
advice-cool-compress = Lay a clean, cool, damp cloth on the skin. Never use ice.
advice-shade-now = Get out of the sun now. Cover the skin with a hat or loose clothes.
advice-stop-product = Leave it off until its date in your plan. If it is prescribed, ask who prescribed it.
advice-stop-and-rest = Stop, rest and cool down. Dab the sweat off with a clean towel.
advice-clean-hands = Wash your hands with soap and water.
advice-hands-off-now = Leave the skin alone now. Keep your hands away from it.
advice-tell-clinic = Tell your clinic what you did and when. If you have no clinic, tell a pharmacist or doctor.
advice-ask-prescriber = Ask who prescribed it what to do now. Never stop a prescribed medicine by yourself.
advice-one-dose = For most people one usual dose is no emergency. Take no more of it, unless it is prescribed for you. Pregnant, ill, or on a blood thinner? Ask a doctor or pharmacist today.
advice-dry-gently = Pat the skin dry with a clean towel. Do not rub it.
advice-no-more-drinks = Drink no more alcohol today. Have some water.
advice-nothing-special = There is nothing extra to do now. Go on with your plan.
advice-take-off-makeup = Take the make-up off gently with lukewarm water. Use clean hands, with no wipes and no rubbing.
