# Headings, answers and notes around the content. Times, names and numbers come in through the placeables.

# -- the language: ltr or rtl
language-direction = ltr

# -- dates and times
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
date-short = { $weekday } { $day } { $month }
date-long = { $weekday } { $day } { $month } { $year }
date-time = { $date }, { $time }
zone-offset = UTC offset
early-morning = { $when } (so: { $weekday } morning)
in-minutes = { $n ->
    [one] in 1 minute
   *[other] in { $n } minutes
}
in-hours = { $n ->
    [one] in 1 hour
   *[other] in { $n } hours
}
in-days = { $n ->
    [one] in 1 day
   *[other] in { $n } days
}
since-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}

# -- the plan
plan-title = Your plan after microneedling
plan-for = For { $name }
plan-treated = Treated { $when } ({ $zone })
plan-booked = Booked { $when } ({ $zone })
plan-now = Day { $day } · { $hours } after · { $phase }
plan-before = Your session is still to come.
plan-planned = This plan counts from the booked time. Make a new one after the session.
plan-undated = No one said when the treatment was. So this plan has no dates yet.
section-today = Today
section-do = Do
section-expect = What may show now and still be ordinary
section-not-yet = Not yet
section-after = After your session
later-because = later because of: { $list }
section-held = Held for now
section-ask = Ask first
section-never = Not at all
section-open = Open now
section-products = Your products
section-days = Day by day
section-day = Day { $day } · { $date }
section-recovery = How it usually goes
section-gaps = Not known
section-help = If something feels wrong
section-sources = Where this comes from
day-opens = Opens
day-products = Products
day-begins = New to do
day-ends = No longer needed
care-from = From { $time }: { $text }
expect-up-to = { $grade }: { $list }
expect-severe = Up to severe
expect-moderate = Up to moderate
expect-mild = Mild
gate-opens-at = { $when } ({ $in })
none-of = only if you have no { $list }
once-gone = only once you have no more { $list }
unless-you = but ask first if you have this: { $list }
list-or = { $list } or { $last }
held-by = not while you have { $list }
held-stale = you told us of { $list } a while ago; check in again
must-check-in = check in first, and answer: { $list }
moved-why = later for you: { $facts }
chart-legend = Bars: the most that is still ordinary. Blank: none. Now: ^
chart-grades = ▂ mild   ▅ moderate   █ severe
chart-hours = hours
chart-days = days
chart-seen = You saw: { $list }
chart-seen-one = { $symptom } { $grade } at { $hours }

# -- what somebody has to look at
alert-title = First of all
alert-told = You told us: { $list }. The command `triage` says more.

# -- what changed between two plans
changes-title = What changes in your plan
changes-moved = Moved
changes-added = New
changes-removed = Gone
changes-kept = As before
changes-from-to = { $was }, now { $is }
changes-begun = { $text } You have begun this: go on.
changes-done = { $what }: done on { $when }. It does not open again.
changes-line = { $what }: { $text }
changes-all-later = Every hour of your plan moves { $span } later, also that of the session.
changes-all-earlier = Every hour of your plan moves { $span } earlier, also that of the session.
span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
span-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
span-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
changes-none = Nothing changes.
changes-count = { $n ->
    [one] 1 entry stays as it was.
   *[other] { $n } entries stay as they were.
}
changes-session = The session
changes-next = The next session

# -- may I?
can-yes = Yes, you may.
can-yes-if = Yes, { $condition }.
can-not-yet = Not yet. Not before { $when } ({ $in }).
can-not-yet-if = Not yet. Not before { $when } ({ $in }), and then { $condition }.
can-held = Not now: { $condition }.
can-ask = Ask first.
can-ask-facts = Ask first. It matters for you because of: { $list }.
can-ask-stale = Check in first. Your last check-in is too old to go by.
can-ask-check-in = Check in first. Please answer: { $list }.
can-ask-undated = We cannot say yet. No one said when the treatment was.
can-no = No.
done-early = That was too early. Do this now:
done-in-time = That was not too early. Go on with your plan.
done-watch = Look out for
done-moves = Because of it, these now open later
done-move = { $what }: { $when }
done-nothing-moves = Nothing else opens later because of it.

