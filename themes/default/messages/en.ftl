# What the site says, in English. Project Fluent: https://projectfluent.org
# A message that another language lacks is taken from here.

# The frame of every page
skip = Skip to the news
today = Today:
home = Home
breadcrumb = Breadcrumb
site-search = Site
search = Search
search-in = Search { $paper }
sections = Sections
sections-again = Sections, again
about-paper = About this paper
feeds = Feeds
feed-title = { $name } ({ $format })
write-to-us = Write to us:
page-title = { $title } | { $paper }
title-page = { $title }, page { $page }
list-next = {", "}
list-last = {" and "}

# Times
month-year = { $month } { $year }
age = { $unit ->
    [days] { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
    [months] { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
   *[years] { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
}
age-mark = { $age } old
age-notice = This article is more than { $age } old

# A story in a list
urgent = Urgent
corrected = Corrected
published = Published
updated = Updated
date-unknown = Date unknown

# A story's page
by = By
no-date = Date unknown.
no-date-received = The agency gave no date; received
versions-link = { $count ->
    [one] { $count } version · see what changed
   *[other] { $count } versions · see what changed
}
topics = Topics
credit = Credit: { $who }.
at-publisher = This story at its publisher
printed-version = Version { $count } of this story
related = Related stories
untitled = Untitled
story = Story
other-languages = In other languages:

# Corrections
correction = Correction
update = Update
first-version = First version
told-corrected = This story was corrected. The agency’s note: “{ $words }”
told-corrected-silent = This story was corrected. The agency gave no note.
told-killed = The agency withdrew this story: “{ $words }”
told-killed-silent = The agency withdrew this story and gave no reason.
told-withheld = The agency has withheld this story for now: “{ $words }”
told-withheld-silent = The agency has withheld this story for now and gave no reason.
told-expired = The agency let this story be shown for a limited time, which is over.
told-killed-by-desk = The desk withdrew this story and gave no reason.
corrections = Corrections
corrections-of = Stories that { $paper } has corrected, newest first.
corrections-intro = Stories that were corrected after they were published. What was wrong stands on each page.
corrections-count = { $count ->
    [one] { $count } corrected story. It says above its text what was wrong.
   *[other] { $count } corrected stories. Each says above its text what was wrong.
}
corrections-none = Nothing has been corrected so far. When something is, it will be listed here and said above the story itself.

# The versions of a story
versions = Versions
versions-title = Versions: { $headline }
versions-of = What changed in this story since it was first published: { $headline }
version-history = Version history
versions-one = This story has not changed since it was published.
versions-count = { $count ->
    [one] { $count } version.
   *[other] { $count } versions, newest first.
}
words-added-mark = Words added
are-underlined = are underlined,
words-removed-mark = words removed
are-struck = are struck through.
version-heading = Version { $number }: { $label }
read-current = Read the story as it stands now
added = Added
removed = Removed
changed = Changed
diff-none = No change in the text
diff-added = { $added ->
    [one] { $added } word added
   *[other] { $added } words added
}
diff-removed = { $removed ->
    [one] { $removed } word removed
   *[other] { $removed } words removed
}
diff-both = { $added ->
    [one] { $added } word added, { $removed } removed
   *[other] { $added } words added, { $removed } removed
}
diff-skipped = { $count ->
    [one] { $count } paragraph unchanged
   *[other] { $count } paragraphs unchanged
}
part-subheadline = Second headline
part-summary = Summary
part-byline = Byline
part-dateline = Dateline
part-credit = Credit
part-language = Language
part-picture = Picture
part-caption = Caption
part-picture-credit = Picture credit
part-changed = { $part } changed from “{ $was }” to “{ $is }”.
part-added = { $part } added: “{ $is }”.
part-removed = { $part } removed: “{ $was }”.
picture-added = Picture added.
picture-removed = Picture removed.
layout-changed = Links, emphasis or layout of the text changed; its words are the same.

# Lists
latest = Latest
latest-news = Latest news
front-empty = No stories have come in yet. The first will stand here the moment it does.
list-empty = There are no stories here at present.
stories-count = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
stories-newest-first = { $count ->
    [one] One story.
   *[other] { $count } stories, newest first.
}
page-of = Page { $page } of { $pages }
pages-of-list = Pages of this list
newest = Newest
newer = Newer
older = Older
oldest = Oldest
about-section = { $name } news in { $paper }.
about-agency = All copy of { $name } in { $paper }.
about-topic = What { $paper } has on { $name }.
about-author = Stories by { $name } in { $paper }.
about-day = { $paper }: { $name }.
undated-stories = Stories without a date
undated-intro = Their agencies did not say when they were written.

# The archive
archive = Archive
archive-intro = Every story by the day it was published.
archive-of = Every story of { $paper } by the day it was written.
archive-empty = Nothing has been published yet.
without-date = Without a date

# Most Popular
most-popular = Most Popular
popular-hours = Last hours
popular-week = This week

# Search
all-stories = All stories
search-label = Words, a name, a place or a "phrase"
search-title = Search: { $query }
filters-in-use = Filters in use
remove-filter = . Remove this filter
filter = { $name }: { $value }
narrow = Narrow the results
order = Order
best-match = Best match
newest-order = Newest
facet-section = Section
facet-agency = Agency
facet-year = Year
facet-language = Language
found-page = { $found }, page { $page } of { $pages }
nothing-found = Nothing was found for
with-filters = with these filters
hint-filter = Remove a filter above: the story may stand elsewhere.
hint-spelling = Check the spelling, above all of names.
hint-fewer = Try fewer words, or a more general one.
search-intro = Every story this paper has published can be found here, from its first day to this minute.
no-such-page = There are not so many pages of results.
no-such-day = “{ $day }” is no day. Write it as 2026-11-24.
language-ar = Arabic
language-da = Danish
language-de = German
language-en = English
language-es = Spanish
language-fr = French
language-it = Italian
language-nl = Dutch
language-no = Norwegian
language-pt = Portuguese
language-sv = Swedish

# Where nothing is
not-found-title = Page not found
not-found-heading = There is nothing at this address
not-found-text = The page may have moved, or the address may be mistyped.
find-by-words = Look for it by its words
error-title = Something went wrong
error-heading = Something went wrong on our side
error-text = The page could not be made. It has been noted; please try again in a moment.
go-to-front = Go to the front page
gone-withdrawn = Withdrawn
gone-withheld = Withheld
gone-expired = Expired
gone-withdrawn-heading = This story was withdrawn
gone-withheld-heading = This story is withheld by { $agency }
gone-withheld-heading-nameless = This story is withheld by its agency
gone-expired-heading = This story has expired

# Advertisements
advertisement = Advertisement
ad-top = { advertisement }
ad-side = { advertisement }, side column
ad-body = { advertisement }, after the text
privacy = Privacy
privacy-heading = Privacy and advertising
privacy-counts = We count how often our advertisements are seen and clicked. We set no cookie for it and keep nothing about you: only sums, by day.
ads-by-others = Advertising by others
privacy-others = Some advertisements come from other companies. Your browser asks them for anything only if you accept; they may then set cookies and learn your address. If you refuse you see our own advertisements in their place, and nothing else changes.
privacy-hosts = These are: { $hosts }.
chosen-accept = You have accepted advertising by others.
chosen-refuse = You have refused advertising by others.
chosen-none = You have not chosen yet; nothing of theirs is shown.
choice-kept = The choice is kept in one cookie of ours for half a year.
privacy-own-only = All our advertisements are our own or our customers’, sent by this site. Nobody else learns that you are here.
consent-question = Some of our advertisements come from other companies, which may set cookies. They are shown only if you accept; until then, and if you refuse, you see our own.
consent-more = More, and how to change it later
accept = Accept
refuse = Refuse

# Comments
comments = Comments
comments-count = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
comments-title = Comments: { $headline }
comments-feed = Comments ({ $format })
comments-feed-title = { $paper }: comments
comments-feed-about = What readers say.
comment-by-on = { $name } on { $headline }
recent-comments = Recent comments
no-comments = Nobody has written anything yet.
on-story = On
on-story-named = On { $headline }
oldest-first = Oldest first
newest-first = Newest first
more-comments = More comments
threads = Threads
comment-removed = This comment was removed.
in-reply-to = In reply to
reply = Reply
reply-to = {" "}to { $name }
recommend = Recommend
report = Report
the-comment-of = {" "}the comment of { $name }
recommended = ({ $count })
leave-comment = Leave a comment
answer-to = Answer { $name }
comment-name = Name, shown with your comment
comment-email = E-mail (optional, never shown; only a fingerprint of it is kept)
comment-trap = Website: leave this empty
comment-text = Comment
comment-hint = Plain text; an empty line begins a new paragraph.
comment-hint-pre = A moderator reads every comment here before it is shown.
send-comment = Send the comment
your-comments = Your comments
your-comments-none = This browser has written nothing here in the last thirty days.
state-held = Held: a moderator will read it. Nobody else sees it until then.
state-shown = Shown.
state-rejected = Not shown: a moderator rejected it.
state-removed = Removed by a moderator.
refused-no-name = Please give a name; it is shown with your comment.
refused-long-name = The name is too long. { $most } characters is the most.
refused-bad-email = The e-mail address is not complete. Correct it, or leave the field empty.
refused-no-text = Please write your comment; the field is empty.
refused-long-text = The comment has { $length } characters. { $most } is the most; please shorten it.
refused-closed = Comments on this story are closed.
refused-closed-after = { $days ->
    [one] Comments close one day after publication.
   *[other] Comments close { $days } days after publication.
}
refused-story-gone = This story is not here any more.
refused-parent-gone = The comment that you answer is not here any more.
refused-banned = Comments from you are not taken at present.
refused-name-kept = The name “{ $name }” is kept for the paper. Please choose another.
refused-said-already = You have written this already.
refused-elsewhere = The form came from another site. Send it from here.
refused-trap = Leave the field “Website” empty; it is there to catch programs.
refused-often = Many comments came from your network just now. Please send it again in a minute.
refused-old-form = This form is too old or was not made here. Your words are still in it: send it again.
refused-quick = That was quicker than anybody writes. Please send it once more.

# A reader's name
keep-my-name = Keep my name
name-kept = name kept
name-kept-as = You write as
sign-in = Keep your name
sign-in-about = We send a link to your e-mail address. Whoever opens it keeps the name: nobody else can write under it here, and your comments are marked. Of the address only a fingerprint is kept, and one cookie keeps the name on this device for half a year.
sign-in-email = E-mail
sign-in-send = Send me the link
sign-in-sent = Look into your mail
sign-in-sent-about = If all is well a mail is on its way. Its link works once, within thirty minutes. If nothing comes, look among the spam, or ask again in an hour: only a few mails go to one address.
sign-in-confirm = Keep this name on this device:
sign-out = Forget me on this device
back-to-comments = Back to the comments
refused-no-email = Please give your e-mail address; the link goes there.
refused-name-address = The name is an address. Please choose another.
refused-name-of-reader = The name “{ $name }” is kept by another reader. If it is yours, choose “Keep my name” first; else choose another.
refused-spent-form = This form was sent before. Your words are still in it: send it again.
refused-often-asked = That was asked very often just now. Please try again in a few minutes.
refused-link-old = This link is too old or not complete. Ask for another.
refused-link-used = This link was used before. Ask for another.
refused-names-many = You keep three names already; more than that nobody may.
mail-subject = { $paper }: keep your name
mail-keep-name = Somebody, you we hope, asked { $paper } to keep the name “{ $name }” for comments. Open this link within thirty minutes and press the button there:
mail-name-taken = Somebody, you we hope, asked { $paper } to keep the name “{ $name }” for comments. Another reader keeps it already. Choose another one here:
mail-not-you = If it was not you, do nothing: nothing happens then, and your address is not kept.

# Reading
reading = Reading
text-size = Text size
text-smaller = Smaller text
text-usual = Usual text size
text-larger = Larger text
text-largest = Largest text
colours = Colours
colours-auto = As the device
colours-light = Light
colours-dark = Dark
offline-title = You are offline
offline-text = This page is not kept on this device. These stories are:

# What a word of time means: "last week", "early August".
meant-days = { $from } to { $to }
meant-early = early { $date }
meant-mid = mid-{ $date }
meant-late = late { $date }
meant-about = about { $date }

# People who are quoted, and a story's course in time
about-person = What { $name } is quoted as saying in { $paper }.
person-role = “{ $role }”, in the words of a story in { $paper }.
person-role-here = Here: “{ $role }”
person-count = { $count ->
    [one] Quoted in one story.
   *[other] Quoted in { $count } stories, newest first.
}
quoted-words = “{ $words }”
quoted-words-on = “{ $words }
paraphrased = Paraphrased
quote-place = Read it in the story
quoted-here = Quoted in this story
quoted-times = { $count ->
    [one] { $count } quotation
   *[other] { $count } quotations
}
course = Before and after this story
course-here = This story
course-speaks = Speaks of
