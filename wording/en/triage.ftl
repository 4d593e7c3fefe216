# What each finding of triage may be about, and why it matters: one message per rule of triage.toml, under the rule's id. The level says what to do.

# Emergency: allergy
triage-allergy-whole-body = Hives or a rash with vomiting or illness can be a grave allergy. It can get worse within minutes.
triage-allergy-swelling = Strong swelling or itch with vomiting or illness can be a grave allergy. It can get worse within minutes.

# Emergency: infection of the whole body
triage-fever-spreading = With fever or shivers, these signs can mean an infection of the whole body. That cannot wait until tomorrow.
triage-fever-hot-skin = Fever or illness with hot, sore or swollen skin can mean germs in the blood. That cannot wait until tomorrow.
triage-fever-severe = Fever with very strong pain or swelling can mean an infection deep under the skin. That cannot wait until tomorrow.
triage-spreading-fast = This is spreading and getting worse, and the skin is hot or sore. An infection that spreads fast needs a hospital.
triage-fever-shivers = Fever with shivers can be a sign of germs in the blood. That needs a hospital at once.
triage-infection-ill = Infected skin with vomiting or illness can mean that germs are in the blood. That can be so without fever.
triage-fever-chemotherapy = During chemotherapy fever or shivers can turn dangerous within hours. Go in even if your skin looks calm.
triage-fever-cancer-care = During cancer treatment fever or shivers can turn dangerous within hours. Go in even if your skin looks calm.
triage-weak-immune-fever = Your body finds it hard to fight germs. With fever or shivers, this skin infection can reach your blood within hours.
triage-weak-immune-medicine-fever = Your medicine makes it harder to fight germs. With fever or shivers, this skin infection can reach your blood within hours.
triage-weak-immune-ill = Your body finds it hard to fight germs, and can stay without fever. Illness with these signs needs a hospital at once.
triage-weak-immune-medicine-ill = Your medicine makes it harder to fight germs, and can hide fever. Illness with these signs needs a hospital at once.

# Emergency: near the eye
triage-eye-fever = With fever or illness, an infection round the eye can reach the brain. It needs a hospital at once.
triage-eye-infection-shut = The skin round the eye may be infected. While the eye is shut, nobody can check it. It needs a hospital at once.
triage-eye-region-fever = With fever, hot or sore skin near the eye can mean an infection there. It can reach the brain, so it needs a hospital.
triage-blisters-near-eye = Near the eye these blisters or sores can come from the cold sore virus. It can scar the eye, so an eye doctor must look now.
triage-plain-blister-near-eye = A blister near the eye can be a burn, or the cold sore virus. The eye has to be checked at once.
triage-bruise-near-eye = A growing, tight bruise near the eye can press on the eye. Sight can be lost within hours.
triage-large-bruise-near-eye = A very large or tight bruise near the eye can press on the eye. Sight can be lost within hours.
triage-needle-near-eye = Metal left near the eye can reach the eye. It has to come out in a hospital.
triage-eye-area-treated = The skin round your eyes was treated, so this may be close to the eye. Sight can be at risk.
triage-bruise-eye-area = The skin round your eyes was treated, so this bruise may press on the eye. Sight can be lost within hours.

# Emergency: blisters and burns
triage-blisters-eczema = With eczema the cold sore virus can spread fast over the skin. It needs medicine at once, often in a hospital.
triage-sore-eczema = With eczema, sores that spread can come from the cold sore virus. It needs medicine at once, often in a hospital.
triage-blisters-weak-immune = Your body finds it hard to fight germs, so the cold sore virus can spread. It needs medicine at once.
triage-blisters-weak-immune-medicine = Your medicine makes it harder to fight germs, so the cold sore virus can spread. It needs other medicine at once.
triage-blisters-unwell = Blisters or sores with fever or illness can mean a fast infection. It needs a hospital at once.
triage-skin-off-ill = With fever or illness, raw skin or a large bruise can mean a grave illness. It needs a hospital at once.
triage-skin-no-blood = Skin that turns pale or very dark and hurts badly may get too little blood. It needs a hospital at once.
triage-rf-burn-grave = This can be a large or infected burn from radio-frequency. It needs a hospital at once.
triage-rf-burn-large = Blisters, very strong pain and wet skin after radio-frequency can mean a large burn. It needs a hospital at once.
triage-rf-burn-near-eye = This can be a burn close to the eye. The eye has to be checked at once.
triage-rf-burn-eye-area = This blister may be a radio-frequency burn close to your eye. The eye has to be checked at once.

# Emergency: bleeding that may not stop
triage-bleeding-thinner-grave = With your blood thinner this bleeding may not stop by itself. Do not stop the medicine by yourself.
triage-bleeding-disorder-grave = With a bleeding disorder this bleeding may not stop by itself. You may need your clotting medicine.
triage-bruise-thinner = With your blood thinner this bruise may still be bleeding inside. Do not stop the medicine by yourself.
triage-bruise-disorder = With a bleeding disorder this bruise may still be bleeding inside. You may need your clotting medicine.

