# Medicines: why something must wait, be asked or be known. The key is the rule's id; dates stand beside the sentence, never in it.

screen-medicine-isotretinoin = Treatment must wait while you take isotretinoin. Keep taking it as you were told. The person who prescribed it decides when it ends.
screen-medicine-isotretinoin-stopped = Your skin needs months to settle after isotretinoin. Only a doctor may agree to go sooner, for a good reason.
screen-medicine-anticoagulant = You may bleed and bruise more. Keep taking your blood thinner, and never stop it for this. Tell who treats you, and ask who prescribed it.
screen-medicine-anticoagulant-rf = With a blood thinner, radio-frequency may leave deep bruises. The doctor who prescribed it must agree first. Keep taking it.
screen-medicine-anticoagulant-home = A doctor must agree before you needle at home on a blood thinner. Nobody is there to help if you bleed. Keep taking it.
screen-medicine-aspirin = You may bruise a little more. Keep taking your aspirin, and never stop it for this. Tell who treats you, and ask who prescribed it.
screen-medicine-thinner-stopped = You stopped a blood thinner or aspirin a short time ago. Without it, a blood clot may form. Ask the person who prescribed it today if that was right.
screen-medicine-nsaid = Ibuprofen and the like may bring more bruises. If it is prescribed, keep taking it and ask who prescribed it. If not, ask a pharmacist if you can do without.
screen-medicine-nsaid-stopped = You took ibuprofen or the like a short time ago. You may bruise a little more. Tell who treats you.
screen-medicine-nsaid-rf = Radio-frequency must wait while you take ibuprofen or the like. If it is prescribed, keep taking it and ask who prescribed it. If not, ask a pharmacist if you can do without.
screen-medicine-nsaid-rf-stopped = Radio-frequency must wait for some days after ibuprofen or the like. If it is prescribed, ask who prescribed it before you pause it.
screen-medicine-supplement = Garlic, ginkgo and vitamin E pills may bring more bruises. Fish oil was not found to. You need not cancel for them, but tell who treats you.
screen-medicine-supplement-stopped = Your pills may still bring a few more bruises. You need not cancel for them. Tell who treats you.
screen-medicine-retinoid = Pause your retinoid cream before the treatment, from the day in your plan. If it is prescribed, tell who prescribed it.
screen-medicine-retinoid-stopped = You used a retinoid cream a short time ago. Your skin needs some days to calm down. If it is prescribed, tell who prescribed it.
screen-medicine-topical-steroid = Steroid cream can make your skin thin, so needles go in deeper. Ask who prescribed it. Tell who treats you.
screen-medicine-oral-steroid = Steroid tablets can slow healing and let germs in. A doctor must agree first. Never stop them by yourself.
screen-medicine-oral-steroid-rf = Radio-frequency must wait while you take steroid tablets. Never stop them by yourself. Ask who prescribed them what to do.
screen-medicine-oral-steroid-stopped = You took steroid tablets not long ago. You may still heal more slowly. A doctor must agree first.
screen-medicine-immunosuppressant = Your medicine makes it harder to fight germs. The doctor who prescribed it must agree first. Never stop it by yourself.
screen-medicine-immunosuppressant-rf = Radio-frequency is not for you with this medicine, as germs can harm you more. Keep taking it. Ask a doctor what else could help your skin.
screen-medicine-immunosuppressant-home = Do not needle at home with this medicine, as germs can harm you more. Keep taking it. Ask a doctor what else could help your skin.
screen-medicine-immunosuppressant-stopped = Your medicine may still make it harder to fight germs. The doctor who prescribed it must agree first.
screen-medicine-chemotherapy = Treatment must wait while you have chemotherapy. Your body fights germs and heals less well now. Ask your cancer team when it can be.
screen-medicine-chemotherapy-stopped = Your body may still be weak after chemotherapy. Your cancer team must agree first.
screen-medicine-photosensitiser = Your medicine makes your skin burn and darken more easily in the sun. Keep taking it. Stay in the shade before and after.
screen-medicine-photosensitiser-stopped = Your skin may still burn and darken more easily in the sun. Stay in the shade before and after.
screen-medicine-antiarrhythmic = Use no numbing cream with your heart medicine, unless a doctor agrees. Keep taking your medicine. Tell who treats you about it.
screen-medicine-antiarrhythmic-numbing = Numbing cream and your heart medicine can add up. A doctor must agree to the cream first. Ask if you can do without the cream.
screen-medicine-antiarrhythmic-numbing-home = Never use numbing cream at home with your heart medicine. Together they can upset your heartbeat. Keep taking your medicine.
screen-medicine-antiarrhythmic-stopped-numbing = Some heart medicines stay in the body for months. A doctor must agree to numbing cream first.
screen-medicine-methaemoglobin = Numbing cream with prilocaine or benzocaine is not for you. With your medicine it can take oxygen from your blood. Keep taking your medicine.
screen-medicine-methaemoglobin-numbing = Do not use this numbing cream with your medicine. Together they can take oxygen from your blood. Keep taking your medicine, and ask for another cream.
screen-medicine-methaemoglobin-numbing-unclear = Find out what is in this numbing cream. Prilocaine or benzocaine would harm you with your medicine. Ask a doctor or pharmacist first.
screen-medicine-methaemoglobin-stopped-numbing = Your medicine may still be in your blood. With this numbing cream it can do harm. Ask a doctor or pharmacist first.

