# Daily care: one instruction under the id of its rule. Which day it is for stands in the protocol.

care-first-wash = Rinse gently with lukewarm water, using only your clean hands. Pat your skin dry with a clean towel.
care-cleanser = Wash with a gentle, unscented cleanser, using only your hands. Pat your skin dry, and do not rub it.
care-lukewarm-water = Use only lukewarm water on the treated skin. Keep hot water off it.
care-moisturise = Put on a plain, unscented moisturiser. Use more whenever your skin feels dry.
care-hydrating-serum = You may put a plain hyaluronic acid serum under your moisturiser. Choose one with no scent and no vitamin C.
care-sunscreen = Every morning, put on a mineral sunscreen with SPF 30 or more. Wear it indoors by a window too.
care-shade = Keep to the shade when you are outside. Wear a wide hat or loose clothes over the treated skin.
care-clean-linen = Sleep on fresh bed linen. Use a clean towel each time.
care-drink-water = Drink enough through the day. Plain water will do. Were you told to drink less? Then keep to that.
care-cool-compress = If your skin feels hot, lay a clean, cool, damp cloth on it. Never use ice.
care-simple-routine = Keep your skin care plain and gentle. Try no new or strong products for now.
care-hands-off = Keep your hands off the treated skin. Let flakes and scabs fall by themselves.
care-clean-hands = Wash your hands with soap before they go near the treated skin.
care-clean-tools = Use only clean brushes and sponges for your make-up. Share none of them.
care-rf-crusts = Radio-frequency can leave tiny crusts. Let them drop off by themselves. Show a doctor today any blister, or a white, grey or wet grid.
care-follow-clinic = Did a clinic treat you, and is it stricter than this plan? Follow the clinic. Only the person who prescribed a medicine may stop it. Go to your follow-up visit too.
care-sun-careful = Still keep the treated skin out of strong sun. New skin darkens easily, above all brown and black skin.

# Short names for lists, at most 40 characters.
care-first-wash-name = first gentle rinse
care-cleanser-name = gentle cleanser
care-lukewarm-water-name = lukewarm water only
care-moisturise-name = plain moisturiser
care-hydrating-serum-name = plain hyaluronic acid serum
care-sunscreen-name = mineral sunscreen every morning
care-shade-name = shade and a hat
care-clean-linen-name = fresh linen and towels
care-drink-water-name = enough to drink
care-cool-compress-name = cool cloth if hot
care-simple-routine-name = a simple routine
care-hands-off-name = hands off
care-clean-hands-name = clean hands
care-clean-tools-name = clean brushes
care-rf-crusts-name = leave crusts alone
care-follow-clinic-name = what your clinic says
care-sun-careful-name = care in strong sun
