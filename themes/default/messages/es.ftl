# Lo que dice el sitio, en español.

# El marco de cada página
skip = Ir a las noticias
today = Hoy:
home = Portada
breadcrumb = Ruta
site-search = Periódico
search = Buscar
search-in = Buscar en { $paper }
sections = Secciones
sections-again = Secciones, otra vez
about-paper = Sobre este periódico
feeds = Canales
feed-title = { $name } ({ $format })
write-to-us = Escríbanos:
page-title = { $title } | { $paper }
title-page = { $title }, página { $page }
list-next = {", "}
list-last = {" y "}

# Fechas
month-year = { $month } de { $year }
age = { $unit ->
    [days] { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
    [months] { $count ->
        [one] { $count } mes
       *[other] { $count } meses
    }
   *[years] { $count ->
        [one] { $count } año
       *[other] { $count } años
    }
}
age-mark = Hace { $age }
age-notice = Este artículo tiene más de { $age }

# Un artículo en una lista
urgent = Urgente
corrected = Corregido
published = Publicado
updated = Actualizado
date-unknown = Fecha desconocida

# La página de un artículo
by = Por
no-date = Fecha desconocida.
no-date-received = La agencia no dio fecha; recibido el
versions-link = { $count ->
    [one] { $count } versión · ver qué cambió
   *[other] { $count } versiones · ver qué cambió
}
topics = Temas
credit = Fuente: { $who }.
at-publisher = Este artículo en su medio de origen
printed-version = Versión { $count } de este artículo
related = Artículos relacionados
untitled = Sin título
story = Artículo
other-languages = En otros idiomas:

# Correcciones
correction = Corrección
update = Actualización
first-version = Primera versión
told-corrected = Este artículo fue corregido. La nota de la agencia: «{ $words }»
told-corrected-silent = Este artículo fue corregido. La agencia no dio ninguna nota.
told-killed = La agencia retiró este artículo: «{ $words }»
told-killed-silent = La agencia retiró este artículo y no dio motivo.
told-withheld = La agencia retiene este artículo por ahora: «{ $words }»
told-withheld-silent = La agencia retiene este artículo por ahora y no dio motivo.
told-expired = La agencia permitió mostrar este artículo por un tiempo limitado, que ya pasó.
told-killed-by-desk = La redacción retiró este artículo y no dio motivo.
corrections = Correcciones
corrections-of = Artículos que { $paper } ha corregido, los más recientes primero.
corrections-intro = Artículos corregidos después de publicarse. Cada página dice qué estaba mal.
corrections-count = { $count ->
    [one] { $count } artículo corregido. Sobre su texto se dice qué estaba mal.
   *[other] { $count } artículos corregidos. Cada uno dice sobre su texto qué estaba mal.
}
corrections-none = Hasta ahora no se ha corregido nada. Cuando ocurra, constará aquí y sobre el propio artículo.

# Las versiones de un artículo
versions = Versiones
versions-title = Versiones: { $headline }
versions-of = Qué ha cambiado en este artículo desde que se publicó: { $headline }
version-history = Historial de versiones
versions-one = Este artículo no ha cambiado desde que se publicó.
versions-count = { $count ->
    [one] { $count } versión.
   *[other] { $count } versiones, la más reciente primero.
}
words-added-mark = Las palabras añadidas
are-underlined = están subrayadas;
words-removed-mark = las eliminadas
are-struck = están tachadas.
version-heading = Versión { $number }: { $label }
read-current = Leer el artículo como está ahora
added = Añadido
removed = Eliminado
changed = Cambiado
diff-none = Ningún cambio en el texto
diff-added = { $added ->
    [one] { $added } palabra añadida
   *[other] { $added } palabras añadidas
}
diff-removed = { $removed ->
    [one] { $removed } palabra eliminada
   *[other] { $removed } palabras eliminadas
}
diff-both = { $added ->
    [one] { $added } palabra añadida, { $removed } eliminadas
   *[other] { $added } palabras añadidas, { $removed } eliminadas
}
diff-skipped = { $count ->
    [one] { $count } párrafo sin cambios
   *[other] { $count } párrafos sin cambios
}
part-subheadline = Segundo titular
part-summary = Resumen
part-byline = Firma
part-dateline = Lugar
part-credit = Fuente
part-language = Idioma
part-picture = Imagen
part-caption = Pie de foto
part-picture-credit = Crédito de la foto
part-changed = { $part }: «{ $was }» pasó a «{ $is }».
part-added = { $part }, añadido: «{ $is }».
part-removed = { $part }, eliminado: «{ $was }».
picture-added = Se añadió una imagen.
picture-removed = Se quitó una imagen.
layout-changed = Cambiaron enlaces, énfasis o disposición del texto; sus palabras son las mismas.

# Listas
latest = Última hora
latest-news = Últimas noticias
front-empty = Todavía no ha llegado ningún artículo. El primero estará aquí en cuanto llegue.
list-empty = No hay artículos aquí por ahora.
stories-count = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
stories-newest-first = { $count ->
    [one] Un artículo.
   *[other] { $count } artículos, los más recientes primero.
}
page-of = Página { $page } de { $pages }
pages-of-list = Páginas de esta lista
newest = Los más recientes
newer = Más recientes
older = Más antiguos
oldest = Los más antiguos
about-section = { $name }: noticias en { $paper }.
about-agency = Todos los artículos de { $name } en { $paper }.
about-topic = Lo que { $paper } tiene sobre { $name }.
about-author = Artículos de { $name } en { $paper }.
about-day = { $paper }: { $name }.
undated-stories = Artículos sin fecha
undated-intro = Sus agencias no dijeron cuándo se escribieron.

# La hemeroteca
archive = Hemeroteca
archive-intro = Todos los artículos por el día de su publicación.
archive-of = Todos los artículos de { $paper } por el día en que se escribieron.
archive-empty = Todavía no se ha publicado nada.
without-date = Sin fecha

# Lo más leído
most-popular = Lo más leído
popular-hours = Últimas horas
popular-week = Esta semana

# Búsqueda
all-stories = Todos los artículos
search-label = Palabras, un nombre, un lugar o una "frase"
search-title = Búsqueda: { $query }
filters-in-use = Filtros activos
remove-filter = . Quitar este filtro
filter = { $name }: { $value }
narrow = Acotar los resultados
order = Orden
best-match = Relevancia
newest-order = Fecha
facet-section = Sección
facet-agency = Agencia
facet-year = Año
facet-language = Idioma
found-page = { $found }, página { $page } de { $pages }
nothing-found = No se encontró nada para
with-filters = con estos filtros
hint-filter = Quite un filtro: puede que el artículo esté en otra parte.
hint-spelling = Revise la ortografía, sobre todo la de los nombres.
hint-fewer = Pruebe con menos palabras o con una más general.
search-intro = Todo lo que este periódico ha publicado puede encontrarse aquí, desde el primer día hasta este minuto.
no-such-page = No hay tantas páginas de resultados.
no-such-day = «{ $day }» no es un día. Escríbalo así: 2026-11-24.
language-ar = Árabe
language-da = Danés
language-de = Alemán
language-en = Inglés
language-es = Español
language-fr = Francés
language-it = Italiano
language-nl = Neerlandés
language-no = Noruego
language-pt = Portugués
language-sv = Sueco

# Donde no hay nada
not-found-title = Página no encontrada
not-found-heading = No hay nada en esta dirección
not-found-text = Puede que la página se haya movido o que la dirección esté mal escrita.
find-by-words = Búsquela por sus palabras
error-title = Algo salió mal
error-heading = Algo salió mal por nuestra parte
error-text = No se pudo componer la página. Queda anotado; inténtelo de nuevo en un momento.
go-to-front = Ir a la portada
gone-withdrawn = Retirado
gone-withheld = Retenido
gone-expired = Caducado
gone-withdrawn-heading = Este artículo fue retirado
gone-withheld-heading = { $agency } retiene este artículo
gone-withheld-heading-nameless = Su agencia retiene este artículo
gone-expired-heading = Este artículo ha caducado

# Publicidad
advertisement = Publicidad
ad-top = { advertisement }
ad-side = { advertisement }, columna lateral
ad-body = { advertisement }, después del texto
privacy = Privacidad
privacy-heading = Privacidad y publicidad
privacy-counts = Contamos cuántas veces se ven y se pulsan nuestros anuncios. Para ello no ponemos cookies ni guardamos nada sobre usted: solo sumas por día.
ads-by-others = Publicidad de terceros
privacy-others = Algunos anuncios vienen de otras empresas. Su navegador solo les pide algo si usted acepta; entonces pueden poner cookies y conocer su dirección. Si la rechaza, verá en su lugar nuestros propios anuncios, y nada más cambia.
privacy-hosts = Son: { $hosts }.
chosen-accept = Usted ha aceptado la publicidad de terceros.
chosen-refuse = Usted ha rechazado la publicidad de terceros.
chosen-none = Todavía no ha elegido; no se muestra nada de terceros.
choice-kept = La elección se guarda medio año en una cookie nuestra.
privacy-own-only = Todos nuestros anuncios son nuestros o de nuestros clientes y los envía este sitio. Nadie más se entera de que está aquí.
consent-question = Algunos de nuestros anuncios vienen de otras empresas, que pueden poner cookies. Solo se muestran si acepta; hasta entonces, y si los rechaza, verá los nuestros.
consent-more = Más información y cómo cambiarlo después
accept = Aceptar
refuse = Rechazar

# Comentarios
comments = Comentarios
comments-count = { $count ->
    [one] { $count } comentario
   *[other] { $count } comentarios
}
comments-title = Comentarios: { $headline }
comments-feed = Comentarios ({ $format })
comments-feed-title = { $paper }: comentarios
comments-feed-about = Lo que dicen los lectores.
comment-by-on = { $name } sobre { $headline }
recent-comments = Últimos comentarios
no-comments = Nadie ha escrito nada todavía.
on-story = Sobre
on-story-named = Sobre { $headline }
oldest-first = Los más antiguos primero
newest-first = Los más recientes primero
more-comments = Más comentarios
threads = Hilos
comment-removed = Este comentario fue eliminado.
in-reply-to = En respuesta a
reply = Responder
reply-to = {" "}a { $name }
recommend = Recomendar
report = Denunciar
the-comment-of = {" "}el comentario de { $name }
recommended = ({ $count })
leave-comment = Escribir un comentario
answer-to = Responder a { $name }
comment-name = Nombre, aparece con su comentario
comment-email = Correo electrónico (opcional, nunca se muestra; solo se guarda una huella)
comment-trap = Sitio web: dejar vacío
comment-text = Comentario
comment-hint = Texto sin formato; una línea vacía empieza un párrafo.
comment-hint-pre = Aquí un moderador lee cada comentario antes de mostrarlo.
send-comment = Enviar el comentario
your-comments = Sus comentarios
your-comments-none = Este navegador no ha escrito nada aquí en los últimos treinta días.
state-held = En espera: un moderador lo leerá. Hasta entonces nadie más lo ve.
state-shown = Publicado.
state-rejected = No se muestra: un moderador lo rechazó.
state-removed = Eliminado por un moderador.
refused-no-name = Indique un nombre; aparece con su comentario.
refused-long-name = El nombre es demasiado largo: { $most } caracteres como máximo.
refused-bad-email = La dirección de correo está incompleta. Corríjala o deje el campo vacío.
refused-no-text = Escriba su comentario; el campo está vacío.
refused-long-text = El comentario tiene { $length } caracteres y el máximo es { $most }; acórtelo.
refused-closed = Los comentarios de este artículo están cerrados.
refused-closed-after = { $days ->
    [one] Los comentarios se cierran un día después de la publicación.
   *[other] Los comentarios se cierran { $days } días después de la publicación.
}
refused-story-gone = Este artículo ya no está aquí.
refused-parent-gone = El comentario al que responde ya no está aquí.
refused-banned = Por ahora no se admiten comentarios suyos.
refused-name-kept = El nombre «{ $name }» está reservado al periódico. Elija otro.
refused-said-already = Usted ya ha escrito eso.
refused-elsewhere = El formulario venía de otro sitio. Envíelo desde aquí.
refused-trap = Deje vacío el campo «Sitio web»; sirve para detener a los programas.
refused-often = Han llegado muchos comentarios desde su red. Envíelo de nuevo dentro de un minuto.
refused-old-form = Este formulario es demasiado antiguo o no es de aquí. Sus palabras siguen en él: envíelo otra vez.
refused-quick = Eso fue más rápido de lo que nadie escribe. Envíelo otra vez.

# El nombre de un lector
keep-my-name = Guardar mi nombre
name-kept = nombre reservado
name-kept-as = Usted escribe como
sign-in = Guardar su nombre
sign-in-about = Enviamos un enlace a su correo electrónico. Quien lo abre se queda con el nombre: nadie más puede escribir aquí con él y sus comentarios llevan una marca. De la dirección solo se guarda una huella, y una cookie guarda el nombre en este dispositivo durante medio año.
sign-in-email = Correo electrónico
sign-in-send = Enviarme el enlace
sign-in-sent = Mire su correo
sign-in-sent-about = Si todo va bien, hay un mensaje en camino. Su enlace sirve una vez, durante treinta minutos. Si no llega nada, mire entre el correo no deseado o pídalo de nuevo dentro de una hora: a una misma dirección van pocos mensajes.
sign-in-confirm = Guardar este nombre en este dispositivo:
sign-out = Olvidarme en este dispositivo
back-to-comments = Volver a los comentarios
refused-no-email = Indique su correo electrónico; el enlace se envía allí.
refused-name-address = El nombre es una dirección. Elija otro.
refused-name-of-reader = El nombre «{ $name }» está reservado a otro lector. Si es el suyo, elija antes «Guardar mi nombre»; si no, elija otro.
refused-spent-form = Este formulario ya se envió. Sus palabras siguen en él: envíelo otra vez.
refused-often-asked = Eso se acaba de pedir muchas veces. Inténtelo de nuevo dentro de unos minutos.
refused-link-old = Este enlace es demasiado antiguo o está incompleto. Pida otro.
refused-link-used = Este enlace ya se usó. Pida otro.
refused-names-many = Usted guarda ya tres nombres; no se puede guardar más.
mail-subject = { $paper }: guardar su nombre
mail-keep-name = Alguien, esperamos que usted, pidió a { $paper } guardar el nombre «{ $name }» para comentarios. Abra este enlace antes de treinta minutos y pulse allí el botón:
mail-name-taken = Alguien, esperamos que usted, pidió a { $paper } guardar el nombre «{ $name }» para comentarios. Ya está reservado a otro lector. Elija otro aquí:
mail-not-you = Si no fue usted, no haga nada: no pasará nada y su dirección no se guarda.

# Lectura
reading = Lectura
text-size = Tamaño del texto
text-smaller = Texto más pequeño
text-usual = Tamaño habitual del texto
text-larger = Texto más grande
text-largest = Texto muy grande
colours = Colores
colours-auto = Como el dispositivo
colours-light = Claro
colours-dark = Oscuro
offline-title = Está sin conexión
offline-text = Esta página no está guardada en este dispositivo. Estos artículos sí:

# What a word of time means: "last week", "early August".
meant-days = del { $from } al { $to }
meant-early = principios de { $date }
meant-mid = mediados de { $date }
meant-late = finales de { $date }
meant-about = hacia { $date }

# Personas citadas, y el hilo de una historia
about-person = Lo que { $paper } cita de { $name }.
person-role = «{ $role }», en palabras de una noticia de { $paper }.
person-role-here = Aquí: «{ $role }»
person-count = { $count ->
    [one] Citas en una noticia.
   *[other] Citas en { $count } noticias, de la más reciente a la más antigua.
}
quoted-words = «{ $words }»
quoted-words-on = «{ $words }
paraphrased = Paráfrasis
quote-place = Leer en la noticia
quoted-here = Citados en esta noticia
quoted-times = { $count ->
    [one] { $count } cita
   *[other] { $count } citas
}
course = Antes y después de esta noticia
course-here = Esta noticia
course-speaks = Habla del
