/** What each access answers, and what it makes of its word. */
import { scenario } from "fd-reservation/explore";
import { Op, type Kernel } from "fd-reservation/kernel";

/** An access to a word that holds 5, its operands after the address, its answer, and the word after it. */
type Row = readonly [op: Op, second: number, third: number, answer: number, after: number];

const rows: Readonly<Record<string, Row>> = {
  load: [Op.load, 0, 0, 5, 5],
  store: [Op.store, 7, 0, 0, 7],
  add: [Op.add, -2, 0, 3, 3],
  "add past the largest number": [Op.add, 0x7fffffff, 0, -0x7ffffffc, -0x7ffffffc],
  incrementNotZero: [Op.incrementNotZero, 0, 0, 1, 6],
  exchange: [Op.exchange, 7, 0, 5, 7],
  "compareExchange, as expected": [Op.compareExchange, 5, 7, 5, 7],
  "compareExchange, otherwise": [Op.compareExchange, 4, 7, 5, 5],
};

function performAll({ memory }: Kernel): void {
  const word = memory.allocate(1, "word");
  for (const [name, [op, second, third, answer, after]] of Object.entries(rows)) {
    memory.store(word, 5);
    const answered = memory.perform(op, word, second, third);
    const is = memory.load(word);
    if (answered !== answer || is !== after)
      throw new Error(`${name} answers ${answered}, and the word is ${is}`);
  }
  memory.store(word, 0);
  if (memory.incrementNotZero(word) || memory.load(word) !== 0) throw new Error("0 is incremented");
  const locking = [Op.lock, Op.unlock].map((op) => memory.perform(op, word, 0, 0)).join();
  if (locking !== "0,0") throw new Error(`taking a lock and leaving it answers ${locking}`);
  memory.free(word);
}

export default scenario({
  name: "each access answers what its atomic does",
  setup: ({ kernel }) => performAll(kernel),
  tasks: { caller: ({ kernel }) => performAll(kernel) },
});
