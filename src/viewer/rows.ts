/** Lays the runs of an exhibit beside each other: one row a step, a gap where only one of them takes it. */
import type { Trace, TraceStep } from "../explore/index.js";
import { breaksAlike, comparable, spelledAlike } from "../explore/internal.js";

/** One position of the slider: the step of each run, undefined for a run that pauses here. */
export interface Row {
  /** The steps' indices, one for each run. */
  readonly steps: readonly (number | undefined)[];
  /** The last row: what came of the runs. */
  readonly isEnd: boolean;
}

/** The rows of one run or two. */
export function alignRuns(traces: readonly Trace[]): Row[] {
  const [first, second] = traces;
  if (first === undefined) return [];
  const end: Row = { steps: traces.map(() => undefined), isEnd: true };
  if (second === undefined)
    return [...first.steps.map((_, index) => ({ steps: [index], isEnd: false })), end];
  return [...alignTwo(first.steps, second.steps), end];
}

/** The longest common subsequence of calls, by task and operation. */
function alignTwo(left: readonly TraceStep[], right: readonly TraceStep[]): Row[] {
  const keys = [left, right].map((steps) =>
    steps.map((step) => `${step.task} ${spelledAlike(step.operation)}`),
  );
  const same = (i: number, j: number): boolean => keys[0]?.[i] === keys[1]?.[j];
  const width = right.length + 1;
  const common = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      common[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const both = i < left.length && j < right.length && same(i, j);
    const onlyLeft = !both && i < left.length && (j === right.length || at(i + 1, j) >= at(i, j + 1));
    rows.push({ steps: [both || onlyLeft ? i : undefined, both || !onlyLeft ? j : undefined], isEnd: false });
    if (both || onlyLeft) i++;
    if (both || !onlyLeft) j++;
  }
  return rows;
}

/** What there is at one moment of a run: its tables and its open files. */
export type Moment = Pick<TraceStep, "tables" | "openFiles">;

/** The moment of a run at a row: after its last step up to there. `row` -1 is before the first step. */
export function momentAt(trace: Trace, rows: readonly Row[], row: number, run: number): Moment {
  for (let at = row; at >= 0; at--) {
    const step = trace.steps[rows[at]?.steps[run] ?? -1];
    if (step !== undefined) return step;
  }
  return { tables: trace.before, openFiles: trace.openFilesBefore };
}

/** The first row at which two runs differ: another result, other tables, or a step that only one of them takes. */
export function firstDifference(traces: readonly Trace[], rows: readonly Row[]): number | undefined {
  const [left, right] = traces;
  if (left === undefined || right === undefined) return undefined;
  const row = rows.findIndex(({ steps: [i, j], isEnd }, index) => {
    if (isEnd) return !endsAlike(left, right);
    if (i === undefined || j === undefined) return true;
    if (comparable(left.steps[i]?.result) !== comparable(right.steps[j]?.result)) return true;
    return states(momentAt(left, rows, index, 0)) !== states(momentAt(right, rows, index, 1));
  });
  return row < 0 ? undefined : row;
}

/** Whether two runs come to the same, whatever is said of it. */
function endsAlike({ violation: one }: Trace, { violation: other }: Trace): boolean {
  return one === undefined || other === undefined ? one === other : breaksAlike(one, other);
}

/** What counts when runs of two kernels are compared: not where things lie in memory. */
function states({ tables }: Moment): string {
  return tables.map(({ slots }) => slots.map(({ fd, state }) => `${fd} ${state}`).join()).join(";");
}
