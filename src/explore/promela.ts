/**
 * Writes a scenario as a Promela model for SPIN, an independent referee: what the explorer learnt of each task (its
 * local states and what leads from one to the next) becomes a process, and memory an array. SPIN interleaves the
 * calls itself, or the accesses of tasks without calls; where it comes to an answer that the explorer never saw, the
 * model asserts false.
 */
import { noteOwn } from "../binding/internal.js";
import { Op, touchesWord, HEADER, HELD_BY_NOBODY, LIVE, NR_OPEN } from "../kernel/internal.js";
import type { Automaton } from "./automaton.js";
import { formatBound } from "./bound.js";
import { ExploreError } from "./explore-error.js";
import { CLASSES, classFor, Heap, READERS, RECYCLED, WAITING } from "./heap.js";
import { End, ENDS } from "./local-states.js";
import type { Machine } from "./machine.js";
import { resolve, type ExploreOptions } from "./options.js";
import { STARTED } from "./rcu.js";
import type { Scenario } from "./scenario.js";
import { search, type Searched } from "./search.js";
import { Space } from "./space.js";

/**
 * A Promela model, with what the explorer itself found, to be compared with what SPIN finds.
 *
 * @public
 */
export interface PromelaModel {
  /** The model. */
  readonly text: string;
  /** Different states that the explorer saw. */
  readonly states: number;
  /** Steps that it took between them. */
  readonly transitions: number;
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
  /** Whether every run held. */
  readonly verdict: "holds" | "violated";
}

/**
 * Explores a scenario, each call of the binding atomic, and writes what it learnt as a Promela model. SPIN interleaves
 * the calls by itself and comes to its own verdict: the model asserts false wherever it comes to an answer that the
 * explorer never saw. Before a task's first call, and in a task that makes none, each access is a step.
 *
 * @param scenario - What {@link scenario} made.
 * @param options - How to search; at most one failure a run, and always at call granularity.
 * @throws {@link ExploreError} `option` when the search is not exhaustive: the model would lack what was left out.
 *
 * @public
 */
export function toPromela<S>(scenario: Scenario<S>, options: ExploreOptions = {}): PromelaModel {
  const resolved = resolve({ ...options, granularity: "call" });
  const { failures } = resolved;
  if (resolved.shard !== undefined) throw new ExploreError("option", "A Promela model has no shards.");
  if (resolved.reuse) throw new ExploreError("option", "A Promela model gives no freed memory again.");
  if (failures > 1) throw new ExploreError("option", "A Promela model takes one failure a run at most.");
  const space = new Space(scenario);
  const searched = search(space, resolved);
  if (searched.found === undefined && searched.bound !== undefined) {
    throw new ExploreError(
      "option",
      `The search stopped at ${formatBound(searched.bound)}; a model needs all of it. Raise the limit.`,
    );
  }
  const { states, transitions, milliseconds, found } = searched;
  const text = new Writer(space, searched, failures).model();
  return { text, states, transitions, milliseconds, verdict: found === undefined ? "holds" : "violated" };
}

/**
 * How many jumps a d_step may hold: SPIN 6.5 took 304 and refused 473 ("d_step sequence too long"). An atomic sequence
 * may be as long as it likes, and is only slower.
 */
const LONGEST_D_STEP = 300;

class Writer<S> {
  readonly #indices = new Map<number, number>();
  readonly #initial: number[] = [];
  readonly #machine: Machine;

  constructor(
    readonly space: Space<S>,
    readonly searched: Searched,
    readonly failures: number,
  ) {
    this.#machine = searched.machine;
    const { ownWords } = this.#machine;
    const { variables, variableCount, initial } = this.#machine.journal;
    for (const address of variables.subarray(0, variableCount)) {
      if (address >= ownWords[0] && address < ownWords[1]) continue;
      this.#indices.set(address, this.#initial.push(initial[address] as number) - 1);
    }
  }

