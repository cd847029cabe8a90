/** Which slots will be read again, and where: borrows last until their last use, as in Rust. */
import type ts from "typescript";
import type { Block, Graph, Operand, Slot } from "./graph.js";
import { operandsOf, writtenBy } from "./operands.js";

interface Event {
  readonly index: number;
  /** The place that reads it; undefined where it gets a new value. */
  readonly read: ts.Node | undefined;
}

/** The liveness of one graph, computed when it is first asked for. */
export class Liveness {
  readonly #events = new Map<Block, Map<number, Event[]>>();
  readonly #liveOut = new Map<Block, Set<number>>();

  constructor(graph: Graph) {
    for (const block of graph.blocks) this.#events.set(block, eventsOf(block));
    this.#solve(graph);
  }

  /** Where the slot is read next, after an instruction of a block; undefined when it never is. */
  nextUse(slot: Slot, block: Block, index: number): ts.Node | undefined {
    const next = firstAfter(this.#events.get(block)?.get(slot.id), index);
    if (next !== undefined) return next.read;
    if (this.#liveOut.get(block)?.has(slot.id) !== true) return undefined;
    const seen = new Set<Block>();
    const waiting = block.next.map(({ to }) => to);
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const [event] = this.#events.get(at)?.get(slot.id) ?? [];
      if (event?.read !== undefined) return event.read;
      if (event === undefined) waiting.push(...at.next.map(({ to }) => to));
    }
    return undefined;
  }

  /** Whether the slot gets another value on every way from an instruction to the end, as long as nothing throws. */
  isReplaced(slot: Slot, block: Block, index: number): boolean {
    const isWritten = (at: Block, after: number): boolean =>
      this.#events
        .get(at)
        ?.get(slot.id)
        ?.some((event) => event.index > after && event.read === undefined) === true;
    if (isWritten(block, index)) return true;
    const seen = new Set<Block>();
    const waiting = [block];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at.next.length === 0) return false;
      for (const { to } of at.next) {
        if (seen.has(to)) continue;
        seen.add(to);
        if (!isWritten(to, -1)) waiting.push(to);
      }
    }
    return true;
  }

  #solve(graph: Graph): void {
    const before = new Map<Block, Block[]>();
    for (const block of graph.blocks) {
      this.#liveOut.set(block, new Set());
      for (const to of successors(block)) {
        const list = before.get(to);
        if (list === undefined) before.set(to, [block]);
        else list.push(block);
      }
    }
    // One slot at a time, backwards from each block that reads it before it writes it.
    for (const start of graph.blocks) {
      for (const [slot, [first]] of this.#events.get(start) ?? []) {
        if (first?.read === undefined) continue;
        const waiting = [start];
        for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
          for (const previous of before.get(block) ?? []) {
            const out = this.#liveOut.get(previous) as Set<number>;
            if (out.has(slot)) continue;
            out.add(slot);
            if (this.#events.get(previous)?.has(slot) !== true) waiting.push(previous);
          }
        }
      }
    }
  }
}

/** The blocks that control may go to from a block, its handlers first. */
export function successors(block: Block): Block[] {
  const handlers = block.instructions.flatMap((step) => (step.kind === "throws" ? [step.handler] : []));
  return [...new Set(handlers), ...block.next.map(({ to }) => to)];
}

function firstAfter(events: readonly Event[] | undefined, index: number): Event | undefined {
  let [low, high] = [0, events?.length ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events as readonly Event[])[middle]!.index <= index) low = middle + 1;
    else high = middle;
  }
  return events?.[low];
}

function eventsOf(block: Block): Map<number, Event[]> {
  const events = new Map<number, Event[]>();
  const add = (slot: Slot, index: number, read: ts.Node | undefined): void => {
    const list = events.get(slot.id);
    if (list === undefined) events.set(slot.id, [{ index, read }]);
    else list.push({ index, read });
  };
  const read = (operand: Operand, index: number, node: ts.Node): void => {
    if (operand.kind === "group") for (const one of operand.of) read(one, index, node);
    if (operand.kind !== "slot") return;
    add(operand.picked ?? operand.slot, index, node);
    if (operand.slot.root !== undefined) add(operand.slot.root, index, node);
  };
  for (const [index, step] of block.instructions.entries()) {
    for (const { operand, node } of operandsOf(step)) read(operand, index, node);
    const written = writtenBy(step);
    if (written !== undefined) add(written, index, undefined);
  }
  return events;
}
