// Agency copy with a payload in every field, in every format that Dateline reads. It is said about the payload alone
// which story it is: all fields carry it.

const xml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const basic = (time) => time.toISOString().replace(/[-:]|\.\d+/g, "").replace("Z", "+0000");
const lines = (text) => text.replace(/[\r\n]+/g, " ");

/** Formats by name: each is given the story's number, the payload, its version and a moment. */
const formats = {
  ninjs: (id, p, version, at, note) =>
    JSON.stringify({
      uri: `urn:hostile:${id}`, type: "text", version: String(version), versioncreated: at.toISOString(), pubstatus: "usable", urgency: 1,
      headline: `${id} ${p}`, slugline: `${id} ${p}`, byline: `By ${p}`, located: p, language: "en", description_text: p, ednote: note,
      body_html: `<p>${id} words before</p>${p}<p title="${p}">words in between</p><a href="${p}">a link</a><img src="${p}" alt="${p}"><p>${id} words after v${version}</p>`,
      subject: [{ code: "20000002", name: p }], place: [{ name: p }], person: [{ name: p }], organisation: [{ name: p }], keywords: [p],
      genre: [{ name: p }], provider: p, infosource: [{ name: p }], copyrightholder: p, copyrightnotice: p, usageterms: p, url: p,
      links: [{ rel: "canonical", href: p }, { rel: "related", href: p, title: p }],
      associations: { main: { uri: `urn:hostile:${id}:picture`, type: "picture", headline: p, description_text: p, byline: p, creditline: p,
        renditions: { main: { href: p, mimetype: p, width: 640, height: 480, title: p } } } },
    }),
  nitf: (id, p, version, at, note) => `<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>${xml(p)}</title><docdata><doc-id id-string="hostile-${id}" regsrc="${xml(p)}"/><urgency ed-urg="1"/>
<date.issue norm="${basic(at)}"/><du-key version="${version}" key="${xml(p)}"/><ed-msg info="${xml(note ?? "")}"/>
<doc.copyright holder="${xml(p)}"/><key-list><keyword key="${xml(p)}"/></key-list></docdata></head><body><body.head>
<hedline><hl1>${id} ${xml(p)}</hl1><hl2>${xml(p)}</hl2></hedline><byline>By ${xml(p)}</byline><distributor>${xml(p)}</distributor>
<dateline><location>${xml(p)}</location></dateline><abstract><p>${xml(p)}</p></abstract></body.head>
<body.content><p>${id} words before</p>${p}<p>${xml(p)}</p><p><a href="${xml(p)}">a link</a></p><media media-type="image"><media-reference source="${xml(p)}"/>
<media-caption>${xml(p)}</media-caption><media-producer>${xml(p)}</media-producer></media><p>${id} words after v${version}</p></body.content></body></nitf>`,
  "newsml-g2": (id, p, version, at, note) => `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:hostile:${id}" version="${version}">
<rightsInfo><copyrightHolder><name>${xml(p)}</name></copyrightHolder><usageTerms>${xml(p)}</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider><name>${xml(p)}</name></provider><versionCreated>${at.toISOString()}</versionCreated><pubStatus qcode="stat:usable"/><edNote>${xml(note ?? "")}</edNote></itemMeta>
<contentMeta><urgency>1</urgency><by>By ${xml(p)}</by><creditline>${xml(p)}</creditline><headline>${id} ${xml(p)}</headline><slugline>${xml(p)}</slugline><description>${xml(p)}</description>
<located><name>${xml(p)}</name></located><subject qcode="medtop:20000002"><name>${xml(p)}</name></subject><keyword>${xml(p)}</keyword></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html><body><p>${id} words before</p>${p}<p>${xml(p)}</p><p><a href="${xml(p)}">a link</a><img src="${xml(p)}" alt="${xml(p)}"/></p><p>${id} words after v${version}</p></body></html></inlineXML></contentSet></newsItem>`,
  "newsml-1": (id, p, version, at) => `<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="${xml(p)}"/></SentFrom><DateAndTime>${basic(at)}</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><ProviderId>${xml(p)}</ProviderId><DateId>20261101</DateId><NewsItemId>${id}</NewsItemId><RevisionId PreviousRevision="0" Update="N">${version}</RevisionId><PublicIdentifier>urn:hostile:${id}</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>${basic(at)}</FirstCreated><ThisRevisionCreated>${basic(at)}</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="1"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>${id} ${xml(p)}</HeadLine><ByLine>By ${xml(p)}</ByLine><DateLine>${xml(p)}</DateLine><SlugLine>${xml(p)}</SlugLine><CreditLine>${xml(p)}</CreditLine><CopyrightLine>${xml(p)}</CopyrightLine><KeywordLine>${xml(p)}</KeywordLine></NewsLines>
<ContentItem><DataContent><html><body><p>${id} words before</p>${p}<p>${xml(p)}</p><p>${id} words after v${version}</p></body></html></DataContent></ContentItem>
<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>${xml(p)}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>`,
  rss: (id, p, version, at) => `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>${xml(p)}</title><link>${xml(p)}</link><description>${xml(p)}</description><copyright>${xml(p)}</copyright><image><url>${xml(p)}</url></image>
<item><guid isPermaLink="false">urn:hostile:${id}</guid><title>${id} ${xml(p)}</title><link>${xml(p)}</link><pubDate>${at.toUTCString()}</pubDate><dc:creator>${xml(p)}</dc:creator><category domain="${xml(p)}">${xml(p)}</category>
<description>${xml(xml(p))}</description><content:encoded><![CDATA[<p>${id} words before</p>${p}<p>${id} words after v${version}</p>]]></content:encoded>
<enclosure url="${xml(p)}" type="image/jpeg" length="1"/><media:content url="${xml(p)}" medium="image"><media:description>${xml(p)}</media:description><media:credit>${xml(p)}</media:credit></media:content></item></channel></rss>`,
  atom: (id, p, version, at) => `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:hostile:feed:${id}</id><title type="html">${xml(p)}</title><subtitle>${xml(p)}</subtitle><rights>${xml(p)}</rights><icon>${xml(p)}</icon>
<entry><id>urn:hostile:${id}</id><title type="html">${id} ${xml(xml(p))}</title><updated>${at.toISOString()}</updated><published>${at.toISOString()}</published><author><name>${xml(p)}</name><uri>${xml(p)}</uri></author>
<link rel="alternate" href="${xml(p)}" title="${xml(p)}"/><link rel="enclosure" href="${xml(p)}" type="image/png"/><category term="${xml(p)}" label="${xml(p)}"/><summary type="html">${xml(p)}</summary>
<content type="html" xml:base="${xml(p)}">${xml(`<p>${id} words before</p>${p}<p>${id} words after v${version}</p>`)}</content></entry></feed>`,
  "json-feed": (id, p, version, at) =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1", title: p, home_page_url: p, feed_url: p, description: p, icon: p, authors: [{ name: p, url: p, avatar: p }],
      items: [{ id: `urn:hostile:${id}`, url: p, external_url: p, title: `${id} ${p}`, summary: p, image: p, banner_image: p, tags: [p], language: p,
        date_published: at.toISOString(), authors: [{ name: p, url: p, avatar: p }], attachments: [{ url: p, mime_type: p, title: p }],
        content_html: `<p>${id} words before</p>${p}<p>${id} words after v${version}</p>` }],
    }),
  iptc7901: (id, p, version, at) =>
    `\u0001hst${String(id).padStart(4, "0")} 1 i 46  hst 0090\r\n\r\n${lines(p)}/${id}\r\n\u0002${id} ${lines(p)}\r\nBy ${lines(p)} =\r\n\r\n${lines(p)} (hst) - ${id} words before\r\n\r\n${p}\r\n\r\n${id} words after v${version}\r\n\u0003${String(at.getUTCDate()).padStart(2, "0")}${at.toISOString().slice(11, 16).replace(":", "")} GMT\r\n\u0004`,
  anpa: (id, p, version) =>
    `\u0016\u0016\u0001${String(id).padStart(5, "0")}__hst\nr s\u0013\u0011 ${lines(p)}   11-23 0060\n\u0002^${id} ${lines(p)}<\n^${lines(p)}<\n^Eds: ${lines(p)}<\n^By ${lines(p)}=\n^${lines(p)}=\n\t   ${id} words before\n\t   ${p}\n\t   ${id} words after v${version}\n\u0003\n\u0004\n`,
};

const ending = (name) => (name.includes("json") || name === "ninjs" ? "json" : ["iptc7901", "anpa"].includes(name) ? "txt" : "xml");

/** Every payload in the format whose turn it is; `every` of them in all formats. */
export function copy(payloads, every = 0) {
  const names = Object.keys(formats), files = [];
  let id = 1000;
  payloads.forEach((payload, n) => {
    for (const format of n < every ? names : [names[n % names.length]]) {
      id += 1;
      const at = new Date(Date.now() - id * 1000);
      files.push({ id, format, payload, name: `${id}.${format}.${ending(format)}`, text: formats[format](id, payload, 1, at) });
    }
  });
  return files;
}

/** Another version of a story in ninjs, with a note of the editor's. */
export const again = (id, payload, version, note, more = {}) =>
  JSON.stringify({ ...JSON.parse(formats.ninjs(id, payload, version, new Date(), note)), ...more });
