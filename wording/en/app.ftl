# The app: headings, buttons and hints of its pages. What it answers stands in the other files.
app-description = Your own plan after microneedling.
app-nav = Pages
app-bar = Check in, or get help
app-nav-may = May I?
app-nav-recovery = My recovery
app-nav-plan = Plan
app-nav-course = Course
app-nav-papers = Papers
app-nav-data = My data
app-wrong = Something feels wrong
app-wrong-else = None of these, but something else
app-check-in = Check in
app-yes = Yes
app-no = No
app-not-sure = Not sure
app-next = Next
app-back = Back
app-save = Save
app-show = Show
app-remove = Remove
app-none-of-these = None of these

# Start
app-start-title = What brings you here?
app-start-hint = Pick one. You can leave any question open.
app-start-planned = I am going to be treated
app-start-planned-hint = See if you can be, and how to get ready.
app-start-treated = I was treated
app-start-treated-hint = See what to do now, and what has to wait.
app-start-look = Just look around
app-start-look-hint = Read what this is about. Nothing is asked.
app-start-bring = Bring my data from another computer
app-start-bring-hint = You need the file that you took along there.
app-start-private = What you write stays on the computer that Afterglow runs on. Nobody else reads it.

# The set-up
app-setup-when = When is or was it?
app-setup-when-hint = Every hour of your plan counts from this.
app-setup-planned = Day and time that is booked
app-setup-ended = Day and time when it ended
app-setup-to-come = That day is still to come. If it is booked, say so on the first page.
app-setup-wait = You told us of something that somebody has to look at. Say first who looked, on the page of today.
app-setup-again = This is another session. Ask me about it anew.
app-setup-setting = Who treats you?
app-setup-setting-hint = At home, other limits hold.
app-setup-device = What is it done with?
app-setup-device-hint = Some tools go deeper or use heat. Then you wait longer.
app-setup-areas = Where?
app-setup-areas-hint = Pick every place. Do you know how deep? Then write it below.
app-setup-depth = How deep, in millimetres
app-setup-concerns = What is it for?
app-setup-concerns-hint = How many sessions and how far apart depends on it.
app-setup-numbing = Is or was there numbing cream?
app-setup-numbing-hint = Some numbing creams do not go with some medicines and illnesses.
app-setup-more = If you know more about it
app-setup-percent = How strong, in per cent
app-setup-minutes = How long it stays on, in minutes
app-setup-grams = How much, in grams
app-setup-area_cm2 = On how much skin, in square centimetres
app-setup-prilocaine = Is prilocaine mixed in?
app-setup-under_wrap = Is it covered with film?
app-setup-applied = What goes on the open skin?
app-setup-applied-hint = All that is put on in the session, while the skin is open. If it is nothing, say so at the end.
app-setup-you = About you
app-setup-you-hint = Only what you would like to say.
app-setup-name = Your name
app-setup-born = The year you were born
app-setup-pregnant = Are you pregnant?
app-setup-breastfeeding = Are you breastfeeding?
app-setup-skin = How does your skin take the sun?
app-setup-skin-hint = Brown and black skin gets dark marks more easily.
app-setup-conditions = Do you have any of these now?
app-setup-conditions-hint = Tick what you have. If you have none, say so at the end.
app-setup-history = Did you ever have any of these?
app-setup-history-hint = Tick what you had. If you had none, say so at the end.
app-setup-allergies = Do you react to any of these?
app-setup-allergies-hint = Tick what you react to. If there is none, say so at the end.
app-setup-medications = Do you take any of these?
app-setup-medications-hint = Go on with them. Only who prescribed a medicine may stop it.
app-setup-last = Last taken, if you have stopped
app-setup-recent = Did your skin there have any of these lately?
app-setup-recent-hint = The last months count. If there was none, say so at the end.
app-setup-day = When
app-setup-kind = Which kind
app-setup-clinic = Whom can you call?
app-setup-clinic-hint = The numbers stand on every page that says to call.
app-setup-clinic-name = Your clinic
app-setup-phone = Its number
app-setup-hours = When it is open
app-setup-country = Your country, as two letters
app-setup-zone-name = Your time zone, as in Europe/Berlin
app-setup-zone = Where are you?
app-setup-zone-hint = This computer does not tell its time zone. Without it, every hour of your plan could be wrong.
app-setup-zone-unknown = That is no time zone. Write it as in Europe/Berlin.

# Today
app-day = Day { $day } · { $hours }
app-later = Later
app-do-not = Do not
app-you-told = You told us:

app-seen-title = Somebody has looked at it
app-seen-hint = Only if a clinic, a doctor or a hospital looked at what you told. Who was it?

