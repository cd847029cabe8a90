/** Which functions and classes are this package's own: they keep nothing of a run, so nobody looks for state in them. */
const code = new Set<unknown>();

/** Notes functions and classes, or all that a module exports, once and for all. */
export function noteOwn(...parts: readonly object[]): void {
  for (const part of parts) {
    code.add(part);
    if (typeof part === "object") for (const exported of Object.values(part) as unknown[]) code.add(exported);
  }
}

/** Whether something was noted. */
export function isOwn(value: unknown): boolean {
  return code.has(value);
}
