/** The languages of programs: for each what edits it, what checks and compiles it, and its examples. */
import { javascript } from "@codemirror/lang-javascript";
import type { Extension } from "@codemirror/state";
import files from "../generated/play.json";

/** A language; one editor, one Run and one viewer serve all of them. */
export interface PlayLanguage {
  /** Its name in links. */
  readonly id: string;
  readonly name: string;
  /** How its files end, with the dot. */
  readonly ending: string;
  /** How the editor colours and indents it. */
  readonly editing: () => Extension;
  /**
   * The script below the site's home that answers as `Language` in messages.ts: its compile step makes of a program what
   * the sandbox runs, and its check says what is wrong with it.
   */
  readonly worker: string;
  /** The list of its examples below the site's home. */
  readonly examples: string;
}

const typescript: PlayLanguage = {
  id: "ts",
  name: "TypeScript",
  ending: ".ts",
  editing: () => javascript({ typescript: true }),
  worker: files.language,
  examples: "play/examples.json",
};

/** All of them; the first one is meant where none is named. */
export const languages: readonly [PlayLanguage, ...PlayLanguage[]] = [typescript];

/** The language of that name. */
export function languageOf(id: string | undefined): PlayLanguage | undefined {
  return id === undefined ? languages[0] : languages.find((language) => language.id === id);
}
