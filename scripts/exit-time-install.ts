/** Prints the page on the five answers to installing on the way out of a syscall; with --record, writes docs/exit-time-install.md. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { markdownTable, measureCode, type CodeReport } from "../src/cli/internal.js";
import {
  explore,
  formatTrace,
  measureCost,
  type Cost,
  type CostColumn,
  type CostEntry,
} from "../src/explore/index.js";
import { isFailing } from "../src/explore/results.js";
import type { Layer, Matrix } from "../src/matrix/index.js";
import { withRunTexts } from "./run-texts.js";
import { show } from "./site/runs.js";
import { loadScenario } from "./site/scenarios.js";
import { FACTS, HANDSHAKE_CONVERSION, type Facts } from "../examples/bugs/facts.js";
import { LIMIT, most } from "../examples/exit-time-install/most-descriptors.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** How much of the call sites is clean-up, as recorded. */
const { callSites } = JSON.parse(read("docs/data/cleanup.json")) as CodeReport;
const allSites = [...new Set(callSites.map(({ callSite }) => callSite))];
const sitesOf = (design: string): string[] =>
  callSites.filter((site) => site.design === design).map(({ callSite }) => callSite);
/** Those for which FD_PREPARE has no form. */
const notPrepared = allSites.filter((callSite) => !sitesOf("prepare").includes(callSite));

/** The page. */
export const pageFile = path.join(root, "docs/exit-time-install.md");

/** One answer in the debate: a column of the page. */
interface Answer {
  /** The head of its column. */
  readonly head: string;
  /** Its designs in the matrix. */
  readonly designs: readonly string[];
  /** What its code and accesses are measured of, {@link IN_C} first; otherwise {@link Answer.designs}. */
  readonly code?: readonly string[];
  /** Its column in the cost ledger. */
  readonly column: CostColumn;
  /** Its export in the examples of user space. */
  readonly exported: keyof typeof most;
  /** Who undoes when the call fails. */
  readonly undoes: string;
  /** What its advocates say is best in it, and where. */
  readonly best: string;
  /** The objection to it that weighs most, and where it was made. */
  readonly against: string;
  /** The rows in which that shows, the first of them first: keys of {@link rowNames}. */
  readonly rows: readonly RowName[];
  /** The example of the event in which it differs most, for the better, from today. */
  readonly event?: string;
  /** The example that is pasted with it. */
  readonly pasted: string;
  /** What its run rests on, to be pasted with it. */
  readonly caveat?: string;
}

const rowNames = {
  names: "in the output of the commands",
  undoes: "who undoes when the call fails",
  taken: "when a sibling finds the number taken (dup2 onto it: EBUSY)",
  usable: "when a sibling can use the number",
  cleanUp: "clean-up statements in the call sites",
  lines: "lines in the call sites",
  exits: "early exits, and those with something to undo",
  allSites: `all ${allSites.length} call sites: clean-up statements, lines, early exits`,
  manyFiles: "many-files alone: clean-up statements, lines, early exits",
  tried: "mistakes and real bugs that were tried",
  "cannot be written": "... cannot be written",
  harmless: "... do no harm (`harmless`)",
  types: "... stopped by types",
  lint: "... stopped by the lint",
  guard: "... stopped by a guard",
  explorer: "... found by the explorer alone",
  open: "openat, succeeding: loads, stores, atomics, locks",
  openFails: "openat, failing: loads, stores, atomics, locks (ways to fail)",
  pipe: "pipe2, succeeding: loads, stores, atomics, locks",
  pipeFails: "pipe2, failing: loads, stores, atomics, locks (ways to fail)",
  nothing: "a syscall that touches no descriptor: loads, stores, atomics, locks",
  most: "most descriptors of one syscall",
} as const;
type RowName = keyof typeof rowNames;

const COVER = "https://lore.kernel.org/r/20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246@kernel.org";

/** A message of the lists, as a link. */
function linked(id: string): string {
  return `[${id}](https://lore.kernel.org/r/${id})`;
}

/** The first version in C, as its cells call it: no design of the matrix. */
const IN_C = "in C";

/** A call site in a design, or in the first version's C, of which two are written. */
function callSiteFile(callSite: string, design: string): string {
  return design === IN_C ? `exit-time-install/${callSite}/first-version` : `callsites/${callSite}/${design}`;
}

/**
 * The call sites in which the first version's C is that of today: their calls succeed although part of their work failed, and
 * a number that is reserved without a file is a BUG then, where slots free it.
 */
const PARTIAL = ["binder-fixups", "fanotify-read", "scm-rights"];
const WRITTEN = ["openat", "pipe2"];
const inC: CodeReport["callSites"] = [
  ...callSites.filter(({ design, callSite }) =>
    PARTIAL.includes(callSite) ? design === "raw" : design === "slots" && !WRITTEN.includes(callSite),
  ),
  ...measureCode(WRITTEN.map((callSite) => path.join(root, `examples/${callSiteFile(callSite, IN_C)}.ts`)))
    .callSites,
].map((site) => ({ ...site, design: IN_C }));

