/** The names of what can be measured, a line each. */
import { measurements } from "./measurements.js";

export function namesText(): string {
  const width = Math.max(...Object.keys(measurements).map((name) => name.length));
  return Object.entries(measurements)
    .map(([name, { what }]) => `  ${name.padEnd(width)}  ${what}`)
    .join("\n");
}
