# The page of the plan: what opens when and why, day by day.
app-plan-course = What comes after, in weeks and months
app-plan-first = First do what stands above. Ask before you do any of this.
app-plan-day-same = Nothing new on this day.
app-why-words = Why, and what each source says
app-why-may = Ask if you may now
app-why-plan = Back to the plan
app-why-choice = What we follow, and why
app-why-values = What each source gives
app-why-value = When
app-why-source = Who says so
app-why-days = { $low } to { $high } days
app-why-conflict = Here advice differs
app-why-claims = In the words of the articles
app-why-evidence = What has been tested