  model(): string {
    const { scenario, automata } = this.space;
    const tasks = automata.length;
    const processes = automata.map((automaton, task) => this.#process(automaton, task));
    const lines = [
      `/* ${scenario.name.replaceAll("*/", "* /")}`,
      "   Each call is atomic, and before a task's first call each access is. Check it with:",
      "     spin -a model.pml && gcc -O2 -DSAFETY -DVECTORSZ=8192 -o pan pan.c && ./pan -m1000000 */",
      `int w[${Math.max(this.#initial.length, 1)}];`,
      `int pc[${tasks}], asleep[${tasks}], grace[${tasks}], reading[${tasks}], used[${tasks * CLASSES}];`,
      "int failed;",
      "hidden int choice, point, readers, old;",
      "",
      ...processes,
      ...this.#forbidden(),
      "init {",
      "  d_step {",
      ...this.#initial.flatMap((value, index) =>
        value === 0 ? [] : [`    w[${index}] = ${literal(value)};`],
      ),
      "    skip",
      "  }",
      `  atomic { ${automata.map((_, task) => `run task${task}()`).join("; ")}${this.searched.found === undefined ? "" : "; run forbidden()"} }`,
      "}",
    ];
    return `${lines.join("\n")}\n`;
  }

  /** A state that the explorer found to violate, by checks that a model cannot make: SPIN must also come to it. */
  #forbidden(): string[] {
    const { found } = this.searched;
    if (found === undefined) return [];
    const machine = this.#machine;
    machine.restart();
    for (const { task, choices } of this.searched.steps) {
      machine.mark();
      machine.step(task, choices);
    }
    const conditions = [
      ...Array.from(machine.nodes, (node, task) => `pc[${task}] == ${node}`),
      ...Array.from(this.#indices, ([address, index]) => `w[${index}] == ${literal(this.#wordAt(address))}`),
    ];
    return ["proctype forbidden() {", `end: atomic { ${conditions.join(" && ")} -> assert(false) }`, "}", ""];
  }

