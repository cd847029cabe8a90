/** How the editor looks, in both themes: by the site's own colours. */
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.moduleKeyword, tags.definitionKeyword],
    color: "var(--play-keyword)",
  },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--play-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--play-number)" },
  { tag: tags.comment, color: "var(--play-comment)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.className], color: "var(--play-type)" },
]);

export const look = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "var(--vp-c-bg)", color: "var(--vp-c-text-1)", height: "100%" },
  ".cm-content": { caretColor: "var(--vp-c-text-1)", fontFamily: "var(--vp-font-family-mono)" },
  ".cm-cursor": { borderLeftColor: "var(--vp-c-text-1)" },
  ".cm-gutters": { backgroundColor: "var(--vp-c-bg-soft)", color: "var(--vp-c-text-2)", border: "none" },
  // As wide as its widest sign from the beginning: signs come when the program has been read, and move nothing.
  ".cm-foldGutter .cm-gutterElement": { width: "14px", padding: "0", textAlign: "center" },
  ".cm-activeLine": { backgroundColor: "var(--play-active)" },
  ".cm-bug": { backgroundColor: "var(--play-bug)", boxShadow: "inset 4px 0 var(--play-bug-edge)" },
  ".cm-step": { backgroundColor: "var(--play-step)", boxShadow: "inset 4px 0 var(--play-step-edge)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--play-selection) !important",
  },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--vp-c-bg-soft)",
    border: "1px solid var(--vp-c-divider)",
    color: "var(--vp-c-text-2)",
    padding: "0 8px",
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
    maxHeight: "40vh",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    fontSize: "12px",
    fontFamily: "var(--vp-font-family-mono)",
  },
  ".cm-hover p": { fontFamily: "var(--vp-font-family-base)", margin: "4px 0 0" },
});
