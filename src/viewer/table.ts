/** A descriptor table as a table: a column a descriptor, its state told by glyph, word, pattern and raw value. */
import type { Trace } from "../explore/index.js";
import { html, type Markup } from "./html.js";
import { icon } from "./icons.js";

type Table = Trace["before"][number];
type Slot = Table["slots"][number];
type SlotState = Slot["state"];

const GLYPHS: Readonly<Record<SlotState, string | Markup>> = {
  free: "–",
  reserved: "R",
  uncommitted: "U",
  open: "O",
  corrupt: icon("cross"),
};

/** The sizes of the table in pixels: what is drawn below it must meet its columns. */
const SIZE = { cell: 82, gap: 3, head: 22 };

/** How wide a table of so many descriptors is. */
export function tableWidth(columns: number): number {
  return SIZE.gap + SIZE.head + SIZE.gap + columns * (SIZE.cell + SIZE.gap);
}

/** Where the middle of a descriptor's cell is. */
export function cellCentre(fd: number): number {
  return tableWidth(fd) + SIZE.cell / 2;
}

/** What the marks of a table are made of. */
export interface TableMarks {
  readonly name: string;
  /** How many columns every table of the exhibit has. */
  readonly columns: number;
  /** The descriptors that the step changed. */
  readonly changed: ReadonlySet<number>;
  /** The descriptor that the violation is about. */
  readonly violated: number | undefined;
  /** What is drawn below it. */
  readonly files: Markup;
}

/** The table with its caption. */
export function renderTable(table: Table, { name, columns, changed, violated, files }: TableMarks): Markup {
  const slots = new Map(table.slots.map((slot) => [slot.fd, slot]));
  const fds = Array.from({ length: columns }, (_, fd) => fd);
  const cells = fds.map((fd) => {
    const slot: Slot = slots.get(fd) ?? { fd, state: "free", value: 0, cloexec: false };
    const { state, value, cloexec, holder } = slot;
    const isViolated = violated === fd || state === "corrupt";
    const classes = ["cell", state, changed.has(fd) && "changed", isViolated && "violated"];
    return html`<td class="${classes.filter(Boolean).join(" ")}">
      <span class="glyph" aria-hidden="true">${GLYPHS[state]}</span>
      <span class="word">${state}</span>
      <span class="by"
        >${holder === undefined ? (cloexec && state === "open" ? "cloexec" : "") : `by ${holder}`}</span
      >
      <span class="raw">${raw(value)}</span>
      <span class="mark"
        >${isViolated && icon("cross")} ${changed.has(fd) ? "changed" : isViolated ? "here" : ""}</span
      >
    </td>`;
  });
  const sharers = table.count === 1 ? "one task" : `${table.count} tasks share it`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="Descriptor table ${name}">
    <table class="fds" style="width:${tableWidth(columns)}px">
      <caption>
        <b>${name}</b>
        <span>files_struct @${table.files}, ${sharers}, next_fd ${table.nextFd}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col" style="width:${SIZE.head}px">fd</th>
          ${fds.map((fd) => html`<th scope="col">${fd}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row"><span class="hidden">state</span></th>
          ${cells}
        </tr>
      </tbody>
    </table>
    ${files}
  </div>`;
}

/** The value in `fd[]` as Al Viro's proposal writes it: a file's address is even, its lowest bit is the tag. */
function raw(value: number): string {
  if (value === 0) return "0UL";
  return (value & 1) === 1 ? `1UL|@${value - 1}` : `@${value}`;
}

/** What the four states are, for the legend. */
export const legend: readonly {
  readonly state: SlotState;
  readonly glyph: string | Markup;
  readonly text: string;
}[] = [
  { state: "free", glyph: GLYPHS.free, text: "free: bit clear, 0UL" },
  { state: "reserved", glyph: GLYPHS.reserved, text: "reserved: bit set, 0UL" },
  { state: "uncommitted", glyph: GLYPHS.uncommitted, text: "uncommitted: bit set, 1UL|file" },
  { state: "open", glyph: GLYPHS.open, text: "open: bit set, file" },
];
