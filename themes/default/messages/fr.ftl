# Ce que dit le site, en français.

# Le cadre de chaque page
skip = Aller aux nouvelles
today = Aujourd’hui :
home = Accueil
breadcrumb = Chemin
site-search = Journal
search = Rechercher
search-in = Rechercher dans { $paper }
sections = Rubriques
sections-again = Rubriques, rappel
about-paper = À propos de ce journal
feeds = Flux
feed-title = { $name } ({ $format })
write-to-us = Nous écrire :
page-title = { $title } | { $paper }
title-page = { $title }, page { $page }
list-next = {", "}
list-last = {" et "}

# Les dates
month-year = { $month } { $year }
age = { $unit ->
    [days] { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
    [months] { $count } mois
   *[years] { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
}
age-mark = Il y a { $age }
age-notice = Cet article date de plus de { $age }

# Un article dans une liste
urgent = Urgent
corrected = Corrigé
published = Publié le
updated = Mis à jour le
date-unknown = Date inconnue

# La page d’un article
by = Par
no-date = Date inconnue.
no-date-received = L’agence n’a pas donné de date ; reçu le
versions-link = { $count ->
    [one] { $count } version · voir ce qui a changé
   *[other] { $count } versions · voir ce qui a changé
}
topics = Thèmes
credit = Source : { $who }.
at-publisher = Cet article chez son éditeur
printed-version = Version { $count } de cet article
related = Sur le même sujet
untitled = Sans titre
story = Article
other-languages = Dans d’autres langues :

# Corrections
correction = Correction
update = Mise à jour
first-version = Première version
told-corrected = Cet article a été corrigé. La note de l’agence : « { $words } »
told-corrected-silent = Cet article a été corrigé. L’agence n’a pas donné de note.
told-killed = L’agence a retiré cet article : « { $words } »
told-killed-silent = L’agence a retiré cet article sans donner de raison.
told-withheld = L’agence retient cet article pour le moment : « { $words } »
told-withheld-silent = L’agence retient cet article pour le moment, sans donner de raison.
told-expired = L’agence avait autorisé cet article pour un temps limité, qui est écoulé.
told-killed-by-desk = La rédaction a retiré cet article sans donner de raison.
corrections = Corrections
corrections-of = Les articles que { $paper } a corrigés, du plus récent au plus ancien.
corrections-intro = Les articles corrigés après leur publication. Chaque page dit ce qui était faux.
corrections-count = { $count ->
    [one] { $count } article corrigé. Ce qui était faux est dit au-dessus du texte.
   *[other] { $count } articles corrigés. Chacun dit au-dessus de son texte ce qui était faux.
}
corrections-none = Rien n’a été corrigé jusqu’ici. Toute correction figurera ici et au-dessus de l’article.

# Les versions d’un article
versions = Versions
versions-title = Versions : { $headline }
versions-of = Ce qui a changé dans cet article depuis sa publication : { $headline }
version-history = Historique
versions-one = Cet article n’a pas changé depuis sa publication.
versions-count = { $count ->
    [one] { $count } version.
   *[other] { $count } versions, de la plus récente à la plus ancienne.
}
words-added-mark = Les mots ajoutés
are-underlined = sont soulignés,
words-removed-mark = les mots supprimés
are-struck = sont barrés.
version-heading = Version { $number } : { $label }
read-current = Lire l’article tel qu’il est aujourd’hui
added = Ajouté
removed = Supprimé
changed = Modifié
diff-none = Aucun changement dans le texte
diff-added = { $added ->
    [one] { $added } mot ajouté
   *[other] { $added } mots ajoutés
}
diff-removed = { $removed ->
    [one] { $removed } mot supprimé
   *[other] { $removed } mots supprimés
}
diff-both = { $added ->
    [one] { $added } mot ajouté, { $removed } supprimés
   *[other] { $added } mots ajoutés, { $removed } supprimés
}
diff-skipped = { $count ->
    [one] { $count } paragraphe inchangé
   *[other] { $count } paragraphes inchangés
}
part-subheadline = Second titre
part-summary = Résumé
part-byline = Signature
part-dateline = Lieu
part-credit = Source
part-language = Langue
part-picture = Image
part-caption = Légende
part-picture-credit = Crédit photo
part-changed = { $part } : « { $was } » devient « { $is } ».
part-added = { $part }, ajout : « { $is } ».
part-removed = { $part }, suppression : « { $was } ».
picture-added = Une image a été ajoutée.
picture-removed = Une image a été retirée.
layout-changed = Des liens, des mises en valeur ou la disposition du texte ont changé ; ses mots sont les mêmes.

# Listes
latest = Dernières nouvelles
latest-news = Dernières nouvelles
front-empty = Aucun article n’est encore arrivé. Le premier paraîtra ici aussitôt.
list-empty = Il n’y a pas d’article ici pour le moment.
stories-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
stories-newest-first = { $count ->
    [one] Un article.
   *[other] { $count } articles, du plus récent au plus ancien.
}
page-of = Page { $page } sur { $pages }
pages-of-list = Pages de cette liste
newest = Les plus récents
newer = Plus récents
older = Plus anciens
oldest = Les plus anciens
about-section = { $name } : les nouvelles dans { $paper }.
about-agency = Tous les articles de { $name } dans { $paper }.
about-topic = Ce que { $paper } publie sur { $name }.
about-author = Articles de { $name } dans { $paper }.
about-day = { $paper } : { $name }.
undated-stories = Articles sans date
undated-intro = Leurs agences n’ont pas dit quand ils ont été écrits.

# Les archives
archive = Archives
archive-intro = Tous les articles par jour de publication.
archive-of = Tous les articles de { $paper } par jour de rédaction.
archive-empty = Rien n’a encore été publié.
without-date = Sans date

# Les plus lus
most-popular = Les plus lus
popular-hours = Ces dernières heures
popular-week = Cette semaine

# Recherche
all-stories = Tous les articles
search-label = Des mots, un nom, un lieu ou une "suite de mots"
search-title = Recherche : { $query }
filters-in-use = Filtres actifs
remove-filter = . Retirer ce filtre
filter = { $name } : { $value }
narrow = Affiner les résultats
order = Ordre
best-match = Pertinence
newest-order = Date
facet-section = Rubrique
facet-agency = Agence
facet-year = Année
facet-language = Langue
found-page = { $found }, page { $page } sur { $pages }
nothing-found = Rien n’a été trouvé pour
with-filters = avec ces filtres
hint-filter = Retirez un filtre ci-dessus : l’article est peut-être ailleurs.
hint-spelling = Vérifiez l’orthographe, surtout celle des noms.
hint-fewer = Essayez moins de mots, ou un mot plus général.
search-intro = Tout ce que ce journal a publié se trouve ici, du premier jour à cette minute.
no-such-page = Il n’y a pas autant de pages de résultats.
no-such-day = « { $day } » n’est pas un jour. Écrivez-le ainsi : 2026-11-24.
language-ar = Arabe
language-da = Danois
language-de = Allemand
language-en = Anglais
language-es = Espagnol
language-fr = Français
language-it = Italien
language-nl = Néerlandais
language-no = Norvégien
language-pt = Portugais
language-sv = Suédois

# Quand il n’y a rien
not-found-title = Page introuvable
not-found-heading = Il n’y a rien à cette adresse
not-found-text = La page a peut-être changé de place, ou l’adresse est mal écrite.
find-by-words = La chercher par ses mots
error-title = Une erreur s’est produite
error-heading = Une erreur s’est produite de notre côté
error-text = La page n’a pas pu être composée. L’erreur est notée ; réessayez dans un instant.
go-to-front = Aller à l’accueil
gone-withdrawn = Retiré
gone-withheld = Retenu
gone-expired = Expiré
gone-withdrawn-heading = Cet article a été retiré
gone-withheld-heading = Cet article est retenu par { $agency }
gone-withheld-heading-nameless = Cet article est retenu par son agence
gone-expired-heading = Cet article a expiré

# Publicité
advertisement = Publicité
ad-top = { advertisement }
ad-side = { advertisement }, colonne latérale
ad-body = { advertisement }, après le texte
privacy = Vie privée
privacy-heading = Vie privée et publicité
privacy-counts = Nous comptons combien de fois nos publicités sont vues et cliquées. Pour cela nous ne déposons aucun cookie et ne gardons rien sur vous : seulement des sommes par jour.
ads-by-others = Publicité de tiers
privacy-others = Certaines publicités viennent d’autres entreprises. Votre navigateur ne leur demande rien sans votre accord ; elles peuvent alors déposer des cookies et connaître votre adresse. Si vous refusez, vous voyez nos propres publicités à leur place, et rien d’autre ne change.
privacy-hosts = Ce sont : { $hosts }.
chosen-accept = Vous avez accepté la publicité de tiers.
chosen-refuse = Vous avez refusé la publicité de tiers.
chosen-none = Vous n’avez pas encore choisi ; rien de tiers n’est montré.
choice-kept = Le choix est gardé six mois dans un cookie du site.
privacy-own-only = Toutes nos publicités sont les nôtres ou celles de nos clients, envoyées par ce site. Personne d’autre n’apprend que vous êtes ici.
consent-question = Certaines de nos publicités viennent d’autres entreprises, qui peuvent déposer des cookies. Elles ne paraissent que si vous acceptez ; d’ici là, et si vous refusez, vous voyez les nôtres.
consent-more = En savoir plus et changer d’avis
accept = Accepter
refuse = Refuser

# Commentaires
comments = Commentaires
comments-count = { $count ->
    [one] { $count } commentaire
   *[other] { $count } commentaires
}
comments-title = Commentaires : { $headline }
comments-feed = Commentaires ({ $format })
comments-feed-title = { $paper } : commentaires
comments-feed-about = Ce que disent les lecteurs.
comment-by-on = { $name } sur { $headline }
recent-comments = Derniers commentaires
no-comments = Personne n’a encore rien écrit.
on-story = Sur
on-story-named = Sur { $headline }
oldest-first = Les plus anciens d’abord
newest-first = Les plus récents d’abord
more-comments = Plus de commentaires
threads = Fils
comment-removed = Ce commentaire a été supprimé.
in-reply-to = En réponse à
reply = Répondre
reply-to = {" "}à { $name }
recommend = Recommander
report = Signaler
the-comment-of = {" "}le commentaire de { $name }
recommended = ({ $count })
leave-comment = Laisser un commentaire
answer-to = Répondre à { $name }
comment-name = Nom, affiché avec votre commentaire
comment-email = Adresse électronique (facultative, jamais affichée ; seule une empreinte en est gardée)
comment-trap = Site web : laisser vide
comment-text = Commentaire
comment-hint = Texte simple ; une ligne vide commence un paragraphe.
comment-hint-pre = Ici, la modération lit chaque commentaire avant sa parution.
send-comment = Envoyer le commentaire
your-comments = Vos commentaires
your-comments-none = Ce navigateur n’a rien écrit ici ces trente derniers jours.
state-held = En attente : la modération va le lire. Personne d’autre ne le voit d’ici là.
state-shown = Affiché.
state-rejected = Non affiché : la modération l’a refusé.
state-removed = Supprimé par la modération.
refused-no-name = Indiquez un nom ; il est affiché avec votre commentaire.
refused-long-name = Le nom est trop long : { $most } caractères au plus.
refused-bad-email = L’adresse électronique est incomplète. Corrigez-la ou laissez le champ vide.
refused-no-text = Écrivez votre commentaire ; le champ est vide.
refused-long-text = Le commentaire compte { $length } caractères, { $most } au plus sont admis ; raccourcissez-le.
refused-closed = Les commentaires de cet article sont fermés.
refused-closed-after = { $days ->
    [one] Les commentaires ferment un jour après la publication.
   *[other] Les commentaires ferment { $days } jours après la publication.
}
refused-story-gone = Cet article n’est plus ici.
refused-parent-gone = Le commentaire auquel vous répondez n’est plus ici.
refused-banned = Vos commentaires ne sont pas acceptés pour le moment.
refused-name-kept = Le nom « { $name } » est réservé au journal. Choisissez-en un autre.
refused-said-already = Vous l’avez déjà écrit.
refused-elsewhere = Le formulaire venait d’un autre site. Envoyez-le d’ici.
refused-trap = Laissez vide le champ « Site web » ; il sert à arrêter les programmes.
refused-often = Beaucoup de commentaires viennent d’arriver de votre réseau. Renvoyez-le dans une minute.
refused-old-form = Ce formulaire est trop vieux ou n’est pas d’ici. Vos mots y sont encore : renvoyez-le.
refused-quick = C’était plus rapide que personne n’écrit. Renvoyez-le.

# Le nom d’un lecteur
keep-my-name = Garder mon nom
name-kept = nom réservé
name-kept-as = Vous écrivez sous le nom
sign-in = Garder votre nom
sign-in-about = Nous envoyons un lien à votre adresse électronique. Qui l’ouvre garde le nom : personne d’autre ne peut écrire ici sous ce nom, et vos commentaires le signalent. Seule une empreinte de l’adresse est gardée, et un cookie retient le nom sur cet appareil pendant six mois.
sign-in-email = Adresse électronique
sign-in-send = M’envoyer le lien
sign-in-sent = Regardez votre courrier
sign-in-sent-about = Si tout va bien, un message est en route. Son lien sert une fois, pendant trente minutes. Si rien n’arrive, regardez parmi les indésirables ou redemandez-le dans une heure : peu de messages partent vers une même adresse.
sign-in-confirm = Garder ce nom sur cet appareil :
sign-out = M’oublier sur cet appareil
back-to-comments = Retour aux commentaires
refused-no-email = Indiquez votre adresse électronique ; le lien y est envoyé.
refused-name-address = Le nom est une adresse. Choisissez-en un autre.
refused-name-of-reader = Le nom « { $name } » est réservé à un autre lecteur. Si c’est le vôtre, choisissez d’abord « Garder mon nom » ; sinon, choisissez-en un autre.
refused-spent-form = Ce formulaire a déjà servi. Vos mots y sont encore : renvoyez-le.
refused-often-asked = Cela vient d’être demandé très souvent. Réessayez dans quelques minutes.
refused-link-old = Ce lien est trop vieux ou incomplet. Demandez-en un autre.
refused-link-used = Ce lien a déjà servi. Demandez-en un autre.
refused-names-many = Vous gardez déjà trois noms ; on ne peut en garder plus.
mail-subject = { $paper } : garder votre nom
mail-keep-name = Quelqu’un, vous sans doute, a demandé à { $paper } de garder le nom « { $name } » pour des commentaires. Ouvrez ce lien dans les trente minutes et appuyez sur le bouton :
mail-name-taken = Quelqu’un, vous sans doute, a demandé à { $paper } de garder le nom « { $name } » pour des commentaires. Il est déjà réservé à un autre lecteur. Choisissez-en un autre ici :
mail-not-you = Si ce n’était pas vous, ne faites rien : rien ne se passera et votre adresse ne sera pas gardée.

# Lecture
reading = Lecture
text-size = Taille du texte
text-smaller = Texte plus petit
text-usual = Taille habituelle du texte
text-larger = Texte plus grand
text-largest = Texte le plus grand
colours = Couleurs
colours-auto = Comme l’appareil
colours-light = Clair
colours-dark = Sombre
offline-title = Vous êtes hors ligne
offline-text = Cette page n’est pas gardée sur cet appareil. Ces articles le sont :

# What a word of time means: "last week", "early August".
meant-days = du { $from } au { $to }
meant-early = début { $date }
meant-mid = mi-{ $date }
meant-late = fin { $date }
meant-about = vers { $date }

# Les personnes citées, et le fil d’une affaire
about-person = Les propos de { $name } cités dans { $paper }.
person-role = « { $role } », selon les mots d’un article de { $paper }.
person-role-here = Ici : « { $role } »
person-count = { $count ->
    [one] Propos cités dans un article.
   *[other] Propos cités dans { $count } articles, du plus récent au plus ancien.
}
quoted-words = « { $words } »
quoted-words-on = « { $words }
paraphrased = Propos rapportés
quote-place = Lire dans l’article
quoted-here = Cités dans cet article
quoted-times = { $count ->
    [one] { $count } citation
   *[other] { $count } citations
}
course = Avant et après cet article
course-here = Cet article
course-speaks = Parle du
