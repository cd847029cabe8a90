/** A divergence as a person reads it, with the line that turns it into a regression test. */
import type { Divergence } from "./comparison.js";

/** The shortest sequence, both answers, and what to paste into regressions.ts. */
export function divergenceReport({ operations, kernel, model }: Divergence): string {
  return [
    `The model and the kernel part after ${operations.length} operations:`,
    ...operations.map((operation, index) => `  ${index + 1}. ${operationText(operation)}`),
    `  kernel: ${kernel}`,
    `  model:  ${model}`,
    "To keep it, add to test/oracle/regressions.ts:",
    `  { operations: ${JSON.stringify(operations)}, kernel: ${JSON.stringify(kernel)} },`,
  ].join("\n");
}

function operationText({ op, ...fields }: Divergence["operations"][number]): string {
  return `${op}(${Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ")})`;
}
