# O que o site diz, em português.

# A moldura de cada página
skip = Ir para as notícias
today = Hoje:
home = Início
breadcrumb = Caminho
site-search = Jornal
search = Pesquisar
search-in = Pesquisar em { $paper }
sections = Secções
sections-again = Secções, de novo
about-paper = Sobre este jornal
feeds = Canais
feed-title = { $name } ({ $format })
write-to-us = Escreva para nós:
page-title = { $title } | { $paper }
title-page = { $title }, página { $page }
list-next = {", "}
list-last = {" e "}

# Datas
month-year = { $month } de { $year }
age = { $unit ->
    [days] { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
    [months] { $count ->
        [one] { $count } mês
       *[other] { $count } meses
    }
   *[years] { $count ->
        [one] { $count } ano
       *[other] { $count } anos
    }
}
age-mark = Há { $age }
age-notice = Este artigo tem mais de { $age }

# Um artigo numa lista
urgent = Urgente
corrected = Corrigido
published = Publicado
updated = Atualizado
date-unknown = Data desconhecida

# A página de um artigo
by = Por
no-date = Data desconhecida.
no-date-received = A agência não deu data; recebido em
versions-link = { $count ->
    [one] { $count } versão · ver o que mudou
   *[other] { $count } versões · ver o que mudou
}
topics = Temas
credit = Fonte: { $who }.
at-publisher = Este artigo no seu editor
printed-version = Versão { $count } deste artigo
related = Artigos relacionados
untitled = Sem título
story = Artigo
other-languages = Noutras línguas:

# Correções
correction = Correção
update = Atualização
first-version = Primeira versão
told-corrected = Este artigo foi corrigido. A nota da agência: “{ $words }”
told-corrected-silent = Este artigo foi corrigido. A agência não deu nenhuma nota.
told-killed = A agência retirou este artigo: “{ $words }”
told-killed-silent = A agência retirou este artigo e não deu motivo.
told-withheld = A agência retém este artigo por enquanto: “{ $words }”
told-withheld-silent = A agência retém este artigo por enquanto e não deu motivo.
told-expired = A agência permitiu mostrar este artigo por tempo limitado, que já passou.
told-killed-by-desk = A redação retirou este artigo e não deu motivo.
corrections = Correções
corrections-of = Artigos que { $paper } corrigiu, os mais recentes primeiro.
corrections-intro = Artigos corrigidos depois de publicados. Cada página diz o que estava errado.
corrections-count = { $count ->
    [one] { $count } artigo corrigido. Acima do texto diz-se o que estava errado.
   *[other] { $count } artigos corrigidos. Cada um diz acima do texto o que estava errado.
}
corrections-none = Até agora nada foi corrigido. Quando for, constará aqui e acima do próprio artigo.

# As versões de um artigo
versions = Versões
versions-title = Versões: { $headline }
versions-of = O que mudou neste artigo desde que foi publicado: { $headline }
version-history = Histórico de versões
versions-one = Este artigo não mudou desde que foi publicado.
versions-count = { $count ->
    [one] { $count } versão.
   *[other] { $count } versões, a mais recente primeiro.
}
words-added-mark = As palavras acrescentadas
are-underlined = estão sublinhadas;
words-removed-mark = as retiradas
are-struck = estão riscadas.
version-heading = Versão { $number }: { $label }
read-current = Ler o artigo como está agora
added = Acrescentado
removed = Retirado
changed = Alterado
diff-none = Nenhuma alteração no texto
diff-added = { $added ->
    [one] { $added } palavra acrescentada
   *[other] { $added } palavras acrescentadas
}
diff-removed = { $removed ->
    [one] { $removed } palavra retirada
   *[other] { $removed } palavras retiradas
}
diff-both = { $added ->
    [one] { $added } palavra acrescentada, { $removed } retiradas
   *[other] { $added } palavras acrescentadas, { $removed } retiradas
}
diff-skipped = { $count ->
    [one] { $count } parágrafo sem alteração
   *[other] { $count } parágrafos sem alteração
}
part-subheadline = Segundo título
part-summary = Resumo
part-byline = Assinatura
part-dateline = Lugar
part-credit = Fonte
part-language = Língua
part-picture = Imagem
part-caption = Legenda
part-picture-credit = Crédito da foto
part-changed = { $part }: “{ $was }” passou a “{ $is }”.
part-added = { $part }, acrescentado: “{ $is }”.
part-removed = { $part }, retirado: “{ $was }”.
picture-added = Foi acrescentada uma imagem.
picture-removed = Foi retirada uma imagem.
layout-changed = Mudaram ligações, destaques ou a disposição do texto; as palavras são as mesmas.

# Listas
latest = Últimas
latest-news = Últimas notícias
front-empty = Ainda não chegou nenhum artigo. O primeiro estará aqui assim que chegar.
list-empty = Não há artigos aqui de momento.
stories-count = { $count ->
    [one] { $count } artigo
   *[other] { $count } artigos
}
stories-newest-first = { $count ->
    [one] Um artigo.
   *[other] { $count } artigos, os mais recentes primeiro.
}
page-of = Página { $page } de { $pages }
pages-of-list = Páginas desta lista
newest = Os mais recentes
newer = Mais recentes
older = Mais antigos
oldest = Os mais antigos
about-section = { $name }: notícias em { $paper }.
about-agency = Todos os artigos de { $name } em { $paper }.
about-topic = O que { $paper } tem sobre { $name }.
about-author = Artigos de { $name } em { $paper }.
about-day = { $paper }: { $name }.
undated-stories = Artigos sem data
undated-intro = As suas agências não disseram quando foram escritos.

# O arquivo
archive = Arquivo
archive-intro = Todos os artigos pelo dia em que foram publicados.
archive-of = Todos os artigos de { $paper } pelo dia em que foram escritos.
archive-empty = Ainda nada foi publicado.
without-date = Sem data

# Os mais lidos
most-popular = Mais lidos
popular-hours = Últimas horas
popular-week = Esta semana

# Pesquisa
all-stories = Todos os artigos
search-label = Palavras, um nome, um lugar ou uma "frase"
search-title = Pesquisa: { $query }
filters-in-use = Filtros ativos
remove-filter = . Retirar este filtro
filter = { $name }: { $value }
narrow = Restringir os resultados
order = Ordem
best-match = Relevância
newest-order = Data
facet-section = Secção
facet-agency = Agência
facet-year = Ano
facet-language = Língua
found-page = { $found }, página { $page } de { $pages }
nothing-found = Nada foi encontrado para
with-filters = com estes filtros
hint-filter = Retire um filtro acima: o artigo pode estar noutro lugar.
hint-spelling = Verifique a ortografia, sobretudo a dos nomes.
hint-fewer = Tente menos palavras ou uma mais geral.
search-intro = Tudo o que este jornal publicou pode ser encontrado aqui, do primeiro dia a este minuto.
no-such-page = Não há tantas páginas de resultados.
no-such-day = “{ $day }” não é um dia. Escreva-o assim: 2026-11-24.
language-ar = Árabe
language-da = Dinamarquês
language-de = Alemão
language-en = Inglês
language-es = Espanhol
language-fr = Francês
language-it = Italiano
language-nl = Neerlandês
language-no = Norueguês
language-pt = Português
language-sv = Sueco

# Onde não há nada
not-found-title = Página não encontrada
not-found-heading = Não há nada neste endereço
not-found-text = A página pode ter mudado de lugar, ou o endereço está mal escrito.
find-by-words = Procure-a pelas suas palavras
error-title = Algo correu mal
error-heading = Algo correu mal do nosso lado
error-text = Não foi possível compor a página. Ficou registado; tente de novo dentro de momentos.
go-to-front = Ir para o início
gone-withdrawn = Retirado
gone-withheld = Retido
gone-expired = Expirado
gone-withdrawn-heading = Este artigo foi retirado
gone-withheld-heading = Este artigo está retido por { $agency }
gone-withheld-heading-nameless = Este artigo está retido pela sua agência
gone-expired-heading = Este artigo expirou

# Publicidade
advertisement = Publicidade
ad-top = { advertisement }
ad-side = { advertisement }, coluna lateral
ad-body = { advertisement }, depois do texto
privacy = Privacidade
privacy-heading = Privacidade e publicidade
privacy-counts = Contamos quantas vezes os nossos anúncios são vistos e clicados. Para isso não pomos nenhum cookie nem guardamos nada sobre si: só somas por dia.
ads-by-others = Publicidade de terceiros
privacy-others = Alguns anúncios vêm de outras empresas. O seu navegador só lhes pede alguma coisa se aceitar; podem então pôr cookies e saber o seu endereço. Se recusar, vê os nossos próprios anúncios no lugar deles, e nada mais muda.
privacy-hosts = São: { $hosts }.
chosen-accept = Aceitou a publicidade de terceiros.
chosen-refuse = Recusou a publicidade de terceiros.
chosen-none = Ainda não escolheu; nada de terceiros é mostrado.
choice-kept = A escolha fica meio ano num cookie nosso.
privacy-own-only = Todos os nossos anúncios são nossos ou dos nossos clientes e enviados por este site. Mais ninguém fica a saber que está aqui.
consent-question = Alguns dos nossos anúncios vêm de outras empresas, que podem pôr cookies. Só aparecem se aceitar; até lá, e se recusar, vê os nossos.
consent-more = Mais, e como mudar depois
accept = Aceitar
refuse = Recusar

# Comentários
comments = Comentários
comments-count = { $count ->
    [one] { $count } comentário
   *[other] { $count } comentários
}
comments-title = Comentários: { $headline }
comments-feed = Comentários ({ $format })
comments-feed-title = { $paper }: comentários
comments-feed-about = O que dizem os leitores.
comment-by-on = { $name } sobre { $headline }
recent-comments = Últimos comentários
no-comments = Ainda ninguém escreveu nada.
on-story = Sobre
on-story-named = Sobre { $headline }
oldest-first = Os mais antigos primeiro
newest-first = Os mais recentes primeiro
more-comments = Mais comentários
threads = Conversas
comment-removed = Este comentário foi retirado.
in-reply-to = Em resposta a
reply = Responder
reply-to = {" "}a { $name }
recommend = Recomendar
report = Denunciar
the-comment-of = {" "}o comentário de { $name }
recommended = ({ $count })
leave-comment = Deixar um comentário
answer-to = Responder a { $name }
comment-name = Nome, aparece com o seu comentário
comment-email = E-mail (opcional, nunca é mostrado; só se guarda uma impressão digital)
comment-trap = Site: deixar vazio
comment-text = Comentário
comment-hint = Texto simples; uma linha vazia começa um parágrafo.
comment-hint-pre = Aqui um moderador lê cada comentário antes de ser mostrado.
send-comment = Enviar o comentário
your-comments = Os seus comentários
your-comments-none = Este navegador não escreveu nada aqui nos últimos trinta dias.
state-held = Em espera: um moderador vai lê-lo. Até lá ninguém mais o vê.
state-shown = Publicado.
state-rejected = Não é mostrado: um moderador rejeitou-o.
state-removed = Retirado por um moderador.
refused-no-name = Indique um nome; aparece com o seu comentário.
refused-long-name = O nome é demasiado longo: { $most } caracteres no máximo.
refused-bad-email = O endereço de e-mail está incompleto. Corrija-o ou deixe o campo vazio.
refused-no-text = Escreva o seu comentário; o campo está vazio.
refused-long-text = O comentário tem { $length } caracteres e o máximo é { $most }; encurte-o.
refused-closed = Os comentários deste artigo estão fechados.
refused-closed-after = { $days ->
    [one] Os comentários fecham um dia depois da publicação.
   *[other] Os comentários fecham { $days } dias depois da publicação.
}
refused-story-gone = Este artigo já não está aqui.
refused-parent-gone = O comentário a que responde já não está aqui.
refused-banned = De momento não são aceites comentários seus.
refused-name-kept = O nome “{ $name }” está reservado ao jornal. Escolha outro.
refused-said-already = Já escreveu isso.
refused-elsewhere = O formulário veio de outro site. Envie-o daqui.
refused-trap = Deixe vazio o campo “Site”; serve para deter programas.
refused-often = Chegaram agora muitos comentários da sua rede. Envie-o de novo dentro de um minuto.
refused-old-form = Este formulário é demasiado antigo ou não é daqui. As suas palavras ainda lá estão: envie-o de novo.
refused-quick = Isso foi mais rápido do que alguém escreve. Envie-o mais uma vez.

# O nome de um leitor
keep-my-name = Guardar o meu nome
name-kept = nome reservado
name-kept-as = Escreve como
sign-in = Guardar o seu nome
sign-in-about = Enviamos uma ligação para o seu e-mail. Quem a abre fica com o nome: mais ninguém pode escrever aqui com ele e os seus comentários levam uma marca. Do endereço só se guarda uma impressão digital, e um cookie guarda o nome neste dispositivo durante meio ano.
sign-in-email = E-mail
sign-in-send = Enviar-me a ligação
sign-in-sent = Veja o seu correio
sign-in-sent-about = Se tudo estiver bem, há uma mensagem a caminho. A ligação serve uma vez, durante trinta minutos. Se nada chegar, procure no correio não solicitado ou peça de novo daqui a uma hora: para o mesmo endereço seguem poucas mensagens.
sign-in-confirm = Guardar este nome neste dispositivo:
sign-out = Esquecer-me neste dispositivo
back-to-comments = Voltar aos comentários
refused-no-email = Indique o seu e-mail; a ligação é enviada para lá.
refused-name-address = O nome é um endereço. Escolha outro.
refused-name-of-reader = O nome “{ $name }” está reservado a outro leitor. Se é o seu, escolha primeiro “Guardar o meu nome”; se não, escolha outro.
refused-spent-form = Este formulário já foi enviado. As suas palavras ainda lá estão: envie-o de novo.
refused-often-asked = Isso acaba de ser pedido muitas vezes. Tente de novo dentro de alguns minutos.
refused-link-old = Esta ligação é demasiado antiga ou está incompleta. Peça outra.
refused-link-used = Esta ligação já foi usada. Peça outra.
refused-names-many = Já guarda três nomes; não se podem guardar mais.
mail-subject = { $paper }: guardar o seu nome
mail-keep-name = Alguém, esperamos que tenha sido você, pediu a { $paper } que guardasse o nome “{ $name }” para comentários. Abra esta ligação dentro de trinta minutos e prima lá o botão:
mail-name-taken = Alguém, esperamos que tenha sido você, pediu a { $paper } que guardasse o nome “{ $name }” para comentários. Já está reservado a outro leitor. Escolha outro aqui:
mail-not-you = Se não foi você, não faça nada: nada acontece e o seu endereço não é guardado.

# Leitura
reading = Leitura
text-size = Tamanho do texto
text-smaller = Texto mais pequeno
text-usual = Tamanho habitual do texto
text-larger = Texto maior
text-largest = Texto muito grande
colours = Cores
colours-auto = Como o dispositivo
colours-light = Claro
colours-dark = Escuro
offline-title = Está sem ligação
offline-text = Esta página não está guardada neste dispositivo. Estes artigos estão:

# What a word of time means: "last week", "early August".
meant-days = de { $from } a { $to }
meant-early = início de { $date }
meant-mid = meados de { $date }
meant-late = fim de { $date }
meant-about = cerca de { $date }

# Pessoas citadas, e o fio de uma história
about-person = O que { $paper } cita de { $name }.
person-role = “{ $role }”, nas palavras de uma notícia de { $paper }.
person-role-here = Aqui: “{ $role }”
person-count = { $count ->
    [one] Citações numa notícia.
   *[other] Citações em { $count } notícias, da mais recente à mais antiga.
}
quoted-words = “{ $words }”
quoted-words-on = “{ $words }
paraphrased = Paráfrase
quote-place = Ler na notícia
quoted-here = Citados nesta notícia
quoted-times = { $count ->
    [one] { $count } citação
   *[other] { $count } citações
}
course = Antes e depois desta notícia
course-here = Esta notícia
course-speaks = Fala de
