# What each finding about the person means: one message per rule of screening.toml, under the rule's id. The limits stand in the protocol, the dates in the answer.

# The skin in the area
screen-open-lesion = The skin there is open. Wait until it has closed. If it does not heal, show it to a doctor.
screen-skin-infection = Needles spread germs. Wait until the infection is fully gone. See a doctor, and go today if it spreads or you feel ill.
screen-cold-sore = Needles would spread the virus. Wait until the sore has healed and the crust is off. A sore near your eye needs a doctor today.
screen-warts = Needles can spread warts. Have them treated first, and wait until they are gone.
screen-sunburn = Burnt or freshly tanned skin marks easily. Wait until the heat, soreness and flakes are gone. Your own skin colour must be back, too.
screen-skin-cancer = This area must not be needled. Show the spot to a doctor soon, and do not wait to see. Needling can only be asked about after treatment.
screen-actinic-keratosis = Scaly sun patches need a doctor's look, and often treatment. That comes first. A doctor must agree before you are needled.
screen-mole-in-area = Leave the mole out. Is it new, or does it change, itch or bleed? Then show it to a doctor first.
screen-tattoo-in-area = Leave the tattoo or permanent make-up out. Needles can blur its colour.
screen-tattoo-in-area-rf = Radio-frequency must not go over a tattoo or permanent make-up. The colour can heat up and burn you.
screen-young-scar = A young scar or stretch mark is still changing. Leave it alone until it is closed and calm. Ask a doctor when to begin.

# Skin diseases
screen-active-acne = Needles can spread the germs and make acne worse. Wait until the sore spots have gone. A doctor can help you treat them.
screen-rosacea = Needling can stir up rosacea. A doctor must agree first.
screen-eczema = Needles make sore eczema worse and let germs in. Wait until your skin is calm and clear.
screen-eczema-cold-sores = With eczema, the cold sore virus can spread fast over the skin. A doctor must agree first. You may need a medicine against it.
screen-psoriasis = New patches can grow where needles went in. Leave out every patch you have now. A doctor must agree first.
screen-vitiligo = New pale patches can come where needles went in. A doctor must first agree that yours has stopped spreading.
screen-lichen-planus = Lichen planus can come up where needles went in, and leave marks. A doctor must agree first.
screen-active-skin-rf = Radio-frequency must not be used while this skin disease is active. Wait until the skin there is calm.

# Illnesses
screen-fever-or-illness = Wait until you are well. Do you feel very ill, or get worse? Speak to a doctor today.
screen-bleeding-disorder = With a bleeding disorder you must not be needled. You could bleed and bruise far too much.
screen-diabetes = Your skin may heal more slowly and catch germs more easily. Keep your sugar in its range. Tell who treats you about it.
screen-diabetes-home = A doctor must agree before you needle yourself. See a doctor the same day if your skin turns hot, sore or swollen.
screen-uncontrolled-diabetes = Wait until your sugar is under control. The doctor who looks after your diabetes can say when.
screen-immunosuppression = Your body finds it hard to fight germs. A doctor who knows you must agree first. Stop no medicine for this.
screen-immunosuppression-rf = You must not have radio-frequency with a weak immune system. Burns and germs are too great a danger.
screen-immunosuppression-home = Do not needle yourself with a weak immune system. At home nobody sees an infection begin. Ask your doctor what else could help.
screen-autoimmune-connective-tissue = Your skin may heal badly, or your illness may flare. The doctor who treats it must agree first. Stop no medicine for this.
screen-autoimmune-connective-tissue-home = Do not needle yourself with this illness. Ask the doctor who treats it what else could help.
screen-chemo-or-radiotherapy = Your skin and blood need time to recover. Wait until your treatment lies well behind you. Your cancer doctor must say when.
screen-heart-condition = Tell who treats you about your heart. Too much numbing cream can upset the heartbeat.
screen-epilepsy = Tell who treats you about your fits. Too much numbing cream can bring one on.
screen-heart-or-epilepsy-numbing-home = Numbing cream can upset the heart or bring on a fit. A doctor or pharmacist must agree first. Do not be alone while it is on.
screen-poor-healing = Every needle mark has to heal. Tell who treats you that your wounds heal badly.
screen-poor-healing-rf = You must not have radio-frequency when your wounds heal badly. It can burn and leave scars.
screen-poor-healing-home = A doctor should find out why your wounds heal badly. That doctor must agree before you needle yourself.
screen-smoker = Skin tends to heal more slowly in smokers. Smoke as little as you can before and after.

# Illnesses that matter for numbing cream
screen-liver-disease = Plan to go without numbing cream, which may stay in your blood too long. Liver disease alone does not stop needling.
screen-liver-disease-numbing = Your liver may clear numbing cream too slowly. A doctor must agree to the cream first. Or go without it.
screen-pseudocholinesterase = Plan to go without numbing cream, because your body may not break it down. This alone does not stop needling.
screen-pseudocholinesterase-numbing = Your body may not break down the numbing cream. A doctor must agree to it first. Or go without it.
screen-methaemoglobin-risk = Plan to go without numbing cream. Some creams leave your blood short of oxygen. This alone does not stop needling.
screen-methaemoglobin-risk-prilocaine = Do not use this numbing cream. It can leave your blood short of oxygen. Blue or grey lips mean you need emergency help.
screen-methaemoglobin-risk-numbing = Numbing cream could leave your blood short of oxygen. A doctor must agree to this exact cream first. Or go without it.

