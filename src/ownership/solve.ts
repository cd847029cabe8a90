/** Solves a graph: follows every value along every path until nothing new is learnt, then looks for broken rules. */
import { actsOf, type Act } from "./acts.js";
import { check } from "./checks/check.js";
import { Findings, Point } from "./checks/point.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Block, Graph } from "./graph.js";
import { Knowledge } from "./knowledge.js";
import { successors } from "./liveness.js";
import { Reporter } from "./reporter.js";
import type { Preset } from "./rules.js";
import { State } from "./state.js";
import { Transfer } from "./transfer.js";
import { Values } from "./values.js";

/** What is told of each act before it is carried out. */
type Observer = (act: Act, known: Knowledge, block: Block, index: number) => void;

/** The broken rules of one function. */
export function solve(graph: Graph, preset: Preset): Diagnostic[] {
  if (!graph.interesting) return [];
  const solution = new Solution(graph);
  const reporter = new Reporter(preset);
  const findings = new Findings(graph, reporter);
  solution.observe((act, known, block, index) => check(act, new Point(known, findings, block, index)));
  return reporter.finish();
}

/** What is known where each block begins. */
class Solution {
  readonly #values: Values;
  readonly #order: readonly Block[];
  readonly #entry: Map<Block, State>;

  constructor(graph: Graph) {
    this.#values = new Values(graph);
    this.#order = inOrder(graph.entry);
    this.#entry = new Map([[graph.entry, new State()]]);
    const waiting = new Set<Block>([graph.entry]);
    const deliver = (block: Block, state: State): void => {
      const known = this.#entry.get(block);
      if (known === undefined) this.#entry.set(block, state.copy());
      else if (!known.join(state)) return;
      waiting.add(block);
    };
    while (waiting.size > 0) {
      for (const block of this.#order) if (waiting.delete(block)) this.#run(block, deliver);
    }
  }

  /** Goes through every block that can be reached, once. */
  observe(observer: Observer): void {
    for (const block of this.#order) if (this.#entry.has(block)) this.#run(block, undefined, observer);
  }

  #run(block: Block, deliver?: (block: Block, state: State) => void, observer?: Observer): void {
    const state = (this.#entry.get(block) as State).copy();
    const known = new Knowledge(this.#values, state);
    const transfer = new Transfer(known);
    for (const [index, step] of block.instructions.entries()) {
      if (step.kind === "throws") deliver?.(step.handler, state);
      for (const act of actsOf(step)) {
        observer?.(act, known, block, index);
        transfer.apply(act);
      }
    }
    if (deliver === undefined) return;
    for (const { to, refine } of block.next) {
      if (refine?.absent !== true) {
        deliver(to, state);
        continue;
      }
      const without = state.copy();
      new Transfer(new Knowledge(this.#values, without)).forget(refine.slot);
      deliver(to, without);
    }
  }
}

/** The blocks that can be reached, each before those that follow it, loops aside. */
function inOrder(entry: Block): Block[] {
  const done: Block[] = [];
  const seen = new Set<Block>([entry]);
  const path = [{ block: entry, next: successors(entry), index: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = top.next[top.index++];
    if (to === undefined) {
      done.push(top.block);
      path.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      path.push({ block: to, next: successors(to), index: 0 });
    }
  }
  return done.reverse();
}
