/** Solves a graph: follows every value along every path until nothing new is learnt, then looks for broken rules. */
import { actsOf, type Act } from "./acts.js";
import { check } from "./checks/check.js";
import { Findings, Point } from "./checks/point.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Block, Flag, Graph } from "./graph.js";
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

/** What flags are known to be. */
type Known = ReadonlyMap<Flag, boolean>;

/** What is known where a block begins, on the ways on which the flags are the same. */
interface Part {
  readonly flags: Known;
  readonly state: State;
}

/** What is known where each block begins; told apart by the flags that are tested further on. */
class Solution {
  readonly #values: Values;
  readonly #order: readonly Block[];
  readonly #tested: ReadonlyMap<Block, ReadonlySet<Flag>>;
  readonly #entry = new Map<Block, Map<string, Part>>();

  constructor(graph: Graph) {
    this.#values = new Values(graph);
    this.#order = inOrder(graph.entry);
    this.#tested = testedAfter(this.#order);
    const waiting = new Set<Block>();
    const deliver = (block: Block, state: State, flags: Known): void => {
      if (this.#join(block, state, flags)) waiting.add(block);
    };
    deliver(graph.entry, new State(), new Map());
    while (waiting.size > 0) {
      for (const block of this.#order) if (waiting.delete(block)) this.#run(block, deliver);
    }
  }

  /** Goes through every block that can be reached, once for each part of what is known there. */
  observe(observer: Observer): void {
    for (const block of this.#order) if (this.#entry.has(block)) this.#run(block, undefined, observer);
  }

  /** Adds what is known on another way to a block; returns whether anything is new. */
  #join(block: Block, state: State, flags: Known): boolean {
    let parts = this.#entry.get(block);
    if (parts === undefined) this.#entry.set(block, (parts = new Map<string, Part>()));
    const tested = this.#tested.get(block);
    const told = [...flags].filter(([flag]) => tested?.has(flag) === true).sort(([a], [b]) => a.id - b.id);
    const key = told.map(([{ id }, is]) => `${id}${String(is)}`).join();
    const known = parts.get(key);
    if (known !== undefined) return known.state.join(state);
    parts.set(key, { flags: new Map(told), state: state.copy() });
    return true;
  }

  #run(
    block: Block,
    deliver?: (block: Block, state: State, flags: Known) => void,
    observer?: Observer,
  ): void {
    // A loop may add to what is known here: what is added is run in the next round.
    for (const part of [...(this.#entry.get(block)?.values() ?? [])]) {
      const state = part.state.copy();
      const flags = new Map(part.flags);
      const known = new Knowledge(this.#values, state);
      const transfer = new Transfer(known);
      for (const [index, step] of block.instructions.entries()) {
        if (step.kind === "throws") deliver?.(step.handler, state, flags);
        if (step.kind === "flag") flags.set(step.flag, step.is);
        for (const act of actsOf(step)) {
          observer?.(act, known, block, index);
          transfer.apply(act);
        }
      }
      if (deliver !== undefined) this.#leave(block, state, flags, deliver);
    }
  }

  #leave(
    block: Block,
    state: State,
    flags: Known,
    deliver: (block: Block, state: State, flags: Known) => void,
  ): void {
    for (const { to, refine } of block.next) {
      if (refine === undefined) deliver(to, state, flags);
      else if ("flag" in refine) {
        const known = flags.get(refine.flag);
        if (known === undefined || known === refine.is)
          deliver(to, state, new Map([...flags, [refine.flag, refine.is]]));
      } else if (!refine.absent) deliver(to, state, flags);
      else {
        const without = state.copy();
        new Transfer(new Knowledge(this.#values, without)).forget(refine.slot);
        deliver(to, without, flags);
      }
    }
  }
}

/** The flags that are tested in a block, or further on. */
function testedAfter(order: readonly Block[]): ReadonlyMap<Block, ReadonlySet<Flag>> {
  const tested = new Map<Block, Set<Flag>>();
  for (const block of order) {
    const own = block.next.flatMap(({ refine }) =>
      refine !== undefined && "flag" in refine ? [refine.flag] : [],
    );
    tested.set(block, new Set(own));
  }
  if ([...tested.values()].every(({ size }) => size === 0)) return tested;
  const backwards = [...order].reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const block of backwards) {
      const own = tested.get(block) as Set<Flag>;
      const before = own.size;
      for (const to of successors(block)) for (const flag of tested.get(to) ?? []) own.add(flag);
      changed ||= own.size > before;
    }
  }
  return tested;
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