  /** A word as the model has it. */
  #wordAt(address: number): number {
    const { heap, words } = this.#machine;
    const word = words[address] as number;
    return heap.headerOf(address) === address - 1 ? Heap.withoutMaker(word) : word;
  }

  #process(automaton: Automaton, task: number): string {
    const options: string[] = [];
    for (let node = 0; node < automaton.size; node++) {
      if (this.#canRestAt(automaton, node)) options.push(...this.#step(automaton, task, node));
    }
    const done: string[] = [];
    for (let node = 0; node < automaton.size; node++) {
      if (automaton.op[node] === End.done) done.push(`pc[${task}] == ${node}`);
    }
    return [
      `proctype task${task}() { /* ${automaton.name.replaceAll("*/", "* /")} */`,
      "  do",
      ...options,
      ...done.map((condition) => `  :: ${condition} -> break`),
      // A search that stopped at a violation may know nothing of a task: it stays where it is.
      ...(options.length + done.length === 0 ? ["  :: false -> skip"] : []),
      "  od",
      "}",
      "",
    ].join("\n");
  }

  #canRestAt(automaton: Automaton, node: number): boolean {
    const op = automaton.op[node] as number;
    return (
      op < ENDS &&
      (node === 0 || automaton.boundary[node] !== 0 || waits(op)) &&
      automaton.edgesFrom(node).size > 0
    );
  }

  /** The options of a resting place: the call that begins there, once for each point in it that may fail. */
  #step(automaton: Automaton, task: number, start: number): string[] {
    const { blocks, points, chooses } = this.#blocks(automaton, task, start);
    const guard = [`pc[${task}] == ${start}`, ...this.#enabled(automaton, task, start)].join(" && ");
    const jumps = blocks.reduce((count, block) => count + block.split("goto ").length - 1, 0);
    const body = [
      // What chooses is not deterministic, as a d_step must be.
      chooses || jumps > LONGEST_D_STEP ? "    atomic {" : "    d_step {",
      `      point = 0; goto S${start}_${start};`,
      ...blocks,
      `S${start}_end: skip`,
      "    }",
    ];
    if (points === 0 || this.failures === 0) return [`  :: ${guard} -> choice = 0;`, ...body].map(atomicOne);
    const choices = Array.from({ length: points }, (_, index) => `:: failed == 0 -> choice = ${index + 1}`);
    return [`  :: atomic { ${guard} ->`, `    if :: choice = 0 ${choices.join(" ")} fi;`, ...body, "    }"];
  }

  #blocks(
    automaton: Automaton,
    task: number,
    start: number,
  ): { readonly blocks: string[]; readonly points: number; readonly chooses: boolean } {
    const blocks: string[] = [];
    let chooses = false;
    const seen = new Map<number, number>();
    // The number of fault points on the longest way; nodes of one call form no cycle.
    const visit = (node: number): number => {
      const known = seen.get(node);
      if (known !== undefined) return known;
      seen.set(node, 0);
      let points = 0;
      const to = (child: number): string => {
        const op = automaton.op[child] as number;
        if (op === End.violation) return "assert(false)";
        const rest = `pc[${task}] = ${child}; goto S${start}_end`;
        if (op >= ENDS || automaton.boundary[child] !== 0) return rest;
        if (automaton.edgesFrom(child).size === 0 && !waits(op)) return "assert(false)";
        const guard = this.#enabled(automaton, task, child).join(" && ");
        if (guard !== "" && automaton.edgesFrom(child).size === 0) return rest;
        points = Math.max(points, visit(child));
        const go = `goto S${start}_${child}`;
        return guard === "" ? go : `if :: ${guard} -> ${go} :: else -> ${rest} fi`;
      };
      const text = this.#operation(automaton, task, node, start, to);
      if (automaton.op[node] === Op.fails) points++;
      if (automaton.op[node] === Op.choose) chooses = true;
      blocks.push(`S${start}_${node}: ${text};`);
      seen.set(node, points);
      return points;
    };
    const points = visit(start);
    return { blocks, points, chooses };
  }

  #enabled(automaton: Automaton, task: number, node: number): string[] {
    switch (automaton.op[node] as number) {
      case Op.lock:
        return [`${this.#word(automaton.first[node] as number)} == 0`];
      case Op.waitEvent:
        return [`asleep[${task}] == 0`];
      case Op.synchronizeRcu:
        return [`(grace[${task}] & ${STARTED - 1}) == 0`];
      default:
        return [];
    }
  }

  #word(address: number): string {
    const index = this.#indices.get(address);
    return index === undefined ? literal(this.#machine.journal.initial[address] as number) : `w[${index}]`;
  }

  /** A word that never changes is not in the model: to write it is to write what is there. */
  #set(address: number, value: string | number): string {
    return this.#indices.has(address) ? `${this.#word(address)} = ${value}; ` : "";
  }

  #operation(
    automaton: Automaton,
    task: number,
    node: number,
    start: number,
    to: (child: number) => string,
  ): string {
    const first = automaton.first[node] as number;
    const [second, third] = [automaton.second[node] as number, automaton.third[node] as number];
    const [secondText, thirdText] = [literal(second), literal(third)];
    const edges = automaton.edgesFrom(node);
    const only = (): string => to(edges.get(0) ?? -1);
    const branch = (value: string): string => {
      const options = Array.from(
        edges,
        ([result, child]) => `:: ${value} == ${literal(result)} -> ${to(child)}`,
      );
      return `if ${options.join(" ")} :: else -> assert(false) fi`;
    };
    const word = touchesWord(automaton.op[node] as number) ? this.#word(first) : "";
    const check = touchesWord(automaton.op[node] as number) ? this.#check(task, first) : "";
    const stay = `pc[${task}] = ${node}; goto S${start}_end`;
    const others = this.space.automata.map((_, other) => other);
    switch (automaton.op[node] as number) {
      case Op.load:
        return check + branch(word);
      case Op.store:
        return `${check}${this.#set(first, secondText)}${only()}`;
      case Op.add:
        return `${check}${this.#set(first, sum(word, second))}${branch(word)}`;
      case Op.incrementNotZero: {
        const taken = edges.get(1);
        const missed = edges.get(0);
        return (
          `${check}if :: ${word} == 0 -> ${missed === undefined ? "assert(false)" : to(missed)} ` +
          `:: else -> ${taken === undefined ? "assert(false)" : `${this.#set(first, sum(word, 1))}${to(taken)}`} fi`
        );
      }
      case Op.exchange:
        return `${check}old = ${word}; ${this.#set(first, secondText)}${branch("old")}`;
      case Op.compareExchange:
        return `${check}old = ${word}; if :: old == ${secondText} -> ${this.#set(first, thirdText)}skip :: else fi; ${branch("old")}`;
      case Op.lock:
        return `${check}${this.#set(first, task + 1)}${only()}`;
      case Op.unlock:
        return `${check}assert(${word} == ${task + 1} || ${word} == ${HELD_BY_NOBODY}); ${this.#set(first, 0)}${only()}`;
      case Op.rcuReadLock:
        return `reading[${task}]++; ${only()}`;
      case Op.rcuReadUnlock:
        return `reading[${task}]--; ${automaton.rcuDepth[node] === 1 ? this.#endReadSection(task) : ""}${only()}`;
      case Op.synchronizeRcu:
        return (
          `if :: grace[${task}] != 0 -> grace[${task}] = 0; ${only()} :: else -> ${this.#readers()}` +
          `if :: readers == 0 -> ${only()} :: else -> grace[${task}] = readers | ${STARTED}; ${stay} fi fi`
        );
      case Op.waitEvent:
        return `${check}${this.#check(task, third)}if :: ${word} == ${secondText} -> ${only()} :: else -> asleep[${task}] = ${third}; ${stay} fi`;
      case Op.wakeUpAll:
        return (
          this.#check(task, first) +
          others
            .map((other) => `if :: asleep[${other}] == ${first} -> asleep[${other}] = 0 :: else fi; `)
            .join("") +
          only()
        );
      case Op.free:
        return `${this.#freeable(first)}${this.#state(first)} = ${this.#state(first)} & ${~LIVE}; ${only()}`;
      case Op.recycle: {
        const state = this.#state(first);
        return `${this.#freeable(first)}${state} = (${state} & ${~LIVE}) | ${RECYCLED}; ${only()}`;
      }
      case Op.freeAfterGracePeriod: {
        const state = this.#state(first);
        return (
          `${this.#freeable(first)}${this.#readers()}if :: readers == 0 -> ${state} = ${state} & ${~LIVE} ` +
          `:: else -> ${state} = ${state} | ${WAITING} | (readers << ${READERS}) fi; ${only()}`
        );
      }
      case Op.allocate:
        return this.#allocate(automaton, task, node, to);
      case Op.choose:
        return `if ${Array.from(edges.values(), (child) => `:: ${to(child)}`).join(" ")} fi`;
      default: {
        const fails = edges.get(1);
        const goes = edges.get(0);
        const failing =
          fails === undefined ? "assert(false)" : `failed = ${task * 100_000 + node + 1}; ${to(fails)}`;
        return `point++; if :: point == choice -> ${failing} :: else -> ${goes === undefined ? "assert(false)" : to(goes)} fi`;
      }
    }
  }

  /** As the heap does: the first block that may be given again, else the next cell of the task's own. */
  #allocate(automaton: Automaton, task: number, node: number, to: (child: number) => string): string {
    const { heap } = this.#machine;
    const words = automaton.first[node] as number;
    const kind = automaton.second[node] as number;
    const edges = automaton.edgesFrom(node);
    const again = heap.reusable.map((block) => {
      const child = edges.get(block);
      const take = child === undefined ? "assert(false)" : `${this.#take(block, words, kind)}${to(child)}`;
      const fits = `${this.#word(block - HEADER)} == ${words} && ${this.#state(block)} == ${kind | RECYCLED}`;
      return `if :: ${fits} -> ${take} :: else -> `;
    });
    const used = `used[${task * CLASSES + classFor(words)}]`;
    const fresh = Array.from(edges)
      .filter(([block]) => heap.isOf(task, block))
      .map(([block, child]) => {
        const cell = heap.cellNumber(words, block);
        return `:: ${used} == ${cell} -> ${used}++; ${this.#take(block, words, kind)}${to(child)}`;
      });
    return `${again.join("")}if ${fresh.join(" ")} :: else -> assert(false) fi${" fi".repeat(again.length)}`;
  }

  /** A block is in use from here on, and its words are zero. */
  #take(block: number, words: number, kind: number): string {
    const zeroes = Array.from({ length: words }, (_, word) => this.#set(block + word, 0)).join("");
    return `${this.#set(block - HEADER, words)}${this.#set(block - 1, kind | LIVE)}${zeroes}`;
  }

  /** The word with a block's kind and whether it is live. */
  #state(block: number): string {
    return this.#word(block - 1);
  }

  /** What shadow memory asks of a touched word. */
  #check(task: number, address: number): string {
    if (address === NR_OPEN) return ""; // a variable, in no block
    const block = this.#machine.heap.headerOf(address) + HEADER;
    const state = this.#state(block);
    if (!state.startsWith("w")) return "";
    const isReadable = `(${state} & ${RECYCLED}) != 0 && reading[${task}] != 0`;
    return `assert((${state} & ${LIVE}) != 0 || (${isReadable})); `;
  }

  #freeable(block: number): string {
    const state = this.#state(block);
    return `assert((${state} & ${LIVE}) != 0 && (${state} & ${WAITING}) == 0); `;
  }

  #readers(): string {
    const terms = this.space.automata.map((_, task) => `(reading[${task}] != 0 -> ${1 << task} : 0)`);
    return `readers = ${terms.join(" + ")}; `;
  }

  #endReadSection(task: number): string {
    const graces = this.space.automata.map(
      (_, other) => `grace[${other}] = grace[${other}] & ${~(1 << task)}; `,
    );
    const blocks = this.#machine.rcu.waiting.map((block) => {
      const state = this.#state(block);
      const left = `(${state} & ${~(1 << (READERS + task))})`;
      return (
        `if :: (${state} & ${WAITING}) != 0 && (${state} & ${1 << (READERS + task)}) != 0 -> ` +
        `if :: (${left} >> ${READERS}) == 0 -> ${state} = ${left} & ${~(WAITING | LIVE)} :: else -> ${state} = ${left} fi ` +
        `:: else fi; `
      );
    });
    return graces.join("") + blocks.join("");
  }
}

const [MOST, LEAST] = [0x7fffffff, -0x80000000];

/** A word as Promela reads it: the least one has no literal. */
function literal(value: number): string {
  return value === LEAST ? `(${LEAST + 1} - 1)` : String(value);
}

/** A word and a number as one word: what is too large begins again with the least, for which C has no rule. */
function sum(word: string, value: number): string {
  if (value === 0) return word;
  const [isOver, over] =
    value > 0
      ? [`${word} > ${MOST - value}`, `${word} - ${MOST - value + 1} + ${literal(LEAST)}`]
      : [`${word} < ${literal(LEAST - value)}`, `${word} - ${literal(LEAST - value)} + ${MOST} + 1`];
  return `(${isOver} -> ${over} : ${word} + ${literal(value)})`;
}

function waits(op: number): boolean {
  return op === Op.lock || op === Op.waitEvent || op === Op.synchronizeRcu;
}

/** Begins the option as an atomic one: nothing comes between its guard and its steps. */
function atomicOne(line: string, index: number, lines: readonly string[]): string {
  const opened = index === 0 ? line.replace("  :: ", "  :: atomic { ") : line;
  return index === lines.length - 1 ? `${opened} }` : opened;
}

noteOwn(toPromela);
