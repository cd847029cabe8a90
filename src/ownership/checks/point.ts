/** A point of a function at which checks look: what is known there, what follows, and where to report. */
import type ts from "typescript";
import type { Block, Graph, Slot } from "../graph.js";
import type { Knowledge } from "../knowledge.js";
import { Liveness, successors } from "../liveness.js";
import type { Complaint, Reporter } from "../reporter.js";
import { Suggestions } from "../suggestions.js";

/** What checks of one graph share. */
export class Findings {
  readonly reporter: Reporter;
  readonly #graph: Graph;
  #liveness: Liveness | undefined;
  #suggestions: Suggestions | undefined;
  /** The values that outlive the scope which disposes them: reported once, they are taken to live on. */
  readonly outlived = new Set<number>();

  constructor(graph: Graph, reporter: Reporter) {
    this.#graph = graph;
    this.reporter = reporter;
  }

  get liveness(): Liveness {
    return (this.#liveness ??= new Liveness(this.#graph));
  }

  get suggestions(): Suggestions {
    return (this.#suggestions ??= new Suggestions(this.#graph));
  }
}

/** The point before one act. */
export class Point {
  readonly known: Knowledge;
  readonly findings: Findings;
  readonly #block: Block;
  readonly #index: number;

  constructor(known: Knowledge, findings: Findings, block: Block, index: number) {
    this.known = known;
    this.findings = findings;
    this.#block = block;
    this.#index = index;
  }

  report(complaint: Complaint): void {
    this.findings.reporter.add(complaint);
  }

  /** Where a slot is read next. */
  nextUse(slot: Slot): ts.Node | undefined {
    return this.findings.liveness.nextUse(slot, this.#block, this.#index);
  }

  /**
   * Whether the property or the captured variable that a value is in gets another one further down, on every way:
   * `this.file[Symbol.dispose](); this.file = open()` is Rust's `mem::replace`, in another order.
   */
  isReplaced(id: number): boolean {
    const { known, findings } = this;
    return [...known.value(id).slots].some(
      (slot) =>
        (slot.binding === "path" || slot.binding === "outer") &&
        known.idsOf(slot).includes(id) &&
        findings.liveness.isReplaced(slot, this.#block, this.#index),
    );
  }

  /** Whether control comes here again: only in a loop can a move that stands further down have happened before. */
  comesAgain(): boolean {
    const seen = new Set<Block>();
    const waiting = successors(this.#block);
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      if (block === this.#block) return true;
      if (seen.has(block)) continue;
      seen.add(block);
      waiting.push(...successors(block));
    }
    return false;
  }
}
