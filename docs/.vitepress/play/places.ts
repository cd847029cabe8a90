/** Leads the places in compiled code back to the program as written. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { SourcePlace, Trace } from "../../../src/explore/index.js";
import type { Place } from "./messages.js";

/** The places of one program. */
export class Places {
  readonly #map: TraceMap;

  /** @param map - The source map that the compiler has made, as JSON. */
  constructor(map: string) {
    this.#map = new TraceMap(map);
  }

  /** The place as written. */
  original({ line, column }: Place): Place {
    const found = originalPositionFor(this.#map, { line, column: Math.max(0, column - 1) });
    return { line: found.line ?? line, column: (found.column ?? column - 1) + 1 };
  }

  /** The trace with its places in the program's own lines. */
  inTrace(trace: Trace): Trace {
    const original = (place: SourcePlace): SourcePlace => ({ ...place, ...this.original(place) });
    const steps = trace.steps.map((step) =>
      step.source === undefined ? step : { ...step, source: original(step.source) },
    );
    const { violation } = trace;
    if (violation?.madeAt === undefined) return { ...trace, steps };
    return { ...trace, steps, violation: { ...violation, madeAt: original(violation.madeAt) } };
  }
}
