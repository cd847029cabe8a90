/** The playground as a reader uses it: edit, problems, run, counterexample, link, reload; by keyboard; offline. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlayExample } from "../../scripts/site/examples.js";
import { isLong } from "../effort.js";
import { axeViolations } from "./axe.js";
import { countBytes, waitForMark, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { layoutShift, MOST_SHIFT, watchLayoutShift } from "./layout-shift.js";
import {
  marked,
  open,
  openPlayground,
  pressRun,
  problems,
  program,
  run,
  untilRun,
  verdict,
  verdicts,
  write,
} from "./playground.js";
import { site } from "./served-site.js";

let browser: Browser;

/** Chooses an example in the panel, by words of the filter and the name of a button. */
async function chooseInPanel(page: Page, words: string, button: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Examples/ }).click();
  const panel = page.getByRole("dialog", { name: "Examples" });
  await panel.getByRole("searchbox").fill(words);
  await panel.getByRole("button", { name: button }).click();
}

describe("the playground", inBrowser, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("edit, problem, fix, run, counterexample, link, reload", async () => {
    const { page, complaints } = await openPlayground(browser);
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    const original = await program(page);
    expect(original).toContain("export default scenario(");

    // A mistake is told with its code and its whole text, in the list and in the line.
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText('const wrong: number = "ünï→code";\n');
    await page.getByRole("heading", { name: "1 error" }).waitFor();
    expect(await problems(page)).toContain("TypeScript 2322");
    expect(await problems(page)).toContain("Type 'string' is not assignable to type 'number'.");
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("wrong");
    // From the list to the place.
    await page.getByRole("button", { name: "1:7", exact: true }).click();
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("cm-content");

    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Link copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(`${site}playground.html#v=2&`)).toBe(true);

    // Elsewhere the link brings the program and its problem, and runs nothing.
    const other = await openPlayground(browser, new URL(link).hash);
    await other.page.getByRole("heading", { name: "1 error" }).waitFor();
    expect(await program(other.page)).toBe(`const wrong: number = "ünï→code";\n${original}`);
    expect(await verdict(other.page)).toBe("Nothing has run yet.");

    // The kernel of the other design, run, and back in the run by a link to its step.
    await write(other.page, original);
    await other.page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    await other.page.getByRole("combobox", { name: /^Kernel/ }).selectOption("both");
    await run(other.page);
    expect(await verdicts(other.page)).toEqual(["expected", "expected"]);
    const viewer = other.page.locator("step-viewer");
    expect(await viewer.locator(".sentence").innerText()).toContain("outlived its syscall");
    expect(await viewer.locator(".panel").count()).toBe(2);
    await viewer.locator("[data-go=first]").click();
    await viewer.locator("[data-go=forth]").click();
    expect(await viewer.locator(".sentence").innerText()).toMatch(/^Step 1 of \d+\./);
    // Where the step stands is marked in the program, and there is no second copy of it.
    expect((await marked(other.page))[0]).toContain("getUnusedFdFlags");
    expect(await viewer.locator(".sources pre").count()).toBe(0);
    await other.page.getByRole("button", { name: "Copy link" }).first().click();
    await other.page.getByText("Link copied.").first().waitFor();
    const toStep = await other.page.evaluate(() => navigator.clipboard.readText());
    expect(toStep).toContain("&token=v2%3A");
    const third = await openPlayground(browser, new URL(toStep).hash);
    expect(await third.page.getByRole("combobox", { name: /^Kernel/ }).inputValue()).toBe("both");
    expect(await verdict(third.page)).toBe("Nothing has run yet.");
    await run(third.page);
    expect(await third.page.locator("step-viewer .sentence").innerText()).toMatch(/^Step 1 of \d+\./);
    expect([...complaints, ...other.complaints, ...third.complaints]).toEqual([]);
    for (const { page } of [third, other]) await page.context().close();
    await page.context().close();
  });

  test("a verdict is a sentence: what, when and where, in sight, marked, and grey once the program has changed", async () => {
    for (const width of [400, 1440]) {
      const { page, complaints } = await openPlayground(browser, "#v=2&example=tutorial%2Fbroken", {
        viewport: { width, height: 900 },
      });
      await run(page);
      expect(await verdict(page)).toBe(
        "Bug found, as this example says: fd 0 leaks when the file cannot be made (line 15).",
      );
      const [red = 0, green = 0, blue = 0] = await page
        .locator("#verdict")
        .evaluate((element) => getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? []);
      expect(red > green && green > blue, "amber").toBe(true);
      const { top, bottom } = await page
        .locator("#verdict")
        .evaluate((element) => element.getBoundingClientRect());
      expect(top).toBeGreaterThan(0);
      expect(bottom).toBeLessThan(900);
      expect(await marked(page)).toEqual(["    using file = FileRef.anonInodeGetfile(current);"]);
      // What is violated is read whole, and the one run has the whole width.
      const room = await page.locator("step-viewer").evaluate(({ shadowRoot }) => {
        const [say, columns, panel] = [".say", ".columns", ".panel"].map(
          (selector) => shadowRoot?.querySelector(selector) ?? document.body,
        );
        return {
          hidden: (say?.scrollHeight ?? 0) - (say?.clientHeight ?? 0),
          unused: (columns?.clientWidth ?? 0) - (panel as HTMLElement | undefined)!.offsetWidth,
        };
      });
      expect(room).toEqual({ hidden: 0, unused: 0 });
      await page.getByRole("button", { name: "Go to line 15" }).click();
      await page.keyboard.insertText("// changed\n");
      await page.getByText("The program has changed since this run.").waitFor();
      expect(await marked(page)).toEqual([]);
      expect(await page.locator(".play-verdict.stale").count()).toBe(1);
      expect(await axeViolations(page)).toEqual([]);
      // Without the line that announces it, it is a bug of the reader's own program.
      const text = await program(page);
      await write(page, text.replace(/ *violates: .*\n/, ""));
      await run(page);
      expect(await verdict(page)).toBe("Bug found: fd 0 leaks when the file cannot be made (line 16).");
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test.each([400, 1024, 1440])(
    "%i px wide, one result and two are seen whole, below the bars, in room that they fill",
    async (width) => {
      for (const design of ["own", "both"] as const) {
        const { page } = await openPlayground(browser, `#v=2&example=tutorial%2Fbroken&design=${design}`, {
          viewport: { width, height: 850 },
        });
        await run(page);
        const { hidden, unused, isOnTop } = await page.locator(".play-verdict").evaluate((box) => {
          const last = [...box.querySelectorAll("li *")].map((part) => part.getBoundingClientRect().bottom);
          const headline = box.querySelector("h2")!.getBoundingClientRect();
          const top = document.elementFromPoint(headline.left + 5, headline.top + 1);
          const bars = Number.parseFloat(getComputedStyle(box).scrollMarginTop);
          const begin = box.getBoundingClientRect().top;
          return {
            hidden: box.scrollHeight - box.clientHeight,
            unused: box.getBoundingClientRect().bottom - Math.max(...last),
            // Either nothing was scrolled, or the result is the first below the bars.
            isOnTop: top !== null && box.contains(top) && (scrollY === 0 || Math.abs(begin - bars) < 2),
          };
        });
        const where = `${design} at ${width} px`;
        expect(hidden, where).toBe(0);
        expect(unused, where).toBeGreaterThan(8);
        expect(unused, where).toBeLessThan(64);
        expect(isOnTop, where).toBe(true);
        await page.context().close();
      }
    },
  );

  test("several scenarios have a sentence each, and steps on demand", async () => {
    const { page } = await openPlayground(browser, "#v=2&example=structures%2Fcounter");
    await run(page);
    expect(await verdict(page)).toMatch(/^2 bugs found, as this example says; 2 results without a bug\.$/);
    expect(await verdicts(page)).toEqual(["holds", "expected", "holds", "expected"]);
    await page.getByRole("button", { name: /^Steps of a configuration that is freed/ }).click();
    await page.locator("step-viewer .title", { hasText: "freed under its reader" }).waitFor();
    await page.context().close();
  });

  test("an ownership problem is told with its rule, rustc's code, what led to it and what to do", async () => {
    const { page, complaints } = await openPlayground(browser, "#v=2&example=tutorial%2Feventfd");
    const original = await program(page);
    const commit = "    fd.commit(file);\n";
    expect(original).toContain(commit);
    await write(page, original.replace(commit, `${commit}    file.toString();\n`));
    await page.getByRole("heading", { name: "1 error" }).waitFor();
    const told = await problems(page);
    expect(told).toContain("ownership/use-after-move E0382");
    expect(told).toContain("use of moved value: `file`");
    expect(told).toMatch(/line \d+: value moved here: `commit` takes ownership of `file`/);
    expect(told).toContain("Help: ");
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("file");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the panel of examples: a bug by its number, one line of prose, designs, and set-up that is folded", async () => {
    const { page, complaints } = await openPlayground(browser);
    await page.getByRole("button", { name: /^Examples/ }).click();
    const panel = page.getByRole("dialog", { name: "Examples" });
    expect(await panel.getByRole("listitem").count()).toBeGreaterThan(100);
    await panel.getByRole("searchbox").fill("CVE-2022-22942");
    expect(await panel.getByRole("listitem").count()).toBe(1);
    const text = await panel.getByRole("listitem").innerText();
    expect(text).toMatch(/^CVE-2022-22942: a freed file stays open\n/);
    expect(text).toContain("The copy to user space fails");
    expect(await axeViolations(page)).toEqual([]);
    await panel.getByRole("searchbox").fill("no such words");
    expect(await panel.getByRole("status").innerText()).toBe("No example has these words.");
    await page.keyboard.press("Escape");
    await chooseInPanel(page, "CVE-2022-22942 raw", "CVE-2022-22942: a freed file stays open, raw");
    await page.locator(".cm-foldPlaceholder").waitFor();
    expect(await page.locator(".cm-foldPlaceholder").innerText()).toMatch(/^… \d+ lines$/);
    expect(await program(page)).toContain("// #region set-up: kernels.ts, scenario.ts\n");
    await run(page);
    expect(await verdict(page)).toMatch(
      /^Bug found, as this example says: .* when the write to user memory fails/,
    );
    // What is folded opens where a step stands in it.
    await page.locator(".cm-foldPlaceholder").click();
    expect(await page.locator(".cm-foldPlaceholder").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a program is downloaded as it is, and opened from a file", async () => {
    const { page, complaints } = await openPlayground(browser, "#v=2&example=races%2Flost-commit");
    const original = await program(page);
    await page.locator(".cm-content").focus();
    const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+S")]);
    expect(saved.suggestedFilename()).toBe("races-lost-commit.ts");
    expect(readFileSync(await saved.path(), "utf8")).toBe(original);
    const text = "export const opened: number = 'ü';\n";
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open …" }).click(),
    ]);
    await chooser.setFiles({ name: "mine.ts", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.getByRole("heading", { name: "1 error" }).waitFor();
    expect(await program(page)).toBe(text);
    expect(await page.getByRole("button", { name: /^Examples/ }).innerText()).toContain("your own");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a draft is kept for the session, beside what links bring", async () => {
    const { page, complaints } = await openPlayground(browser);
    await write(page, "export const draft = 1;\n");
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    await page.goto(site);
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    expect(await program(page)).toBe("export const draft = 1;\n");
    await open(page, { example: "tutorial/eventfd" });
    expect(await program(page)).toContain("The call of the tutorial, right");
    await page.getByRole("button", { name: "Back to your draft" }).click();
    expect(await program(page)).toBe("export const draft = 1;\n");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a link of another version, a damaged one and an unknown example say so, and leave a program", async () => {
    const { page } = await openPlayground(browser);
    const first = await program(page);
    for (const [hash, text] of [
      ["#v=9&src=abc", "version 9"],
      ["#v=2&src=%%%", "damaged"],
      ["#v=2&example=nothing%2Fhere", "no example nothing/here"],
      ["#v=2&lang=c&src=abc", "damaged"],
    ] as const) {
      await open(page, hash);
      expect(await page.getByRole("alert").innerText()).toContain(text);
      expect(await program(page)).toBe(first);
    }
    await page.context().close();
  });

  test("a link of an earlier format opens its program; its run is answered by the engine's error", async () => {
    const { page, complaints } = await openPlayground(
      browser,
      "#v=1&example=tutorial%2Fbroken&step=3&token=v1%3Aabcd%3A2a%3AxY",
    );
    expect(await page.locator(".notice").innerText()).toMatch(
      /earlier format\. Its program is opened\. Its step 3 is not/,
    );
    expect(await program(page)).toContain("The call of the tutorial, broken");
    await run(page);
    expect(await verdict(page)).toContain("Bug found");
    expect(await page.locator(".linked").innerText()).toMatch(
      /ExploreError: "v1:abcd:2a:xY" is no replay token: its version is v1, and this is for v2: explore again/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("what a program prints and throws has its line; a syntax error is one, and no scenario is no error", async () => {
    const { page, complaints } = await openPlayground(browser);
    await write(page, 'const one = { two: [3] };\nconsole.log("printed", one);\nexport {};\n');
    await run(page);
    expect(await verdict(page)).toContain("The program ran to its end. It exports no scenario");
    expect((await page.locator(".output").innerText()).replace(/\s+/g, " ")).toBe('2 printed {"two":[3]}');
    for (const [text, why] of [
      ['import fs from "node:fs";\nexport default fs;', "The module node:fs does not exist"],
      ['type Long = {\n  a: 1;\n};\nthrow new Error("a <b>bold</b> error");', "a <b>bold</b> error (line 4)"],
      ["export const one = (1;\n", "The program has a syntax error: ')' expected. (line 1)"],
      ["await Promise.reject(new RangeError('later'));\nexport {};", "RangeError: later (line 1)"],
    ] as const) {
      await write(page, text);
      await run(page);
      expect(await verdict(page)).toContain(`Not run to the end: `);
      expect(await verdict(page)).toContain(why);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("go to definition, in the program and in the package; format", async () => {
    const { page, complaints } = await openPlayground(browser);
    await write(page, 'import { Errno } from "fd-reservation";\nfunction one(){return   Errno}\none();\n');
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("F12");
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("one");
    await page.keyboard.press("Shift+Alt+F");
    await expect.poll(() => program(page)).toContain("function one() { return Errno; }");
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    for (let presses = 0; presses < 10; presses++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F12");
    const shown = page.locator(".cm-hover");
    expect(await shown.innerText()).toContain("class Errno");
    expect(await shown.innerText()).toContain("fd-reservation/binding/errno.d.ts");
    await page.keyboard.press("Escape");
    await expect.poll(() => shown.count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`${colorScheme}: axe finds nothing beside a problem and a counterexample, nothing is cut off, nothing jumps`, async () => {
      for (const width of [320, 400, 768, 1024, 1440]) {
        const { page, complaints } = await watchPage(browser, site, {
          colorScheme,
          viewport: { width, height: 900 },
        });
        await watchLayoutShift(page);
        await page.goto(`${site}playground.html#v=2&example=tutorial%2Fbroken&design=both`);
        await waitForMark(page, "play-ready");
        await page.locator(".cm-content").focus();
        await page.keyboard.press("Control+Home");
        await page.keyboard.insertText('const wrong: number = "text";\n');
        await page.getByRole("heading", { name: "1 error" }).waitFor();
        await run(page);
        if (width !== 768) expect(await axeViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const { sum, moved } = await layoutShift(page);
        expect(sum, `at ${width} px: ${moved.join(" | ")}`).toBeLessThan(MOST_SHIFT);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    });
  }

  test("everything by keyboard: example, program, run, steps, and out again", async () => {
    const { page, complaints } = await openPlayground(browser);
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
        return `${element?.className ?? ""} ${element?.getAttribute("aria-label") ?? element?.textContent ?? ""}`.trim();
      });
    const tabTo = async (what: RegExp, key = "Tab"): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        if (what.test(await focused())) return;
        await page.keyboard.press(key);
      }
      throw new Error(`${key} does not lead to ${what}`);
    };
    await tabTo(/^play-example/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("broken");
    await tabTo(/^title The call of the tutorial, broken/);
    await page.keyboard.press("Enter");
    await tabTo(/cm-content/);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("oops;");
    await page.getByRole("heading", { name: /error/ }).waitFor();
    await page.keyboard.press("Control+Z");
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    // From inside the program.
    await untilRun(page, () => page.keyboard.press("Control+Enter"));
    expect(await verdicts(page)).toEqual(["expected"]);
    // Tab leaves the editor; the viewer's slider takes its keys.
    await tabTo(/^Step$/);
    const sentence = page.locator("step-viewer .sentence");
    await page.keyboard.press("Home");
    expect(await sentence.innerText()).toMatch(/^Before the first step/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await sentence.innerText()).toMatch(/^Step 2 of/);
    await page.keyboard.press("v");
    expect(await sentence.innerText()).toMatch(/^At the end/);
    await tabTo(/cm-content/, "Shift+Tab");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("loads less than 1.65 MB in all, compressed", async () => {
    const { page } = await watchPage(browser, site);
    const sizes = countBytes(page.context());
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    const names = [...sizes.keys()].join(" ");
    for (const part of [
      /\/language\.\w+\.js/,
      /\/runner\.\w+\.js/,
      /\/frame\.\w+\.html/,
      /\/viewer\./,
      /\/examples\.json/,
    ]) {
      expect(names).toMatch(part);
    }
    const sum = [...sizes.values()].reduce((all, size) => all + size, 0);
    expect(sum).toBeGreaterThan(500_000);
    expect(sum).toBeLessThan(1_650_000);
    await page.context().close();
  });

  test("signs beside the program move it nowhere: of what folds, which is known once the program is read", async () => {
    const { page } = await openPlayground(browser);
    const content = page.locator(".cm-content");
    const left = (): Promise<number> => content.evaluate((element) => element.getBoundingClientRect().left);
    await write(page, "export const nothing = 0;\n");
    const sign = page.locator(".cm-foldGutter [title='Fold line']").first();
    await sign.waitFor({ state: "detached" });
    const before = await left();
    await write(page, "export function folds() {\n  return 0;\n}\n");
    await sign.waitFor({ state: "attached" });
    expect(await left()).toBe(before);
    await page.context().close();
  });

  test("offline after it has loaded: problems, run, counterexample", async () => {
    const { page, complaints } = await openPlayground(browser);
    await page.context().setOffline(true);
    await write(page, "export const x: number = true;");
    await page.getByRole("heading", { name: "1 error" }).waitFor();
    await open(page, { example: "races/rule-2" });
    await page.getByRole("heading", { name: "Types and lint: no problems" }).waitFor();
    await pressRun(page);
    expect(await verdicts(page)).toEqual(["expected", "expected", "holds"]);
    expect(await page.locator("step-viewer .sentence").innerText()).toContain("Violated");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("examples compile and end with the verdict that they state", async () => {
    const { page } = await openPlayground(browser);
    const all = await page.evaluate(
      async (address) => (await fetch(address)).json() as Promise<PlayExample[]>,
      `${site}play/examples.json`,
    );
    // All of them run in the tests of the command line: here one design of some, in turn.
    const step = isLong ? 1 : 8;
    const names = all.flatMap(({ variants }, turn) => {
      if (turn % step !== 0) return [];
      const some = isLong ? variants : variants.slice((turn / step) % variants.length).slice(0, 1);
      return some.map(({ name }) => name);
    });
    expect(names.length).toBeGreaterThan(15);
    const wrong: string[] = [];
    for (const name of names) {
      await page.evaluate(() => performance.clearMarks("play-problems"));
      await open(page, { example: name });
      await waitForMark(page, "play-problems");
      const found = await problems(page);
      // That the ownership rules see a mistake is no fault of its example.
      const isMistake = /^(?:own-design\/)?(?:bugs|misuse)\//.test(name);
      if (
        isMistake
          ? found.includes("TypeScript ") && /TypeScript \d{4}/.test(found)
          : !found.includes("Types and lint: no problems")
      )
        wrong.push(`${name}: ${found}`);
      await run(page);
      const told = await verdicts(page);
      if (told.length === 0 || told.some((one) => one !== "holds" && one !== "expected")) {
        wrong.push(`${name}: ${told.join()}: ${await verdict(page)}`);
      }
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
