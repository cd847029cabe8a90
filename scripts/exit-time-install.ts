/** Prints the page on the five answers to installing on the way out of a syscall; with --record, writes docs/exit-time-install.md. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { markdownTable, type CodeReport } from "../src/cli/internal.js";
import {
  explore,
  isScenario,
  measureCost,
  type Cost,
  type CostColumn,
  type Scenario,
} from "../src/explore/index.js";
import { isFailing } from "../src/explore/results.js";
import type { Layer, Matrix } from "../src/matrix/index.js";
import { show } from "./site/runs.js";
import { LIMIT, most } from "../examples/exit-time-install/most-descriptors.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** The page. */
export const pageFile = path.join(root, "docs/exit-time-install.md");

/** One answer in the debate: a column of the page. */
interface Answer {
  /** The head of its column. */
  readonly head: string;
  /** Its designs in the matrix and among the call sites. */
  readonly designs: readonly string[];
  /** Its column in the cost ledger. */
  readonly column: CostColumn;
  /** The call site that is measured: `<name>/<file>.ts`. */
  readonly file: string;
  /** Its export in the examples of user space. */
  readonly exported: keyof typeof most;
  /** Who undoes when the call fails. */
  readonly undoes: string;
  /** When a sibling can use the number. */
  readonly usable: string;
  /** What its advocates say is best in it, and where. */
  readonly best: string;
  /** The row in which that shows: a key of {@link rowNames}. */
  readonly row: RowName;
  /** The example that is pasted with it. */
  readonly pasted: string;
}

const rowNames = {
  undoes: "who undoes when the call fails",
  usable: "when a sibling can use the number",
  cleanUp: "clean-up statements in the call sites",
  lines: "lines in the call sites",
  exits: "early exits, and those with something to undo",
  mistakes: "mistakes that do no harm, or cannot be written",
  earlier: "mistakes that types, lint or a guard stop",
  bugs: "real bugs that do no harm, or cannot be written",
  open: "openat, succeeding: loads, stores, atomics, locks",
  openFails: "openat, failing: loads, stores, atomics, locks",
  pipe: "pipe2, succeeding: loads, stores, atomics, locks",
  nothing: "a syscall that touches no descriptor: loads, stores, atomics, locks",
  most: "most descriptors of one syscall",
} as const;
type RowName = keyof typeof rowNames;

const COVER = "20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246@kernel.org";

const answers: readonly Answer[] = [
  {
    head: "today",
    designs: ["raw", "guard", "prepare"],
    column: "mainline",
    file: "raw",
    exported: "mainline",
    undoes: "the call site: by hand, by scope (guard), by FD_PREPARE",
    usable: "at the install, the last step",
    best: `Nothing changes: no hook in the exit code of an architecture, and no syscall pays that opens nothing. Scope-based clean-up (6.5) and FD_PREPARE (6.19) already write the undoing. The objection of Linus Torvalds to the series, in the thread of ${COVER}, is to complexity in that code.`,
    row: "nothing",
    pasted: "not-yet-open",
  },
  {
    head: "first version: tag in fd[]",
    designs: ["transaction"],
    column: "tagged, glue",
    file: "transaction",
    exported: "tagged",
    undoes: "the commit on return",
    usable: "at the return",
    best: "A call may fail after the install, and no call site undoes anything: the kernel knows what a task has reserved. Al Viro, 20240915193443.GK2825852@ZenIV.",
    row: "cleanUp",
    pasted: "unknown-descriptor",
  },
  {
    head: "slots",
    designs: ["slots"],
    column: "slots, glue",
    file: "slots",
    exported: "slots",
    undoes: "the commit on return",
    usable: "at the return",
    best: "The same, and readers of the table stay as they are. Only who wants it pays; pipe(2) is named as the test. Al Viro, 20240916041821.GN2825852@ZenIV; Christian Brauner's series of September 2026 is built on it.",
    row: "pipe",
    pasted: "unknown-descriptor",
  },
  {
    head: "slots by task work",
    designs: ["slots"],
    column: "slots, task-work",
    file: "slots",
    exported: "taskWork",
    undoes: "a callback on the way to user space",
    usable: "at the return, after work that was queued later",
    best: `No entry code changes, and a syscall that stages nothing does nothing new: the flags that it tests on its way out are tested today. Jann Horn, in the thread of ${COVER}.`,
    row: "nothing",
    pasted: "other-work",
  },
  {
    head: "ignore the fault",
    designs: ["ignore-fault"],
    column: "mainline",
    file: "ignore-fault",
    exported: "ignoreFault",
    undoes: "nobody: the install stands",
    usable: "at the install, before user space is told",
    best: `The least code: what cannot be undone need not be. Two writes in kernel/fork.c ignore their fault already. Jann Horn, in the thread of ${COVER}; Linus Torvalds preferred it there.`,
    row: "lines",
    pasted: "unknown-descriptor",
  },
];