# Emergency: numbing cream
triage-numbing-blood = Some numbing creams can leave the blood short of oxygen, and yours may be one. Feeling very ill can be the first sign.
triage-numbing-blood-risk = Your blood is prone to run short of oxygen after numbing cream. Feeling very ill can be the first sign.
triage-numbing-vomiting = Illness with vomiting after numbing cream can mean too much of it in the blood. It can be a grave allergy, too.
triage-numbing-wrapped = Numbing cream under a wrap can get into the blood in dangerous amounts. Feeling very ill can be the first sign.

# Same day: heat and pain
triage-hot-and-painful = Skin this hot, with soreness or swelling, can mean an infection. Treatment works best early.
triage-hot-and-changed = Hot skin that is red, dark or swollen can mean an infection, even without pain. Treatment works best early.
triage-very-hot = Skin that feels hot all the time after the first day can mean an infection. Treatment works best early.
triage-sore-and-swollen = Skin this sore and swollen can mean an infection, or fluid under it. Someone should feel it today.
triage-heat-and-pain-late = By now heat together with soreness or swelling should be gone. It can mean an infection.
triage-colour-and-heat-week = After a week, this skin should not be warm or sore. With redness, or a darker tint, it can be infected.
triage-dark-and-sore-week = After a week, dark patches should not be warm or clearly sore. They can be infected.
triage-worse-with-heat = It is getting worse, and the skin is warm or sore. After the first days that can mean an infection.
triage-worse-with-clear-heat = It is getting worse, and the skin is clearly hot or sore. That can mean an infection or another cause that needs care.
triage-back-with-heat = It had faded and has come back, and the skin is warm or sore. That can mean an infection.
triage-severe-beyond = Very strong pain or swelling like this is more than needling leaves. It can be an allergy, a burn or an infection.
triage-weeping-hot = Fluid this late, with warm or sore skin, can be an infection or a burn.
triage-crusts-hot = More crusts than expected, with warm or sore skin, can be infected.
triage-large-bruise = A bruise that is very large, tight or sore may still be bleeding inside. Someone should see it today.
triage-skin-off = Raw skin, or fluid that keeps running, can be a burn or let germs in. Someone should see it today.

# Same day: fever
triage-fever-face = Fever does not belong to healing skin. After a treatment of the face a doctor should look for an infection today.
triage-fever-skin = Fever together with any change in the treated skin can mean an infection.
triage-feverish-skin = Shivers or a feverish feeling with changed skin can mean an infection.
triage-shivers-and-feverish = Shivers together with a feverish feeling may be a real fever. Take your temperature, and have it judged today.
triage-fever-high = A fever this high should be judged today, whatever your skin looks like.
triage-fever-home = After needling at home, fever can mean that germs got in. Speak to a doctor today.

# Same day: people whose bodies fight germs less well
triage-weak-immune = Your body finds it hard to fight germs. So a small sign can be the start of a bad infection.
triage-weak-immune-medicine = Your medicine makes it harder to fight germs. So a small sign can be the start of a bad infection. Go on taking it until who prescribed it says otherwise.
triage-weak-immune-worse = Your body finds it hard to fight germs, and your skin is getting worse. A doctor should see it today.
triage-weak-immune-medicine-worse = Your medicine makes it harder to fight germs, and your skin gets worse. A doctor should see it today. Go on taking the medicine until who prescribed it says otherwise.
triage-diabetes-fever = With diabetes an infection can spread faster, and fever upsets your sugar. Speak to a doctor today.
triage-slow-healing = With diabetes, or wounds that heal badly, an infection can spread faster. So these signs together should be seen today.

# Same day: needling at home
triage-home = Needling at home can bring germs into the skin. Show these signs to a doctor today.
triage-home-rf = Radio-frequency at home can burn deep without a mark at first. A doctor should see this today.

# Same day: glands, eyes, allergy
triage-glands-with-heat = Sore glands together with hot, sore or swollen skin can mean an infection.
triage-eyelids-hot = Puffy lids with hot or sore skin can mean an infection near the eye. A doctor should see them today.
triage-hives = Hives can be an allergy of the whole body. It can turn grave later, so speak to someone today.
triage-rash-swollen = An itchy rash with swelling of the face or lids can be a strong allergy.

# Same day: cold sores
triage-tingling-cold-sores = You have had cold sores, and this tingling may be the next one. Tablets work best before any blister shows.
triage-tingling-cold-sore-now = You have a cold sore now, and this tingling may mean that it spreads. Tablets work best early.
triage-tingling-eczema = With eczema the cold sore virus can spread fast, and tingling can come first. Medicine works best early.
triage-tingling-near-eye = Tingling near the eye can be the cold sore virus. Medicine works best early, before the eye is reached.
triage-tingling-with-spots = Tingling in one spot with these signs can be the cold sore virus. Medicine works best early.

