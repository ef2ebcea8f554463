// The page that started the project, done right: a diplomatic story of 2018.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPaper } from "../paper.mjs";

let paper, browser, page;
before(async () => {
  paper = await openPaper();
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`${paper.url}/search?q=Tolliver+Vesh+letter&year=2018`);
  await page.locator("main article a").first().click();
  await page.waitForLoadState();
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

const text = (selector) => page.locator(selector).first().innerText();

test("the masthead's date is plainly today's, and no date of the story", async () => {
  const today = await text("header .today");
  assert.match(today, /^Today: \w+day, \d+ \w+ \d{4}$/);
  assert.ok(!today.includes("2018"));
});

test("the path leads Home, to the agency, to the headline", async () => {
  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("listitem");
  assert.deepEqual((await crumbs.allInnerTexts()).slice(0, 2), ["Home", "Meridian News Agency"]);
  assert.equal(await crumbs.nth(2).innerText(), await text("h1"));
  assert.equal(await crumbs.nth(1).getByRole("link").getAttribute("href"), "/agency/meridian");
});

test("when it was written, when it changed, where and by whom, all stand above the text", async () => {
  const times = page.locator("article time[datetime^='2018-10-15T']");
  assert.ok((await times.count()) >= 2, "published and updated are separate times");
  for (const time of await times.all()) {
    assert.match(await time.getAttribute("datetime"), /^2018-10-15T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$|^2018-10-15$/);
  }
  const whens = await page.locator("article .when").allInnerTexts();
  assert.match(whens.join("\n"), /Published\s.*2018, \d\d:\d\d .*\nUpdated\s.*2018, \d\d:\d\d /);
  assert.match(await text("article .byline"), /By Henrietta Voss/);
  assert.match(await text("article .agency"), /Meridian News Agency/);
  assert.match(await text("article .dateline"), /Caldwell/i);
});

test("an old story says so above its headline", async () => {
  const notice = page.getByText(/^This article is more than \d+ years old$/);
  assert.ok(await notice.isVisible());
  const above = await notice.evaluate((n) => n.compareDocumentPosition(document.querySelector("h1")) & Node.DOCUMENT_POSITION_FOLLOWING);
  assert.ok(above);
});

test("linked names stay in their sentences", async () => {
  const linked = await page.locator("article .text a").allInnerTexts();
  assert.ok(linked.length > 0);
  for (const name of linked) assert.ok((await text("article .text")).includes(name));
});

test("the advertisement is labelled for eyes and screen readers alike", async () => {
  const ad = page.getByRole("complementary", { name: "Advertisement" }).first();
  assert.ok(await ad.isVisible());
  assert.ok(await ad.getByText("Advertisement", { exact: true }).isVisible());
});

test("rooms without anything in them are absent, not empty", async () => {
  const body = await page.content();
  assert.ok(!/Most Popular|Recent Comments/i.test(body));
});

test("what programs read is what people read", async () => {
  const scripts = await page.locator("script[type='application/ld+json']").allTextContents();
  const data = scripts.map((script) => JSON.parse(script));
  const article = data.find((d) => d["@type"] === "NewsArticle");
  const crumbs = data.find((d) => d["@type"] === "BreadcrumbList");
  const shown = await page.locator("article .when time").evaluateAll((all) => all.map((t) => t.getAttribute("datetime")));
  assert.deepEqual([article.datePublished, article.dateModified], shown);
  assert.equal(article.headline, await text("h1"));
  assert.equal(article.author[0].name, "Henrietta Voss");
  assert.equal(article.mainEntityOfPage, await page.locator("link[rel=canonical]").getAttribute("href"));
  assert.deepEqual(crumbs.itemListElement.map((c) => c.position), [1, 2, 3]);
});

test("the story reads the same without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(page.url());
  assert.equal(await plain.locator("article .text").innerText(), await text("article .text"));
  await context.close();
});

test("in print the credit, both dates and the address stay, and the rest goes", async () => {
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("article .printed").isVisible());
  assert.ok(await page.locator("article .when").first().isVisible());
  assert.ok(!(await page.getByRole("region", { name: "Advertisement" }).first().isVisible()));
  assert.ok(!(await page.locator("nav.sections").isVisible()));
  await page.emulateMedia({ media: "screen" });
});