/** What user space can notice: the example, and what its rows say when it ends as stated. */
const noticed = [
  {
    example: "unknown-descriptor",
    title: "The number cannot be told",
    violated: "a descriptor is open that the caller does not know",
    holds: "-EFAULT, and nothing is open",
  },
  {
    example: "not-yet-open",
    title: "A number that was told is used at once",
    violated: "EBADF for a while",
    holds: "open",
  },
  {
    example: "vfork-pidfd",
    title: "A vfork child uses its own pidfd",
    violated: "EBADF",
    holds: "open",
  },
  {
    example: "second-message",
    title: "recvmmsg waits for a second message, which comes through the first one's descriptor",
    violated: "waits for ever",
    holds: "returns",
  },
  {
    example: "other-work",
    title: "Task work that was queued during the call uses the number",
    violated: "EBADF",
    holds: "finds the file",
  },
  {
    example: "oops",
    title: "A task oopses between reserving and installing",
    violated: "the number stays claimed",
    holds: "the number is free again",
  },
] as const;

/** The regressions of conversions to FD_PREPARE and FD_ADD: folders of `examples/bugs`. */
const family = [
  "fanotify-init",
  "sctp-peeloff",
  "sock-map-fd",
  "handshake-accept",
  "media-request",
  "gpio-linehandle",
  "papr-hvpipe",
  "dma-buf-trace",
  "ptm-open-peer",
  "mq-open",
] as const;

async function load(file: string, exported = "default"): Promise<Scenario> {
  const exports = (await import(pathToFileURL(path.join(root, "examples", file)).href)) as Record<
    string,
    unknown
  >;
  const found = exports[exported];
  if (!isScenario(found)) throw new Error(`examples/${file} exports no scenario ${exported}`);
  return found;
}

/** Whether an example holds in one answer. */
async function holdsIn(example: string, exported: Answer["exported"]): Promise<boolean> {
  const { counterexample, verdict } = explore(await load(`exit-time-install/${example}.ts`, exported));
  if (isFailing(verdict)) throw new Error(`${example}, ${exported}: ${verdict}`);
  return counterexample === undefined;
}

function four({ loads, stores, atomics, locks }: Cost): string {
  return [loads, stores, atomics, locks].join(" / ");
}

/** Success and failure of a call site in the answer's column. */
async function costs(
  callSite: string,
  { file, column }: Answer,
): Promise<{ success: Cost; failure: Cost | undefined }> {
  const entries = measureCost(await load(`callsites/${callSite}/${file}.ts`));
  const entry = entries.find((measured) => measured.column === column);
  if (entry === undefined) throw new Error(`${callSite}/${file} was not measured in ${column}`);
  return { success: entry.success, failure: entry.failure };
}

/** What a syscall pays in the answer's column that touches no descriptor. */
async function costOfNothing({ column }: Answer): Promise<Cost> {
  const measured = measureCost(
    await load("baseline/getppid.ts", column.startsWith("slots") ? "slots" : "default"),
  );
  const entry = measured.find((one) => one.column === column);
  if (entry === undefined) throw new Error(`the baseline was not measured in ${column}`);
  return entry.success;
}

/** How many descriptors one syscall can have opened by its return: what the example states, and holds to. */
async function mostOf({ exported }: Answer): Promise<string> {
  if (!(await holdsIn("most-descriptors", exported)))
    throw new Error(`most-descriptors, ${exported}: violated`);
  const count = most[exported];
  return count === LIMIT ? "RLIMIT_NOFILE" : String(count);
}

/** How many of the mistakes that were tried end in one of the layers. */
function stopped(matrix: Matrix, design: string, layers: readonly Layer[], group?: string): string {
  const cells = matrix.rows
    .filter((row) => group === undefined || row.group === group)
    .flatMap(({ cells: { [design]: cell } }) => (cell === undefined ? [] : [cell]));
  return `${cells.filter(({ layer }) => layers.includes(layer)).length} of ${cells.length}`;
}

