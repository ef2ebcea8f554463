// Every feed, read by a parser that is not ours and held against the rules of its format.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { openPaper, pageTypes } from "../paper.mjs";

let paper, places;
before(async () => {
  paper = await openPaper();
  const { section, agency } = await pageTypes(paper.url);
  places = { site: "", section, agency };
});
after(() => paper?.close());

/** The addresses of one format; comments have feeds of their own. */
const feeds = (file, ofComments) => [...Object.values(places).map((place) => `${place}/${file}`), ofComments];

async function read(address, mime) {
  const answer = await fetch(paper.url + address);
  assert.equal(answer.status, 200, address);
  assert.ok(answer.headers.get("content-type").startsWith(mime), `${address}: ${answer.headers.get("content-type")}`);
  return answer.text();
}

function wellFormed(address, text) {
  assert.equal(XMLValidator.validate(text), true, address);
  assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text), `${address} has control characters`);
}

const absolute = (text) => /^https?:$/.test(URL.parse(text ?? "")?.protocol ?? "");
const rfc3339 = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
const rfc822 = (text) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)$/.test(text);
const filled = (text) => typeof text === "string" && text.trim() !== "";
const distinct = (list) => new Set(list).size === list.length;

/** Rules by name, each true or false of what it is told. */
function hold(where, rules) {
  const broken = Object.entries(rules).filter(([, holds]) => !holds).map(([rule]) => rule);
  assert.deepEqual(broken, [], where);
}

test("RSS is RSS 2.0", async () => {
  for (const address of feeds("feed.xml", "/comments.xml")) {
    const text = await read(address, "application/rss+xml");
    wellFormed(address, text);
    const feed = parseRssFeed(text);
    assert.ok(feed.items.length > 0, `${address} has items`);
    hold(address, {
      title: filled(feed.title),
      description: filled(feed.description),
      "link is absolute": absolute(feed.link),
      "language is a tag": /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(feed.language),
      "says its own address": feed.atom?.links?.some((link) => link.rel === "self" && absolute(link.href)),
      "guids are distinct": distinct(feed.items.map((item) => item.guid?.value)),
      "lastBuildDate is RFC 822": feed.lastBuildDate === undefined || rfc822(feed.lastBuildDate),
    });
    for (const item of feed.items) {
      hold(`${address} ${item.title}`, {
        "title or description": filled(item.title) || filled(item.description),
        "link is absolute": absolute(item.link),
        guid: filled(item.guid?.value),
        "a guid that is no address says so": item.guid?.isPermaLink === false || absolute(item.guid?.value),
        "pubDate is RFC 822": item.pubDate === undefined || rfc822(item.pubDate),
        "an enclosure has address, length and type": (item.enclosures ?? []).every((e) => absolute(e.url) && e.length >= 0 && /^[a-z]+\/[a-z0-9.+-]+$/.test(e.type)),
      });
    }
  }
});

test("Atom is Atom (RFC 4287)", async () => {
  for (const address of feeds("atom.xml", "/comments-atom.xml")) {
    const text = await read(address, "application/atom+xml");
    wellFormed(address, text);
    const feed = parseAtomFeed(text);
    assert.ok(feed.entries.length > 0, `${address} has entries`);
    const iri = (id) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(id);
    hold(address, {
      "id is an IRI": iri(feed.id),
      title: filled(feed.title?.value ?? feed.title),
      "updated is RFC 3339": rfc3339(feed.updated),
      "says its own address": feed.links?.some((link) => link.rel === "self" && absolute(link.href)),
      "ids are distinct": distinct(feed.entries.map((entry) => entry.id)),
    });
    for (const entry of feed.entries) {
      hold(`${address} ${entry.id}`, {
        "id is an IRI": iri(entry.id),
        title: filled(entry.title?.value ?? entry.title),
        "updated is RFC 3339": rfc3339(entry.updated),
        "published is RFC 3339": entry.published === undefined || rfc3339(entry.published),
        "an author, here or above": (entry.authors ?? feed.authors ?? []).every((author) => filled(author.name)) && (entry.authors ?? feed.authors ?? []).length > 0,
        "a link to the page": entry.links?.some((link) => (link.rel ?? "alternate") === "alternate" && absolute(link.href)),
      });
    }
  }
});

test("JSON Feed is JSON Feed 1.1", async () => {
  for (const address of feeds("feed.json", "/comments.json")) {
    const text = await read(address, "application/feed+json");
    const raw = JSON.parse(text);
    assert.equal(parseJsonFeed(text).title, raw.title, address);
    assert.ok(raw.items.length > 0, `${address} has items`);
    hold(address, {
      version: raw.version === "https://jsonfeed.org/version/1.1",
      title: filled(raw.title),
      "home_page_url is absolute": absolute(raw.home_page_url),
      "feed_url is its own address": absolute(raw.feed_url) && raw.feed_url.endsWith(address),
      "ids are distinct": distinct(raw.items.map((item) => item.id)),
    });
    for (const item of raw.items) {
      hold(`${address} ${item.id}`, {
        "id is a text": filled(item.id),
        "url is absolute": absolute(item.url),
        "content in one form at least": filled(item.content_html) || filled(item.content_text),
        "date_published is RFC 3339": item.date_published === undefined || rfc3339(item.date_published),
        "date_modified is RFC 3339": item.date_modified === undefined || rfc3339(item.date_modified),
        "authors are named": (item.authors ?? []).every((author) => filled(author.name) || absolute(author.url)),
        "attachments have address and type": (item.attachments ?? []).every((a) => absolute(a.url) && filled(a.mime_type)),
        "the old author is not there": item.author === undefined,
      });
    }
  }
});

test("the three formats tell of the same stories in the same order", async () => {
  for (const place of Object.values(places)) {
    const rss = parseRssFeed(await read(`${place}/feed.xml`, "")).items.map((item) => item.link);
    const atom = parseAtomFeed(await read(`${place}/atom.xml`, "")).entries.map((entry) => entry.links.find((link) => (link.rel ?? "alternate") === "alternate").href);
    const json = JSON.parse(await read(`${place}/feed.json`, "")).items.map((item) => item.url);
    assert.deepEqual(atom, rss);
    assert.deepEqual(json, rss);
  }
});
