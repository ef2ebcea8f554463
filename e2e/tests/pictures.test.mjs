// What a browser makes of a picture's sizes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPaper } from "../paper.mjs";

let paper, browser;
before(async () => {
  paper = await openPaper(undefined, { avif: true });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** A page with a picture of which AVIF has been made, which follows some time after the other sizes. */
async function pictured(page) {
  for (let tries = 0; tries < 240; tries += 1) {
    await page.goto(paper.url);
    const source = page.locator("main picture:has(source[type='image/avif']) img").first();
    if ((await source.count()) > 0) return source;
    await page.waitForTimeout(500);
  }
  throw new Error("no AVIF was made");
}

test("a browser that knows AVIF takes it, and shows the same picture as the JPEG", async () => {
  const page = await browser.newPage();
  const shown = await pictured(page);
  await shown.scrollIntoViewIfNeeded();
  await shown.evaluate((img) => img.decode());
  assert.match(await shown.evaluate((img) => img.currentSrc), /\.avif$/);
  const far = await shown.evaluate(async (img) => {
    const pixels = async (address) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      const canvas = new OffscreenCanvas(64, 64).getContext("2d");
      canvas.drawImage(picture, 0, 0, 64, 64);
      return canvas.getImageData(0, 0, 64, 64).data;
    };
    const [one, other] = [await pixels(img.currentSrc), await pixels(img.src)];
    return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / one.length;
  });
  assert.ok(far < 6, `colours are ${far.toFixed(1)} of 255 apart`);
  await page.close();
});

test("its AVIF weighs less than its WebP at each width", async () => {
  const page = await browser.newPage();
  const shown = await pictured(page);
  const sources = await shown.evaluate((img) =>
    Object.fromEntries([...img.closest("picture").querySelectorAll("source")].map((source) => [source.type, source.srcset])));
  const widths = (srcset) => Object.fromEntries(srcset.split(", ").map((one) => one.split(" ").reverse()));
  const [avif, webp] = [widths(sources["image/avif"]), widths(sources["image/webp"])];
  const weigh = async (path) => Number((await fetch(paper.url + path, { method: "HEAD" })).headers.get("content-length"));
  let compared = 0;
  for (const [width, path] of Object.entries(avif).filter(([width, path]) => path.endsWith(".avif") && webp[width]?.endsWith(".webp"))) {
    assert.ok((await weigh(path)) < (await weigh(webp[width])), width);
    compared += 1;
  }
  assert.ok(compared > 0);
  await page.close();
});
