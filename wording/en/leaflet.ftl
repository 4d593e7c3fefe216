# The sheets of paper: a leaflet for after, one for before, the clinic's own.

# Warning signs. They stand first on every sheet.
leaflet-danger = Get help if you see any of these
leaflet-emergency = Call { $number } now
leaflet-same-day = Speak to a doctor or your clinic today, within hours
leaflet-same-day-home = Speak to a doctor today, within hours
leaflet-told = You told us: { $list }

# Sections.
leaflet-do = What to do
leaflet-one-day = { $from } (day { $first })
leaflet-until = Until { $until } (day { $last })
leaflet-days = { $from } to { $until } (day { $first } to { $last })
leaflet-not-before = Not before
leaflet-not-before-how = Wait for the day and the hour. Does your skin still show what stands under it? Then wait longer.
leaflet-named = { $name }: { $text }
leaflet-step = { $n }. { $text }
leaflet-booked = It is booked for { $when }.
leaflet-gaps = No one told us this yet. So we took the stricter choice.
leaflet-more = and { $n } more
leaflet-made = Made on { $when }. Make a new one when something changes.
leaflet-unprintable = A letter that cannot be printed here is shown as �.

# The chart, also for those who hear it read.
leaflet-chart = Bars show the most that is still ordinary. Is it more, or does it last longer? Then ask for help, as above.
chart-hour = { $n ->
    [0] the start
    [one] hour 1
   *[other] hour { $n }
}
chart-day = day { $n }
chart-from = { $grade } from { $from }
chart-row = { $symptom }: { $list }
