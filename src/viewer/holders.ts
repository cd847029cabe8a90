/** Follows who holds which reservation, by the steps of a run. */
import type { Trace } from "../explore/index.js";

/** `files:fd` of every reserved or uncommitted descriptor, with the task that reserved it. */
export type Holders = ReadonlyMap<string, string>;

/** The holders after each step of a run, in order; the first entry is before the first step. */
export function followHolders(trace: Trace): Holders[] {
  const all: Holders[] = [new Map()];
  for (const { task, tables } of trace.steps) {
    const before = all.at(-1) ?? new Map<string, string>();
    const after = new Map<string, string>();
    for (const { files, slots } of tables) {
      for (const { fd, state } of slots) {
        if (state !== "reserved" && state !== "uncommitted") continue;
        // Who makes a free number reserved is its holder until it is neither reserved nor uncommitted.
        const key = `${files}:${fd}`;
        after.set(key, before.get(key) ?? task);
      }
    }
    all.push(after);
  }
  return all;
}
