# What a sign may be about that alone needs help now or today: one message per rule of the floor, under the rule's id. The level says what to do.

# Emergency: breathing, collapse, poisoning
floor-allergy = This can be a grave allergy, which can close the throat within minutes. It needs help even if it eases by itself.
floor-faint = Fainting can come from a grave allergy, from numbing cream or from the heart. Stay lying down.
floor-numbing = Too much numbing cream in the blood can do this. So can an illness of the lungs or the brain. It can get worse fast.
floor-chest-pain = Chest pain can come from the heart or the lungs. Too much numbing cream in the blood can cause it, too.

# Emergency: eyes, face, head
floor-eye = Your sight may be at risk. An eye can be badly hurt although little shows from outside.
floor-face-droop = A drooping face can be a sign of a stroke. Every minute counts.
floor-head = This can mean that germs from the skin have moved inside the head. It needs a hospital.

# Emergency: skin, bleeding, mind
floor-dead-skin = Skin that has turned black, grey or white and cold may get no blood. It can die within hours.
floor-bleeding = Bleeding that firm pressing does not stop needs help at once.
floor-self-harm = You matter, and you do not have to bear this alone. There are people who listen, day and night.

# Same day: infection
floor-infection = This can be a sign that germs have got into the skin. Hot, sore, swollen or darker skin counts, not only redness. Treatment works best early.
floor-very-ill = Feeling very ill can be the first sign of an infection of the whole body. A doctor should judge it today.
floor-round-eye = Trouble in the skin round the eye can reach the eye itself. A doctor should look at it today.

# Same day: blisters and sores
floor-grouped-blisters = Small blisters in a group can come from the cold sore virus. Tablets against it work best when started early.
floor-blisters = A blister or an open sore can be a burn, an allergy or an infection. Someone should see it today, before it can leave a scar.

# Same day: needles, blood
floor-needle-left = Metal left in the skin can carry germs in and move deeper. A doctor or nurse should take it out today.
floor-shared-needle = Blood from another person can carry HIV or hepatitis. Medicine that can prevent HIV must start early, so go today. Later, tests and a vaccine still make sense.
floor-tense-bruise = A bruise that grows and feels tight may still be bleeding inside. A doctor should see it today.
