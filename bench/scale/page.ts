/** The page about growth, from the record. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../src/cli/internal.js";
import type { Point, Shares } from "./measure.js";

const fileOf = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

export const dataFile = fileOf("data/scale.json");
export const pageFile = fileOf("scale.md");

/** What was measured, and where. */
export interface Scale {
  readonly version: 1;
  readonly command: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly memoryGiB: number;
  };
  readonly points: readonly Point[];
  readonly shards: readonly Shares[];
}

/** What was recorded last. */
export function readScale(): Scale {
  return JSON.parse(readFileSync(dataFile, "utf8")) as Scale;
}

/** The page. */
export function page(scale: Scale): string {
  const { machine, points, shards } = scale;
  const largest = points.reduce((most, point) => (point.states > most.states ? point : most));
  const number = (value: number): string => value.toLocaleString("en");
  const rows = points.map((point) => [
    point.tasks,
    point.calls,
    point.granularity,
    point.failures,
    number(point.states),
    number(point.transitions),
    point.depth,
    point.seconds.toFixed(2),
    point.bytesPerState,
    point.coverage,
  ]);
  const seconds = (point: Point): string => point.seconds.toFixed(0);
  return `${[
    "# How states grow",
    "",
    `Written by \`${scale.command}\` from \`docs/data/scale.json\`.`,
    "",
    "Each task makes the first _n_ of five calls: it opens a file, sets close-on-exec on its descriptor, looks it up, reads",
    "the flag, and closes it. All tasks share one table. Descriptor numbers differ from run to run, since each open takes",
    "the lowest free number.",
    "",
    "![States over calls at access granularity, a colour for each number of tasks, on a logarithmic scale](./charts/scale.svg)",
    "",
    `The largest search here has ${largest.tasks} tasks of ${largest.calls} calls at ${largest.granularity} granularity, with`,
    `${largest.failures === 0 ? "no failure" : "one failure"} per run: ${number(largest.states)} states and ${number(largest.transitions)} transitions in ${seconds(largest)} s,`,
    `${largest.coverage}. It is one search on one core.`,
    ...whatIsMissing(points, largest),
    "",
    "- **Tasks cost most.** One more task multiplies the states by about the number of scheduling points of a task.",
    "- **Calls cost less.** One more call adds some scheduling points to each task: the states grow as a power, with the",
    "  number of tasks as exponent.",
    "- **Failures multiply.** Each fault point starts a copy of the states that follow it.",
    "- **Call granularity** leaves out interleavings inside calls. Use it for a first look, or for more tasks.",
    "",
    "Your scenario may grow faster. Tables that grow during the run, results that depend on other tasks, and allocation in",
    "loops make many more states. Then use [limits](./explorer.md#limits-and-what-bounded-means) or `--order depth`.",
    "",
    ...markdownTable([
      [
        "tasks",
        "calls",
        "granularity",
        "failures",
        "states",
        "transitions",
        "depth",
        "seconds",
        "bytes a state",
        "coverage",
      ],
      ...rows,
    ]),
    "",
    "## Shards",
    "",
    "How much of the space the largest of some [shards](./distributed.md) searches, and all of them together: they",
    "overlap.",
    "",
    ...markdownTable([
      ["scenario", "states", "shards", "largest shard", "all together"],
      ...shards.map(({ scenario, states, shards: of, largest, together }) => [
        scenario,
        number(states),
        of,
        `${Math.round(100 * largest)} %`,
        `${Math.round(100 * together)} %`,
      ]),
    ]),
    "",
    `Measured on ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, each search once.`,
  ].join("\n")}\n`;
}

/** What a bounded search lacks: how many states there may be, and what they take. */
function whatIsMissing(points: readonly Point[], bounded: Point): string[] {
  if (bounded.coverage !== "BOUNDED") return [];
  const statesOf = (tasks: number): number | undefined =>
    points.find(
      (point) =>
        point.tasks === tasks &&
        point.calls === bounded.calls &&
        point.granularity === bounded.granularity &&
        point.failures === bounded.failures,
    )?.states;
  const [fewest, fewer] = [statesOf(bounded.tasks - 2), statesOf(bounded.tasks - 1)];
  if (fewest === undefined || fewer === undefined) return [];
  const growth = Math.round(fewer / fewest);
  const millions = Math.round((fewer * growth) / 1e6);
  const gigabytes = Math.round((fewer * growth * bounded.bytesPerState) / 2 ** 30);
  return [
    `From ${bounded.tasks - 2} to ${bounded.tasks - 1} tasks of ${bounded.calls} calls the states grow ${growth}-fold. At that rate ${bounded.tasks} tasks have some`,
    `${millions} million, which take about ${gigabytes} GiB: more than the default limits (10 million states, 2 GiB). Raise both, where`,
    "there is as much memory, or divide the search into [shards](./distributed.md).",
  ];
}
