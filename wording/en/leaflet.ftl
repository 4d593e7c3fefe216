# The sheets of paper: a leaflet for after, one for before, the clinic's own.

# Warning signs. They stand first on every sheet.
leaflet-danger = Get help if you see any of these
leaflet-emergency = Call { $number } now
leaflet-same-day = Speak to a doctor or your clinic today, within hours
leaflet-same-day-home = Speak to a doctor today, within hours
leaflet-together = Fever or shivering with one of these? Call { $number } now.
leaflet-fever = A fever of { $c } °C ({ $f } °F) or more
leaflet-clinic-number = Number of your clinic:
leaflet-nobody-home = Do you reach nobody within an hour? Go to out-of-hours or urgent care. Nobody reached in four hours, or it gets worse? Go to emergency care.
leaflet-first = Do this first, before all that stands below. { $steps }
leaflet-told = You told us: { $list }

# Sections.
leaflet-do = What to do
leaflet-one-day = { $from } (day { $first })
leaflet-until = Until { $until } (day { $last })
leaflet-days = { $from } to { $until } (day { $first } to { $last })
leaflet-not-before = Not before
leaflet-not-before-how = Wait for the day and the hour.
leaflet-wait-on = Wait on while you have { $list }.
leaflet-ask-if = Ask first if this may be so: { $list }.
leaflet-planned = What is planned: { $list }
leaflet-unverified = The numbers of your country were not looked up for this program. Check them if you can.
leaflet-done = What was done: { $list }
leaflet-named = { $name }: { $text }
leaflet-step = { $n }. { $text }
leaflet-booked = It is booked for { $when }.
leaflet-gaps = No one told us this yet. So we took the stricter choice.
leaflet-more = and { $n } more
leaflet-made = Made on { $when }. Make a new one when something changes.
leaflet-unprintable = A letter that cannot be printed here is shown as �.

# The chart, also for those who hear it read.
leaflet-chart = Bars show the most that is still ordinary; no bar means none. More than that, or for longer? Call your clinic or a doctor. For the signs above, do as it says there.
chart-hour = { $n ->
    [0] the start
    [one] hour 1
   *[other] hour { $n }
}
chart-day = day { $n }
chart-from = { $grade } from { $from }
chart-row = { $symptom }: { $list }
