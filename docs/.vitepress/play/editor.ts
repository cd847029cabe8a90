/** The editor: CodeMirror with what a language's worker knows of the program. */
import {
  autocompletion,
  closeBrackets,
  completionKeymap,
  type CompletionContext,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, lintGutter, lintKeymap, linter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { hoverBox } from "./editor-box.js";
import { goToDefinition } from "./editor-definition.js";
import { folds, foldSetUp } from "./editor-folds.js";
import { colours, look } from "./editor-look.js";
import { mark, marks, type Mark } from "./editor-marks.js";
import type { PlayLanguage } from "./languages.js";
import type { Completion, Definition, Edit, Hover, Problem } from "./messages.js";

/** How long after the last key problems are looked for, in milliseconds. */
const DELAY = 120;

/** What the page gives the editor. What it asks may have no answer: then nothing is shown. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly language: PlayLanguage;
  readonly check: (text: string) => Promise<readonly Problem[]>;
  readonly hover: (text: string, at: number) => Promise<Hover | undefined>;
  readonly complete: (text: string, at: number) => Promise<readonly Completion[]>;
  readonly define: (text: string, at: number) => Promise<Definition | undefined>;
  readonly format: (text: string) => Promise<readonly Edit[]>;
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter, or Cmd+Enter on a Mac. */
  readonly onRun: () => void;
  /** Ctrl+S, or Cmd+S on a Mac. */
  readonly onSave: () => void;
}

/** The editor of a page. */
export class Editor {
  readonly #view: EditorView;

  constructor(readonly options: EditorOptions) {
    const { parent, text, language, define, onChange, onRun, onSave } = options;
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          language.editing(),
          syntaxHighlighting(colours),
          look,
          marks,
          folds,
          goToDefinition(define),
          lintGutter(),
          linter((view) => this.#diagnostics(view.state.doc.toString()), { delay: DELAY }),
          hoverTooltip((view, at) => this.#hover(view.state.doc.toString(), at)),
          autocompletion({ override: [(context) => this.#completions(context)] }),
          // Tab is not bound: it leaves the editor, as everywhere on the page.
          keymap.of([
            { key: "Mod-Enter", run: () => (onRun(), true) },
            { key: "Mod-s", run: () => (onSave(), true), preventDefault: true },
            { key: "Shift-Alt-f", run: () => (void this.format(), true), preventDefault: true },
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
    const { scrollDOM } = this.#view;
    scrollDOM.tabIndex = 0;
    scrollDOM.setAttribute("role", "region");
    scrollDOM.setAttribute("aria-label", "Program, scrolls");
    foldSetUp(this.#view);
  }

  /** The program. */
  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Another program, from its beginning. */
  set text(text: string) {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: { anchor: 0 } });
    foldSetUp(this.#view);
  }

  /** Looks for problems at once. */
  recheck(): void {
    forceLinting(this.#view);
  }

  /** Where an offset is: `3:7`. */
  placeOf(offset: number): string {
    const line = this.#view.state.doc.lineAt(this.#inside(offset));
    return `${line.number}:${this.#inside(offset) - line.from + 1}`;
  }

  /** Puts the cursor at an offset. */
  goTo(offset: number): void {
    this.#view.dispatch({ selection: { anchor: this.#inside(offset) }, scrollIntoView: true });
    this.#view.focus();
  }

  /** Puts the cursor at the beginning of a line. */
  goToLine(line: number): void {
    const { doc } = this.#view.state;
    this.goTo(doc.line(Math.max(1, Math.min(doc.lines, line))).from);
  }

  /** Marks these lines and no others. */
  mark(lines: readonly Mark[]): void {
    mark(this.#view, lines);
  }

  /** Formats the program. */
  async format(): Promise<void> {
    const before = this.text;
    const edits = await this.options.format(before);
    if (edits.length === 0 || this.text !== before) return;
    this.#view.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })) });
  }

  remove(): void {
    this.#view.destroy();
  }

  #inside(offset: number): number {
    return Math.min(offset, this.#view.state.doc.length);
  }

  async #diagnostics(program: string): Promise<Diagnostic[]> {
    const found = await this.options.check(program);
    return found.map(({ from, to, severity, source, text, fix }) => ({
      from: Math.min(from, program.length),
      to: Math.min(Math.max(to, from), program.length),
      severity,
      source,
      message: `${text}\n${source}`,
      actions:
        fix === undefined
          ? []
          : [
              {
                name: fix.title,
                apply: (view: EditorView) =>
                  view.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.text } }),
              },
            ],
    }));
  }

  async #hover(program: string, at: number) {
    const hover = await this.options.hover(program, at);
    if (hover === undefined) return null;
    return {
      pos: hover.from,
      end: hover.to,
      create: () => ({ dom: hoverBox(hover.signature, hover.documentation) }),
    };
  }

  async #completions(context: CompletionContext) {
    const { state, pos, explicit } = context;
    const word = context.matchBefore(/[\w$]*/);
    const from = word?.from ?? pos;
    const isMember = state.sliceDoc(from - 1, from) === ".";
    if (!explicit && !isMember && (word === null || word.from === word.to)) return null;
    const entries = await this.options.complete(state.doc.toString(), pos);
    if (entries.length === 0) return null;
    return { from, options: entries.map(({ label, kind }) => ({ label, type: kind })), validFor: /^[\w$]*$/ };
  }
}
