/** Shows a run in a terminal, one step at a time: a key for the next step, one for the step before. */
import type { TraceParts } from "../explore/internal.js";
import type { Output } from "./output.js";

// A key: an arrow or the like, in either of the terminal's modes, or a character.
const ESCAPE = "\u001b";
const KEY = new RegExp(`${ESCAPE}[[O][\\d;]*[A-Za-z~]|[^]`, "gu");
const NEXT = new Set([" ", "\r", "\n", "n", "j", "\u001b[C", "\u001b[B"]);
const BACK = new Set(["b", "p", "k", "\u007f", "\u001b[D", "\u001b[A"]);
const END = new Set(["e", "G", "\u001b[F"]);
const STOP = new Set(["q", "\u0003", "\u0004", "\u001b"]);

/**
 * Steps through a run with keys until its end.
 *
 * @param diverged - The number of the first step, from 1, that is not what it was.
 * @returns Whether the end was reached; false when the user stopped before.
 */
export async function stepThrough(
  { head, steps, tail }: TraceParts,
  diverged: number | undefined,
  output: Output,
): Promise<boolean> {
  const { stdin, stdout } = process;
  const show = (index: number): void => {
    if (index + 1 === diverged) output.line(output.bad("  here it is another run than it was"));
    output.line((steps[index] ?? []).join("\n"));
  };
  output.line(head.join("\n"));
  let shown = 0;
  // Keys that are hit fast, or pasted, come together.
  const keys: string[] = [];
  stdin.setRawMode(true);
  stdin.resume();
  try {
    while (shown < steps.length) {
      stdout.write(output.dim(`step ${shown} of ${steps.length}: space next, b back, e to the end, q stop`));
      const key = keys.shift() ?? (await nextKeys(keys));
      stdout.write("\r\u001b[K");
      if (STOP.has(key)) return false;
      if (END.has(key)) {
        for (; shown < steps.length; shown++) show(shown);
      } else if (NEXT.has(key)) {
        show(shown++);
      } else if (BACK.has(key) && shown > 0) {
        shown--;
        // What is on the screen is drawn anew, without the last step.
        stdout.write("\u001b[2J\u001b[H");
        output.line(head.join("\n"));
        for (let index = 0; index < shown; index++) show(index);
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    // The next run of a report takes the rest.
    if (keys.length > 0) stdin.unshift(Buffer.from(keys.join("")));
  }
  output.line(tail.join("\n"));
  return true;
}

/** Waits for keys: the first of them, the others into the list. */
async function nextKeys(keys: string[]): Promise<string> {
  const data = await new Promise<Buffer>((resolve) => process.stdin.once("data", resolve));
  keys.push(...(data.toString().match(KEY) ?? []).map((key) => key.replace("\u001bO", "\u001b[")));
  return keys.shift() ?? "";
}