# Recent procedures: they settle first, or whoever did them is asked.

screen-recent-filler = Your filler needs time to settle before needles come near it. Tell who treats you where it is.
screen-recent-filler-later = Needles could reach filler that is still there. Ask who gave it to you if needling is all right. Tell who treats you where it is.
screen-recent-toxin = Botulinum toxin needs time to settle before you are needled. Tell who treats you where it was put.
screen-recent-toxin-later = Your botulinum toxin may still be at work. Ask who gave it to you if needling is all right. Tell who treats you where it was put.
screen-recent-peel-light = After a light peel, your skin has to heal before needling. Do not peel it again before that.
screen-recent-peel-light-dark = In brown or black skin, dark marks from a peel can take weeks to show. Wait until then, and see that your skin stays even.
screen-recent-peel-light-rf = After a light peel, radio-frequency can burn skin that is still new. It has to wait longer than plain needling.
screen-recent-peel-light-later = Have your skin looked at before needling. It must be calm and even after the peel.
screen-recent-peel-medium = A medium peel wounds the skin well below its surface. New skin needs weeks before needling.
screen-recent-peel-medium-rf = A medium peel needs a long rest before radio-frequency. Heat can burn new skin.
screen-recent-peel-medium-later = Have your skin looked at before needling. A medium peel may not be fully healed yet. Ask who did it if you are not sure.
screen-recent-peel-deep = A deep peel takes months to heal. Needling has to wait until then. Not sure how deep yours was? Ask who did it.
screen-recent-laser-light = After laser or light treatment, deeper skin is still healing. It has to settle before needling.
screen-recent-laser-fractional = This kind of laser leaves many tiny wounds. They need a long time before needling. Ask who did it which laser it was.
screen-recent-laser-ablative = This kind of laser takes skin off. It needs months before needling. Not sure which laser it was? Ask who did it.
screen-recent-needling = Your skin is still building itself up after the last needling. Another session too soon can leave marks.
screen-recent-hair-removal = Wax and hair-removal cream leave the skin sore. It has to calm down before needling. Was it laser or light? Then enter it as laser.
screen-recent-sun = Skin that had strong sun can darken after needling. It needs time in the shade first. Use no tanning bed.
screen-recent-vaccine = You had a vaccine a short time ago. If you feel ill, wait until you are well. Never put off a vaccine for needling.
screen-recent-surgery-fresh = A wound from surgery needs weeks to close and grow firm. Needling has to wait until then.
screen-recent-surgery = You had surgery on this skin not long ago. The surgeon must agree before needling.
screen-recent-surgery-rf = Radio-frequency has to wait a long time after surgery on the face. Ask your surgeon when it can be.
screen-recent-surgery-home = Do not needle this skin at home so soon after surgery. Ask your surgeon what would help the scar.
screen-recent-threads-fresh = Threads need weeks to grow in. Needles could move them or let germs in. Needling has to wait until then.
screen-recent-threads = Needles could reach your threads. The clinic that put them in must agree first.
screen-recent-threads-rf = Heat could spoil your threads. Radio-frequency has to wait. Ask the clinic that put them in.
screen-recent-threads-home = Do not needle at home so soon after a thread lift. Ask the clinic that put the threads in.
screen-recent-tattoo-fresh = A new tattoo or permanent make-up is a fresh wound. It has to heal before needles come near it.
screen-recent-tattoo = Needles should stay off a tattoo or permanent make-up. Show who treats you where it is. Ask them to leave that skin out.
screen-recent-tattoo-rf = Radio-frequency must not go over a tattoo or permanent make-up. Show who treats you where it is. Ask which skin could be treated without it.
screen-recent-radiotherapy-fresh = Skin is still hurt inside after radiotherapy. Needling has to wait. Ask your cancer doctor before you book.
screen-recent-radiotherapy = Skin that had radiotherapy may heal badly, even years later. Your cancer doctor must agree first.

# A day on which the skin should look its best.

screen-event = Your big day comes soon after this session. Swelling, flakes, colour or bruises may still show. Think about another date.
screen-event-deep = Deep needling can leave bruises for longer. They may still show on your big day. Think about another date.
screen-event-rf = Radio-frequency can leave swelling and tiny crusts for weeks. They may still show on your big day. Think about another date.
