/** Places as a user writes them: paths below the current folder without it. */
import { fileURLToPath } from "node:url";
import type { Trace } from "../explore/index.js";

// A place that is a URL, in the text of a trace: up to its line, or to the end of its string.
const FILE_URL = /file:\/\/\/[^\s"]+?(?=:\d+:\d+|")/g;

/** A run whose places and messages leave out the current folder: stack places are absolute, as paths or as URLs. */
export function relativeTrace(trace: Trace): Trace {
  const text = JSON.stringify(trace)
    .replaceAll(FILE_URL, (url) => inString(pathOf(url)))
    .replaceAll(inString(`${process.cwd()}/`), "");
  return JSON.parse(text) as Trace;
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url; // no file's, such as one with a host
  }
}

/** A text as it stands in a string of JSON. */
function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
