/** What readers of the site wait for and load, beside what was aimed at. */
import { writeFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { alignColumns, Output } from "../../src/cli/internal.js";
import { BASE, buildSite } from "../../test/site/build.js";
import { findBrowser } from "../../test/site/browser.js";
import { startChromium } from "../../test/site/chromium.js";
import { judge, type Device } from "../../test/site/lighthouse.js";
import { serve } from "../../test/site/serve.js";
import { median } from "../descriptors/measure.js";
import { visit, type Visit } from "./playground.js";

/** A number with what it should be. */
interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: number;
  /** `most`: the aim is a limit from above. */
  readonly sense: "most" | "least";
}

const output = new Output();

/** What Lighthouse judges, as a phone and as a desktop. */
const PAGES: Readonly<Record<Device, readonly string[]>> = {
  phone: ["index.html", "tutorial.html", "matrix.html", "bugs/vmwgfx-fence.html", "playground.html"],
  desktop: ["index.html", "matrix.html", "playground.html"],
};

async function bench({
  json,
  rounds,
  site: given,
  output: file,
}: {
  json: boolean;
  rounds: string;
  site?: string;
  output?: string;
}): Promise<void> {
  const count = Number(rounds);
  if (!Number.isInteger(count) || count < 1)
    throw new CommanderError(2, "rounds", "--rounds takes a number from 1");
  const found = findBrowser();
  if (found === undefined) {
    process.stderr.write(
      "error: there is no browser\nInstall Chrome, Chromium or Edge, or name one: CHROMIUM=<path>\n",
    );
    process.exitCode = 2;
    return;
  }
  output.progress("building the site");
  const built = given === undefined ? buildSite() : undefined;
  await built?.done;
  const folder = given ?? String(built?.folder);
  const { address, stop } = await serve(folder, BASE);
  try {
    const browser = await startChromium(found);
    const visits: Visit[] = [];
    for (let round = 1; round <= count; round++) {
      output.progress(`visit ${round} of ${count}`);
      visits.push(await visit(browser, address));
    }
    await browser.close();
    const speeds: Measure[] = [];
    for (const [device, page] of judged()) {
      const scores: number[] = [];
      for (let round = 1; round <= Math.min(count, 3); round++) {
        output.progress(`Lighthouse on ${page}, ${device}, ${round}`);
        const [judgement] = await judge(found, [address + page], ["performance"], device);
        scores.push(100 * (judgement?.scores["performance"] ?? 0));
      }
      speeds.push({
        what: `Lighthouse's performance of ${page}, ${device}`,
        value: Math.max(...scores),
        unit: "",
        aim: 95,
        sense: "least",
      });
    }
    report([...measures(visits), ...speeds], count, json, file);
  } finally {
    await stop();
    await built?.remove();
  }
}

function judged(): (readonly [device: Device, page: string])[] {
  return (["phone", "desktop"] as const).flatMap((device) =>
    PAGES[device].map((page) => [device, page] as const),
  );
}

function measures(visits: readonly Visit[]): Measure[] {
  const of = (read: (visit: Visit) => number): number => median(visits.map(read));
  return [
    { what: "editor, cold", value: of(({ editor }) => editor), unit: "ms", sense: "most" },
    {
      what: "first problems, cold",
      value: of(({ problems }) => problems),
      unit: "ms",
      aim: 1500,
      sense: "most",
    },
    { what: "edit to problems", value: of(({ edit }) => edit), unit: "ms", aim: 400, sense: "most" },
    { what: "run to verdict and steps", value: of(({ verdict }) => verdict), unit: "ms", sense: "most" },
    {
      what: "exploring in a new worker to exploring in Node, warm",
      value: of(({ exploring, exploringInNode }) => exploring / exploringInNode),
      unit: "x",
      sense: "most",
    },
    {
      what: "playground, all it loads",
      value: of(({ bytes }) => bytes) / 1000,
      unit: "kB",
      aim: 1500,
      sense: "most",
    },
  ];
}

function report(all: readonly Measure[], rounds: number, json: boolean, file: string | undefined): void {
  const measured = all.map(({ what, value, unit, aim, sense }) => ({
    what: unit === "" ? what : `${what}, ${unit}`,
    value: Math.round(100 * value) / 100,
    ...(aim === undefined
      ? {}
      : { aim: `at ${sense} ${aim}`, met: sense === "most" ? value <= aim : value >= aim }),
  }));
  const record = `${JSON.stringify({ version: 1, command: "npm run record -- site", node: process.version, rounds, measured }, null, 2)}\n`;
  if (file !== undefined) writeFileSync(file, record);
  if (json) return output.line(record.trimEnd());
  output.line(
    `medians of ${rounds} visits with an empty cache; Lighthouse: the best of ${Math.min(rounds, 3)}`,
  );
  const rows = all.map(({ what, value, unit, aim, sense }) => {
    const number = `${value.toFixed(unit === "x" ? 2 : 0)} ${unit}`.trim();
    if (aim === undefined) return [what, number, "", ""];
    const ratio = value / aim;
    const isMet = sense === "most" ? ratio <= 1 : ratio >= 1;
    return [
      what,
      number,
      `${sense === "most" ? "at most" : "at least"} ${aim} ${unit}`.trim(),
      `x${ratio.toFixed(2)} ${isMet ? "met" : "not met"}`,
    ];
  });
  for (const line of alignColumns([["", "measured", "aim", "measured/aim"], ...rows])) output.line(line);
}

const program = new Command("site")
  .description(
    "Measures the site in Chromium: the playground's answers and sizes, and Lighthouse's marks for speed.",
  )
  .option("--json", "print the numbers as JSON", false)
  .option("--rounds <n>", "how many visits", "7")
  .option("--output <file>", "write the record there, as JSON")
  .option("--site <folder>", "a site that was built, instead of building one")
  .addHelpText("after", "\nExit code: 0 measured (whether aims are met or not), 2 bad usage, or no browser.")
  .exitOverride();
output.offerProgress(program);

try {
  program.parse();
  await bench(program.opts());
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.code === "rounds") process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
