# What the program says when it opens the app, and when it copies, brings back or erases what the app keeps.
serve-open = Afterglow is open at { $address }
serve-kept = What you write is kept in { $file }. Stop with Ctrl-C.
keep-backup = { $file } ({ $bytes } bytes), read back and whole
keep-restored = { $file } is back.
keep-replaced = What was there before is kept in { $file }.
keep-erased = { $facts } facts and { $answers } answers are gone.
keep-erased-backup = Gone from our backup, too: { $file }
keep-left = Not reached: { $file }
keep-nobody = There was nobody in it.
keep-out-copies = Out of our reach: copies of the file in other places
keep-out-exports = Out of our reach: files that you took along, and calendars
keep-out-paper = Out of our reach: printed paper
keep-out-snapshots = Out of our reach: what the disk itself still holds
