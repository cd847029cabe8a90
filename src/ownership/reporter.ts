/** Collects broken rules, each mistake once. */
import type ts from "typescript";
import type { Diagnostic, Fix, Label } from "./diagnostic.js";
import type { Preset, RuleName } from "./rules.js";
import { shortened } from "./wrap.js";

/** A complaint about nodes, before it becomes plain data. */
export interface Complaint {
  readonly rule: RuleName;
  readonly code: string;
  readonly message: string;
  readonly node: ts.Node;
  readonly label: string;
  readonly secondary?: readonly (readonly [ts.Node | undefined, string])[];
  readonly help?: string | undefined;
  readonly fix?: Fix | undefined;
  /** Right code may look the same: the preset `strict` alone reports it. */
  readonly doubtful?: boolean;
  /** The mistake; its first place in the source stands for all of them. */
  readonly mistake: string;
}

/** Collects the complaints about one function. */
export class Reporter {
  readonly #found = new Map<string, Diagnostic>();
  readonly #preset: Preset;

  constructor(preset: Preset) {
    this.#preset = preset;
  }

  add(complaint: Complaint): void {
    if (complaint.doubtful === true && this.#preset !== "strict") return;
    const { rule, code, message, node, help, fix, mistake } = complaint;
    const primary = labelOf(node, complaint.label);
    const known = this.#found.get(mistake);
    if (known !== undefined && known.primary.start <= primary.start) return;
    const secondary = (complaint.secondary ?? []).flatMap(([at, text]) =>
      at === undefined ? [] : [labelOf(at, text)],
    );
    this.#found.set(mistake, {
      rule,
      code,
      message: shortened(message),
      primary,
      secondary,
      ...(help === undefined ? {} : { help: shortened(help) }),
      ...(fix === undefined ? {} : { fix }),
    });
  }

  /** What was found. */
  finish(): Diagnostic[] {
    return [...this.#found.values()];
  }
}

function labelOf(node: ts.Node, text: string): Label {
  return { start: node.getStart(), end: node.end, text: shortened(text) };
}
