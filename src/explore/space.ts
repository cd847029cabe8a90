/** What an exploration works on: the built world, with what each task can reach outside of it. */
import { nameWord } from "../kernel/index.js";
import { describeWord } from "../kernel/internal.js";
import { Automaton } from "./automaton.js";
import {
  beginningOf,
  violationAtEnd,
  violationBetween,
  type Beginning,
  type JudgedSyscalls,
} from "./end-checks.js";
import { ExploreError } from "./explore-error.js";
import { HiddenState } from "./hidden-state.js";
import type { TasksBlock } from "./leaks.js";
import type { LocalStates } from "./local-states.js";
import { Machine, MAX_TASKS, type MachineOptions } from "./machine.js";
import type { Scenario } from "./scenario.js";
import type { Violation } from "./trace.js";
import { newViolation } from "./violation.js";
import { Watchdog } from "./watchdog.js";
import { buildWorld, type BuiltWorld } from "./world.js";

/** A scenario's world, from whose beginning machines start. */
export class Space<S = unknown> {
  readonly world: BuiltWorld<S>;
  readonly beginning: Beginning;
  readonly hidden: HiddenState;
  readonly watchdog: Watchdog;
  readonly #words: Int32Array;
  #automata: readonly Automaton[] | undefined;

  constructor(readonly scenario: Scenario<S>) {
    if (scenario.order.length > MAX_TASKS) {
      throw new ExploreError(
        "option",
        `The scenario "${scenario.name}" has ${scenario.order.length} tasks; the explorer takes ${MAX_TASKS} at most.`,
      );
    }
    this.world = buildWorld(scenario);
    this.world.kernel.useGeneralCode();
    this.beginning = beginningOf(this.world);
    const { memory } = this.world.kernel;
    this.#words = memory.raw.slice(0, memory.top);
    this.hidden = new HiddenState(scenario as Scenario, this.world);
    this.watchdog = new Watchdog(this.hidden.mayBePutBack);
  }

  /** Whether there is one task, which nobody can interrupt. */
  get isAlone(): boolean {
    return this.scenario.order.length === 1;
  }

  /** An automaton for each task. */
  get automata(): readonly Automaton[] {
    return (this.#automata ??= this.scenario.order.map((name) => {
      this.world.kernel.inFlight = this.beginning.inFlight;
      const task = this.world.tasks[name] as NonNullable<(typeof this.world.tasks)[string]>;
      const body = this.world.bodies[name] as NonNullable<(typeof this.world.bodies)[string]>;
      return new Automaton(name, this.world.kernel, task, body as never, this.world.shared, this.watchdog);
    }));
  }

  /** A machine at the beginning; it takes the kernel's memory over from any earlier one. */
  machine(options: MachineOptions, locals: readonly LocalStates[] = this.automata): Machine {
    const { memory } = this.world.kernel;
    memory.probe = null;
    memory.raw.fill(0);
    memory.raw.set(this.#words);
    this.world.kernel.inFlight = this.beginning.inFlight;
    return new Machine(this.world.kernel, locals, options);
  }

  /** What the state violates in which nobody can go on; `judged` are the syscalls of the only task, if it made any. */
  violationAtRest(machine: Machine, judged?: JudgedSyscalls): Violation | undefined {
    for (const [task, local] of machine.locals.entries()) {
      const thrown = local.thrownAt(machine.nodes[task] as number);
      if (thrown !== undefined) return thrown;
    }
    if (!machine.areAllDone) return this.deadlock(machine);
    const { order } = this.scenario;
    // Not by assignment: a task may be called __proto__.
    const outcome = {
      results: Object.fromEntries(order.map((name, task) => [name, machine.resultOf(task)])),
      syscalls: Object.fromEntries(order.map((name, task) => [name, machine.syscallsOf(task)])),
      failures: machine.failures,
    };
    const made = this.#madeIn(machine);
    machine.showInFlight();
    return violationAtEnd(this.scenario, this.world, this.beginning, outcome, made, judged);
  }

  /** The live blocks that tasks have allocated. */
  #madeIn(machine: Machine): TasksBlock[] {
    const { heap, locals } = machine;
    const { scheme } = this.world.kernel;
    const failed = locals.map((_, task) => scheme.isFailure(machine.resultOf(task)));
    return heap.liveOfTasks().map(({ address, task }) => ({ address, hasFailed: failed[task] === true }));
  }

  /** What the state in which a machine is violates, as far as checks between steps tell. */
  violationBetween(machine: Machine): Violation | undefined {
    machine.showInFlight();
    return violationBetween(this.scenario, this.world);
  }

  /** What it means that no task can go on and not all have returned. */
  deadlock(machine: Machine): Violation {
    const { kernel } = this.world;
    const waiting = this.scenario.order.flatMap((name, task) => {
      if (machine.isDone(task)) return [];
      const { kind, address } = machine.waitsFor(task);
      if (kind === "lock") return [`${name} for the lock ${nameWord(kernel, address)}`];
      if (kind === "readers") return [`${name} for an RCU read section to end`];
      const { kind: object, field } = describeWord(kernel, address);
      if (object === "task_struct" && field === "flags") return [`${name} for somebody to wake it up`];
      const word = machine.words[address] as number;
      const local = machine.locals[task] as LocalStates;
      const lost = word === local.second[machine.nodes[task] as number] ? ", a lost wake-up" : "";
      return [`${name} for ${nameWord(kernel, address)}, which is ${word}${lost}`];
    });
    return newViolation("deadlock", "deadlock", `nobody can go on: waiting are ${waiting.join(" and ")}`);
  }
}
