/** The schedule as lanes, one a task: steps in their order, context switches, failures, and the violation. */
import type { Trace, TraceStep } from "../explore/index.js";
import { comparable, formatResultOf } from "../explore/internal.js";
import { html, Markup, type Markup as MarkupType } from "./html.js";
import type { Row } from "./rows.js";

const LEFT = 86;
const TOP = 40;
const LANE = 62;
const LABEL_LENGTH = 17;
const COLUMN = { least: 118, most: 170 };

/** How wide a column is: all are in sight, or as many whole ones as fit. */
function columnWidth(columns: number, width: number): number {
  const all = Math.floor((width - 4 - LEFT) / columns);
  if (all >= COLUMN.least) return Math.min(COLUMN.most, all);
  return Math.max(COLUMN.least, width / Math.max(1, Math.floor(width / COLUMN.least)));
}

/** Where the lanes are scrolled to: the marked column is wholly in sight, and none is cut at the left. */
export function columnScroll({
  left,
  width,
  row,
  room,
  scrolled,
}: {
  /** Of the marked column. */
  readonly left: number;
  readonly width: number;
  readonly row: number;
  /** What is in sight. */
  readonly room: number;
  readonly scrolled: number;
}): number {
  const first = left - row * width;
  const whole = first + Math.round((scrolled - first) / width) * width;
  const begin = scrolled <= 0 ? 0 : Math.max(0, whole);
  if (left < begin) return row === 0 ? 0 : left;
  return Math.max(begin, left + width - room);
}

/** The lanes as an image, with the current row marked. `width` is what there is to fill. */
export function renderSchedule(
  traces: readonly Trace[],
  rows: readonly Row[],
  current: number,
  width: number,
): MarkupType {
  const tasks = [...new Set(traces.flatMap((trace) => trace.tasks))];
  const column = columnWidth(rows.length, width);
  const right = LEFT + rows.length * column;
  const height = TOP + tasks.length * LANE;
  const places = rows.map((row) => {
    const step = stepOf(traces, row);
    return step === undefined ? undefined : tasks.indexOf(step.task);
  });
  const x = (row: number): number => LEFT + row * column + column / 2;
  const y = (lane: number): number => TOP + lane * LANE;
  const marks = rows.map((row, index) => {
    const lane = places[index] ?? places.slice(0, index).findLast((place) => place !== undefined) ?? 0;
    const step = stepOf(traces, row);
    const mark = row.isEnd
      ? endMark(traces, x(index), y(lane))
      : step?.failure === undefined
        ? taskShape(lane, x(index), y(lane))
        : diamond(x(index), y(lane));
    const only = traces.length > 1 && row.steps.includes(undefined) && !row.isEnd;
    const labels = row.isEnd ? [endLabel(traces)] : stepLabels(stepsOf(traces, row));
    if (only) labels.push(row.steps[0] === undefined ? "second only" : "first only");
    return html`<g class="step" data-row="${index}"
      ><title>${labels.join(" ")}</title>
      <rect class="hit" x="${LEFT + index * column}" y="0" width="${column}" height="${height}"></rect>
      <text class="number" x="${x(index)}" y="15">${row.isEnd ? "end" : index + 1}</text>${mark}
      ${labels.map((label, at) => html`<text class="${at === 0 ? "operation" : "result"}" x="${x(index)}" y="${y(lane) + 24 + at * 13}">${label}</text>`)}
    </g>`;
  });
  const switches = places.map((lane, index) => {
    const previous = places[index - 1];
    if (index === 0 || lane === undefined || previous === undefined || lane === previous) return undefined;
    return html`<line
      class="switch"
      x1="${x(index - 1) + 11}"
      y1="${y(previous)}"
      x2="${x(index) - 11}"
      y2="${y(lane)}"
    ></line>`;
  });
  const description = rows
    .map((row, index) =>
      row.isEnd
        ? `end: ${endLabel(traces)}`
        : `${index + 1} ${stepOf(traces, row)?.task}: ${stepLabels(stepsOf(traces, row)).join(" ")}`,
    )
    .join(", ");
  const lanes = tasks.map(
    (task, lane) =>
      html`<line class="rail" x1="${LEFT}" x2="${right}" y1="${y(lane)}" y2="${y(lane)}"></line>
        ${taskShape(lane, 12, y(lane))}<text class="lane" x="26" y="${y(lane) + 4}"
          >${shorten(task, 9)}</text
        >`,
  );
  return html`<svg
    width="${right}"
    height="${height}"
    viewBox="0 0 ${right} ${height}"
    role="img"
    aria-label="Schedule: ${description}"
  >
    ${current >= 0 && html`<rect class="now" data-left="${LEFT + current * column}" data-width="${column}" x="${LEFT + current * column + 2}" y="1" width="${column - 4}" height="${height - 2}" rx="6"></rect>`}
    ${lanes}${switches}${marks}
  </svg>`;
}

/** The mark of a task, also outside of the lanes: shape and colour tell the same. */
export function taskShape(lane: number, x: number, y: number): MarkupType {
  const kind = `task task${lane % 4}`;
  switch (lane % 4) {
    case 0:
      return html`<circle class="${kind}" cx="${x}" cy="${y}" r="8"></circle>`;
    case 1:
      return html`<rect class="${kind}" x="${x - 8}" y="${y - 8}" width="16" height="16"></rect>`;
    case 2:
      return html`<path class="${kind}" d="M${x},${y - 9}l9,17h-18z"></path>`;
    default:
      return html`<path class="${kind}" d="M${x - 9},${y - 3}h6v-6h6v6h6v6h-6v6h-6v-6h-6z"></path>`;
  }
}

function stepOf(traces: readonly Trace[], row: Row): TraceStep | undefined {
  return stepsOf(traces, row)[0];
}

/** What the runs do at a row; a run that pauses there is left out. */
function stepsOf(traces: readonly Trace[], { steps }: Row): TraceStep[] {
  return traces.flatMap((trace, run) => trace.steps[steps[run] ?? -1] ?? []);
}

/** A call with what came of it: in each run, where that is not the same. */
function stepLabels(steps: readonly TraceStep[]): string[] {
  const [first, second = first] = steps;
  if (first === undefined || second === undefined) return [];
  const isSame =
    first.failure?.code === second.failure?.code && comparable(first.result) === comparable(second.result);
  const own = outcome(first);
  const told = isSame ? own : `${own} | ${outcome(second).replace(/^= /, "")}`;
  return [first.operation, told].filter((label) => label !== "").map((label) => shorten(label, LABEL_LENGTH));
}

function outcome({ result, failure }: TraceStep): string {
  if (failure !== undefined) return `${failure.code} injected`;
  if (result === undefined) return "";
  return `= ${formatResultOf(result)}`;
}

function endLabel(traces: readonly Trace[]): string {
  return traces.map(({ violation }) => (violation === undefined ? "holds" : "violated")).join(" | ");
}

function endMark(traces: readonly Trace[], x: number, y: number): MarkupType {
  return traces.some(({ violation }) => violation !== undefined)
    ? html`<path class="cross" d="M${x - 8},${y - 8}l16,16m0,-16l-16,16"></path>`
    : html`<path class="tick" d="M${x - 9},${y}l6,7l12,-14"></path>`;
}

function diamond(x: number, y: number): MarkupType {
  return new Markup(`<path class="failure" d="M${x},${y - 10}l10,10l-10,10l-10,-10z"></path>`);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
