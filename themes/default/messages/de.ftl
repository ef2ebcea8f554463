# Was die Seite auf Deutsch sagt.

# Der Rahmen jeder Seite
skip = Zu den Nachrichten springen
today = Heute:
home = Startseite
breadcrumb = Pfad
site-search = Zeitung
search = Suchen
search-in = { $paper } durchsuchen
sections = Ressorts
sections-again = Ressorts, noch einmal
about-paper = Über diese Zeitung
feeds = Feeds
feed-title = { $name } ({ $format })
write-to-us = Schreiben Sie uns:
page-title = { $title } | { $paper }
title-page = { $title }, Seite { $page }
list-next = {", "}
list-last = {" und "}

# Zeiten
month-year = { $month } { $year }
age = { $unit ->
    [days] { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
    [months] { $count ->
        [one] { $count } Monat
       *[other] { $count } Monate
    }
   *[years] { $count ->
        [one] { $count } Jahr
       *[other] { $count } Jahre
    }
}
age-mark = { $age } alt
age-notice = Dieser Artikel ist mehr als { $age } alt

# Eine Meldung in einer Liste
urgent = Eilmeldung
corrected = Berichtigt
published = Veröffentlicht
updated = Aktualisiert
date-unknown = Datum unbekannt

# Die Seite einer Meldung
by = Von
no-date = Datum unbekannt.
no-date-received = Die Agentur gab kein Datum an; eingegangen am
versions-link = { $count ->
    [one] { $count } Fassung · was sich geändert hat
   *[other] { $count } Fassungen · was sich geändert hat
}
topics = Themen
credit = Quelle: { $who }.
at-publisher = Diese Meldung bei ihrem Herausgeber
printed-version = Fassung { $count } dieser Meldung
related = Zum Thema
untitled = Ohne Titel
story = Meldung
other-languages = In anderen Sprachen:

# Berichtigungen
correction = Berichtigung
update = Aktualisierung
first-version = Erste Fassung
told-corrected = Diese Meldung wurde berichtigt. Die Agentur dazu: „{ $words }“
told-corrected-silent = Diese Meldung wurde berichtigt. Die Agentur sagte nicht, was falsch war.
told-killed = Die Agentur hat diese Meldung zurückgezogen: „{ $words }“
told-killed-silent = Die Agentur hat diese Meldung zurückgezogen und keinen Grund genannt.
told-withheld = Die Agentur hält diese Meldung vorerst zurück: „{ $words }“
told-withheld-silent = Die Agentur hält diese Meldung vorerst zurück und nannte keinen Grund.
told-expired = Die Agentur hatte diese Meldung nur für eine begrenzte Zeit freigegeben, und die ist vorbei.
told-killed-by-desk = Die Redaktion hat diese Meldung zurückgezogen und keinen Grund genannt.
corrections = Berichtigungen
corrections-of = Meldungen, die { $paper } berichtigt hat, die neuesten zuerst.
corrections-intro = Meldungen, die nach ihrem Erscheinen berichtigt wurden. Was falsch war, steht auf jeder Seite.
corrections-count = { $count ->
    [one] { $count } berichtigte Meldung. Über ihrem Text steht, was falsch war.
   *[other] { $count } berichtigte Meldungen. Über jedem Text steht, was falsch war.
}
corrections-none = Bisher wurde nichts berichtigt. Geschieht es, steht es hier und über der Meldung selbst.

# Die Fassungen einer Meldung
versions = Fassungen
versions-title = Fassungen: { $headline }
versions-of = Was sich an dieser Meldung seit ihrem Erscheinen geändert hat: { $headline }
version-history = Alle Fassungen
versions-one = Diese Meldung ist seit ihrem Erscheinen unverändert.
versions-count = { $count ->
    [one] { $count } Fassung.
   *[other] { $count } Fassungen, die neueste zuerst.
}
words-added-mark = Neue Wörter
are-underlined = sind unterstrichen,
words-removed-mark = gestrichene Wörter
are-struck = durchgestrichen.
version-heading = Fassung { $number }: { $label }
read-current = Die Meldung in ihrer jetzigen Fassung lesen
added = Neu
removed = Gestrichen
changed = Geändert
diff-none = Keine Änderung im Text
diff-added = { $added ->
    [one] { $added } Wort neu
   *[other] { $added } Wörter neu
}
diff-removed = { $removed ->
    [one] { $removed } Wort gestrichen
   *[other] { $removed } Wörter gestrichen
}
diff-both = { $added ->
    [one] { $added } Wort neu, { $removed } gestrichen
   *[other] { $added } Wörter neu, { $removed } gestrichen
}
diff-skipped = { $count ->
    [one] { $count } Absatz unverändert
   *[other] { $count } Absätze unverändert
}
part-subheadline = Zweite Überschrift
part-summary = Zusammenfassung
part-byline = Autorenzeile
part-dateline = Ortszeile
part-credit = Quelle
part-language = Sprache
part-picture = Bild
part-caption = Bildunterschrift
part-picture-credit = Bildquelle
part-changed = { $part }: „{ $was }“ wurde zu „{ $is }“.
part-added = { $part } neu: „{ $is }“.
part-removed = { $part } entfernt: „{ $was }“.
picture-added = Ein Bild ist neu.
picture-removed = Ein Bild wurde entfernt.
layout-changed = Verweise, Hervorhebungen oder Gliederung des Textes wurden geändert; seine Wörter sind dieselben.

# Listen
latest = Neueste Meldungen
latest-news = Neueste Meldungen
front-empty = Noch ist keine Meldung eingegangen. Die erste steht hier, sobald sie da ist.
list-empty = Zurzeit gibt es hier keine Meldungen.
stories-count = { $count ->
    [one] { $count } Meldung
   *[other] { $count } Meldungen
}
stories-newest-first = { $count ->
    [one] Eine Meldung.
   *[other] { $count } Meldungen, die neueste zuerst.
}
page-of = Seite { $page } von { $pages }
pages-of-list = Seiten dieser Liste
newest = Neueste
newer = Neuere
older = Ältere
oldest = Älteste
about-section = { $name }: Nachrichten in { $paper }.
about-agency = Alle Meldungen von { $name } in { $paper }.
about-topic = Was { $paper } zum Thema { $name } hat.
about-author = Artikel von { $name } in { $paper }.
about-day = { $paper }: { $name }.
undated-stories = Meldungen ohne Datum
undated-intro = Ihre Agenturen gaben nicht an, wann sie geschrieben wurden.

# Das Archiv
archive = Archiv
archive-intro = Jede Meldung unter dem Tag ihres Erscheinens.
archive-of = Jede Meldung in { $paper } unter dem Tag, an dem sie geschrieben wurde.
archive-empty = Noch ist nichts erschienen.
without-date = Ohne Datum

# Meistgelesen
most-popular = Meistgelesen
popular-hours = In den letzten Stunden
popular-week = Diese Woche

# Suche
all-stories = Alle Meldungen
search-label = Wörter, ein Name, ein Ort oder eine "Wortfolge"
search-title = Suche: { $query }
filters-in-use = Gewählte Filter
remove-filter = . Diesen Filter entfernen
filter = { $name }: { $value }
narrow = Ergebnisse eingrenzen
order = Reihenfolge
best-match = Beste Treffer
newest-order = Neueste
facet-section = Ressort
facet-agency = Agentur
facet-year = Jahr
facet-language = Sprache
found-page = { $found }, Seite { $page } von { $pages }
nothing-found = Nichts gefunden für
with-filters = mit diesen Filtern
hint-filter = Entfernen Sie oben einen Filter: Die Meldung steht vielleicht anderswo.
hint-spelling = Prüfen Sie die Schreibweise, vor allem von Namen.
hint-fewer = Suchen Sie nach weniger oder allgemeineren Wörtern.
search-intro = Jede Meldung, die hier erschienen ist, findet sich hier, vom ersten Tag bis zu dieser Minute.
no-such-page = So viele Ergebnisseiten gibt es nicht.
no-such-day = „{ $day }“ ist kein Tag. Schreiben Sie ihn so: 2026-11-24.
language-ar = Arabisch
language-da = Dänisch
language-de = Deutsch
language-en = Englisch
language-es = Spanisch
language-fr = Französisch
language-it = Italienisch
language-nl = Niederländisch
language-no = Norwegisch
language-pt = Portugiesisch
language-sv = Schwedisch

# Wo nichts ist
not-found-title = Seite nicht gefunden
not-found-heading = Unter dieser Adresse ist nichts
not-found-text = Vielleicht ist die Seite umgezogen, oder die Adresse enthält einen Tippfehler.
find-by-words = Suchen Sie sie nach ihren Wörtern
error-title = Etwas ist schiefgegangen
error-heading = Bei uns ist etwas schiefgegangen
error-text = Die Seite konnte nicht erstellt werden. Der Fehler ist vermerkt; versuchen Sie es gleich noch einmal.
go-to-front = Zur Startseite
gone-withdrawn = Zurückgezogen
gone-withheld = Zurückgehalten
gone-expired = Abgelaufen
gone-withdrawn-heading = Diese Meldung wurde zurückgezogen
gone-withheld-heading = Diese Meldung wird von { $agency } zurückgehalten
gone-withheld-heading-nameless = Diese Meldung wird von ihrer Agentur zurückgehalten
gone-expired-heading = Diese Meldung ist abgelaufen

# Anzeigen
advertisement = Anzeige
ad-top = { advertisement }
ad-side = { advertisement }, Seitenspalte
ad-body = { advertisement }, nach dem Text
privacy = Datenschutz
privacy-heading = Datenschutz und Werbung
privacy-counts = Wir zählen, wie oft unsere Anzeigen gesehen und angeklickt werden. Dafür setzen wir kein Cookie und bewahren nichts über Sie auf: nur Summen je Tag.
ads-by-others = Werbung anderer
privacy-others = Einige Anzeigen kommen von anderen Unternehmen. Ihr Browser fragt dort nur an, wenn Sie zustimmen; dann können diese Cookies setzen und Ihre Adresse erfahren. Lehnen Sie ab, sehen Sie an ihrer Stelle unsere eigenen Anzeigen; sonst ändert sich nichts.
privacy-hosts = Das sind: { $hosts }.
chosen-accept = Sie haben Werbung anderer zugestimmt.
chosen-refuse = Sie haben Werbung anderer abgelehnt.
chosen-none = Sie haben noch nicht gewählt; von anderen wird nichts gezeigt.
choice-kept = Die Wahl steht ein halbes Jahr in einem Cookie von uns.
privacy-own-only = Alle unsere Anzeigen sind unsere eigenen oder die unserer Kunden und kommen von dieser Seite. Niemand sonst erfährt, dass Sie hier sind.
consent-question = Einige unserer Anzeigen kommen von anderen Unternehmen, die Cookies setzen können. Sie erscheinen nur, wenn Sie zustimmen; bis dahin und wenn Sie ablehnen, sehen Sie unsere eigenen.
consent-more = Mehr, und wie Sie es später ändern
accept = Zustimmen
refuse = Ablehnen

# Kommentare
comments = Kommentare
comments-count = { $count ->
    [one] { $count } Kommentar
   *[other] { $count } Kommentare
}
comments-title = Kommentare: { $headline }
comments-feed = Kommentare ({ $format })
comments-feed-title = { $paper }: Kommentare
comments-feed-about = Was Leserinnen und Leser sagen.
comment-by-on = { $name } zu { $headline }
recent-comments = Neueste Kommentare
no-comments = Noch hat niemand etwas geschrieben.
on-story = Zu
on-story-named = Zu { $headline }
oldest-first = Älteste zuerst
newest-first = Neueste zuerst
more-comments = Weitere Kommentare
threads = Gespräche
comment-removed = Dieser Kommentar wurde entfernt.
in-reply-to = Antwort auf
reply = Antworten
reply-to = {" "}auf { $name }
recommend = Empfehlen
report = Melden
the-comment-of = {" "}: Kommentar von { $name }
recommended = ({ $count })
leave-comment = Kommentar schreiben
answer-to = { $name } antworten
comment-name = Name, er steht über Ihrem Kommentar
comment-email = E-Mail (freiwillig, wird nie gezeigt; nur ein Fingerabdruck wird aufbewahrt)
comment-trap = Website: bitte leer lassen
comment-text = Kommentar
comment-hint = Reiner Text; eine Leerzeile beginnt einen neuen Absatz.
comment-hint-pre = Hier liest die Moderation jeden Kommentar, bevor er erscheint.
send-comment = Kommentar senden
your-comments = Ihre Kommentare
your-comments-none = Mit diesem Browser wurde hier in den letzten dreißig Tagen nichts geschrieben.
state-held = Wartet: Die Moderation wird ihn lesen. Bis dahin sieht ihn sonst niemand.
state-shown = Wird gezeigt.
state-rejected = Wird nicht gezeigt: Die Moderation hat ihn abgelehnt.
state-removed = Von der Moderation entfernt.
refused-no-name = Bitte geben Sie einen Namen an; er steht über Ihrem Kommentar.
refused-long-name = Der Name ist zu lang. Höchstens { $most } Zeichen.
refused-bad-email = Die E-Mail-Adresse ist unvollständig. Berichtigen Sie sie, oder lassen Sie das Feld leer.
refused-no-text = Bitte schreiben Sie einen Kommentar; das Feld ist leer.
refused-long-text = Der Kommentar hat { $length } Zeichen, höchstens { $most } sind möglich. Bitte kürzen Sie ihn.
refused-closed = Diese Meldung kann nicht kommentiert werden.
refused-closed-after = { $days ->
    [one] Kommentare sind nur am ersten Tag nach dem Erscheinen möglich.
   *[other] Kommentare sind { $days } Tage nach dem Erscheinen nicht mehr möglich.
}
refused-story-gone = Diese Meldung gibt es hier nicht mehr.
refused-parent-gone = Den Kommentar, auf den Sie antworten, gibt es nicht mehr.
refused-banned = Von Ihnen werden zurzeit keine Kommentare angenommen.
refused-name-kept = Der Name „{ $name }“ ist der Zeitung vorbehalten. Bitte wählen Sie einen anderen.
refused-said-already = Das haben Sie schon geschrieben.
refused-elsewhere = Das Formular kam von einer anderen Website. Senden Sie es von hier.
refused-trap = Lassen Sie das Feld „Website“ leer; es soll Programme abhalten.
refused-often = Aus Ihrem Netz kamen gerade viele Kommentare. Bitte senden Sie ihn in einer Minute noch einmal.
refused-old-form = Dieses Formular ist zu alt oder nicht von hier. Ihr Text steht noch darin: Senden Sie es noch einmal.
refused-quick = Das ging schneller, als jemand schreibt. Bitte senden Sie es noch einmal.

# Der Name eines Lesers
keep-my-name = Meinen Namen behalten
name-kept = Name vergeben
name-kept-as = Sie schreiben als
sign-in = Ihren Namen behalten
sign-in-about = Wir senden einen Link an Ihre E-Mail-Adresse. Wer ihn öffnet, behält den Namen: Niemand sonst kann hier darunter schreiben, und Ihre Kommentare sind gekennzeichnet. Von der Adresse wird nur ein Fingerabdruck aufbewahrt; ein Cookie behält den Namen auf diesem Gerät ein halbes Jahr lang.
sign-in-email = E-Mail
sign-in-send = Link zusenden
sign-in-sent = Sehen Sie in Ihre E-Mails
sign-in-sent-about = Wenn alles stimmt, ist eine E-Mail unterwegs. Der Link darin gilt einmal und dreißig Minuten lang. Kommt nichts an, sehen Sie im Spam nach, oder bitten Sie in einer Stunde noch einmal darum: An eine Adresse gehen nur wenige E-Mails.
sign-in-confirm = Diesen Namen auf diesem Gerät behalten:
sign-out = Mich auf diesem Gerät vergessen
back-to-comments = Zurück zu den Kommentaren
refused-no-email = Bitte geben Sie Ihre E-Mail-Adresse an; dorthin geht der Link.
refused-name-address = Der Name ist eine Adresse. Bitte wählen Sie einen anderen.
refused-name-of-reader = Der Name „{ $name }“ gehört einem anderen Leser. Ist es Ihrer, wählen Sie zuerst „Meinen Namen behalten“, sonst einen anderen.
refused-spent-form = Dieses Formular wurde schon gesendet. Ihr Text steht noch darin: Senden Sie es noch einmal.
refused-often-asked = Das wurde gerade sehr oft verlangt. Bitte versuchen Sie es in einigen Minuten noch einmal.
refused-link-old = Dieser Link ist zu alt oder unvollständig. Bitten Sie um einen neuen.
refused-link-used = Dieser Link wurde schon benutzt. Bitten Sie um einen neuen.
refused-names-many = Sie behalten schon drei Namen; mehr sind nicht möglich.
mail-subject = { $paper }: Ihren Namen behalten
mail-keep-name = Jemand, hoffentlich Sie, hat { $paper } gebeten, den Namen „{ $name }“ für Kommentare zu behalten. Öffnen Sie innerhalb von dreißig Minuten diesen Link und drücken Sie dort den Knopf:
mail-name-taken = Jemand, hoffentlich Sie, hat { $paper } gebeten, den Namen „{ $name }“ für Kommentare zu behalten. Er gehört schon einem anderen Leser. Wählen Sie hier einen anderen:
mail-not-you = Waren Sie es nicht, tun Sie nichts: Dann geschieht nichts, und Ihre Adresse wird nicht aufbewahrt.

# Lesen
reading = Lesen
text-size = Schriftgröße
text-smaller = Kleinere Schrift
text-usual = Übliche Schriftgröße
text-larger = Größere Schrift
text-largest = Größte Schrift
colours = Farben
colours-auto = Wie das Gerät
colours-light = Hell
colours-dark = Dunkel
offline-title = Sie sind offline
offline-text = Diese Seite ist auf diesem Gerät nicht gespeichert. Diese Meldungen sind es:

# What a word of time means: "last week", "early August".
meant-days = { $from } bis { $to }
meant-early = Anfang { $date }
meant-mid = Mitte { $date }
meant-late = Ende { $date }
meant-about = etwa { $date }

# Wer zitiert wird, und der Lauf einer Geschichte
about-person = Was { $name } in { $paper } gesagt hat.
person-role = „{ $role }“, mit den Worten eines Artikels in { $paper }.
person-role-here = Hier: „{ $role }“
person-count = { $count ->
    [one] In einem Artikel zitiert.
   *[other] In { $count } Artikeln zitiert, neueste zuerst.
}
quoted-words = „{ $words }“
quoted-words-on = „{ $words }
paraphrased = Sinngemäß
quote-place = Im Artikel lesen
quoted-here = In diesem Artikel zitiert
quoted-times = { $count ->
    [one] { $count } Zitat
   *[other] { $count } Zitate
}
course = Vor und nach diesem Artikel
course-here = Dieser Artikel
course-speaks = Spricht von
