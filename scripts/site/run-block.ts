/**
 * A page's block of runs: after ```run a title, a line for each run, `<example> <export> [label]`, and below an empty line
 * the runs as text. The site shows the step viewer in its place; a code host shows the block as it is.
 */

/** One run of an example: `bugs/dma-heap/raw`, the name of the export, and what a panel calls it. */
export interface RunOf {
  readonly example: string;
  readonly exported: string;
  readonly label?: string;
}

/** What a page asks for: a title, then one run, or two to put side by side. */
export interface RunRequest {
  readonly title: string;
  readonly runs: readonly RunOf[];
}

/** Matches every block of a page; the groups are what stands before and in it. */
export const RUN_BLOCKS = /^(```run(?: [^\n]*)?\n)([^]*?)^```$/gm;

/** The lines of a block that ask, without the text below them: what a run is known by. */
export function requestOf(block: string): string {
  return block.trim().replace(/\n\s*\n[^]*$/, "");
}

/**
 * Reads what a block asks for.
 *
 * @throws Error when it names no run, or more than two.
 */
export function readRequest(block: string): RunRequest {
  const [title = "", ...lines] = requestOf(block).split("\n");
  if (lines.length < 1 || lines.length > 2)
    throw new Error(`"${title}" names ${lines.length} runs; it takes 1 or 2`);
  const runs = lines.map((line): RunOf => {
    const [example = "", exported = "default", ...label] = line.trim().split(/\s+/);
    return { example, exported, ...(label.length === 0 ? {} : { label: label.join(" ") }) };
  });
  return { title, runs };
}
