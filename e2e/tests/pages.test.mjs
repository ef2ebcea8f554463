// Every page type, as every reader gets it: light and dark, wide and narrow.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { openBrowser, openPaper, pageTypes } from "../paper.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const html = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "void-style": "off", "no-trailing-whitespace": "off", "long-title": "off", "no-raw-characters": "off" },
});

let paper, browser, pages;
before(async () => {
  paper = await openPaper();
  browser = await openBrowser();
  pages = await pageTypes(paper.url);
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** Opens an address, counting what goes wrong on the way. */
async function open(address, options) {
  // The content policy forbids scripts from elsewhere; axe is let in by the test, not by the page.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const page = await context.newPage();
  const strangers = [], errors = [];
  page.on("request", (r) => new URL(r.url()).origin === paper.url || r.url().startsWith("data:") || strangers.push(r.url()));
  page.on("console", (m) => m.type() === "error" && !/status of 4\d\d/.test(m.text()) && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(String(e)));
  await page.goto(paper.url + address, { waitUntil: "load" });
  return { page, context, strangers, errors };
}

test("no page has an accessibility violation, light or dark, wide or narrow", async (t) => {
  for (const [name, address] of Object.entries(pages)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        await t.test(`${name}, ${colorScheme}, ${width} px`, async () => {
          const { page, context } = await open(address, { colorScheme, viewport: { width, height: 900 } });
          await page.addScriptTag({ path: axe });
          const found = await page.evaluate(() => globalThis.axe.run());
          const said = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`);
          assert.deepEqual(said, []);
          await context.close();
        });
      }
    }
  }
});

test("no page asks anything of a third party, and none logs an error", async () => {
  for (const address of Object.values(pages)) {
    const { context, strangers, errors } = await open(address, {});
    assert.deepEqual({ address, strangers, errors }, { address, strangers: [], errors: [] });
    await context.close();
  }
});

test("no page is wider than the window, down to 320 px", async () => {
  for (const address of Object.values(pages)) {
    for (const width of [320, 390, 768, 1280]) {
      const { page, context } = await open(address, { viewport: { width, height: 800 } });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${address} at ${width} px is ${wide} px wide`);
      await context.close();
    }
  }
});

test("nothing on a page moves while it loads", async () => {
  for (const address of Object.values(pages)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(paper.url + address, { waitUntil: "networkidle" });
    assert.equal(await page.evaluate(() => globalThis.shift), 0, address);
    await context.close();
  }
});

test("every page has one first-level heading, a title and a language", async () => {
  for (const address of Object.values(pages)) {
    const { page, context } = await open(address, {});
    assert.equal(await page.locator("h1").count(), 1, address);
    assert.notEqual(await page.title(), "", address);
    assert.notEqual(await page.locator("html").getAttribute("lang"), null, address);
    await context.close();
  }
});

test("every page is valid HTML", async () => {
  for (const address of Object.values(pages)) {
    const text = await (await fetch(paper.url + address)).text();
    const report = await html.validateString(text);
    const said = report.results.flatMap((r) => r.messages.map((m) => `${address}:${m.line} ${m.ruleId}: ${m.message}`));
    assert.deepEqual(said, []);
  }
});

test("a story page without its pictures is at most 50 kB in at most 6 requests", async () => {
  const { page, context } = await open("/", {});
  let bytes = 0, requests = 0;
  page.on("requestfinished", async (request) => {
    if (request.resourceType() === "image") return;
    const sizes = await request.sizes();
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    requests += 1;
  });
  await page.goto(paper.url + pages.story, { waitUntil: "networkidle" });
  assert.ok(bytes > 0 && bytes <= 50_000, `${bytes} bytes`);
  assert.ok(requests <= 6, `${requests} requests`);
  await context.close();
});

test("the skip link comes first and leads to the text", async () => {
  const { page, context } = await open(pages.story, {});
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(target ?? "", /^#/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), target);
  await context.close();
});
