/** The editor: CodeMirror with the language worker's problems, hovers and completions. */
import { autocompletion, completionKeymap, closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, lintGutter, lintKeymap, linter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { LanguageClient } from "./language-client.js";
import type { Problem } from "./messages.js";

/** How long after the last key problems are looked for, in milliseconds. */
const DELAY = 120;

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.moduleKeyword, tags.definitionKeyword],
    color: "var(--play-keyword)",
  },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--play-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--play-number)" },
  { tag: tags.comment, color: "var(--play-comment)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.className], color: "var(--play-type)" },
]);

const look = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "var(--vp-c-bg)", color: "var(--vp-c-text-1)", height: "100%" },
  ".cm-content": { caretColor: "var(--vp-c-text-1)", fontFamily: "var(--vp-font-family-mono)" },
  ".cm-cursor": { borderLeftColor: "var(--vp-c-text-1)" },
  ".cm-gutters": { backgroundColor: "var(--vp-c-bg-soft)", color: "var(--vp-c-text-2)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--play-active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--play-selection) !important",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--vp-c-bg-elv)",
    color: "var(--vp-c-text-1)",
    border: "1px solid var(--vp-c-divider)",
    maxWidth: "min(46rem, 92vw)",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--vp-c-brand-soft)",
    color: "var(--vp-c-text-1)",
  },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", fontFamily: "var(--vp-font-family-mono)", fontSize: "12px" },
  ".cm-hover": {
    padding: "4px 8px",
    whiteSpace: "pre-wrap",
    fontSize: "12px",
    fontFamily: "var(--vp-font-family-mono)",
  },
  ".cm-hover p": { fontFamily: "var(--vp-font-family-base)", margin: "4px 0 0" },
});

/** What the page gives the editor. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The language worker, undefined until it has loaded. */
  readonly language: () => LanguageClient | undefined;
  readonly onProblems: (problems: readonly Problem[]) => void;
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter, or Cmd+Enter on a Mac. */
  readonly onRun: () => void;
  /** Ctrl+S, or Cmd+S on a Mac. */
  readonly onSave: () => void;
}

/** The editor; `recheck` looks for problems at once. */
export function createEditor(options: EditorOptions): { view: EditorView; recheck: () => void } {
  const { language, onProblems, onChange, onRun, onSave } = options;
  const problems = linter(
    async (view) => {
      const text = view.state.doc.toString();
      const found = (await language()?.problems(text)) ?? [];
      if (language() !== undefined) onProblems(found);
      return found.map(({ from, to, severity, source, text: message, fix }) => ({
        from,
        to: Math.min(Math.max(to, from), text.length),
        severity,
        source,
        message: `${message}\n${source}`,
        actions:
          fix === undefined
            ? []
            : [
                {
                  name: fix.title,
                  apply: (editor: EditorView) =>
                    editor.dispatch({ changes: { from: fix.start, to: fix.end, insert: fix.text } }),
                },
              ],
      }));
    },
    { delay: DELAY },
  );
  const hovers = hoverTooltip(async (view, at) => {
    const hover = await language()?.hover(view.state.doc.toString(), at);
    if (hover === undefined) return null;
    return {
      pos: hover.from,
      end: hover.to,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-hover";
        dom.textContent = hover.signature;
        if (hover.documentation !== "") {
          dom.append(Object.assign(document.createElement("p"), { textContent: hover.documentation }));
        }
        return { dom };
      },
    };
  });
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        javascript({ typescript: true }),
        syntaxHighlighting(colours),
        look,
        lintGutter(),
        problems,
        hovers,
        autocompletion({
          override: [
            async (context) => {
              const word = context.matchBefore(/[\w$]*/);
              const dot =
                context.state.sliceDoc((word?.from ?? context.pos) - 1, word?.from ?? context.pos) === ".";
              if (!context.explicit && !dot && (word === null || word.from === word.to)) return null;
              const entries = await language()?.completions(context.state.doc.toString(), context.pos);
              if (entries === undefined) return null;
              return {
                from: word?.from ?? context.pos,
                options: entries.map(({ label, kind }) => ({ label, type: kind })),
                validFor: /^[\w$]*$/,
              };
            },
          ],
        }),
        // Tab is not bound: it leaves the editor, as everywhere on the page.
        keymap.of([
          { key: "Mod-Enter", run: () => (onRun(), true) },
          { key: "Mod-s", run: () => (onSave(), true), preventDefault: true },
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": "Program" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  view.scrollDOM.tabIndex = 0;
  view.scrollDOM.setAttribute("role", "region");
  view.scrollDOM.setAttribute("aria-label", "Program, scrolls");
  return { view, recheck: () => forceLinting(view) };
}