/** A cell of the answer's designs: their values, named where there is more than one. */
function byDesign({ designs }: Answer, valueOf: (design: string) => string): string {
  const values = designs.map(valueOf);
  if (values.length === 1) return values[0] as string;
  return values.map((value, index) => `${designs[index] as string} ${value}`).join("<br>");
}

/** Every row with its cells and the command that prints it. */
async function rows(): Promise<
  Record<RowName, { readonly cells: readonly string[]; readonly command: string }>
> {
  const matrix = JSON.parse(read("docs/matrix.json")) as Matrix;
  const { totals } = JSON.parse(read("docs/data/cleanup.json")) as CodeReport;
  const totalOf = (design: string): CodeReport["totals"][number] => {
    const found = totals.find((total) => total.design === design);
    if (found === undefined) throw new Error(`docs/data/cleanup.json has no ${design}`);
    return found;
  };
  const each = async (cellOf: (answer: Answer) => string | Promise<string>): Promise<string[]> =>
    Promise.all(answers.map(async (answer) => cellOf(answer)));
  const code = (field: (total: CodeReport["totals"][number]) => string) => (answer: Answer) =>
    byDesign(answer, (design) => field(totalOf(design)));
  const CODE = "npx fd-reservation cost --code 'examples/callsites/**/*.ts'";
  const MATRIX = "npx fd-reservation matrix";
  const cost = (name: string): string => `npx fd-reservation cost 'examples/callsites/${name}/*.ts'`;
  const open = await Promise.all(answers.map((answer) => costs("openat", answer)));
  const pipe = await Promise.all(answers.map((answer) => costs("pipe2", answer)));
  const harmless: readonly Layer[] = ["harmless", "cannot be written"];
  return {
    undoes: {
      cells: await each(({ undoes }) => undoes),
      command: "npx fd-reservation check 'examples/exit-time-install/*.ts'",
    },
    usable: {
      cells: await each(({ usable }) => usable),
      command: "npx fd-reservation check examples/exit-time-install/not-yet-open.ts",
    },
    cleanUp: { cells: await each(code(({ cleanUpStatements }) => String(cleanUpStatements))), command: CODE },
    lines: { cells: await each(code(({ lines }) => String(lines))), command: CODE },
    exits: {
      cells: await each(code(({ exits, cleanUpExits }) => `${exits}, ${cleanUpExits}`)),
      command: CODE,
    },
    mistakes: {
      cells: await each((answer) =>
        byDesign(answer, (design) => stopped(matrix, design, harmless, "misuse")),
      ),
      command: MATRIX,
    },
    earlier: {
      cells: await each((answer) =>
        byDesign(answer, (design) => stopped(matrix, design, ["types", "lint", "guard"], "misuse")),
      ),
      command: MATRIX,
    },
    bugs: {
      cells: await each((answer) => byDesign(answer, (design) => stopped(matrix, design, harmless, "bugs"))),
      command: MATRIX,
    },
    open: { cells: open.map(({ success }) => four(success)), command: cost("openat") },
    openFails: {
      cells: open.map(({ failure }) => (failure === undefined ? "-" : four(failure))),
      command: cost("openat"),
    },
    pipe: { cells: pipe.map(({ success }) => four(success)), command: cost("pipe2") },
    nothing: {
      cells: await each(async (answer) => four(await costOfNothing(answer))),
      command: "npx fd-reservation cost examples/baseline/getppid.ts",
    },
    most: {
      cells: await each(mostOf),
      command: "npx fd-reservation check examples/exit-time-install/most-descriptors.ts",
    },
  };
}

