/** The open files below a table: a box each with its count, an arrow from each slot that leads to it, and what is freed. */
import type { TraceFile, TraceTable } from "../explore/index.js";
import { html, type Markup } from "./html.js";
import { cellCentre, tableWidth } from "./table.js";
import { fileText, slotsTo } from "./words.js";

const BOX = { width: 122, height: 42, gap: 10 };
/** How far the boxes are below the slots: the room for the arrows. */
const DROP = 30;
/** How many of the files that no slot leads to are drawn. */
const MOST_LOOSE = 4;

/** The height of the picture; the same whatever it shows, so that nothing below it moves. */
const FILES_HEIGHT = DROP + BOX.height + 4;

/** What the picture of a table's files is made of. */
export interface FileMarks {
  /** How many columns the table has. */
  readonly columns: number;
  /** The files to draw: those that the table leads to, and those that are drawn here because no table does. */
  readonly files: readonly TraceFile[];
  /** The addresses of the files that the step made, freed or counted. */
  readonly changed: ReadonlySet<number>;
}

/** Where a file is drawn, and what leads to it. */
interface Placed {
  readonly file: TraceFile;
  readonly left: number;
  readonly fds: readonly { readonly fd: number; readonly isStaged: boolean }[];
}

/** The picture. */
export function renderFiles(table: TraceTable | undefined, { columns, files, changed }: FileMarks): Markup {
  const placed = place(table, files);
  const right = placed.reduce((most, { left }) => Math.max(most, left + BOX.width + 2), 0);
  const width = Math.max(tableWidth(columns), right);
  const said = placed.map(({ file, fds }) => {
    const from =
      fds.length === 0 ? "no slot leads to it" : `from ${fds.map(({ fd }) => `fd ${fd}`).join(", ")}`;
    return `${fileText(file)}, ${file.freed === true ? "freed" : `count ${file.count}`}, ${from}`;
  });
  return html`<svg
    class="files"
    width="${width}"
    height="${FILES_HEIGHT}"
    viewBox="0 0 ${width} ${FILES_HEIGHT}"
    role="img"
    aria-label="Open files: ${said.length === 0 ? "none" : said.join("; ")}"
  >
    ${placed.map((one) => arrows(one))}${placed.map((one) => box(one, changed.has(one.file.address)))}
  </svg>`;
}

/** Each box below the first slot that leads to it, or as far right of that as the boxes before it need. */
function place(table: TraceTable | undefined, files: readonly TraceFile[]): Placed[] {
  const all = files.map((file) => ({
    file,
    fds: slotsTo(table === undefined ? [] : [table], file.address).map(({ fd, state }) => ({
      fd,
      isStaged: state === "uncommitted",
    })),
  }));
  const led = all
    .filter(({ fds }) => fds.length > 0)
    .sort((a, b) => (a.fds[0]?.fd ?? 0) - (b.fds[0]?.fd ?? 0));
  const loose = all.filter(({ fds }) => fds.length === 0).slice(0, MOST_LOOSE);
  let next = 2;
  return [...led, ...loose].map(({ file, fds }) => {
    const [first] = fds;
    const left = first === undefined ? next : Math.max(next, cellCentre(first.fd) - BOX.width / 2);
    next = left + BOX.width + BOX.gap;
    return { file, fds, left };
  });
}

function arrows({ file, left, fds }: Placed): Markup[] {
  const end = left + BOX.width / 2;
  return fds.map(({ fd, isStaged }) => {
    const from = cellCentre(fd);
    const kind = file.freed === true ? "arrow dangling" : isStaged ? "arrow staged" : "arrow";
    return html`<path
        class="${kind}"
        d="M${from},0C${from},${DROP / 2} ${end},${DROP / 2} ${end},${DROP - 3}"
      ></path>
      <path class="${kind} head" d="M${end - 5},${DROP - 8}l5,7l5,-7"></path>`;
  });
}

function box({ file, left, fds }: Placed, isChanged: boolean): Markup {
  const middle = left + BOX.width / 2;
  const isFreed = file.freed === true;
  const classes = ["file", isFreed && "freed", isFreed && fds.length > 0 && "lost", isChanged && "touched"];
  const state = isFreed ? "freed" : `count ${file.count}${fds.length === 0 ? ", no slot" : ""}`;
  return html`<g class="${classes.filter(Boolean).join(" ")}">
    <rect x="${left}" y="${DROP}" width="${BOX.width}" height="${BOX.height}" rx="8"></rect>
    <text class="name" x="${middle}" y="${DROP + 17}">${shorten(fileText(file))}</text>
    <text class="count" x="${middle}" y="${DROP + 33}">${state}</text>
  </g>`;
}

function shorten(text: string): string {
  return text.length <= 17 ? text : `${text.slice(0, 7)}…${text.slice(-9)}`;
}