# -- what was not answered
gap-ended = When the treatment ended
gap-device = Which device was used
gap-depth_mm = How deep the needles went
gap-area = Which areas were treated
gap-setting = Who did the treatment
gap-skin_type = Your skin type
gap-pregnant = Pregnancy
gap-breastfeeding = Breastfeeding
gap-check-in-is-old = How your skin is now; your last check-in is old
gap-no-evidence = No source says anything about this
gap-only-planned = If the session took place as booked

# -- whom to call
help-worse-clinic = It gets worse, or you feel ill or feverish: call your clinic today.
help-worse-home = It gets worse, or you feel ill or feverish: speak to a pharmacist or doctor today.
help-phone = Your clinic: { $who }
help-closed = No answer within an hour: go to out-of-hours or urgent care.
help-emergency = Trouble breathing, a swollen mouth, or trouble seeing: call { $number } now.

# -- what this is
about-device = Afterglow is not approved or registered as a medical device.
about-review = No clinician has reviewed its rules.
about-protocol = Rules: { $id } { $version } ({ $status }), { $digest }
about-clinic = With { $count ->
    [one] one value
   *[other] { $count } values
} of { $name }

# -- why
why-rule = Rule { $rule }
why-hours = Opens { $hours } after the treatment; sources say { $low } to { $high } hours; never below { $floor }.
why-clinic = Your clinic chose this hour; the protocol has { $was }. Reason: { $reason } ({ $who }).
why-follows = It follows { $follows }.
why-sources = Sources: { $list }
why-unverified = Unverified: it rests on memory or on our own proposal alone.

# -- facts
fact-unknown = { $what } is not known
fact-depth-own = { $mm } mm deep
fact-done = { $what } on { $when }
fact-temperature = A temperature of { $degrees } degrees
fact-worse = Worse than yesterday
fact-returned = { $what }, which had faded, is back: { $grade }
fact-risen = { $what } has grown: { $grade }
fact-place = There: { $what }
fact-pregnant = pregnant
fact-breastfeeding = breastfeeding
fact-graded = { $what }, { $grade }
list-and = { $list } and { $last }

# -- numbers with their units
unit-depth = { $n } mm
unit-percent = { $n } per cent
unit-minutes = { $n } minutes
unit-area_cm2 = { $n } square centimetres
unit-grams = { $n } grams
range = { $low } to { $high }
measure-depth = Needle depth
measure-percent = Numbing cream, strength
measure-minutes = Numbing cream, time
measure-area_cm2 = Numbing cream, area
measure-grams = Numbing cream, amount

# -- may I be treated?
screen-title = May you be treated?
screen-day = Judged for { $when }
answer-proceed = We found nothing against it.
answer-proceed-open = We cannot say yet. Nothing you told us speaks against it.
answer-caution = You can be treated, with extra care.
answer-ask = A doctor must agree first.
answer-defer = Wait. The treatment must come later.
answer-defer-until = Wait until { $when }.
answer-refuse = Do not have this treatment.
answer-refuse-plan = Not this way. What is planned has to change first.
screen-first = May you be treated at all? { $answer }
finding-caution = Extra care
finding-ask = A doctor must agree first
finding-defer = Wait
finding-refuse = Do not
finding-refuse-plan = Not this way
answer-also-ask = A doctor must agree, too.
answer-also-caution = Extra care is needed, too.
answer-open = Some questions are still open. The answer may change.
section-findings = Why
section-who-treats = Ask who treats you
section-home-never = Never do this at home
finding-until = Over on { $when }
values-differ = Sources differ: { $list }
value-days = { $low } to { $high } days
gaps-many = { $table }: { $n } not answered
table-condition = Illnesses and skin problems now
table-history = Your past
table-allergy = Allergies
table-medication = Medicines
table-recent = Earlier treatments
table-symptom = How your skin is
table-sign = Warning signs
table-other = Other questions