const answers: readonly Answer[] = [
  {
    head: "today",
    designs: ["raw", "guard", "prepare"],
    column: "mainline",
    exported: "mainline",
    undoes: "the call site: by hand, by scope (guard), by FD_PREPARE",
    best: `Nothing changes: no hook in the exit code of an architecture, and a syscall that opens nothing pays nothing. The undoing is written already. Scope-based clean-up (6.5, with take_fd() since 6.11) lets a function return: Christian Brauner, ${linked("20240627-work-pidfs-v1-1-7e9ab6cc3bb1@kernel.org")}. FD_PREPARE (6.19) holds number and file until fd_publish(), and the series removed about twice the code that it added: Christian Brauner, ${linked("20251128-vfs-fd-prepare-minimal-v619-41df48e056e7@brauner")}. Linus Torvalds's objections to the series of 2026 are under Slots, *Against*.`,
    against: `the install must come after the last step that can fail, so what installs many files needs convoluted clean-up: Al Viro, ${linked("20240915193443.GK2825852@ZenIV")}.`,
    rows: ["nothing", "lines"],
    pasted: "exit-time-install/told-by-core",
  },
  {
    head: "today, the Rust token",
    designs: ["token"],
    column: "mainline",
    exported: "token",
    undoes: "the end of the token's scope (`Drop`)",
    best: `The kernel stays as it is today, and the type holds the rules: commit and drop cannot fail, and exclude each other; the token cannot go to another task, because it is not Send; and several descriptors succeed or fail together, because all are reserved before the first is installed, as Binder needs. Wedson Almeida Filho and Alice Ryhl, ${linked("20240915-alice-file-v10-6-88484f7a3dcf@google.com")}.`,
    against: `two rules are not in the type: the token must end before its syscall returns, and its task must not unshare the table before. Al Viro, ${linked("20240915183905.GI2825852@ZenIV")}.`,
    rows: ["types"],
    pasted: "bugs/rust-exit-files/token",
    caveat: "this package's types refuse exit() here; Rust's do not",
  },
  {
    head: "first version: tag in fd[]",
    designs: ["transaction"],
    code: [IN_C, "transaction"],
    column: "tagged, glue",
    exported: "tagged",
    undoes: "the commit on return",
    best:
      "A call may fail after the install, and no call site gives a number back that returns an error: returning it does the right thing, because the kernel knows what a task has reserved. What installs many files needs no convoluted clean-up, and a second store into fd[] is no big deal. Al Viro, " +
      `${linked("20240915193443.GK2825852@ZenIV")}.`,
    against: `a call that succeeds although part of its work failed must still give back by hand (reading fanotify events, recvmsg, Binder's ioctl): on success a reserved number without a file is a BUG, and slots free it instead. Its author had found no form of it that does not slow open() and the like, and it needs a call in the assembler of many architectures: both in the same message. Nine hours later he replaced it by slots, ${linked("20240916041821.GN2825852@ZenIV")}.`,
    rows: ["cleanUp"],
    pasted: "exit-time-install/second-message",
  },
  {
    head: "slots",
    designs: ["slots"],
    column: "slots, glue",
    exported: "onSlots",
    undoes: "the commit on return",
    best: `The win is in simpler clean-up: a loop that reserves and makes 69 files returns an error at any point, and the return does the right thing. It goes together with today's API: get_unused_fd_flags and fd_install stay as they are, and so does every reader of the table. A syscall that does not use it pays one test, and pipe(2), named as the test case, is expected to be no slower. Al Viro, ${linked("20240916041821.GN2825852@ZenIV")}. The strongest case that this page has run is code that installs first and may fail then: today a DRM handler installs, the ioctl core copies the argument out after it, and a fault there leaves a descriptor open that the caller does not know. With slots the return puts it, and neither the handler nor the core undoes anything. Christian Brauner's series of September 2026 is built on it: a driver hands out the number, makes the file and returns an error in any order; and the commit is no task work, so that the code of the exit sees the error in one place, [20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246@kernel.org](${COVER}), as reported.`,
    against: `it adds complexity, in the lowest code of each architecture's entry, and more lines than it removes (962 added, 861 removed): Linus Torvalds, as reported, in a reply to [the cover letter](${COVER}) whose id is not known here. The call in that code is the price that Al Viro names as well, in the message of the second version. And what installs on success installs too much where a call succeeds although its work failed: reading fanotify events, recvmsg, Binder's ioctl, and io_uring, whose requests tell their errors in the completion and not in the result of io_uring_enter. Such code stages last; the return takes back the numbers, and a file that the call made itself it must put by hand until then.`,
    rows: ["cleanUp", "pipe"],
    event: "told-by-core",
    pasted: "exit-time-install/vfork-pidfd",
    caveat: "if clone3 is converted; the series is not known to convert it",
  },
  {
    head: "slots by task work",
    designs: ["slots"],
    column: "slots, task-work",
    exported: "taskWork",
    undoes: "a callback on the way to user space",
    best: `No entry code changes: proposed by Jann Horn, as reported, in a reply to [the cover letter](${COVER}) whose id is not known here. This page adds that a syscall which stages nothing does nothing new, because the flags that it tests on its way out are tested today.`,
    against: `Al Viro called task work "bloody awful", ${linked("20240915193443.GK2825852@ZenIV")}: for the first version, in which every open() would queue it, not for slots, with which openat queues nothing; and the series avoids it on purpose, so that the code of the exit sees the error in one place, as reported. From the source of Linux 6.12: task work also runs in the middle of a syscall ([below](#what-user-space-can-notice)).`,
    rows: ["nothing"],
    pasted: "exit-time-install/other-work",
  },
  {
    head: "ignore the fault",
    designs: ["ignore-fault"],
    column: "mainline",
    exported: "ignoringFault",
    undoes: "a fault: nobody, the install stands; anything else: as today",
    best: `Do not undo: ignore the fault of put_user(), as two writes in kernel/fork.c do already. Jann Horn, as reported, and Linus Torvalds, who preferred it, in replies to [the cover letter](${COVER}) whose ids are not known here. This page adds: it is the least code, and recvmsg does so today: where the header of the control message cannot be written, it returns the count of bytes, and the descriptors stay open (this page's own measurement, on Linux 6.18; \`examples/differences/header-fault.ts\` runs it). Where the handler tells nobody, as in DRM, the ioctl core must ignore the fault, and know for which ioctls; then it changes nothing for the caller except the result, because there the descriptor stays open today as well.`,
    against: `a caller that passed a bad pointer has a descriptor open that it does not know, and is told of success. That is what the run below shows; no message that says so is known here.`,
    rows: ["lines"],
    pasted: "exit-time-install/unknown-descriptor",
  },
];

