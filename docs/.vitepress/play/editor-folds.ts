/** Regions of a program: `// #region name` to `// #endregion` can be folded, and what is named set-up is at first. */
import { codeFolding, foldEffect, foldGutter, foldKeymap, foldService } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";

const BEGIN = /^\/\/ #region(?: (.*))?$/;
const END = /^\/\/ #endregion$/;
const FOLDED = /^set-up\b/;

interface Region {
  readonly name: string;
  /** From the end of its first line to the end of its last one. */
  readonly from: number;
  readonly to: number;
}

function regionAt(state: EditorState, lineNumber: number): Region | undefined {
  const first = state.doc.line(lineNumber);
  const begin = BEGIN.exec(first.text);
  if (begin === null) return undefined;
  for (let number = lineNumber + 1; number <= state.doc.lines; number++) {
    const line = state.doc.line(number);
    if (END.test(line.text)) return { name: begin[1] ?? "", from: first.to, to: line.to };
  }
  return undefined;
}

/** Folding of regions, and of what the language knows to fold. */
export const folds: Extension = [
  codeFolding({
    preparePlaceholder: (state, { from, to }) =>
      `… ${state.doc.lineAt(to).number - state.doc.lineAt(from).number} lines`,
    placeholderDOM(_, onclick, text: string) {
      const dom = document.createElement("span");
      Object.assign(dom, { className: "cm-foldPlaceholder", textContent: text, title: "Unfold", onclick });
      return dom;
    },
  }),
  foldGutter(),
  foldService.of((state, from) => regionAt(state, state.doc.lineAt(from).number) ?? null),
  keymap.of(foldKeymap),
];

/** Folds the regions of set-up, so that what the program is about is in sight. */
export function foldSetUp(view: EditorView): void {
  const { state } = view;
  const effects = [];
  for (let number = 1; number <= state.doc.lines; number++) {
    const region = regionAt(state, number);
    if (region !== undefined && FOLDED.test(region.name)) effects.push(foldEffect.of(region));
  }
  if (effects.length > 0) view.dispatch({ effects });
}