# What stops radio-frequency alone
screen-implanted-device-rf = Radio-frequency can disturb your implant, so you must not have it. Ask who treats you which machine it is, before anything starts.
screen-metal-implant-in-area-rf = Metal in the area can burn you, so radio-frequency must not go there. Not sure which device it is? Ask before anything starts.
screen-lips-rf = Radio-frequency must not be used on the lips. They burn and scar too easily.
screen-scalp-rf = Radio-frequency must not be used on the scalp. Heat can harm the roots of your hair.

# What happened before
screen-keloid = Needles can set off a new thick scar. A doctor who knows such scars must agree first.
screen-keloid-rf = You must not have radio-frequency, because your skin grows thick scars. It can burn and set off new ones.
screen-keloid-home = Do not needle yourself, because your skin grows thick scars. At home nobody sees one start.
screen-cold-sores = Needling can wake the virus. Ask a doctor in good time if you need a medicine against it. If a sore is coming, put needling off.
screen-cold-sores-rf = With radio-frequency you need a medicine against cold sores first. A doctor must agree and prescribe it.
screen-pih = Needling can leave new dark marks on your skin. Start gently, and stay out of the sun before and after.
screen-contact-allergy = Needled skin takes in more of each product. Keep off it all that you react to. Tell who treats you what that is.
screen-granuloma-or-sarcoid = Needles can start new lumps in your skin. A skin doctor must agree first.
screen-granuloma-or-sarcoid-home = Do not needle yourself. It can start lumps in your skin that are hard to treat. Ask a skin doctor.
screen-fainting = Lie flat for the session, and get up slowly. Say beforehand that you tend to faint. At home, have someone with you.
screen-body-dysmorphia = Treating the skin seldom eases this distress. A doctor who knows you must agree first. You need not carry it alone.

# Allergies
screen-steel = Most needles for this are made of steel. With a steel allergy you must not be needled.
screen-nickel = Needle steel holds some nickel, though few people react. Ask what the needles are made of. Watch for an itchy rash.
screen-metal = The needles may hold the metal that you react to. Find out which metal it is. A doctor must agree first.
screen-lidocaine = You must not have numbing cream. Needling without it may be possible, but a doctor must agree first.
screen-lidocaine-numbing = You must not have this numbing cream, or any other. You are allergic to numbing medicine. Tell who treats you before anything starts.
screen-paba = Plan to go without numbing cream, as some creams are close kin of PABA. This allergy alone does not stop needling.
screen-paba-numbing = The numbing cream may be close kin of PABA. A doctor must agree to it first. Or go without it.
screen-sulfonamide = Plan to go without numbing cream. Tell who treats you about your allergy, which alone does not stop needling.
screen-sulfonamide-numbing = With your allergy, a doctor must agree to the numbing cream first. Or go without it.
screen-latex = Only gloves without latex may touch your skin. Tell who treats you about your allergy.
screen-chlorhexidine = Many skin cleaners and wipes hold chlorhexidine. Say so before anything touches your skin. A doctor must first agree on another cleaner.
screen-adhesive = Have no plasters, tape or sticky sheets on the needled skin. Tell who treats you about your allergy.
screen-hyaluronic-acid = Many serums and gels hold hyaluronic acid. Read every label, and keep it off your skin. Tell who treats you.
screen-hyaluronic-acid-applied = Hyaluronic acid must not touch your needled skin. You are allergic to it. Leave it off, or choose a product without it.
screen-hyaluronic-acid-gel = The device's gel may hold hyaluronic acid. Have its label read first. A doctor must agree before it goes on.

# Pregnancy and breastfeeding
screen-pregnant = You must not be needled while you are pregnant. Too little is known about it. Your skin can wait.
screen-pregnant-numbing = You must not use numbing cream for this while you are pregnant.
screen-breastfeeding = You must not be needled while you breastfeed. Too little is known about it. Do not stop breastfeeding for this; your skin can wait.
screen-breastfeeding-numbing = You must not use numbing cream for this while you breastfeed.

# Age and skin type
screen-age-under-22 = In the United States, devices for this are approved only for older people. Little is known about it at your age.
screen-age-under-18 = You are not an adult yet. A doctor and a parent must agree first.
screen-age-under-18-home = Do not needle yourself before you are an adult. Ask a parent and a doctor what could help your skin.
screen-skin-type-dark = Brown and black skin can get dark or light patches. Start gently, and stay out of the sun before and after. Watch for heat, swelling, pain and darker patches.
screen-skin-type-six-rf = Radio-frequency can burn, and marks last long on black skin. Ask for a small test spot first.