/** The runs to show of an event: exports of its example, with their titles. */
const slotsAndFault = [
  ["onSlots", "Slots"],
  ["ignoringFault", "Ignore the fault"],
] as const;
const bothCommits = [
  ["onSlots", "Slots"],
  ["taskWork", "Slots by task work"],
] as const;

/** Something that user space can notice of an answer. */
interface NoticedEvent {
  readonly example: string;
  readonly title: string;
  readonly violated: string;
  readonly holds: string;
  readonly shown: readonly (readonly [exported: string, title: string])[];
}

/** What user space can notice: the example, what its rows say when it ends as stated, and which runs to show. */
const noticed = [
  {
    example: "unknown-descriptor",
    title: "The call itself cannot tell the number",
    violated: "a descriptor is open that the caller does not know",
    holds: "-EFAULT, and nothing is open",
    shown: slotsAndFault,
  },
  {
    example: "told-by-core",
    title: "The ioctl core cannot tell the number, after the handler has returned (DRM)",
    violated: "a descriptor is open that the caller does not know",
    holds: "-EFAULT, and nothing is open",
    shown: [
      ["mainline", "Today"],
      ["onSlots", "Slots"],
    ],
  },
  {
    example: "not-yet-open",
    title: "A number that was told is used at once",
    violated: "EBADF for a while",
    holds: "open",
    shown: slotsAndFault,
  },
  {
    example: "vfork-pidfd",
    title: "A vfork child uses its own pidfd",
    violated: "EBADF",
    holds: "open",
    shown: slotsAndFault,
  },
  {
    example: "second-message",
    title: "recvmmsg waits for a second message, which comes through the first one's descriptor",
    violated: "waits for ever",
    holds: "returns",
    shown: slotsAndFault,
  },
  {
    example: "many-messages",
    title: "recvmmsg brings more descriptors than there are slots",
    violated: "what does not fit is lost, where the array cannot grow",
    holds: "all are received",
    shown: slotsAndFault,
  },
  {
    example: "other-work",
    title: "Task work that was queued after the first fd_prepare uses the number",
    violated: "EBADF",
    holds: "finds the file",
    shown: [
      ["taskWork", "Slots by task work"],
      ["onSlots", "Slots, on the same schedule"],
    ],
  },
  {
    example: "kernel-thread",
    title: "A kthread runs the same code, without the commit that kernel threads must call",
    violated: "the number is EBADF for ever",
    holds: "finds the file",
    shown: [
      ["tagged", "First version"],
      ["onSlots", "Slots"],
    ],
  },
  {
    example: "failure-made-success",
    title: "A tracer turns a failure into success",
    violated: "a descriptor is open that the caller does not know",
    holds: "success, and nothing is open",
    shown: bothCommits,
  },
  {
    example: "success-made-failure",
    title: "A tracer turns success into a failure",
    violated: "the descriptor is open",
    holds: "nothing is open",
    shown: bothCommits,
  },
  {
    example: "core-dump",
    title: "A signal dumps core on the way out",
    violated: "no core is written",
    holds: "the core is written",
    shown: [
      ["onSlots", "Slots"],
      ["lateRefused", "Slots, if the signal came before the commit: in no answer"],
    ],
  },
  {
    example: "oops",
    title: "A task oopses between reserving and installing",
    violated: "the number stays claimed",
    holds: "free again, if a hook at exit undoes (known of the series; the first version does not say)",
    shown: slotsAndFault,
  },
] as const satisfies readonly NoticedEvent[];

/** What the types of this package's token stop and Rust's do not: rows of the matrix. */
const refusedHereAlone: readonly string[] = [
  "close-range-unshare",
  "execve",
  "exit",
  "rust-exit-files",
  "too-few-files",
  "unshare",
];

/** The regressions of conversions to FD_PREPARE and FD_ADD: folders of `examples/bugs`. */
const family = [
  "fanotify-init",
  "sctp-peeloff",
  "sock-map-fd",
  "media-request",
  "gpio-linehandle",
  "papr-hvpipe",
  "dma-buf-trace",
  "ptm-open-peer",
  "mq-open",
  "fd-prepare",
] as const;

/** What the record says of a commit: its id, or why there is none. */
function commitOf(commit: Facts["brought"]): string {
  if ("id" in commit) return `${commit.id}${commit.isInNext === true ? " (linux-next)" : ""}`;
  return "none" in commit ? commit.none : `not verified: ${commit.notVerified}`;
}

