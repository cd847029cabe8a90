/**
 * Prints the cost of the call sites; with --record, writes the counts of `fd-reservation cost` to docs/cost.json and
 * docs/data/cleanup.json, and docs/cost.md from both.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fields, markdownTable, measureCode, type CodeReport, type CostReport } from "../src/cli/internal.js";
import { build, commandLine } from "./command-line.js";
import type { Cost, CostColumn, CostEntry } from "../src/explore/index.js";
import { knownDesigns } from "../src/matrix/index.js";

const fileOf = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

/** The page. */
export const pageFile = fileOf("cost.md");
const costFile = fileOf("cost.json");
const cleanUpFile = fileOf("data/cleanup.json");

/** The last records. */
export function readRecords(): { readonly cost: CostReport; readonly code: CodeReport } {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
  return { cost: read(costFile) as CostReport, code: read(cleanUpFile) as CodeReport };
}

type Measured = CostReport["scenarios"][number];

const columns: readonly CostColumn[] = [
  "mainline",
  "tagged, glue",
  "tagged, task-work",
  "tagged, explicit",
  "slots, glue",
  "slots, task-work",
  "slots, explicit",
];

/** The page, from the records. */
export function costPage({ scenarios }: CostReport, code: CodeReport): string {
  const baseline = only(scenarios, "examples/baseline/getppid.ts");
  const opens = scenarios.filter(({ file }) => file.startsWith("examples/callsites/openat/"));
  const inMainline = entryOf(only(opens, "examples/callsites/openat/raw.ts"), "mainline");
  const inGlue = entryOf(only(opens, "examples/callsites/openat/raw.ts"), "tagged, glue");
  const inTaskWork = entryOf(only(opens, "examples/callsites/openat/raw.ts"), "tagged, task-work");
  const scoped = entryOf(only(opens, "examples/callsites/openat/transaction.ts"), "tagged, glue");
  const nothing = entryOf(baseline, "tagged, glue");
  return `${[
    "# What the commit costs, and what it saves",
    "",
    "Written by `npm run record -- cost` from `fd-reservation cost`. A test fails when a number has changed.",
    "",
    "One kernel, three schemes: reservations in the table, as in mainline, or in the task with a commit on return, as",
    "[tags](./per-task.md) or as [slots](./per-task.md#slots). The counts are of the simulated memory: loads and stores of",
    "kernel code, atomic read-modify-writes (of reference counts and of the list of task work), lock acquisitions,",
    "allocations, and the bytes of the distinct words touched, 4 bytes each. Set-up and the guards' bookkeeping are not",
    "counted. The column `own` has the loads and stores that the design does not need and this model makes: checks that",
    "production kernels leave out or never had, nested scopes, and what Linux loads or stores today in any case. They are in",
    "no other column. The callback has no words here: two loads of Linux, of its successor and of its function, are in no",
    "column. A row `fails` is the mean over all ways to fail; their number is in parentheses. A call that succeeds although its",
    "work failed has no such row: Binder, and a kernel thread.",
    "",
    "The commit can be called in three ways: **glue**, in the return path of every syscall; **task-work**, by a callback",
    "that the first reservation queues with `task_work_add`; **explicit**, by the code that reserves, as in a kernel",
    "thread.",
    "",
    "## What every syscall pays",
    "",
    "getppid, a syscall that touches no descriptor:",
    "",
    ...markdownTable([
      ["design", ...fields],
      ...scenarios
        .filter(({ file }) => file === baseline.file)
        .flatMap(({ cost }) => cost.map((entry) => row(entry.column, entry.success))),
    ]),
    "",
    `The glue makes ${counted(nothing.success.loads, "load")}, of the count of the set, on return. Al Viro's proposal of 15`,
    'September 2024 has the same test: "if current->reservation_count == 0 return". The load on entry',
    `(own: ${nothing.success.own}) is for nested scopes, which the proposal does not have.`,
    "",
    "## What open() pays",
    "",
    "![Memory accesses of openat and pipe2 that succeed, in each scheme](./charts/cost.svg)",
    "",
    ...markdownTable([
      ["open() by", "design", "result", ...fields],
      ...opens.flatMap((measured) =>
        measured.cost.flatMap((entry) => rowsOf(entry).map((cells) => [designOf(measured), ...cells])),
      ),
    ]),
    "",
    "The code of mainline (raw), run per task with the commit in the glue, makes",
    `${difference(inMainline, inGlue, "loads", "load")} and ${difference(inMainline, inGlue, "stores", "store")} in an open() that`,
    `succeeds, and touches ${difference(inMainline, inGlue, "bytes", "byte")}. The stores: add the number to the set, increment the count,`,
    'clear the tag of the slot, decrement the count. The third is the second of the "two stores into ->fd[]" of the proposal.',
    `Locks: ${difference(inMainline, inGlue, "locks", "acquisition")}; allocations: ${difference(inMainline, inGlue, "allocations", "page")}, until a third`,
    "reservation allocates the page of the set. With task-work there are",
    `${difference(inGlue, inTaskWork, "atomics", "atomic")}, ${difference(inGlue, inTaskWork, "loads", "load")} and`,
    `${difference(inGlue, inTaskWork, "stores", "store")} than in the glue, and ${difference(inGlue, inTaskWork, "locks", "lock acquisition")}. To`,
    "push the callback and to take it, a compare-and-exchange each; to set and to clear TIF_NOTIFY_RESUME, an atomic each;",
    "and task_work_run takes pi_lock. The transaction opens a nested scope, which makes",
    `${difference(inGlue, scoped, "loads", "load")}, ${difference(inGlue, scoped, "stores", "store")} and`,
    `${difference(inGlue, scoped, "own", "access of the model's own", "accesses of the model's own")} than that.`,
    "",
    `Own accesses of an open() in mainline: ${inMainline.success.own}. alloc_fd looks whether the slot is empty (2 loads), fd_install whether it`,
    "is still empty (1): since 6.15 checks of kernels with CONFIG_DEBUG_VFS. fd_install looks also whether the number lies",
    `within the table (1, which Linux never asks). The scheme tagged adds ${inGlue.success.own - inMainline.success.own}: nested scopes on entry and at the`,
    "commit (2), and whether the number that is installed is in the set of the task (2).",
    "",
    "## Every call site",
    "",
    "Each cell is one number: loads, stores, atomics and locks together. Mainline runs the token, the scheme tagged the",
    "transaction, and slots the design of that name. `npx fd-reservation cost 'examples/callsites/NAME/*.ts'` prints each",
    "kind of access, and the bytes.",
    "",
    ...markdownTable([
      [
        "call site",
        "result",
        ...columns.map((column) => (column === "mainline" ? "mainline, token" : column)),
      ],
      ...wideRows(scenarios),
    ]),
    "",
    "An empty cell: the design has no such scenario, the call leaves the commit to the return from its syscall, or it",
    "cannot fail.",
    "",
    "## What it saves: clean-up code",
    "",
    "Counted by `fd-reservation cost --code`, without imports, comments and scenarios. Clean-up releases what the call holds.",
    "",
    "Lines of code, with the lines of clean-up in parentheses:",
    "",
    ...codeTable(code, ({ lines, cleanUpLines }) => `${lines} (${cleanUpLines})`),
    "",
    "Early exits (a return, a throw or a jump before the end of a function), with those that must undo something first in",
    "parentheses:",
    "",
    ...codeTable(code, ({ exits, cleanUpExits }) => `${exits} (${cleanUpExits})`),
    "",
    "An empty cell: the design cannot express the call; its file has the attempt, which does not compile.",
  ].join("\n")}\n`;
}

function only(scenarios: readonly Measured[], file: string): Measured {
  const found = scenarios.find((measured) => measured.file === file);
  if (found === undefined) throw new Error(`${file} is not in the record`);
  return found;
}

function entryOf({ file, cost }: Measured, column: CostColumn): CostEntry {
  const found = cost.find((entry) => entry.column === column);
  if (found === undefined) throw new Error(`${file} was not measured in ${column}`);
  return found;
}

/** `openat/raw.ts`: `raw`. */
function designOf({ file }: Measured): string {
  return file.slice(file.lastIndexOf("/") + 1, -".ts".length);
}

function row(name: string, cost: Cost): (string | number)[] {
  return [name, ...fields.map((field) => cost[field])];
}

function rowsOf({ column, success, failure, failureExits }: CostEntry): (string | number)[][] {
  const cells = (result: string, cost: Cost): (string | number)[] => [column, ...row(result, cost)];
  const rows = [cells("ok", success)];
  if (failure !== undefined) rows.push(cells(`fails (${failureExits})`, failure));
  return rows;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function difference(
  before: CostEntry,
  after: CostEntry,
  field: keyof Cost,
  noun: string,
  nouns = `${noun}s`,
): string {
  const more = after.success[field] - before.success[field];
  return `${Math.abs(more)} ${more < 0 ? "fewer" : "more"} ${Math.abs(more) === 1 ? noun : nouns}`;
}

/** The token in mainline beside the transaction per task; each scenario of a call site has separate rows. */
function wideRows(scenarios: readonly Measured[]): string[][] {
  const titleOf = ({ name }: Measured): string => name.replace(/, (?:token|transaction|slots)\b/, "");
  const of = (design: string): readonly Measured[] =>
    scenarios.filter((measured) => designOf(measured) === design);
  const [tokens, transactions, slots] = [of("token"), of("transaction"), of("slots")];
  const named = (some: readonly Measured[], title: string): readonly CostEntry[] =>
    some.find((measured) => titleOf(measured) === title)?.cost ?? [];
  const inOrder = scenarios.filter((measured) =>
    [tokens, transactions, slots].some((design) => design.includes(measured)),
  );
  return [...new Set(inOrder.map(titleOf))].flatMap((title) => {
    const mainline = named(tokens, title).find(({ column }) => column === "mainline");
    const committing = [...named(transactions, title), ...named(slots, title)];
    const entries = [
      mainline,
      ...columns.slice(1).map((name) => committing.find(({ column }) => column === name)),
    ];
    const ok = [title, "ok", ...entries.map((entry) => costCell(entry?.success))];
    if (entries.every((entry) => entry?.failure === undefined)) return [ok];
    return [ok, [title, "fails", ...entries.map((entry) => costCell(entry?.failure))]];
  });
}

function costCell(cost: Cost | undefined): string {
  if (cost === undefined) return "";
  return String(Math.round(10 * (cost.loads + cost.stores + cost.atomics + cost.locks)) / 10);
}

type CodeCounts = CodeReport["callSites"][number] | CodeReport["totals"][number];

/** A table of the call sites in each design, and of those that every design has together. */
function codeTable({ callSites, totals }: CodeReport, cell: (counts: CodeCounts) => string): string[] {
  const cellOf = (counts: CodeCounts | undefined): string => (counts === undefined ? "" : cell(counts));
  return markdownTable([
    ["call site", ...knownDesigns],
    ...[...new Set(callSites.map(({ callSite }) => callSite))].map((name) => [
      name,
      ...knownDesigns.map((design) =>
        cellOf(callSites.find((entry) => entry.callSite === name && entry.design === design)),
      ),
    ]),
    [
      `**the ${totals[0]?.callSites ?? 0} that every design has**`,
      ...knownDesigns.map((design) => cellOf(totals.find((total) => total.design === design))),
    ],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build();
  const files = ["examples/baseline/getppid.ts", "examples/callsites/**/*.ts"];
  if (process.argv.includes("--record")) {
    writeFileSync(costFile, commandLine("cost", "--json", ...files));
    writeRest();
  } else {
    process.stdout.write(commandLine("cost", ...files));
  }
}

function writeRest(): void {
  const { version, ...counted } = measureCode(["examples/callsites/**/*.ts"]);
  const command = "npx fd-reservation cost --code --json 'examples/callsites/**/*.ts'";
  writeFileSync(cleanUpFile, `${JSON.stringify({ version, command, ...counted }, null, 2)}\n`);
  const { cost, code } = readRecords();
  writeFileSync(pageFile, costPage(cost, code));
}
