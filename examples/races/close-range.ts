/**
 * close_range on a shared table against those who change it: the two races that a public TLA+ model of fs/file.c
 * checks (github.com/brauner/linux-tla, close_range/DupFdRace.tla and RangeCloseRace.tla), with its properties. Its
 * EXCEPT and CLOEXEC_ONLY flags are not in the kernel that is modelled here.
 */
import { CloseRangeFlags, type Task } from "fd-reservation";
import { scenario, type End, type Scenario, type World } from "fd-reservation/explore";
import { FileStruct, type KernelOptions, type Slot } from "fd-reservation/kernel";
import { open, openWith } from "./calls.js";

const { UNSHARE, CLOEXEC } = CloseRangeFlags;

/** One race: what is open before, which range the call names, and who runs beside it. */
export interface CloseRangeRace {
  /** The slots of the table before, as `o` (open), `c` (open, close-on-exec) and `-` (free). */
  readonly table: string;
  readonly first: number;
  readonly last: number;
  /** Whether the range is marked close-on-exec, not closed. */
  readonly marks?: boolean;
  /** The descriptor that a sibling closes; none when left out. */
  readonly closes?: number;
  /** The descriptor whose close-on-exec flag a sibling sets; none when left out. */
  readonly flags?: number;
  readonly kernel?: KernelOptions;
}

const MAX = 0xffff_ffff;
/** The private data of files that the opener opens. */
const OPENED = 1;
/** Words of two bits, and at most two of them: the sizes of the TLA+ model with W = 2. */
const words = { bitsPerLong: 2, nrOpen: 4 } as const;

function prepare({ init }: World, table: string): readonly Slot[] {
  for (let fd = 0; fd < table.length; fd++) open(init);
  [...table].forEach((state, fd) => {
    if (state === "c") init.fSetfd(fd, 1);
    if (state === "-") init.close(fd);
  });
  return slotsOf(init);
}

function slotsOf(task: Task | undefined): readonly Slot[] {
  return task?.table?.slots ?? [];
}

function siblings({ closes, flags }: CloseRangeRace): Record<string, (current: Task) => number> {
  return {
    opener: (current: Task) => openWith(current, OPENED),
    ...(closes === undefined ? {} : { closer: (current: Task) => current.close(closes) }),
    ...(flags === undefined ? {} : { flagger: (current: Task) => current.fSetfd(flags, 1) }),
  };
}

function title(race: CloseRangeRace, what: string): string {
  const { table, first, last, marks = false, kernel } = race;
  const others = Object.keys(siblings(race)).join(", ");
  const range = `${first}-${last > 9 ? "max" : last}`;
  const design = kernel?.scheme === "tagged" ? ", tagged" : "";
  return `${what} ${range}${marks ? " cloexec" : ""} of ${table} beside ${others}${design}`;
}

/** The private copy that close_range makes: DupFdRace. */
export function dupFdRace(race: CloseRangeRace, referencesNothingDropped = false): Scenario {
  const { table, first, last, marks = false, closes, flags, kernel } = race;
  const isSelected = (fd: number): boolean => fd >= first && fd <= last;
  return scenario<readonly Slot[]>({
    name: title(race, referencesNothingDropped ? "no reference for the dropped, unshare" : "unshare"),
    kernel: { ...words, ...kernel },
    setup: (world) => prepare(world, table),
    tasks: {
      copier: (current) => current.closeRange(first, last, marks ? UNSHARE | CLOEXEC : UNSHARE),
      ...siblings(race),
    },
    // CloneOK: a file without its bit, and full_fds_bits that are not exact, break the kernel's own invariants.
    check({ tasks, results, shared }) {
      if ((results["copier"] ?? 0) < 0) return;
      const copy = slotsOf(tasks["copier"]);
      const table = slotsOf(tasks["opener"]);
      for (const { fd, state, value, cloexec } of copy) {
        // DroppedNotInClone
        if (!marks && isSelected(fd)) throw new Error(`fd ${fd} was dropped and is in the copy`);
        // CopiedAreFiles; a claimed slot is never copied
        const files = [...shared, ...table].filter((slot) => slot.fd === fd).map((slot) => slot.value);
        if (state !== "open" || !files.includes(value)) {
          throw new Error(`fd ${fd} of the copy is ${state} and no file that the table had there`);
        }
        if (marks && isSelected(fd) && !cloexec) throw new Error(`fd ${fd} of the copy is not close-on-exec`);
      }
      // KeptCopied
      for (const { fd, value, cloexec } of shared) {
        if (fd === closes || (!marks && isSelected(fd))) continue;
        const kept = copy.find((slot) => slot.fd === fd);
        if (kept?.value !== value) throw new Error(`fd ${fd} was kept and is not in the copy`);
        if (cloexec && !kept.cloexec) throw new Error(`fd ${fd} of the copy lost close-on-exec`);
        if (kept.cloexec && !cloexec && fd !== flags && !(marks && isSelected(fd)))
          throw new Error(`fd ${fd} of the copy is close-on-exec`);
      }
    },
    ...(referencesNothingDropped
      ? {
          // NoRefOnDropped, after every step
          invariant({ kernel: { memory }, shared }) {
            for (const { fd, value } of shared) {
              if (isSelected(fd) && (memory.words[value + FileStruct.count] ?? 0) > 1)
                throw new Error(`the file of fd ${fd} is referenced, and fd ${fd} is dropped`);
            }
          },
          violates: "is referenced, and fd",
        }
      : {}),
  });
}

/** The walk over the shared table: RangeCloseRace. */
export function rangeCloseRace(race: CloseRangeRace): Scenario {
  const { table, first, last, closes, kernel } = race;
  return scenario<readonly Slot[]>({
    name: title(race, "close"),
    kernel: { ...words, ...kernel },
    setup: (world) => prepare(world, table),
    tasks: { walker: (current) => current.closeRange(first, last), ...siblings(race) },
    check({ kernel, tasks, results, shared }: End<readonly Slot[]>) {
      const after = slotsOf(tasks["opener"]);
      const isOpened = (file: number): boolean =>
        kernel.memory.words[file + FileStruct.privateData] === OPENED;
      // ClosedOnlySelected
      for (const { fd, value } of shared) {
        const isOpen = after.some((slot) => slot.fd === fd && slot.value === value && !isOpened(value));
        const mayBeClosed = (fd >= first && fd <= last) || fd === closes;
        if (!isOpen && !mayBeClosed) throw new Error(`fd ${fd} was closed, and the range does not select it`);
        if (isOpen && fd >= first && fd <= last && fd !== closes) throw new Error(`fd ${fd} was left open`);
      }
      const opened = results["opener"] ?? -1;
      const isSelected = opened >= first && opened <= last;
      const isThere = after.some(({ fd, state }) => fd === opened && state === "open");
      if (opened >= 0 && !isSelected && opened !== closes && !isThere)
        throw new Error(`fd ${opened} was opened meanwhile and closed, and the range does not select it`);
    },
  });
}

export const copies = [
  dupFdRace({ table: "oo", first: 0, last: 0 }),
  dupFdRace({ table: "oo", first: 0, last: 0, closes: 1 }),
  dupFdRace({ table: "oc", first: 1, last: MAX, flags: 0 }),
  dupFdRace({ table: "oo", first: 0, last: MAX, marks: true }),
];

export const referenceOnDropped = dupFdRace({ table: "oo", first: 0, last: 0 }, true);

export const walks = [
  rangeCloseRace({ table: "oo", first: 0, last: 0 }),
  rangeCloseRace({ table: "oo", first: 1, last: MAX, closes: 1 }),
];
