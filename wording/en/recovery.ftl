# The drawings of the recovery.
app-legend-band = May be there and still be ordinary
app-legend-own = What you saw
app-legend-now = Now
app-band-table = What is ordinary, in numbers
app-from = From
app-usual = Most people
app-degrees = { $n } °C
app-fever = Fever from
app-fever-from = The line is where fever begins: { $degrees }.