# Same day: burns after radio-frequency
triage-rf-severe-pain = Very strong pain after radio-frequency can mean a burn, even before a mark shows.
triage-rf-weeping = Fluid that keeps coming after radio-frequency can mean a burn.
triage-rf-grid = A grid that is wet, pale or grey after radio-frequency can be a burn.
triage-rf-pale-and-sore = Pale or grey skin that is sore or wet after radio-frequency can be a burn.
triage-rf-white = Skin this pale or grey can be a burn, above all after radio-frequency. A deep burn may not hurt.
triage-rf-white-numb = Pale and numb skin after radio-frequency can be a deep burn, even without pain.

# Same day: bleeding
triage-bleeding-severe = Blood that runs, or comes back after you press, is more than needling leaves. Speak to a doctor today.
triage-bleeding-thinner = A blood thinner can keep a small bleeding going. Do not stop the medicine by yourself; ask who prescribed it.
triage-bleeding-disorder = With a bleeding disorder even a small bleeding can go on. Call the people who treat your disorder today.

# Same day: lumps, joints, mind
triage-lumps-ill = Lumps with fever, sore joints or illness can come from slow germs. Or your whole body reacts to a product.
triage-lumps-draining = Lumps that let out fluid can come from slow germs. A doctor should take a sample.
triage-joints-and-rash = Sore joints with a rash or bumps can be an allergy of the whole body.
triage-distress-dysmorphia = This distress is real, and you need not carry it alone. Please speak to someone who knows you today.

# Contact in a day or two: stronger or longer than is ordinary
triage-above-ordinary = This is stronger, or lasts longer, than is usual by now. Have it looked at in the next days.
triage-back = It had faded and has come back. Ordinary healing goes one way only, so have it looked at.
triage-worse = It is getting worse instead of better. That is worth a closer look.
triage-surface-severe = Burning, cracking or raw skin can mean that something irritates it. Leave all your own products off until someone has looked.
triage-itch-or-rash = Strong itch, or a rash beyond the treated skin, can be an allergy. Something that touched the skin may have caused it.
triage-bleeding = Your skin should no longer bleed by now. Press gently with a clean cloth, and have it looked at.
triage-bruising = This bruise is larger, or lasts longer, than is usual by now. Tell who treats you which medicines you take.
triage-crusts = There are more crusts than is usual by now, or they last longer. Leave them alone, and have them looked at.
triage-crusts-slow-healing = Your skin may heal more slowly than others. Crusts that are still there should be looked at.
triage-weeping = Fluid should have dried up by now. Pat it dry, and have it looked at.

# Contact in a day or two: spots, colour, lumps, marks
triage-breakout = These spots are more, sorer or longer than is usual after needling. Have them looked at, and do not squeeze them.
triage-dark-patches = New dark patches can last for months. Early care and shade help, so ask soon.
triage-dark-patches-brown-skin = On olive, brown or black skin, dark patches that grow can last very long. Ask early, and keep the sun off.
triage-light-patches = New lighter patches do not belong to healing. They can last, so have them looked at.
triage-old-skin-disease = With your skin disease, new patches can grow where the needles went in. Show them to who treats it.
triage-lumps = Firm lumps that stay can be slow germs or a reaction to a product. They need a doctor who can take a small sample.
triage-track-marks = Lines or a grid that stay can become scars. Have them looked at before any further session.
triage-track-marks-pen = A pen or stamp should leave no lines. Lines that stay can become scars, so ask early.
triage-raised-scar = A raised scar that grows is easier to treat early. Have no more needling there.
triage-hollow = A new dent can mean that fat under the skin has shrunk. Have it looked at, and have no further session before.
triage-numbness = Skin that stays numb can mean that a nerve was touched. Have it tested in the next days.

# Contact in a day or two: glands, eyelids, illness, mind
triage-glands = Glands that are still swollen after a week should be felt by someone.
triage-eyelids-late = Puffy lids should have gone down by now. Have them looked at.
triage-eyelids-irritated = Puffy lids with itch, heat or pain can be an allergy. Or an infection may be starting.
triage-eyelids-elsewhere = Your lids are puffy although another place was treated. That can be an allergy.
triage-fever = Fever does not belong to healing skin. Tell who treats you, and watch the skin closely.
triage-feverish = Shivers or a feverish feeling do not belong to healing skin. Take your temperature now and again tonight.
triage-vomiting = Vomiting does not come from healing skin. It may have another cause, so tell who treats you.
triage-joints = Sore joints after needling can belong to a reaction of the whole body. Tell a doctor which products were used.
triage-tingling = Tingling in one spot can come before a cold sore. Ask a pharmacist today about cold sore medicine, and look at it often.
triage-distress = Being this upset about your skin matters. Tell someone you trust, and a doctor who can listen.

# A warning sign told before
triage-latch = You told of a warning sign before. It counts until a doctor or nurse has looked, even if it has eased.
