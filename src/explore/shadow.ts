/** Shadow memory: which words may be touched. What KASAN is to the kernel. */
import { HEADER, LIVE } from "../kernel/internal.js";
import { RECYCLED, type Heap } from "./heap.js";

/** What is wrong with an access. */
export interface Fault {
  readonly rule: "null-pointer" | "no-memory" | "out-of-bounds" | "use-after-free";
  /** The block that it is about; 0 for none. */
  readonly block: number;
  readonly message: string;
}

/** Asks the headers of a heap. */
export class Shadow {
  constructor(readonly heap: Heap) {}

  /** What is wrong with touching a word; undefined when nothing is. A recycled block may be touched by its readers. */
  faultAt(address: number, inReadSection: boolean): Fault | undefined {
    const { heap } = this;
    const header = heap.headerOf(address);
    if (header === 0) return this.#outside(address);
    const { words } = heap.journal;
    const state = words[header + 1] as number;
    const field = address - header - HEADER;
    if ((state & LIVE) !== 0 && field >= 0 && field < (words[header] as number)) return undefined;
    return this.#inBlock(header, state, field, inReadSection);
  }

  #outside(address: number): Fault {
    const isNull = address < HEADER; // a small negative one is a field of NULL, or an error
    return {
      rule: isNull ? "null-pointer" : "no-memory",
      block: 0,
      message: `address ${address} is read or written: ${isNull ? "a NULL pointer" : "there is no memory"}`,
    };
  }

  #inBlock(header: number, state: number, field: number, inReadSection: boolean): Fault | undefined {
    const block = header + HEADER;
    const { words } = this.heap.journal;
    const size = words[header] as number;
    if (size === 0) return this.#outside(block + field);
    const kind = this.heap.kernel.memory.kindName(state);
    if (field < 0 || field >= size) {
      const where = field < 0 ? "before the beginning" : "past the end";
      return { rule: "out-of-bounds", block, message: `the word ${where} of the ${kind} at ${block}` };
    }
    if ((state & RECYCLED) !== 0 && inReadSection) return undefined;
    return {
      rule: "use-after-free",
      block,
      message: `the ${kind} at ${block} is touched after it was freed`,
    };
  }
}
