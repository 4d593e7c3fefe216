# The page of the course: what a person can say there.
app-course-of-range = { $sessions } sessions in all.
app-course-book = I have a day for it
app-course-rebook = Change the day
app-course-not-booked = No day yet
app-course-change = Change this
app-course-day = The day you want to be ready for
app-course-day-none = A wedding, a trip, a photo? Say when, and we count back from it.
app-course-day-tell = Tell us the day
app-course-day-change = Change that day
app-course-on = Which day is it?
app-course-what = What is on that day?
app-course-no-day = No such day
app-course-try = Try another day, without keeping it
app-course-concerns-tell = Say what you treat
app-course-no-result = Once you had a session, you can say here if it helped.
app-course-to-come = Still to come
app-course-not-said = You did not say
app-course-compared = Week { $n }: how is it, set beside the time before your first session?
app-course-past = Your sessions so far
app-course-past-none = None that we know of.
app-course-past-tell = Tell us of sessions before
app-course-past-hint = Leave open what you do not know.
app-course-earlier = Earlier session
app-course-earlier-more = Add one more earlier session
app-course-number = Your plan counts from one session. Which number is it?
app-course-in-all = How many are planned in all?
app-course-price-none = Say what one session costs, and we add it up.
app-course-price-tell = Tell us the price
app-course-price-one = The price of one session
app-course-currency = In which money, as in EUR or USD
app-course-cost-range = { $sessions } sessions: { $least } to { $most }
app-course-cost-open = We do not know how many sessions you need, so we cannot add it up.
app-course-gaps = { $n ->
    [one] 1 question is open
   *[other] { $n } questions are open
}
