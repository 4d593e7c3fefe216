# What a level means you should do, whom to call and when. Telephone numbers stand in the protocol, never here.
# The one exception is `call-unknown-country`. Levels and their names stand in vocabulary.ftl.

# The level in two or three words.
level-title-self-care = Care at home
level-title-contact-clinic = In a day or two
level-title-same-day = Today
level-title-emergency = Emergency

# What to do at each level. `-home`: for someone who treated themselves. `-other`: whoever treated may be the cause.
level-do-self-care = Care for your skin at home, and watch it. Check in again when something changes.
level-do-contact-clinic = Contact your clinic in the next day or two. Tell them what you see, and since when.
level-do-contact-clinic-home = Ask a pharmacist or doctor in the next day or two. Say that you needled your skin at home.
level-do-contact-clinic-other = Ask a doctor in the next day or two. Tell them what you see, and since when.
level-do-same-day = Speak to a doctor or your clinic today, within hours. Do not leave it until tomorrow.
level-do-same-day-home = Speak to a doctor today, within hours. A pharmacist can help you find one. Say that you needled your skin at home.
level-do-same-day-other = Speak to a doctor today, within hours. Do not leave it until tomorrow.
level-do-emergency = Call for emergency help now, or ask somebody to call. Do not wait, and do not drive yourself.
level-none = There is nothing to judge yet. Check in, and tell us how you are.
level-none-flags = Get emergency help now for any of these: trouble breathing, a swollen mouth, trouble seeing, a fit, or bleeding that does not stop. Do the same if you faint, or think of harming yourself.

# When nobody answers, or it gets worse.
same-day-closed = Closed, or no answer within an hour? Go to out-of-hours or urgent care. Nobody reached in four hours, or it gets worse? Go to emergency care.
worse-means-call-clinic = If it gets worse, do not wait for your next check-in. Call your clinic, or emergency help if you feel very ill.
worse-means-call-home = If it gets worse, do not wait for your next check-in. Call a doctor or pharmacist, or emergency help if you feel very ill.

# Whom to call, and how soon: the parts of a line, and the line.
who-emergency = Emergency help
who-crisis-line = A crisis line, to talk with somebody
who-out-of-hours = Out-of-hours or urgent care
who-doctor = A doctor
who-pharmacist = A pharmacist
who-clinic = Your clinic
who-nobody = Nobody yet, unless it gets worse
when-now = now
when-within-hours = today, within hours
when-within-2-days = in the next day or two
call-line = { $who }: { $number } ({ $when })
call-line-no-number = { $who } ({ $when })
call-if-worse = If it gets worse: { $list }
call-unknown-country = 112, 911 or your local number
call-before = before { $when }
not-your-clinic = Call somebody other than the place that treated you. What was done there may be the cause.
number-unverified = Check this number if you can. It was not looked up for this program. If it fails, use the one you know.

# What was judged, and what was not.
judged-at = Judged for { $when }, { $hours } after the treatment
judged-now-old = Your last check-in is from { $when }. Check in again, as your skin may have changed.
not-assessed = Not everything was asked. The answer may change.

look-again = Check in again by { $when }.

# Headings.
section-also = What else to do
section-first-steps = First steps
section-seen = What you told us, and what is ordinary
section-watch = Look out for
section-call = Whom to call
section-ask-next = Please answer next

# What was told against what is ordinary at that hour.
seen-within = no more than is ordinary now
seen-above = more than is ordinary now
seen-none = Not there: { $list }
seen-line = { $grade }: { $verdict }
seen-unknown = we cannot say what is ordinary now

# Questions, and what a yes would mean.
ask-would = If yes: { $level }
ask-would-with = Together with another sign: { $level }
ask-would-severe = If it is severe: { $level }
ask-would-high = If it is high: { $level }
