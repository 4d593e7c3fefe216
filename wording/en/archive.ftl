# The file that a person takes along: what it says of itself.
archive-title = All you kept in Afterglow
archive-what = This file holds all you wrote in Afterglow, and each answer that it gave you.
archive-private = It is about your health, and it is not locked. Keep it where you alone can read it.
archive-back = To bring it back, open Afterglow on another computer. Go to My data and pick this file. Or type: afterglow import FILE
archive-entry = { $name }: { $text }
archive-case = your case, for the other commands of Afterglow
archive-facts = each thing that you wrote, one on a line
archive-answers = each answer, just as you got it
archive-plan = your plan, to print
archive-calendar = your plan, for a calendar
archive-manifest = what is in here, and how to tell that it is whole
archive-erase = If you erase all in Afterglow, this file stays. You have to delete it yourself.
