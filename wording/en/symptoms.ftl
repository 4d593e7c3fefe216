# What each grade of a symptom looks or feels like, on light, brown and black skin: `symptom-<id>-<grade>`, one sentence each.
# Every grade means: more than before the treatment. `expect-<id>` says what is usual and how it passes; the hours stand in the protocol.

symptom-redness-none = Your skin has the same colour and warmth as before the treatment.
symptom-redness-mild = Slightly pink, or slightly darker on brown or black skin, and perhaps warm.
symptom-redness-moderate = Clearly red, or darker, purple or grey on brown or black skin, often warm.
symptom-redness-severe = Deep red, or very dark, purple or grey on brown or black skin, often hot.
expect-redness = At first the skin is often warm and pink, or darker, purple or grey. This fades bit by bit and should not come back.

symptom-swelling-none = Your skin is no puffier than before the treatment.
symptom-swelling-mild = Your skin is a little puffy, but its shape has not changed.
symptom-swelling-moderate = Your skin is clearly puffy, and its shape has changed a bit.
symptom-swelling-severe = Your skin is very swollen, tight or shiny, and its shape has changed a lot.
expect-swelling = The treated skin is often a little puffy at first. It goes down bit by bit, more slowly after radio-frequency.

symptom-warmth-none = Your skin feels no warmer than before the treatment.
symptom-warmth-mild = Your skin feels a little warm, but you soon forget about it.
symptom-warmth-moderate = Your skin feels clearly warm most of the time.
symptom-warmth-severe = Your skin feels hot all the time, as if it gives off heat.
expect-warmth = The treated skin often feels warm at first. It cools down bit by bit and should not heat up again.

symptom-tightness-none = Your skin feels no tighter than before the treatment.
symptom-tightness-mild = Your skin feels a little tight when you move or stretch it.
symptom-tightness-moderate = Your skin feels tight most of the time, even when you keep still.
symptom-tightness-severe = Your skin feels so tight that it hurts or is hard to move.
expect-tightness = Your skin may feel as if it were a size too small. This eases as the skin calms down.

symptom-pain-none = Your skin hurts no more than before the treatment.
symptom-pain-mild = Your skin is a bit sore, but you can easily think of other things.
symptom-pain-moderate = Your skin hurts, and it is hard to ignore.
symptom-pain-severe = Your skin hurts so much that you cannot sleep or think of much else.
expect-pain = The treated skin may be sore at first. It should hurt less as time goes by, not more.

symptom-stinging-none = Your skin stings no more than before the treatment.
symptom-stinging-mild = Your skin prickles or stings a little when something touches it.
symptom-stinging-moderate = Your skin stings a lot, even with water or a plain cream.
symptom-stinging-severe = Your skin burns or stings all the time, even with nothing on it.
expect-stinging = Water and creams may sting for a while. This gets weaker as the skin calms down.

symptom-itching-none = Your skin itches no more than before the treatment.
symptom-itching-mild = Your skin itches now and then, and you can leave it alone.
symptom-itching-moderate = Your skin itches often, and it is hard not to scratch.
symptom-itching-severe = Your skin itches all the time and keeps you from sleep or work.
expect-itching = A light itch may come and go while the skin is dry. A strong itch, or one with bumps, should be looked at.

symptom-dryness-none = Your skin is no drier than before the treatment.
symptom-dryness-mild = Your skin feels a bit dry and may look dull or ashy.
symptom-dryness-moderate = Your skin feels dry and rough, and looks dull, grey or ashy.
symptom-dryness-severe = Your skin is so dry that it cracks or hurts.
expect-dryness = Dry skin often starts soon after the treatment. It goes once the flakes have come off.

symptom-peeling-none = Your skin flakes no more than before the treatment.
symptom-peeling-mild = A few small flakes come off, and you hardly see them.
symptom-peeling-moderate = Flakes come off in many places, and other people can see them.
symptom-peeling-severe = Skin comes off in large pieces, or leaves raw spots.
expect-peeling = Your skin may shed small, dry flakes. They come off by themselves, and then it stops.

symptom-bleeding-none = Your skin does not bleed.
symptom-bleeding-mild = You see a few tiny drops of blood that soon stop by themselves.
symptom-bleeding-moderate = You have to dab blood away several times, or press to stop it.
symptom-bleeding-severe = Blood runs, or comes back even after you press on it.
expect-bleeding = Tiny drops of blood may show just after the treatment. They soon stop by themselves and should not come back.

symptom-bruising-none = You see no bruise and no new dark, sore patch.
symptom-bruising-mild = You see tiny or small bruises: blue, purple or darker spots.
symptom-bruising-moderate = You see larger bruises: purple, brown or nearly black patches, perhaps sore.
symptom-bruising-severe = You see a very large bruise, or one that feels tight or very sore.
expect-bruising = A few bruises can show, mostly after deep needles or near the eyes. They change colour as they fade.

symptom-crusting-none = You see no scabs or crusts.
symptom-crusting-mild = You see a few tiny, dry scabs, like dots.
symptom-crusting-moderate = You see scabs in many places, or some that are large.
symptom-crusting-severe = Thick scabs cover a large part of the treated skin.
expect-crusting = Most people get few or no scabs, but radio-frequency often leaves tiny dots. They dry and drop off by themselves. Have wet, yellow or growing ones looked at.

symptom-weeping-none = You see no fluid on your skin.
symptom-weeping-mild = A little clear fluid shows in tiny dots and soon dries.
symptom-weeping-moderate = Clear or straw-coloured fluid keeps coming, and you have to dab it.
symptom-weeping-severe = Clear or straw-coloured fluid runs down, or soaks a tissue or pillow.
expect-weeping = Tiny dots of clear fluid may show at first. They soon dry up and should not come back.

symptom-breakout-none = You have no more spots than before the treatment.
symptom-breakout-mild = You have a few small new spots or tiny white bumps.
symptom-breakout-moderate = You have many new spots, or a few that are sore.
symptom-breakout-severe = New spots cover much of the skin, or they are large and very sore.
expect-breakout = Some people get a few spots or tiny white bumps. Have them looked at if they are sore, firm or grouped.

symptom-darkening-none = Your skin has no patches that are darker than before the treatment.
symptom-darkening-mild = You see small patches a little darker than before: brown, purple or grey.
symptom-darkening-moderate = You see clear brown, purple or grey patches that were not there before.
symptom-darkening-severe = You see large or very dark patches that were not there before.
expect-darkening = Patches that were dark already can look darker for a while. Have new dark patches looked at, as they can last long.

symptom-lightening-none = Your skin has no patches that are lighter than before the treatment.
symptom-lightening-mild = You see small patches a little lighter than before.
symptom-lightening-moderate = You see clear, lighter patches that were not there before.
symptom-lightening-severe = You see large or nearly white patches that were not there before.
expect-lightening = New lighter patches are not expected after needling. Have them looked at if you see any.
