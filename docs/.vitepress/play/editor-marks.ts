/** Lines of the program that are marked: where a run violates something, and where the step that is shown stands. */
import { foldedRanges, unfoldEffect } from "@codemirror/language";
import { StateEffect, StateField, type Extension, type StateEffectType } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";

/** A marked line, from 1. */
export interface Mark {
  readonly line: number;
  readonly kind: "bug" | "step";
}

const setMarks: StateEffectType<readonly Mark[]> = StateEffect.define();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { doc } = transaction.state;
      const lines = effect.value.map(({ line, kind }) =>
        Decoration.line({ class: `cm-${kind}` }).range(doc.line(line).from),
      );
      now = Decoration.set(lines, true);
    }
    return now;
  },
  provide: (own) => EditorView.decorations.from(own),
});

/** Shows marks. */
export const marks: Extension = field;

/** Marks these lines and no others; unfolds what they are in, and scrolls to the last one. */
export function mark(view: EditorView, lines: readonly Mark[]): void {
  const { doc } = view.state;
  const inside = lines.filter(({ line }) => line >= 1 && line <= doc.lines);
  const last = inside.at(-1);
  const at = last === undefined ? undefined : doc.line(last.line).from;
  const unfold: StateEffect<unknown>[] = [];
  foldedRanges(view.state).between(0, doc.length, (from, to) => {
    if (at !== undefined && from <= at && at <= to) unfold.push(unfoldEffect.of({ from, to }));
  });
  view.dispatch({ effects: [setMarks.of(inside), ...unfold] });
  if (at !== undefined) scrollInside(view, at);
}

/** Brings a line into sight in the editor, and leaves the page where the reader has it. */
function scrollInside(view: EditorView, at: number): void {
  view.requestMeasure({
    key: scrollInside,
    read: () => view.lineBlockAt(at),
    write: ({ top, bottom }) => {
      const box = view.scrollDOM;
      const [least, most] = [bottom + MARGIN - box.clientHeight, top - MARGIN];
      if (box.scrollTop < least) box.scrollTop = least;
      else if (box.scrollTop > most) box.scrollTop = most;
    },
  });
}

/** What is in sight above and below a marked line, in pixels. */
const MARGIN = 60;
