/** Solves a graph: follows every value along every path until nothing new is learnt, then looks for broken rules. */
import type { Block, Graph } from "./graph.js";
import { Liveness } from "./liveness.js";
import { Reporter } from "./reporter.js";
import { State } from "./state.js";
import { Steps } from "./steps.js";
import type { Diagnostic } from "./diagnostic.js";

/** The broken rules of one function. */
export function solve(graph: Graph): Diagnostic[] {
  if (!graph.interesting) return [];
  const order = inOrder(graph.entry);
  const entry = new Map<Block, State>([[graph.entry, new State()]]);
  const steps = new Steps(graph);
  const waiting = new Set<Block>([graph.entry]);
  const send = (block: Block, state: State): void => {
    const known = entry.get(block);
    if (known === undefined) entry.set(block, state.copy());
    else if (!known.join(state)) return;
    waiting.add(block);
  };
  const run = (block: Block, deliver: (block: Block, state: State) => void): void => {
    const state = (entry.get(block) as State).copy();
    for (const [index, step] of block.instructions.entries()) {
      if (step.kind === "throws") deliver(step.handler, state);
      else steps.take(step, state, block, index);
    }
    for (const { to, refine } of block.next) {
      if (refine?.absent !== true) {
        deliver(to, state);
        continue;
      }
      const without = state.copy();
      steps.forget(refine.slot, without);
      deliver(to, without);
    }
  };
  while (waiting.size > 0) {
    for (const block of order) if (waiting.delete(block)) run(block, send);
  }
  const reporter = new Reporter();
  steps.reporter = reporter;
  let liveness: Liveness | undefined;
  steps.liveness = () => (liveness ??= new Liveness(graph));
  for (const block of order) if (entry.has(block)) run(block, () => undefined);
  return reporter.finish();
}

/** The blocks that can be reached, each before those that follow it, loops aside. */
function inOrder(entry: Block): Block[] {
  const done: Block[] = [];
  const seen = new Set<Block>([entry]);
  const path = [{ block: entry, next: followers(entry), index: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = top.next[top.index++];
    if (to === undefined) {
      done.push(top.block);
      path.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      path.push({ block: to, next: followers(to), index: 0 });
    }
  }
  return done.reverse();
}

function followers(block: Block): Block[] {
  const handlers = new Set<Block>();
  for (const step of block.instructions) if (step.kind === "throws") handlers.add(step.handler);
  return [...handlers, ...block.next.map(({ to }) => to)];
}
