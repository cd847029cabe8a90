/** Places as a user writes them: paths below the current folder without it. */
import type { Trace } from "../explore/index.js";

/** A run whose places and messages leave out the current folder: stack places are absolute. */
export function relativeTrace(trace: Trace): Trace {
  const folder = `${process.cwd()}/`;
  const text = JSON.stringify(trace).replaceAll(`file://${folder}`, "").replaceAll(folder, "");
  return JSON.parse(text) as Trace;
}
