/** What the source of an example says of itself: its opening comment, and the code below it. */

/** A source in its two parts. */
export interface Opening {
  /** The comment as prose, with its line breaks; empty where there is none. */
  readonly comment: string;
  readonly code: string;
}

/** Takes a source apart. */
export function openingOf(source: string): Opening {
  const [, comment = "", code = source] = /^\/\*\*([^]*?)\*\/\s*?\n([^]*)$/.exec(source) ?? [];
  return { comment: comment.replace(/^[ \t]*\*[ \t]?/gm, "").trim(), code };
}

/** Prose without its line breaks. */
export function oneLine(words: string): string {
  return words.replace(/\s*\n\s*/g, " ");
}