/** The page's text. */
export async function renderPage(): Promise<string> {
  const table = await rows();
  const text: string[] = [HEAD];
  text.push(
    "## The answers, each by its advocates",
    "",
    ...answers.flatMap(({ head, best, row }) => [
      `**${head[0]?.toUpperCase()}${head.slice(1)}.** ${best} The row to look at: *${rowNames[row]}*.`,
      "",
    ]),
    "## Side by side",
    "",
    ...markdownTable([
      ["", ...answers.map(({ head }) => head)],
      ...(Object.keys(rowNames) as RowName[]).map((name) => [rowNames[name], ...table[name].cells]),
    ]),
    "",
    NOTES,
    "| row | command |",
    "| --- | --- |",
    ...(Object.keys(rowNames) as RowName[]).map(
      (name) => `| ${rowNames[name]} | \`${table[name].command}\` |`,
    ),
    "",
    "## What user space can notice",
    "",
  );
  const seen: string[][] = [];
  for (const { example, title, violated, holds } of noticed) {
    const ends = await Promise.all(answers.map((answer) => holdsIn(example, answer.exported)));
    seen.push([title, ...ends.map((end) => (end ? holds : violated))]);
  }
  text.push(...markdownTable([["", ...answers.map(({ head }) => head)], ...seen]), "", NOTICED);
  for (const { example, title } of noticed) {
    text.push(
      `### ${title}`,
      "",
      `\`examples/exit-time-install/${example}.ts\`:`,
      "",
      "```run",
      title,
      `exit-time-install/${example} slots Slots`,
      `exit-time-install/${example} ignoreFault Ignore the fault`,
      "```",
      "",
    );
  }
  text.push(PASTE);
  for (const answer of answers) {
    const { head, row, pasted, exported } = answer;
    const index = answers.indexOf(answer);
    const { text: run } = await show({
      title: head,
      runs: [{ example: `exit-time-install/${pasted}`, exported }],
    });
    const cell = (table[row].cells[index] as string).split("<br>").join(", ");
    text.push(
      `### ${head[0]?.toUpperCase()}${head.slice(1)}`,
      "",
      "```text",
      ...wrap(`${head}: ${rowNames[row]}: ${cell}`),
      ...wrap(`  ${table[row].command}`),
      `  npx fd-reservation check \\`,
      `    examples/exit-time-install/${pasted}.ts`,
      "",
      ...run.trimEnd().split("\n"),
      "```",
      "",
    );
  }
  text.push(
    "## Regressions of the conversions",
    "",
    FAMILY,
    ...family.map((name) => `- [${name}](./bugs/${name}.md)`),
    "",
  );
  return `${text.join("\n").trimEnd()}\n`;
}

/** Text in lines of at most 72 columns, continued as a shell does where it is a command. */
function wrap(line: string): string[] {
  if (line.length <= 72) return [line];
  const at = line.lastIndexOf(" ", 70);
  const isCommand = line.trimStart().startsWith("npx");
  return [line.slice(0, at) + (isCommand ? " \\" : ""), ...wrap(`    ${line.slice(at + 1)}`)];
}

const HEAD = `# Installing on the way out of the syscall: five answers

Written by \`npm run record -- exit-time-install\`. A test fails when a number has changed.

A syscall reserves a descriptor number, makes a file, and must tell user space. Something fails: who undoes? In September
2024 Al Viro proposed, twice, to let the return of the syscall do it. In September 2026 a series of 50 patches built on the
second version (\`${COVER}\`), and the list gave two more answers.
This page puts the five side by side: the same calls, mistakes and bugs in each, counted and run on one model of the
descriptor table. What a model cannot tell (cycles, entry code of architectures) is not here.
`;

const NOTES = `How to read it:

- \`raw\`, \`guard\` and \`prepare\` are by hand, scope-based clean-up and FD_PREPARE.
- The first version is measured in the typed face of this package, the transaction, which owns files as well. Slots are
  measured in the C face that the header of the series has. The clean-up left there drops files that were made and not
  staged. So compare these two columns in code with care; a transaction runs on slots as it does on tags.
- Accesses are of the simulated memory, without the guards' bookkeeping and without loads that only the model makes:
  [what is counted](./cost.md). The one load of task work is the test of a flag that Linux tests today.
- Lines, exits and clean-up are of the call sites that every design can express.
- Mistakes and bugs are those of [the matrix](./matrix.md). What is in none of the three rows only the explorer finds.

Each row has its command:
`;

const NOTICED = `Each cell is a run of the explorer over every interleaving and every failure; "for a while" and "for ever" are in some of
them. With task work the commit comes after what was queued later; signals are delivered after both.
`;

const PASTE = `## Ready to paste

For each answer: the row in which its advocates see it best, the command that prints the row, and one run. No line is longer
than 72 columns.
`;

const FAMILY = `Conversions of working code to FD_PREPARE and FD_ADD brought bugs of one family: the file expression is evaluated in
another order, its error is read as another value, or a reference is dropped that somebody still used. Each has its own page
with the commit that brought it and the one that fixed it:
`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const page = await renderPage();
  if (process.argv.includes("--record")) writeFileSync(pageFile, page);
  else process.stdout.write(page);
}
