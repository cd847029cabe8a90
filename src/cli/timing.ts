/** Measures where a command's time goes: its stages are user timings of the platform. */
import { alignColumns } from "./columns.js";

/** Does something, as a stage of this name. */
export function stage<T>(name: string, act: () => T): T {
  const start = performance.now();
  try {
    return act();
  } finally {
    performance.measure(name, { start });
  }
}

/** The stages so far: when each began, how long it took, and what it was. */
export function timingLines(): string[] {
  const stages = performance
    .getEntriesByType("measure")
    .sort((one, other) => one.startTime - other.startTime)
    .map(({ name, startTime, duration }) => [startTime.toFixed(0), duration.toFixed(0), name]);
  const total = ["0", performance.now().toFixed(0), "all of it"];
  return alignColumns([["began, ms", "took, ms", "stage"], ...stages, total]);
}