# -- how do I prepare?
prepare-title = How to prepare
prepare-day = Your session: { $when }
prepare-undated = No one said when the session is. So there are no dates yet.
prepare-days = { $from } to { $until }
prepare-product = Of yours: { $product } ({ $names })
section-prepare = Before your session

# -- the session
session-title = The session
session-within = Within the limits.
session-within-open = Within the limits, as far as we were told.
session-ask = Not clear. Who treats you must answer for this first.
session-over = Over the limits. Do not do it this way.
session-steps-after = First settle what stands above. Only then come these steps.
section-limits = Limits
section-steps = Step by step
limit-within = within
limit-ask = ask first
limit-over = over
limit-usual = usual up to { $usual }
limit-range = usual up to { $usual }, never over { $most }
limit-range-ask = usual up to { $usual }; a doctor must agree above { $most }
limit-untested = nobody has tested this
limit-unknown = not given
step-minutes = { $range } minutes
record-these = Write down: { $list }

# -- the course
course-title = Your course
section-course = What you treat
section-next = The next session
section-dates = Sessions
section-pause = What to pause around each session
section-improvement = Did it work?
section-cost = What it costs
section-outlook = What to expect
section-judge = How to judge it
course-done = { $n ->
    [0] No session done yet.
    [one] 1 session done.
   *[other] { $n } sessions done.
}
course-of = { $n ->
    [one] 1 session in all.
   *[other] { $n } sessions in all.
}
course-apart = At least { $n } days between two.
course-evidence = How well tested: { $grade }
evidence-strong = well
evidence-some = somewhat
evidence-weak = hardly
evidence-none = not at all
course-next-open = From then on nothing we know of speaks against it.
course-next-held = Not while you still have: { $list }
course-next-ask = Check in first: { $list }
course-next-never = No day can be named yet. This is why:
course-earliest = Not before { $when }
course-session = Session { $n }
course-session-from = from { $when }
course-session-between = { $from } to { $until }
course-backwards = Counted back from { $when }
course-backwards-yes = All of it fits. The last day for a session is { $when }.
course-backwards-no = It does not all fit. The last day for a session is { $when }.
course-backwards-past = These rules leave no room together:
course-clash-sessions = The number of sessions
course-clash-spacing = The days between two sessions
course-clash-margin = The days to heal before the event
course-clash-booked = The day you booked
course-booked-early = The day you booked is too early: { $when }
course-pause = { $what }: { $from } to { $until }
course-weeks = Week { $n } ({ $when })
course-cost = { $count } sessions: { $total }
course-cost-one = One session: { $price }

# -- facts of an appointment
fact-stopped = { $what }, last on { $when }
fact-recent = { $what } on { $when }
fact-age = { $n } years old
fact-numbing = Numbing cream: { $what }
fact-prilocaine = Numbing cream with prilocaine
fact-under-wrap = Numbing cream under a cover
fact-not-wrapped = Numbing cream without a cover
fact-applied = On the skin: { $what }
fact-event = Your event on { $when }

# -- what was not answered about an appointment
gap-planned = When the session is
gap-born = Your age
gap-concern = What you want treated
gap-numbing = If numbing cream is used, and which
gap-numbing-percent = How strong the numbing cream is
gap-numbing-minutes = How long the numbing cream stays on
gap-numbing-area_cm2 = How large the numbed area is
gap-numbing-grams = How much numbing cream is used
gap-prilocaine = If there is prilocaine in the numbing cream
gap-temperature_c = Your body temperature
gap-under_wrap = If the numbing cream is covered
gap-applied = What is put on the open skin
gap-kind = What kind it was: { $what }
