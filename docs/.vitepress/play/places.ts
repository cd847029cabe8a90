/** Leads the places in a run of compiled code back to the program as written. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { SourcePlace, Trace } from "../../../src/explore/index.js";

/** The trace with its places in the program's own lines. */
export function placesInSource(trace: Trace, map: string): Trace {
  const lines = new TraceMap(map);
  const original = (place: SourcePlace): SourcePlace => {
    const { line, column } = place;
    const found = originalPositionFor(lines, { line, column: Math.max(0, column - 1) });
    return { ...place, line: found.line ?? line, column: (found.column ?? column - 1) + 1 };
  };
  const steps = trace.steps.map((step) =>
    step.source === undefined ? step : { ...step, source: original(step.source) },
  );
  const { violation } = trace;
  if (violation?.madeAt === undefined) return { ...trace, steps };
  return { ...trace, steps, violation: { ...violation, madeAt: original(violation.madeAt) } };
}
