/** Leads the places in a run of compiled code back to the program as written. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Trace } from "../../../src/explore/index.js";

/** The trace with its places in the program's own lines, in messages too. */
export function placesInSource(trace: Trace, map: string): Trace {
  const lines = new TraceMap(map);
  const original = (line: number, column: number): { line: number; column: number } => {
    const found = originalPositionFor(lines, { line, column: Math.max(0, column - 1) });
    return { line: found.line ?? line, column: (found.column ?? column - 1) + 1 };
  };
  const steps = trace.steps.map((step) =>
    step.source === undefined
      ? step
      : { ...step, source: { ...step.source, ...original(step.source.line, step.source.column) } },
  );
  if (trace.violation === undefined) return { ...trace, steps };
  const message = trace.violation.message.replace(/scenario\.ts:(\d+):(\d+)/g, (_, line, column) => {
    const at = original(Number(line), Number(column));
    return `scenario.ts:${at.line}:${at.column}`;
  });
  return { ...trace, steps, violation: { ...trace.violation, message } };
}
