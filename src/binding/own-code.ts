/** Which functions and classes are this package's own: they keep nothing of a run, so nobody looks for state in them. */
const code = new WeakSet<object>();

/** Notes functions and classes, or all that a module exports, once and for all. */
export function noteOwn(...parts: readonly object[]): void {
  for (const part of parts) {
    code.add(part);
    if (typeof part !== "object") continue;
    for (const exported of Object.values(part) as unknown[]) if (isReference(exported)) code.add(exported);
  }
}

/** Whether something was noted. */
export function isOwn(value: unknown): boolean {
  return isReference(value) && code.has(value);
}

function isReference(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}