# The check-in
app-check-in-title = How are you?
app-check-in-hint = Tick what is there. If none of a group is there, press that.
app-group-breathing = Breathing, mouth and head
app-group-eyes = Eyes and face
app-group-ill = Fever and feeling ill
app-group-skin = The skin itself
app-how-is = How is your skin?
app-trend = Since yesterday it is
app-temperature = Your temperature, if you took it
app-temperature-hint = In degrees Celsius, as in 37.4
app-note = Anything else
app-note-hint = Nobody reads this, and no program judges it. If you feel worse, go back and tick it. If you cannot breathe well, call for help now.
app-check-in-empty = Answer at least one group. Nothing was stored.
app-draft-began = You began this check-in at { $time }, and did not finish it.
app-draft-go-on = Go on
app-draft-anew = Start anew
app-draft-stale = You began this on { $when }. See if it is still so, then go on.
app-draft-kept = What you tick is kept while this program runs, for { $hours } at most. You can close the window and go on later.
app-check-ins-title = My check-ins
app-check-ins-none = There is none yet.
app-correct = Correct it
app-correct-hint = You correct what you told on { $when }. What it means is worked out anew.
app-withdraw = Take it back
app-withdraw-mistake = It was a mistake. What I told was never there.
app-check-in-stays = You told us of something that somebody has to look at. It cannot become milder. Say who looked, on the page of today.
app-check-in-earlier = It belongs to an earlier session.
app-session-over = My session is over
app-session-another = I had another session
app-session-next = My next session
app-setup-all = All questions
app-check-in-done = Done
app-level-contact = Contact your clinic in the next two days
app-level-contact-home = Ask a pharmacist or doctor in the next two days
app-level-open = We cannot say yet
app-level-open-do = You did not answer about every warning sign. Look at the list below, and answer the rest.
app-level-open-go = Answer the rest
app-level-self-care = Care for it at home, and watch it
app-nobody-reads = Nobody reads this check-in but you. If you need help, call.
app-not-kept = This check-in could not be kept. Write down what you saw.
app-seen = { $symptom }: { $grade }, { $verdict }
app-result-reason = What you told
app-answered-by = Answered by { $protocol }, version { $version }, on { $when }.
app-answered-then = { $by } Its answer was: { $level }.
app-answered-graver = By the rules of today this is graver than what you were told then. Do what stands here.

# May I ... ?
app-may-title = May I?
app-may-hint = Pick what you would like to do.
app-may-yes = Yes
app-may-no = No
app-may-not-yet = Not yet
app-did = I already did it, at
app-did-hint = Leave it empty for now.
app-did-button = I did it
app-did-title = You did it

# Products
app-product-name = What you call it
app-product-label = The list of what is in it, as it stands on the pack
app-product-add = Look at it
app-product-unnamed = My product

# My recovery
app-recovery-title = My recovery
app-recovery-hint = The soft area is what may be there and still be ordinary. The dots are yours.
app-curve = { $symptom }: what may be there, day by day, and what you saw
app-when = When
app-you-saw = You saw
app-ordinary = At most ordinary

# Plan, course, papers
app-plan-before = What to do before the session
app-plan-after = What to do after the session
app-course-by = Count back from a day
app-course-count = Count back
app-papers-title = Papers to take along
app-print = To print
app-calendar = Calendar
app-calendar-get = Fetch the file

# My data
app-data-title = My data
app-data-where = All you wrote is in one file, on the computer that Afterglow runs on. Nothing is sent anywhere.
app-data-facts = Things you wrote:
app-data-answers = Answers kept:
app-data-export = Only my case, for the other commands of Afterglow
app-archive = Take all of it along
app-archive-hint = One file holds all you wrote and all answers, and your plan to print.
app-archive-get = Fetch the file
app-import = Bring it from another computer
app-import-file = The file that you took along
app-import-button = Bring it in
app-import-done = It is all here now.
app-import-full = Something is kept here already, and nobody's data may be mixed with it. To bring in a file, erase what is here first.
app-import-erase = Where to erase it
app-import-title = That file cannot be brought in
app-import-bad = Nothing was changed here. This is wrong with the file:
app-import-whole = The whole file
app-import-line = { $file }, line { $line }
app-erase = Erase everything
app-erase-hint = All you wrote and all answers go, also from our own backups. It cannot be undone.
app-erase-sure = Yes, erase it all
app-erased-title = It is gone
app-erased = Nothing of you is left in this app. This we could not reach:
app-erased-archives = Files that you took along. Who has one can read it, and can bring all of it back.
app-erased-copies = Copies, prints and calendars that you or others made

# Settings
app-settings-title = Settings
app-size = Size of the words
app-size-normal = As it is
app-size-large = Larger
app-size-huge = Very large

# What can go wrong
app-fault-title = That did not work
app-fault-back = Back to where you were
app-fault-not-found = There is nothing here.
app-fault-input = Some of it cannot be right. Nothing was stored. Go back and change it:
app-fault-forbidden = This did not come from a page of this app. Open the page again.
app-fault-too-large = That is too much at once.
app-fault-broken = What was sent did not arrive whole. Nothing was stored. Send it again.
app-fault-slow = What was sent took too long to arrive. Nothing was stored. Send it again.
app-fault-too-often = That was asked too often. Wait a moment, then try again. If something is wrong, do not wait: call.
app-fault-signed-out = You are not signed in. Open the app again and sign in.
app-fault-busy = It took too long. It may have been stored all the same: look before you send it again.
app-fault-changed = It has been changed in another window. Open the page again.
app-fault-disk-full = The disk is full, so nothing new can be stored. What was stored is still there.
app-fault-read-only = The folder cannot be written to, so nothing new can be stored.
app-fault-own = Something is broken here. It is not your doing. What was stored is still there.

# Where other machines can reach the app.
app-sign-in-title = Sign in
app-sign-in-hint = Other machines in your network can reach this app. It opens with the passphrase that was chosen at its first start.
app-sign-in-wrong = That is not the passphrase.
app-passphrase = Passphrase
app-sign-in = Sign in
app-sign-out = Sign out
app-sign-out-everywhere = Sign out everywhere
app-feed-title = Your calendar by its address
app-feed-hint = A calendar program can fetch your plan from a secret address. It then keeps up to date. Whoever has the address can read the calendar, without the passphrase. Its titles say nothing about your health. The notes below them do.
app-feed-once = This is the address. It is shown once. Copy it into your calendar program:
app-feed-made = There is an address. It cannot be shown again; a new one takes its place.
app-feed-make = Make a new address
app-feed-revoke = Take the address away
app-feed-get = By an address
