# The calendar. Titles say nothing about health, as others may see them; those that end in -about are for who asks for it.
calendar-name = Afterglow plan

calendar-session = Appointment
calendar-session-about = { $what }
calendar-session-what = Microneedling session
calendar-prepare = Afterglow: get ready
calendar-prepare-about = { $what }
calendar-prepare-stop = Leave out
calendar-prepare-start = Begin
calendar-prepare-ask = Ask who prescribed it
calendar-prepare-bring = Bring along
calendar-care = Afterglow: daily care
calendar-care-about = Care: { $what }
calendar-gate = Afterglow: something may start again
calendar-gate-about = Look at your skin first, then: { $what }
calendar-gate-text = { $what }: from now on.
calendar-gate-if = { $what }: from now on, but { $condition }.
calendar-check-in = Afterglow: check in
calendar-check-in-about = { $what }
calendar-check-in-what = Check in: how is your skin?
calendar-check-in-text = Look at your skin in good light. Write down what you see, also if it is nothing.
