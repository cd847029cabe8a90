/** The playground as a reader uses it: edit, problems, run, counterexample, link, reload; by keyboard; offline. */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations } from "./axe.js";
import { countBytes, waitForMark, watchPage, type WatchedPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { site } from "./served-site.js";

let browser: Browser;

/** What an example of the menu is, in the built site. */
interface Example {
  readonly name: string;
  readonly title: string;
  readonly source: string;
}

async function openPlayground(hash = "", options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const permissions = ["clipboard-read", "clipboard-write"];
  const watched = await watchPage(browser, site, { permissions, ...options });
  await watched.page.goto(`${site}playground.html${hash}`);
  await waitForMark(watched.page, "play-ready");
  return watched;
}

/** The program: all of it, for the editor draws only what is in sight. */
async function program(page: Page): Promise<string> {
  const button = page.getByRole("button", { name: "Download" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path(), "utf8");
}

/** Replaces the program by typing; a paste, for brackets would close themselves. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Runs the program, and stops it only when it does not end on a busy machine either, unless told otherwise. */
async function run(page: Page, stopAfter = "60 s"): Promise<void> {
  await page.getByLabel("Stop after").selectOption(stopAfter);
  await page.evaluate(() => performance.clearMarks("play-run"));
  await page.getByRole("button", { name: "Run" }).click();
  await waitForMark(page, "play-run");
}

const problems = (page: Page): Promise<string> => page.locator(".problems").innerText();
const verdicts = (page: Page): Promise<string[]> =>
  page.locator("[aria-labelledby=verdict] tbody td.verdict").allInnerTexts();

describe("the playground", inBrowser, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test("edit, problem, mend, run, counterexample, link, reload", async () => {
    const { page, complaints } = await openPlayground();
    await page.getByRole("heading", { name: "No problems" }).waitFor();
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
    expect(link.startsWith(`${site}playground.html#v=1&`)).toBe(true);

    // Elsewhere the link brings the program and its problem, and runs nothing.
    const other = await openPlayground(new URL(link).hash);
    await other.page.getByRole("heading", { name: "1 error" }).waitFor();
    expect(await program(other.page)).toBe(`const wrong: number = "ünï→code";\n${original}`);
    expect(await other.page.getByText("Nothing has run yet.").isVisible()).toBe(true);

    // The kernel of the other design, run, and back in the run by a link to its step.
    await write(other.page, original);
    await other.page.getByRole("heading", { name: "No problems" }).waitFor();
    await other.page.getByRole("combobox", { name: /^Kernel/ }).selectOption("both");
    await run(other.page);
    expect(await verdicts(other.page)).toEqual(["expected failure", "expected failure"]);
    const viewer = other.page.locator("step-viewer");
    expect(await viewer.locator(".sentence").innerText()).toContain("outlived its syscall");
    expect(await viewer.locator(".panel").count()).toBe(2);
    await viewer.locator("[data-go=first]").click();
    await viewer.locator("[data-go=forth]").click();
    expect(await viewer.locator(".sentence").innerText()).toMatch(/^Step 1 of \d+\./);
    expect(await viewer.locator(".sources .current").first().innerText()).toContain("getUnusedFdFlags");
    await other.page.getByRole("button", { name: "Copy link" }).first().click();
    await other.page.getByText("Link copied.").first().waitFor();
    const toStep = await other.page.evaluate(() => navigator.clipboard.readText());
    const third = await openPlayground(new URL(toStep).hash);
    expect(await third.page.getByRole("combobox", { name: /^Kernel/ }).inputValue()).toBe("both");
    await run(third.page);
    expect(await third.page.locator("step-viewer .sentence").innerText()).toMatch(/^Step 1 of \d+\./);
    expect([...complaints, ...other.complaints, ...third.complaints]).toEqual([]);
    for (const { page } of [third, other]) await page.context().close();
    await page.context().close();
  });

  test("an ownership problem is told with its rule, rustc's code, what led to it and what to do", async () => {
    const { page, complaints } = await openPlayground("#v=1&example=tutorial%2Feventfd");
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

  test("a program is downloaded as it is, and opened from a file", async () => {
    const { page, complaints } = await openPlayground("#v=1&example=races%2Flost-commit");
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
    expect(await page.getByRole("combobox", { name: /^Example/ }).inputValue()).toBe("");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a link of another version, a damaged one and an unknown example say so and show the first example", async () => {
    const { page } = await openPlayground();
    const first = await program(page);
    await page.context().close();
    for (const [hash, text] of [
      ["#v=2&src=abc", "version 2"],
      ["#v=1&src=%%%", "damaged"],
      ["#v=1&example=nothing%2Fhere", "no example nothing/here"],
    ] as const) {
      const { page } = await openPlayground(hash);
      expect(await page.getByRole("alert").innerText()).toContain(text);
      expect(await program(page)).toBe(first);
      await page.context().close();
    }
  });

  test("an endless program is stopped by hand and by the clock, and the page stays alive", async () => {
    const { page, complaints } = await openPlayground();
    await write(page, "export const never = 1;\nfor (;;) {}");
    await page.getByLabel("Stop after").selectOption("60 s");
    const stopped = page.getByText("Not run to the end: stopped");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("Running …").waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await stopped.waitFor();
    // As soon as it can be: while the program is being compiled.
    await page.evaluate(async () => {
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
    await page.getByRole("button", { name: "Stop", exact: true, disabled: true }).waitFor();
    await stopped.waitFor();
    await run(page, "2 s");
    expect(await page.getByRole("alert").innerText()).toContain("did not finish within 2 s");
    // The next run has a worker of its own.
    await page.getByLabel("Example").selectOption({ index: 0 });
    await page.getByLabel("Example").selectOption("tutorial/eventfd");
    await run(page);
    expect(await verdicts(page)).toEqual(["holds"]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a program that exhausts memory does not take the page with it", async () => {
    const { page } = await openPlayground();
    await write(
      page,
      "const hoard: unknown[] = [];\nfor (;;) hoard.push(new Array(1e6).fill(hoard.length));\nexport {};",
    );
    await run(page, "2 s");
    expect(await page.getByRole("alert").innerText()).toContain("Not run to the end");
    await page.getByLabel("Example").selectOption("tutorial/broken");
    await run(page);
    expect(await verdicts(page)).toEqual(["expected failure"]);
    await page.context().close();
  });

  test("a program without a scenario, with an unknown module, or that throws is told so", async () => {
    const { page } = await openPlayground();
    for (const [text, why] of [
      ["export const one = 1;", "exports no scenario"],
      ['import fs from "node:fs";\nexport default fs;', "the module node:fs does not exist"],
      ['throw new Error("a <b>bold</b> error");', "a <b>bold</b> error"],
    ] as const) {
      await write(page, text);
      await run(page);
      expect(await page.getByRole("alert").innerText()).toContain(why);
    }
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [400, 1440]) {
      test(`${colorScheme}, ${width} px: axe finds nothing beside a problem and a counterexample, nothing is cut off`, async () => {
        const { page, complaints } = await openPlayground("#v=1&example=races%2Frule-2&design=both", {
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.locator(".cm-content").focus();
        await page.keyboard.press("Control+Home");
        await page.keyboard.insertText('const wrong: number = "text";\n');
        await page.getByRole("heading", { name: "1 error" }).waitFor();
        await run(page);
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(complaints).toEqual([]);
        await page.context().close();
      });
    }
  }

  test("everything by keyboard: example, program, run, steps, and out again", async () => {
    const { page, complaints } = await openPlayground();
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
    await tabTo(/cm-content/);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("oops;");
    await page.getByRole("heading", { name: /error/ }).waitFor();
    await page.keyboard.press("Control+Z");
    await page.getByRole("heading", { name: "No problems" }).waitFor();
    // From inside the program.
    await page.evaluate(() => performance.clearMarks("play-run"));
    await page.keyboard.press("Control+Enter");
    await waitForMark(page, "play-run");
    expect(await verdicts(page)).toEqual(["expected failure"]);
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

  test("loads less than 1.6 MB in all, compressed", async () => {
    const { page } = await watchPage(browser, site);
    const sizes = countBytes(page.context());
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    const files = [...sizes.keys()].join(" ");
    for (const part of [/\/language\.\w+\.js/, /\/runner\.\w+\.js/, /\/viewer\./, /\/examples\.json/]) {
      expect(files).toMatch(part);
    }
    const sum = [...sizes.values()].reduce((all, size) => all + size, 0);
    expect(sum).toBeGreaterThan(500_000);
    expect(sum).toBeLessThan(1_600_000);
    await page.context().close();
  });

  test("offline after it has loaded: problems, run, counterexample", async () => {
    const { page, complaints } = await openPlayground();
    await page.context().setOffline(true);
    await write(page, "export const x: number = true;");
    await page.getByRole("heading", { name: "1 error" }).waitFor();
    await page.getByLabel("Example").selectOption("races/rule-2");
    await page.getByRole("heading", { name: "No problems" }).waitFor();
    await run(page);
    expect(await verdicts(page)).toEqual(["expected failure", "expected failure", "holds"]);
    expect(await page.locator("step-viewer .sentence").innerText()).toContain("Violated");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("examples of the menu compile and end with the verdict that they state", async () => {
    const { page } = await openPlayground();
    const all = await page.evaluate(
      async (address) => (await fetch(address)).json() as Promise<Example[]>,
      `${site}play/examples.json`,
    );
    // Of every third call, bug and mistake one design, in turn: all of them run in the tests of the command line.
    const folders = [...new Set(all.map(({ name }) => name.split("/").slice(0, -1).join("/")))];
    const examples = folders.flatMap((folder, turn) => {
      const own = all.filter(({ name }) => name.startsWith(`${folder}/`));
      if (!folder.includes("/")) return own;
      return turn % 3 === 0 ? own.slice((turn / 3) % own.length).slice(0, 1) : [];
    });
    expect(examples.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const { name } of examples) {
      await page.evaluate(() => performance.clearMarks("play-problems"));
      await page.getByRole("combobox", { name: /^Example/ }).selectOption(name);
      await waitForMark(page, "play-problems");
      const found = await problems(page);
      // That the ownership rules see a mistake is no fault of its example.
      if (/^(?:bugs|misuse)\//.test(name) ? found.includes("TypeScript") : found !== "")
        wrong.push(`${name}: ${found}`);
      await run(page);
      const told = await verdicts(page);
      if (told.length === 0) wrong.push(`${name}: ${await page.getByRole("alert").innerText()}`);
      if (told.some((verdict) => verdict !== "holds" && verdict !== "expected failure")) {
        wrong.push(`${name}: ${told.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