function regression(name: string, { title, brought, fixed }: Facts): string {
  return `- ${name}: ${title}. Brought: ${commitOf(brought)}; fixed: ${commitOf(fixed)}.`;
}

/** What happens in them, by whom they were brought, and by whom fixed. */
function regressions(): string[] {
  const links = HANDSHAKE_CONVERSION.read.map(({ what, url }) => `[${what}](${url})`);
  return [
    ...family.map((name) => regression(`[${name}](../examples/bugs/${name}/)`, FACTS[name] as Facts)),
    `${regression("net/handshake", HANDSHAKE_CONVERSION)} It has no page: no descriptor is involved. Read in ${links.join(", ")}. ${HANDSHAKE_CONVERSION.note as string} [handshake-accept](../examples/bugs/handshake-accept/) is a bug of the same function from before the conversion, of 2023.`,
  ];
}

/** The layer that catches each regression first, in each design: its row of the matrix. */
function caughtBy(): string[] {
  const { designs, rows: mistakes } = JSON.parse(read("docs/matrix.json")) as Matrix;
  const rowsOfFamily = family.map((name) => {
    const row = mistakes.find((mistake) => mistake.group === "bugs" && mistake.name === name);
    if (row === undefined) throw new Error(`docs/matrix.json has no ${name}`);
    return row;
  });
  const by = (design: string): string[] => rowsOfFamily.map(({ cells }) => cells[design]?.layer ?? "-");
  const foundAlone = (design: string): number => by(design).filter((layer) => layer === "explorer").length;
  const harmless = (design: string): number => by(design).filter((layer) => layer === "harmless").length;
  return [
    "",
    `What catches the same mistake first in each design, from [the matrix](./matrix.md). Slots prevent few of them: ${harmless("slots")} of ${family.length} do no`,
    `harm there, and ${foundAlone("slots")} are found by the explorer alone, ${foundAlone("prepare")} with FD_PREPARE, ${foundAlone("token")} with the token.`,
    "",
    ...markdownTable([
      ["regression", ...designs],
      ...rowsOfFamily.map(({ name }, index) => [
        name,
        ...designs.map((design) => by(design)[index] as string),
      ]),
    ]),
  ];
}

/** Whether an example holds in one answer. */
async function holdsIn(example: string, exported: Answer["exported"]): Promise<boolean> {
  const { counterexample, verdict } = explore(await loadScenario(`exit-time-install/${example}`, exported));
  if (isFailing(verdict)) throw new Error(`${example}, ${exported}: ${verdict}`);
  return counterexample === undefined;
}

function four({ loads, stores, atomics, locks }: Cost): string {
  return [loads, stores, atomics, locks].join(" / ");
}

/** The counts of a call site in each design of the answer. */
async function costs(callSite: string, answer: Answer, of: (entry: CostEntry) => string): Promise<string> {
  const cells = new Map<string, string>();
  const designs = answer.code ?? answer.designs;
  for (const design of designs) {
    const entries = measureCost(await loadScenario(callSiteFile(callSite, design)));
    const entry = entries.find(({ column }) => column === answer.column);
    if (entry === undefined) throw new Error(`${callSite}/${design} was not measured in ${answer.column}`);
    cells.set(design, of(entry));
  }
  return byDesign(designs, (design) => cells.get(design) as string);
}

function succeeding({ success }: CostEntry): string {
  return four(success);
}

/** The mean over the ways to fail, and how many those are. */
function failing({ failure, failureExits }: CostEntry): string {
  return failure === undefined ? "-" : `${four(failure)} (${failureExits})`;
}

