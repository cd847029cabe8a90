/** Go to definition: F12, or a click with Ctrl or Cmd; what is declared outside of the program is shown beside the name. */
import { StateEffect, StateField, type Extension, type StateEffectType } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { hoverBox } from "./editor-box.js";
import type { Definition } from "./messages.js";

const setShown: StateEffectType<Tooltip | null> = StateEffect.define();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { effects, docChanged, selection }) {
    const set = effects.find((effect) => effect.is(setShown));
    if (set !== undefined) return set.value;
    return docChanged || selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** The extension. */
export function goToDefinition(
  define: (text: string, at: number) => Promise<Definition | undefined>,
): Extension {
  const go = async (view: EditorView, at: number): Promise<void> => {
    const text = view.state.doc.toString();
    const found = await define(text, at);
    if (found === undefined || view.state.doc.toString() !== text) return;
    if ("from" in found) {
      view.dispatch({ selection: { anchor: found.from, head: found.to }, scrollIntoView: true });
      view.focus();
      return;
    }
    const tooltip: Tooltip = {
      pos: at,
      create: () => ({ dom: hoverBox(found.text, found.file) }),
    };
    view.dispatch({ effects: setShown.of(tooltip) });
  };
  return [
    shown,
    keymap.of([
      { key: "F12", run: (view) => (void go(view, view.state.selection.main.head), true) },
      {
        key: "Escape",
        run(view) {
          if (view.state.field(shown) === null) return false;
          view.dispatch({ effects: setShown.of(null) });
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at === null) return false;
        void go(view, at);
        return true;
      },
    }),
  ];
}
