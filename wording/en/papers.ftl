# The page of what can be taken away.
app-papers-hint = Each sheet shows what is known right now. Make a new one when something changes.
app-papers-plan = For you, after the session: whom to call, what to do, what has to wait.
app-papers-prepare = For you, before the session: what to stop, start, ask and bring.
app-papers-session = For your clinic: the limits, the steps, and what to write down.
app-papers-calendar = Its titles say nothing about your health. What is written inside an entry does.
app-papers-details = With details, each entry says what it is about. Keep that one to yourself.
app-papers-details-get = Fetch it with details
