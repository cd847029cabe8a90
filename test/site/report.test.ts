/** The report of `fd-reservation check --html`: one file, opened from the disk, with the step viewer in it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../cli/run.js";
import { axeViolations } from "./axe.js";
import { watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";

const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-report-"));
const file = path.join(folder, "report.html");
const address = pathToFileURL(file).href;

describe("check --html", () => {
  beforeAll(() => {
    const { code, err } = run([
      "check",
      "examples/tutorial/*.ts",
      "examples/races/rule-2.ts",
      "--html",
      file,
    ]);
    expect(code, err).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the file is valid and names no other host", async () => {
    const text = readFileSync(file, "utf8");
    const markup = text.replace(/<script>[\s\S]*<\/script>(?=<\/body>)/, "");
    expect(markup).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const { results } = await new HtmlValidate({
      root: true,
      extends: ["html-validate:standard"],
      elements: ["html5", { "step-viewer": { flow: true } }],
      rules: { "no-inline-style": "off", "require-sri": "off", "doctype-style": "off" },
    }).validateString(markup);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    ).toEqual([]);
  });

  describe("in a browser", inBrowser, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterAll(() => browser.close());

    for (const colorScheme of ["light", "dark"] as const) {
      test(`${colorScheme}: axe finds nothing at any step, also at 400 px`, async () => {
        const { page, complaints } = await watchPage(browser, "file:///", {
          colorScheme,
          viewport: { width: 400, height: 800 },
        });
        await page.goto(address);
        const viewer = page.locator("step-viewer").first();
        for (const step of ["Home", "ArrowRight", "ArrowRight", "End"]) {
          await viewer.locator("input[type=range]").focus();
          await page.keyboard.press(step);
          expect(await axeViolations(page)).toEqual([]);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
        expect(complaints).toEqual([]);
        await page.context().close();
      });
    }

    test("by keyboard: steps, same task, violation; all steps as a table; text of at most 72 columns", async () => {
      const { page, complaints } = await watchPage(browser, "file:///");
      await page.goto(address);
      const viewer = page
        .locator("section", { has: page.getByRole("heading", { name: /guards off/ }) })
        .locator("step-viewer");
      const sentence = (): Promise<string> => viewer.locator(".sentence").innerText();
      await viewer.locator("input[type=range]").focus();
      await page.keyboard.press("Home");
      expect(await sentence()).toMatch(/^Before the first step/);
      await page.keyboard.press("ArrowRight");
      const first = await sentence();
      expect(first).toMatch(/^Step 1 of \d+\. (reserver|sibling) calls/);
      // The code's line is that of the sentence.
      const line = /rule-2\.ts:(\d+)|calls\.ts:(\d+)/.exec(first);
      const current = viewer.locator(".sources .current");
      expect(
        await current.evaluate((element) => [...element.parentElement!.children].indexOf(element) + 1),
      ).toBe(Number(line?.[1] ?? line?.[2]));
      for (const key of ["ArrowRight", "ArrowRight", "End", "Home", "ArrowRight"]) {
        await page.keyboard.press(key);
        if (key === "Home") continue;
        const { line, box } = await current.first().evaluate((element) => ({
          line: element.getBoundingClientRect(),
          box: element.closest("pre")!.getBoundingClientRect(),
        }));
        expect(line.top, `the current line after ${key} is in sight`).toBeGreaterThanOrEqual(box.top - 1);
        expect(line.bottom).toBeLessThanOrEqual(box.bottom + 1);
      }
      const task = /(reserver|sibling) calls/.exec(first)?.[1];
      await page.keyboard.press("]");
      expect(await sentence()).toContain(`${task} calls`);
      await page.keyboard.press("[");
      expect(await sentence()).toBe(first);
      await page.keyboard.press("v");
      expect(await sentence()).toContain("Violated");
      expect(await viewer.locator(".cell.violated").count()).toBeGreaterThan(0);
      await viewer.locator("summary", { hasText: "as a table" }).focus();
      await page.keyboard.press("Enter");
      const rows = await viewer.locator(".steps tbody tr").count();
      expect(rows).toBe(Number(/of (\d+)/.exec(first)?.[1]) + 1);
      await viewer.getByRole("button", { name: "Copy as text" }).press("Enter");
      const text = await viewer.evaluate((element) => (element as unknown as { text: string }).text);
      expect(text.split("\n").filter((part) => part.length > 72)).toEqual([]);
      expect(text).toContain("unshare");
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test("a link to a step of one viewer opens at that step", async () => {
      const { page } = await watchPage(browser, "file:///");
      await page.goto(address);
      const id = await page.locator("step-viewer").first().getAttribute("id");
      await page.goto("about:blank");
      await page.goto(`${address}#step=2&viewer=${id}`);
      const sentences = page.locator("step-viewer .sentence");
      expect(await sentences.first().innerText()).toMatch(/^Step 2 of/);
      expect(await sentences.last().innerText()).toMatch(/^At the end/);
      await page.context().close();
    });

    test("its policy lets the viewer run, and no other script, request or frame", async () => {
      const { page } = await watchPage(browser, "file:///");
      await page.goto(address);
      await page.locator("step-viewer .sentence").first().waitFor();
      const refused = await page.evaluate(async () => {
        const violated: string[] = [];
        addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));
        document.body.append(
          Object.assign(document.createElement("script"), { textContent: "document.title = 'evil'" }),
          Object.assign(document.createElement("img"), { src: "http://127.0.0.1:1/image" }),
          Object.assign(document.createElement("iframe"), { src: "http://127.0.0.1:1/frame" }),
        );
        await fetch("http://127.0.0.1:1/fetch").catch(() => undefined);
        while (violated.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
        return violated.sort();
      });
      expect(refused).toEqual(["connect-src", "frame-src", "img-src", "script-src-elem"]);
      expect(await page.title()).not.toBe("evil");
      await page.context().close();
    });

    test("without scripts the runs are there as text", async () => {
      const { page } = await watchPage(browser, "file:///", { javaScriptEnabled: false });
      await page.goto(address);
      const runs = page.locator("step-viewer pre");
      expect(await runs.count()).toBeGreaterThan(1);
      for (const text of await runs.all()) expect(await text.isVisible()).toBe(true);
      await page.context().close();
    });
  });
});
