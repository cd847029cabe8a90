/** The heap: freed memory is used again, kinds are told apart, and it grows when it is full. */
import { scenario } from "fd-reservation/explore";
import { Memory } from "fd-reservation/kernel";

function expectEqual(what: string, is: unknown, expected: unknown): void {
  if (is !== expected) throw new Error(`${what}: ${String(is)}, and not ${String(expected)}`);
}

export default scenario({
  name: "blocks of the heap, by kind and size",
  setup() {
    const memory = new Memory(8);
    const first = memory.allocate(4, "first");
    expectEqual("words that just hold a block", memory.words.length, 8);
    const one = memory.allocate(1, "Aa");
    expectEqual("words after another one", memory.words.length, 16);
    // Of one hash.
    const other = memory.allocate(1, "BB");
    expectEqual("kinds", [one, other].map((block) => memory.kindOf(block)).join(), "Aa,BB");
    expectEqual("blocks", [...memory.blocks()].map(({ kind }) => kind).join(), "first,Aa,BB");
    memory.store(first, 7);
    memory.free(first);
    expectEqual("live blocks", [...memory.blocks()].map(({ kind }) => kind).join(), "Aa,BB");
    expectEqual("the next block of its size", memory.allocate(4, "next"), first);
    expectEqual("its first word", memory.load(first), 0);
    const two = [memory.allocate(6, "pair"), memory.allocate(6, "pair")];
    for (const block of two) memory.free(block);
    const again = two.map(() => memory.allocate(6, "pair"));
    expectEqual(
      "the next two of their size",
      again.every((block) => two.includes(block)),
      true,
    );
    memory.recycle(one);
    expectEqual("a block of another kind", memory.allocate(1, "BB") === one, false);
    expectEqual("a block of the recycled kind", memory.allocate(1, "Aa"), one);
    expectEqual("an odd address", memory.allocate(3, "odd") % 2, 0);
  },
  tasks: { caller: () => 0 },
});
