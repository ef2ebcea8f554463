// What search engines read of a page, held against what Google documents for Article and BreadcrumbList.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPaper, pageTypes } from "../paper.mjs";

let paper, pages, stories;
before(async () => {
  paper = await openPaper();
  pages = await pageTypes(paper.url);
  const front = await (await fetch(paper.url)).text();
  stories = [...new Set([...front.matchAll(/href="(\/(?:\d{4}\/\d{2}\/\d{2}|undated)\/[a-z0-9-]+)"/g)].map((found) => found[1]))];
});
after(() => paper?.close());

async function data(address) {
  const html = await (await fetch(paper.url + address)).text();
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)].map((found) => JSON.parse(found[1]));
  return { html, of: (type) => blocks.filter((block) => block["@type"] === type) };
}

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const text = (value) => typeof value === "string" && value.trim() !== "";
const address = (value) => text(value) && /^https?:$/.test(URL.parse(value)?.protocol ?? "");
// A day alone is allowed; a time has to say its zone.
const moment = (value) => /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(Date.parse(value));
const entity = (value) => ["Person", "Organization", "NewsMediaOrganization"].includes(value?.["@type"]) && text(value.name);
const picture = (value) => address(value) || (value?.["@type"] === "ImageObject" && address(value.url ?? value.contentUrl));

/** Property, whether it must be there, and what each of its values must be. */
const article = [
  ["@context", true, (value) => value === "https://schema.org"],
  ["headline", true, (value) => text(value)],
  ["author", true, entity],
  ["author", true, (value) => address(value.url)],
  // "By" and job titles do not belong into a name.
  ["author", true, (value) => !/^by |\bfor\b.*\bagency\b/i.test(value.name)],
  ["publisher", true, entity],
  ["datePublished", false, moment],
  ["dateModified", false, moment],
  ["image", false, picture],
  ["mainEntityOfPage", true, (value) => address(value)],
  ["url", true, (value) => address(value)],
  ["inLanguage", true, (value) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(value)],
  ["isAccessibleForFree", true, (value) => typeof value === "boolean"],
  ["correction", false, (value) => value["@type"] === "CorrectionComment" && text(value.text)],
];

const listItem = [
  ["position", true, (value) => Number.isInteger(value) && value > 0],
  ["name", true, (value) => text(value)],
  ["item", true, (value) => address(value)],
];

function broken(thing, table) {
  return table
    .filter(([property, needed, rule]) => (needed && list(thing[property]).length === 0) || !list(thing[property]).every(rule))
    .map(([property]) => `${property}: ${JSON.stringify(thing[property])}`);
}

test("every story on the front is a NewsArticle as Google wants it", async () => {
  assert.ok(stories.length > 20, `${stories.length} stories`);
  let dated = 0, pictured = 0;
  for (const path of stories) {
    const page = await data(path);
    const [story, ...more] = page.of("NewsArticle");
    assert.equal(more.length, 0, `${path} says it once`);
    assert.deepEqual({ path, broken: broken(story, article) }, { path, broken: [] });
    assert.ok(page.html.includes(`<link rel="canonical" href="${story.mainEntityOfPage}">`), path);
    if (story.datePublished) {
      dated += 1;
      assert.ok(Date.parse(story.dateModified) >= Date.parse(story.datePublished), `${path}: changed before it was published`);
      assert.ok(page.html.includes(`datetime="${story.datePublished}"`), `${path}: the page shows the same date`);
    } else assert.equal(story.dateModified, undefined, `${path}: no date is made up`);
    // A picture that readers see is one for social networks, and one in the data.
    const seen = /<figure class="figure">\s*(<picture>|<img)/.test(page.html);
    const offered = /<meta property="og:image"/.test(page.html);
    if (seen) pictured += 1;
    assert.deepEqual({ path, offered, said: Boolean(story.image) }, { path, offered: seen, said: seen });
  }
  assert.ok(dated > 20 && pictured > 0, `${dated} dated, ${pictured} with a picture`);
});

test("every path is a BreadcrumbList that says what the reader sees", async () => {
  let found = 0;
  for (const path of [...Object.values(pages), ...stories.slice(0, 10)]) {
    const page = await data(path);
    for (const crumbs of page.of("BreadcrumbList")) {
      found += 1;
      const items = crumbs.itemListElement;
      assert.ok(items.length >= 2, `${path}: one entry is no path`);
      assert.deepEqual(items.map((item) => item.position), items.map((_, index) => index + 1), path);
      for (const item of items) {
        assert.equal(item["@type"], "ListItem");
        assert.deepEqual({ path, broken: broken(item, listItem) }, { path, broken: [] });
      }
      const nav = /<nav class="crumbs"[^]*?<\/nav>/.exec(page.html)?.[0];
      assert.ok(nav, `${path} shows the path`);
      assert.equal((nav.match(/<li/g) ?? []).length, items.length, path);
    }
  }
  assert.ok(found >= 15, `${found} paths`);
});

test("pages that are no story are not called one", async () => {
  for (const [name, path] of Object.entries(pages)) {
    if (name.endsWith("story")) continue;
    assert.equal((await data(path)).of("NewsArticle").length, 0, name);
  }
});
