/** Programs, links and compilers that would take the page with them: each ends in a page that can be used. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_BYTES, MOST_CHARACTERS, MOST_PROBLEMS } from "../../docs/.vitepress/play/limits.js";
import { encodeState } from "../../docs/.vitepress/play/state.js";
import { watchPage, waitForMark } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import {
  beginRun,
  frameOf,
  open,
  openPlayground,
  pressRun,
  program,
  run,
  setLimit,
  untilRun,
  verdict,
  verdicts,
  write,
} from "./playground.js";
import { site } from "./served-site.js";

/** Types that take the checker minutes: each line alone is as long as the compiler lets it be. */
const ENDLESS_TYPES = `type Twice<T, N extends 0[]> = N extends [0, ...infer R extends 0[]] ? Twice<[T, 0], R> | Twice<[T, 1], R> : T;
type Many = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
${Array.from({ length: 40 }, (_, index) => `export const x${index}: Twice<${index}, Many> = ${index};`).join("\n")}
`;

/** The page checks, runs and shows as if nothing had been. */
async function expectUsable(page: Page): Promise<void> {
  await setLimit(page, 60);
  await open(page, { example: "tutorial/broken" });
  await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
  await run(page);
  expect(await verdicts(page)).toEqual(["expected"]);
}

describe("what is hostile ends at the page's limit", inBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("types that hang the checker: no verdict of theirs, and a run that ends", async () => {
    const { page, complaints } = await openPlayground(browser);
    await setLimit(page, 0.2);
    await write(page, ENDLESS_TYPES);
    expect(await page.locator("#problems").innerText()).not.toContain("Types and lint: no problems");
    await page.getByRole("heading", { name: "The checker failed" }).waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("did not finish within 0.2 s");
    await pressRun(page);
    expect(await verdict(page)).not.toBe("Nothing has run yet.");
    // While the checker hangs, both a run and a stop end at once or at the limit.
    await setLimit(page, 60);
    await write(page, `${ENDLESS_TYPES}\n`);
    await page.getByRole("heading", { name: "Checking …" }).waitFor();
    await untilRun(page, async () => {
      await beginRun(page);
      await page.getByRole("button", { name: "Stop", exact: true }).click();
    });
    expect(await verdict(page)).toContain("Stopped.");
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a compiler that never ends, and one that cannot be loaded", async () => {
    const { page, complaints } = await watchPage(browser, site);
    let isBroken = true;
    await page.context().route(/\/play\/language\.\w+\.js$/, async (route) => {
      if (!isBroken) return route.continue();
      const response = await route.fetch();
      const loops = `\n{ const answer = self.onmessage; self.onmessage = (event) => { if (event.data.method === "compile") for (;;); answer(event); }; }`;
      await route.fulfill({ response, body: (await response.text()) + loops });
    });
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    await setLimit(page, 0.2);
    await pressRun(page);
    expect(await verdict(page)).toContain("The compiler did not answer within 0.2 s.");
    // The worker that hung was replaced by another one like it; what replaces that one is the site's own.
    await setLimit(page, 60);
    await write(page, "export {};");
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    isBroken = false;
    await setLimit(page, 0.2);
    await pressRun(page);
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();

    const other = await watchPage(browser, site);
    await other.page.context().route(/\/play\/language\.\w+\.js$/, (route) => route.abort());
    await other.page.goto(`${site}playground.html`);
    await other.page.getByRole("heading", { name: "The checker failed" }).waitFor();
    expect(await other.page.getByRole("alert").innerText()).toContain("could not be loaded");
    expect(await program(other.page)).toContain("scenario(");
    await other.page.context().close();
  });

  test("a link that unpacks to more than the page takes, and one that is full of errors", async () => {
    const bomb = await encodeState({ source: "x".repeat(64 * MOST_BYTES) });
    expect(bomb.length).toBeLessThan(30_000);
    const { page, complaints } = await openPlayground(browser, `#${bomb}`);
    expect(await page.getByRole("alert").innerText()).toContain("larger than 256 kB");
    await setLimit(page, 60);
    await open(page, { source: "x;\n".repeat(3_000) });
    await page.getByRole("heading", { name: "3,000 errors" }).waitFor();
    expect(await page.locator(".play-problems li").count()).toBe(MOST_PROBLEMS + 1);
    expect(await page.locator(".play-problems").innerText()).toContain("2,800 more are not shown.");
    // What is pasted is not taken either.
    await page.evaluate((text) => navigator.clipboard.writeText(text), "x;\n".repeat(100_000));
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    await page.getByText("larger than 256 kB").waitFor();
    await pressRun(page);
    expect(await verdict(page)).toContain("larger than 256 kB");
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("texts of 20 MB are cut: of errors, of what is printed, and of a scenario", async () => {
    const { page, complaints } = await openPlayground(browser);
    const huge = '"<b>".repeat(7_000_000)';
    for (const text of [
      `throw new Error(${huge});`,
      `console.log(${huge}); export {};`,
      `import { scenario } from "fd-reservation/explore";\nexport default scenario({ name: ${huge}, tasks: { a: () => 0 } });`,
    ]) {
      await write(page, text);
      await run(page);
      const shown = await page.locator(".play-verdict").innerText();
      expect(shown.length).toBeLessThan(2 * MOST_CHARACTERS);
    }
    await write(page, "for (let line = 0; line < 100_000; line++) console.log(line);\nexport {};");
    await run(page);
    expect(await page.locator(".output p").count()).toBe(201);
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a program with more scenarios than are shown: the first ones, and how many are left; names that every object has", async () => {
    const { page, complaints } = await openPlayground(browser);
    await write(
      page,
      `import { scenario } from "fd-reservation/explore";
export const all = Array.from({ length: 250 }, (_, index) => scenario({ name: "s" + index, tasks: { a: () => 0 } }));`,
    );
    await run(page);
    expect(await verdict(page)).toBe("200 results without a bug.");
    expect(await page.locator(".output").innerText()).toContain("50 more scenarios were not explored");
    await write(page, '// @ts-nocheck\nimport one from "constructor";\nexport default one;');
    await run(page);
    expect(await verdict(page)).toContain("The module constructor does not exist");
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a program that posts a report is heard by nobody; a frame that does is refused", async () => {
    const { page, complaints } = await openPlayground(browser);
    const report = {
      scenario: "forged",
      kernels: [{ design: "table", tasks: 1, states: 1, coverage: "EXHAUSTIVE", verdict: "holds" }],
      traces: [],
    };
    const done = JSON.stringify({ type: "done", milliseconds: 1, reports: [report] });
    await write(
      page,
      `// @ts-nocheck
for (const message of [${done}, { number: 1, message: ${done} }]) self.postMessage(message);
MessagePort.prototype.postMessage = function () { throw new Error("the program has the port"); };
self.onmessage = () => {};
throw new Error("what the runner says");`,
    );
    await run(page);
    expect(await verdict(page)).toContain("what the runner says");
    expect(await verdict(page)).toContain("(line 5)");
    // As if a program had taken over the frame: its messages are of no shape that the page takes.
    const frame = frameOf(page);
    for (const message of [
      5,
      null,
      { type: "done" },
      { type: "done", milliseconds: 1, reports: [{ ...report, kernels: 7 }] },
      {
        type: "done",
        milliseconds: 1,
        reports: [{ ...report, kernels: [{ ...report.kernels[0], verdict: '"><b>' }] }],
      },
      { type: "<img src=x onerror=alert(1)>" },
    ]) {
      await write(page, "for (;;) {}\nexport {};");
      await untilRun(page, async () => {
        await beginRun(page);
        await page.getByText("Running …").waitFor();
        await frame.evaluate((forged) => {
          for (let number = 1; number < 20; number++) parent.postMessage({ number, message: forged }, "*");
        }, message);
      });
      expect(await verdict(page)).toContain("sent a message that is no result");
    }
    await expectUsable(page);
    expect(await page.locator(".play-verdict b, .play-verdict img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("an endless program is stopped by hand and by the clock; a sandbox without answer is replaced", async () => {
    const { page, complaints } = await openPlayground(browser);
    await setLimit(page, 60);
    await write(page, "export const never = 1;\nfor (;;) {}");
    await untilRun(page, async () => {
      await beginRun(page);
      await page.getByText("Running …").waitFor();
      await page.getByRole("button", { name: "Stop", exact: true }).click();
    });
    expect(await verdict(page)).toBe("Not run to the end: Stopped.");
    // As soon as it can be: while the program is being compiled.
    await page.evaluate(async () => {
      performance.clearMarks("play-run");
      const button = (name: string): HTMLButtonElement => {
        const all = [...document.querySelectorAll("button")];
        const found = all.find(({ textContent }) => textContent?.trim().endsWith(name));
        if (found === undefined) throw new Error(`there is no button ${name}`);
        return found;
      };
      button("Run").click();
      for (let tick = 0; tick < 100 && button("Stop").disabled; tick++) await Promise.resolve();
      button("Stop").click();
    });
    await waitForMark(page, "play-run");
    expect(await verdict(page)).toBe("Not run to the end: Stopped.");
    await setLimit(page, 0.2);
    await pressRun(page);
    expect(await verdict(page)).toMatch(/did not finish within 0\.2 s|did not answer within 0\.2 s/);
    await expectUsable(page);
    expect(complaints).toEqual([]);
    await page.context().close();

    const silent = await watchPage(browser, site);
    await silent.page
      .context()
      .route(/\/play\/frame\.\w+\.html$/, (route) =>
        route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
      );
    await silent.page.goto(`${site}playground.html`);
    await waitForMark(silent.page, "play-ready");
    await silent.page.context().unrouteAll();
    await silent.page.getByLabel("Stop after").selectOption("2");
    await pressRun(silent.page);
    expect(await verdict(silent.page)).toContain("gave no answer, and was replaced");
    await expectUsable(silent.page);
    await silent.page.context().close();
  });

  test("a program that exhausts memory does not take the page with it", async () => {
    const { page } = await openPlayground(browser);
    await write(
      page,
      "const hoard: unknown[] = [];\nfor (;;) hoard.push(new Array(1e6).fill(hoard.length));\nexport {};",
    );
    await page.getByLabel("Stop after").selectOption("2");
    await pressRun(page);
    expect(await verdict(page)).toContain("Not run to the end");
    await expectUsable(page);
    await page.context().close();
  });
});