/** What a syscall pays in the answer's column that touches no descriptor. */
async function costOfNothing({ column }: Answer): Promise<Cost> {
  const measured = measureCost(
    await loadScenario("baseline/getppid", column.startsWith("slots") ? "slots" : "default"),
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
  if (count === LIMIT) return "RLIMIT_NOFILE";
  return exported === "tagged"
    ? `${count}: two numbers and a page of them, as the message has it`
    : `${count}, this model's choice`;
}

/** When a sibling finds the number taken, from runs of two tasks. */
async function whenTaken({ exported }: Answer): Promise<string> {
  return (await holdsIn("number-taken", exported)) ? "not before it is told" : "from the reservation on";
}

/** When a sibling can use the number, from runs of two tasks, and of one with work on its way out. */
async function whenUsable({ exported }: Answer): Promise<string> {
  const is = async (example: string): Promise<boolean> => !(await holdsIn(example, exported));
  if (await is("used-untold")) return "at the install, before user space is told";
  if (await is("used-inside"))
    return "at the install: after the telling where the call itself writes the number (in this run), before it where its result or the ioctl core tells";
  return (await is("other-work")) ? "at the return, after work that was queued later" : "at the return";
}

/** A cell of several designs: their values, named where there is more than one. */
function byDesign(designs: readonly string[], valueOf: (design: string) => string): string {
  const values = designs.map(valueOf);
  // The first version is two programs, and a row may be of either: its cells say of which.
  if (values.length === 1 && designs[0] !== "transaction") return values[0] as string;
  return values.map((value, index) => `${designs[index] as string} ${value}`).join("<br>");
}

const CODE = "npx fd-reservation cost --code 'examples/callsites/**/*.ts'";

/** Every row with its cells and the command that prints it. */
async function rows(): Promise<
  Record<RowName, { readonly cells: readonly string[]; readonly command: string }>
> {
  const matrix = JSON.parse(read("docs/matrix.json")) as Matrix;
  const each = async (cellOf: (answer: Answer) => string | Promise<string>): Promise<string[]> =>
    Promise.all(answers.map(async (answer) => cellOf(answer)));
  type Field = "lines" | "cleanUpStatements" | "cleanUpLines" | "exits" | "cleanUpExits";
  /** What sums a field of a design over some call sites; nothing where it cannot express them all. */
  const summing = (names: readonly string[], design: string): ((field: Field) => number) | undefined => {
    const sites = [...callSites, ...inC].filter(
      (site) => site.design === design && names.includes(site.callSite),
    );
    if (sites.length < names.length) return undefined;
    return (field) => sites.reduce((total, site) => total + site[field], 0);
  };
  const code =
    (names: readonly string[], tell: (sum: (field: Field) => number) => string) =>
    (answer: Answer): string =>
      byDesign(answer.code ?? answer.designs, (design) => {
        const sum = summing(names, design);
        return sum === undefined ? "cannot be written" : tell(sum);
      });
  const common = allSites.filter((callSite) => !notPrepared.includes(callSite));
  const inShort = (sum: (field: Field) => number): string =>
    `${sum("cleanUpStatements")}, ${sum("lines")}, ${sum("exits")}`;
  const MATRIX = "npx fd-reservation matrix";
  const cost = (name: string): string =>
    `npx fd-reservation cost 'examples/callsites/${name}/*.ts' examples/${callSiteFile(name, IN_C)}.ts`;
  const TRACES = "npx fd-reservation check --traces";
  const placeOf = (design: string): Matrix["places"][number] => {
    const found = matrix.places.find((place) => place.design === design);
    if (found === undefined) throw new Error(`docs/matrix.json has no ${design}`);
    return found;
  };
  const layer = async (name: Layer): Promise<{ cells: readonly string[]; command: string }> => ({
    cells: await each((answer) => byDesign(answer.designs, (design) => String(placeOf(design).counts[name]))),
    command: MATRIX,
  });
  const stoppedByTypes = (design: string): string => {
    const count = placeOf(design).counts.types;
    if (design !== "token") return String(count);
    const alone = matrix.rows.filter(
      ({ name, cells }) => refusedHereAlone.includes(name) && cells[design]?.layer === "types",
    );
    if (alone.length !== refusedHereAlone.length)
      throw new Error(`types stop ${alone.map(({ name }) => name).join()} of ${refusedHereAlone.join()}`);
    return `${count} (${alone.length} of them not in Rust)`;
  };
  return {
    names: {
      cells: await each(({ designs, code: written = designs, column }) =>
        written === designs
          ? `${designs.join(", ")}; \`${column}\``
          : `code and accesses: ${written.join(", ")}; mistakes: ${designs.join(", ")}; \`${column}\``,
      ),
      command: cost("openat"),
    },
    undoes: {
      cells: await each(({ undoes }) => undoes),
      command: `${TRACES} examples/exit-time-install/unknown-descriptor.ts`,
    },
    taken: {
      cells: await each(whenTaken),
      command: `${TRACES} examples/exit-time-install/number-taken.ts`,
    },
    usable: {
      cells: await each(whenUsable),
      command: `${TRACES} 'examples/exit-time-install/{used-untold,used-inside,other-work}.ts'`,
    },
    cleanUp: {
      cells: await each(
        code(common, (sum) => {
          const [statements, lines] = [sum("cleanUpStatements"), sum("cleanUpLines")];
          return lines > statements ? `${statements} (${lines} lines)` : String(statements);
        }),
      ),
      command: CODE,
    },
    lines: { cells: await each(code(common, (sum) => String(sum("lines")))), command: CODE },
    exits: {
      cells: await each(code(common, (sum) => `${sum("exits")}, ${sum("cleanUpExits")}`)),
      command: CODE,
    },
    allSites: { cells: await each(code(allSites, inShort)), command: CODE },
    manyFiles: { cells: await each(code(["many-files"], inShort)), command: CODE },
    tried: {
      cells: await each((answer) => byDesign(answer.designs, (design) => String(placeOf(design).tried))),
      command: MATRIX,
    },
    "cannot be written": await layer("cannot be written"),
    harmless: await layer("harmless"),
    types: {
      cells: await each((answer) => byDesign(answer.designs, stoppedByTypes)),
      command: MATRIX,
    },
    lint: await layer("lint"),
    guard: await layer("guard"),
    explorer: await layer("explorer"),
    open: {
      cells: await each(async (answer) => costs("openat", answer, succeeding)),
      command: cost("openat"),
    },
    openFails: {
      cells: await each(async (answer) => costs("openat", answer, failing)),
      command: cost("openat"),
    },
    pipe: {
      cells: await each(async (answer) => costs("pipe2", answer, succeeding)),
      command: cost("pipe2"),
    },
    pipeFails: {
      cells: await each(async (answer) => costs("pipe2", answer, failing)),
      command: cost("pipe2"),
    },
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
    "## The answers",
    "",
    ...answers.flatMap(({ head, best, against, rows: look, event }) => [
      `**${capitalized(head)}.** ${best} ${look.length === 1 ? "The row" : "The rows"} to look at: ${look.map((row) => `*${rowNames[row]}*`).join("; ")}${event === undefined ? "" : `; of what user space can notice, *${noticed.find(({ example }) => example === event)?.title ?? event}*`}.`,
      "",
      `*Against:* ${against}`,
      "",
    ]),
    "## Side by side",
    "",
    ...markdownTable([
      ["row", ...answers.map(({ head }) => head)],
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
  const seen = new Map<string, readonly [title: string, ...cells: string[]]>();
  for (const { example, title, violated, holds } of noticed) {
    const ends = await Promise.all(answers.map((answer) => holdsIn(example, answer.exported)));
    seen.set(example, [title, ...ends.map((end) => (end ? holds : violated))]);
  }
  text.push(
    BEFORE_NOTICED,
    ...markdownTable([["event", ...answers.map(({ head }) => head)], ...seen.values()]),
    "",
    NOTICED,
  );
  for (const { example, title, shown } of noticed) {
    text.push(
      `### ${title}`,
      "",
      `\`npx fd-reservation check --traces examples/exit-time-install/${example}.ts\``,
      "",
      "```run",
      title,
      ...shown.map(([exported, name]) => `exit-time-install/${example} ${exported} ${name}`),
      "```",
      "",
    );
  }
  text.push(PASTE);
  for (const [index, { head, rows: look, event, pasted: example, caveat, ...answer }] of answers.entries()) {
    const exported = example.startsWith("exit-time-install/") ? answer.exported : "default";
    const { exhibit } = await show({ title: head, runs: [{ example, exported }] });
    const { name } = await loadScenario(example, exported);
    const trace = exhibit.runs[0]?.trace;
    if (trace?.token === undefined) throw new Error(`${example}, ${exported}: no run that can be replayed`);
    // As `replay` prints it: only `check` looks for the cause.
    const { why: _why, token, ...told } = trace;
    const files = new Set([`examples/${example}.ts`, ...Object.keys(exhibit.sources)]);
    // The transaction is no C, and what it takes compares with nothing here.
    const cellOf = (cell = ""): string =>
      cell
        .split("<br>")
        .filter((part) => !part.startsWith("transaction"))
        .join(", ");
    text.push(`### ${capitalized(head)}`, "", "```text");
    for (const row of look) {
      const isSummed = answers[index]?.code?.includes(IN_C) === true && table[row].command === CODE;
      const now = index === 0 ? "" : ` (today: ${cellOf(table[row].cells[0])})`;
      text.push(
        ...wrap(`${head}: ${rowNames[row]}: ${cellOf(table[row].cells[index])}${now}`),
        ...wrap(`  ${table[row].command}`),
        ...(isSummed
          ? [
              ...wrap(`  npx fd-reservation cost --code 'examples/${callSiteFile("*", IN_C)}.ts'`),
              ...wrap(`  (rows of slots; of ${PARTIAL.join(", ")} of raw; ${WRITTEN.join(", ")} second)`),
            ]
          : []),
      );
    }
    if (event !== undefined) {
      const [title, ...cells] = seen.get(event) ?? [event];
      text.push(
        ...wrap(`${head}: ${title}: ${cells[index] as string} (today: ${cells[0] as string})`),
        ...wrap(`  npx fd-reservation check --traces examples/exit-time-install/${event}.ts`),
      );
    }
    text.push(
      ...wrap(`run: ${name}`),
      ...replayCommand(token, `examples/${example}.ts`),
      `  fd-reservation ${version}; by "git hash-object", its steps are in:`,
      ...[...files].map((file) => `  ${blobOf(file)} ${file}`),
      ...(caveat === undefined ? [] : wrap(`  ${caveat}`)),
      "",
      ...formatTrace(told).trimEnd().split("\n"),
      "```",
      "",
    );
  }
  text.push(
    "## Regressions of the conversions",
    "",
    FAMILY,
    ...regressions(),
    ...caughtBy(),
    "",
    "This page is written by `npm run record -- exit-time-install`. A test fails when a number has changed.",
  );
  return `${text.join("\n").trimEnd()}\n`;
}

const { version } = JSON.parse(read("package.json")) as { readonly version: string };

/** What Git calls the content of a file, shortened: `git hash-object`. A page cannot name the commit that it is part of. */
function blobOf(file: string): string {
  const content = readFileSync(path.join(root, file));
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex").slice(0, 12);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The command that runs a counterexample again, in the lines of a mail, as `check` prints it after "again:": a token goes on
 * at the very beginning of a line.
 */
function replayCommand(token: string, file: string): string[] {
  const parts = `    ${token}`.match(/.{1,71}/g) ?? [];
  return [
    "  npx fd-reservation replay \\",
    ...parts.map((part, index) => `${part}${index === parts.length - 1 ? " " : ""}\\`),
    `    ${file}`,
  ];
}

/** Text in lines of at most 72 columns, continued as a shell does where it is a command. */
function wrap(line: string): string[] {
  if (line.length <= 72) return [line];
  const at = line.lastIndexOf(" ", 70);
  const isCommand = line.trimStart().startsWith("npx");
  return [line.slice(0, at) + (isCommand ? " \\" : ""), ...wrap(`    ${line.slice(at + 1)}`)];
}

const HEAD = `# Installing on the way out of the syscall: five answers

A syscall reserves a descriptor number, makes a file, and must tell user space the number. Something fails: who undoes? In
September 2024 Al Viro described a way to let the return of the syscall do it, which he had not got fast enough, and nine
hours later proposed another. In September 2026 a
[series of 50 patches](${COVER})
built on the second version, and the list gave two more answers. This page puts the five side by side, and the first of
them also as the token of Rust for Linux: the same calls, mistakes and bugs in each, counted and run on one model of the
descriptor table. What a model cannot tell (cycles, the entry code of architectures) is not here. What was said in the thread
of 2026 is known from two digests of the lists, of 16 and 20 September; the mails were not read.

![The life of a number: free, reserved, staged or uncommitted, open; every failure leads back to free](./charts/life-cycle.svg)

Every command on this page runs in a clone of the repository, after \`npm ci && npm run build\`. Build before the first \`npx\`:
npm remembers that a command was not there, until \`~/.npm/_npx\` is deleted.
`;

const NOTES = `How to read it:

- \`raw\`, \`guard\` and \`prepare\` are by hand, scope-based clean-up and FD_PREPARE.
- The first version is measured as two programs. In C its call sites are those of slots, with reserve for prepare and install
  for stage, with two exceptions. ${quoted(PARTIAL)} succeed although part of their work
  failed, and then a number without a file is a BUG: they are the code of today (\`raw\`), as
  \`examples/exit-time-install/partial-success/*.ts\` runs it. And ${quoted(WRITTEN)} are written for it
  (\`examples/exit-time-install/*/first-version.ts\`), for their accesses as well; \`npx fd-reservation cost --code\` of these
  files prints their rows. The \`transaction\` is an API of this package with types, exceptions and a nested scope: compare it
  with nothing but itself. The rows of mistakes are the transaction's: what types and the lint stop there is theirs, not the
  scheme's. The rows of code and of accesses show both; all others, and the table of what user space can notice, are of C.
- The token is this package's binding of \`FileDescriptorReservation\`. Its types also refuse to unshare, to exec and to exit
  while it lives, and a set of reservations with too few files, which Rust's do not ([For Rust
  reviewers](./guides/rust-reviewers.md)):
  ${quoted(refusedHereAlone)}.
  The other way around,
  rustc refuses a use after a move; here the lint finds it, and its row counts it. Of the lint, \`unshare-in-helper\` and
  \`unshare-through-alias\` are no refusals of rustc; and no guard runs in Rust, so that what a guard stops here, nothing
  stops there. The token's code has exceptions and
  \`using\`, so its lines and exits compare with the transaction's, not with C's. Its clean-up is mostly in disposable
  classes, which the count of statements does not show and that of lines does.
- Slots are judged in C, as their header is: no types, no ownership. With the types of a token they stop more, as the first
  version does as a transaction: \`SlotReservation\` is that token ([For Rust reviewers](./guides/rust-reviewers.md)). The
  mistakes of the matrix are not written with it, so its refusals are in no row.
- Slots use FD_ADD where nothing fails after the file exists, as the series does: openat has no slot, succeeding or failing,
  and pays the test on return alone. pipe2 has two. Over the ${allSites.length - notPrepared.length} call sites, what is left of clean-up in
  guard, prepare and ignore-fault is of other things than descriptors: a listener, a context, a fence. In slots it is as well,
  with one exception, and one more outside of them: reading fanotify events succeeds although a later event fails, and
  Binder's ioctl although the transaction fails (it says so in what is read), so that the return installs all that is staged.
  Such a call may stage a file only when nothing can fail any more, and until then puts it by hand
  (\`examples/callsites/{fanotify-read,binder-fixups}/slots.ts\`): fanotify's is the one exit of slots with something to undo
  in the row. io_uring is of this kind as well: the error of a request is in its completion. It has no call site here in
  which a request of several steps fails.
- A failing call is the mean over its ways to fail; how many those are is in parentheses. With the fault ignored, pipe2 has 6
  ways to fail, not 8: the two writes to user space, the dearest to undo, are none. Do not compare its mean with the others.
  In every code of pipe2 both files are made before the first number is reserved, as \`create_pipe_files\` in \`do_pipe2\`
  does. Until they are installed or staged, a scope owns the files; in raw, each exit puts them. What \`fput\`
  defers to task work in Linux runs at once here, and its queueing is in no count: a failing call that drops a file costs
  more there, in every answer.
- Accesses are of the simulated memory. Three kinds are left out: the guards' bookkeeping; what this model loads or stores
  and a production kernel would not; and what Linux loads or stores in any case, with every answer. [What is
  counted](./cost.md). By slots a pipe2 that succeeds makes more accesses than today, and takes no lock more; whether that is
  slower, counts cannot say.
- 1026 is the first version's two numbers and a page of 4 KiB; slots have the same number of pairs here. 4 KiB of pairs on a
  64-bit machine would be 256, and the maximum 258: a second message of 253 descriptors would not fit. How large the array of the
  series is, is not known here.
- Lines, exits and clean-up are sums over the ${allSites.length - notPrepared.length} of ${allSites.length} call sites that
  every design can express. FD_PREPARE cannot express the other ${notPrepared.length}:
  ${quoted(notPrepared)}. So there is a row over all ${allSites.length}, in which \`prepare\`
  has no number, and one of \`many-files\` alone, which has a dozen files from three helpers and is the case for which the
  second version was made.
  More clean-up lines than statements are in parentheses. Mistakes and bugs are those of [the matrix](./matrix.md). They are
  run with slots committed by the glue; \`test/examples/slots-options.test.ts\` holds that each comes to the same verdict and
  the same violation by task work: a sample in each run of the tests, all of them in \`npm run test:long\`.
- Five of the harmless ones of slots rest on the refusal of unshare and exec while a slot is held, which is known from a
  digest alone: with that refusal left out, each is a violation. exec refuses here before the point of no return, with
  EINVAL; in Linux its unshare comes after it, and a failure there kills the process: [what the proposal leaves
  open](./per-task.md#slots).

Each row has its command. The second row is by construction; its command prints the run in which nobody undoes, and that the
others hold. The two on a sibling are
made of runs: a call, and a sibling that tries its number at any moment. From the reservation until it can use the number,
close gives it EBADF (\`test/kernel/slots.test.ts\`). The last command prints that each scenario holds, and not the numbers:
these are in its file (\`most\`), and a scenario that comes to another number fails.
`;

const BEFORE_NOTICED = `The cells assume that every call which makes a descriptor is converted to the answer of its column. A call that keeps
get_unused_fd_flags and fd_install keeps today's cell, also on a kernel with slots: EBADF for the child of clone3, and the
wait and the loss in recvmmsg, are of slots only if clone3 and recvmmsg are converted. Which calls the series converts is
known from a digest alone: it has an overflow array for SCM_RIGHTS, and does not name clone3. In the first version every call
is converted, because fd_install itself changes.
`;

const NOTICED = `Each cell is an exploration of every interleaving of one small scenario, with at most one failure; it ends at the first
violation. "For a while" and "for ever" are in some of its runs. The rows on tracers and on the core dump have their order
by construction. The command above each run prints the runs that are violated, and of the others that they hold: their runs
are shown here alone. That a vfork child can use its own pidfd today is also this page's own measurement, on Linux 6.18; all
other cells of today are the model's, from the steps of Linux that each example names. The ioctl is that of
\`examples/callsites/drm-syncobj-export\`. By scope and by FD_PREPARE it comes to the same as by hand, and as a transaction
to the same as the first version (\`guarded\`, \`prepared\` and \`transaction\` in the example). Two things are written into
the scenarios: the sibling of the second message waits until the first one is installed or staged; and after an oops the
slots are put at exit, which task work alone could not do, because the table is gone by then. The run of more descriptors
than slots is small, two messages of three files and four slots; with the sizes of Linux, six messages of 253 files and this
model's 1,026 slots, 492 files are lost (\`sixOnSlots\` in the same example). That run raises RLIMIT_NOFILE to 2,000: with
the usual soft limit of 1,024, files are lost in every answer, today's as well. Task work runs from the newest callback to
the oldest (\`task_work_run\`), and signals are delivered after it. What task work prepares itself is ended by another commit
where that is task work; after a commit by the glue the work must commit itself.

A task runs its task work before it stops for a tracer, at the exit of a syscall as well (\`ptrace_notify\`, kernel/signal.c,
Linux 6.12). So a tracer finds a commit by task work made, and what it writes into the return register changes no descriptor.
Of the glue this page assumes the same: the second version calls it at the return from the syscall's function, and where the
series calls it, before or after the stop, is not known here; its rows on tracers and on the core dump rest on that. The
same rule is a point against task work: it also runs in the middle of a syscall, where the call has no result yet. Two places
are the stop at an event that a tracer asked for, as in \`kernel_clone\` after \`wake_up_new_task\` (\`ptrace_event_pid\`),
and the wait of io_uring_enter (\`io_run_task_work\`). A commit that is queued by then is made there. The model has neither
place. For the same reason an io_uring worker (io-wq), which never returns to user space, is no kthread in this table: it
runs task work between requests, which commits there, without a result.

A commit must come before a signal is delivered, because dumping core unshares the table. By task work it does, and by
the glue as well under the assumption above. Signals are not modelled: the example calls
what dumping core does with the table, where the syscall has returned. If the signal came first, the slots would still be
held, and where unshare is refused no core would be written (\`lateRefused\` in the example). Nothing would be installed
after the dump in any case: \`get_signal\` ends the task, and the exit puts what was staged. A core holds no descriptors.
`;

const PASTE = `## Ready to paste

For each answer: the rows in which its advocates see it best (of slots also what user space can notice), the command that
prints each, and one run, the one against it: its scenario, and the command that replays this run and no other, and prints
it. No line is longer than 72 columns. The lines before the run name the content of the
files in which its steps are, as \`git hash-object\` prints it; write in front of them where your clone is from, and its commit
(\`git rev-parse --short HEAD\`): the package has no public address yet.
`;

const FAMILY = `Conversions of working code to FD_PREPARE and FD_ADD brought bugs of one family: the file expression is evaluated in another
order, its error is read as another value, or a reference is dropped that somebody still used. In dma-buf-trace a trace event
was added to a conversion (34dfce523c90) that left no place for it before the install; the fix undoes the conversion. The
last one with a page is of the helper itself. The fourth posting of the series, of 23 November 2025, had 47 patches, that of
the helper included; how many conversions were merged, then and since, is not known here. Each page has the record, and the
code as it was and as it was fixed:
`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const page = await withRunTexts(await renderPage());
  if (process.argv.includes("--record")) writeFileSync(pageFile, page);
  else process.stdout.write(page);
}
