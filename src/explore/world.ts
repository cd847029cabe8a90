/** Builds the world of a scenario: a kernel, its first task, the tasks, and what set-up shares with them. */
import { Task } from "../binding/index.js";
import { noteOwn } from "../binding/internal.js";
import { Kernel, KernelOptionError } from "../kernel/index.js";
import { ExploreError } from "./explore-error.js";
import type { Scenario, TaskBody, World } from "./scenario.js";

/** A world with its tasks, before any of them has run. */
export interface BuiltWorld<S> extends World {
  readonly tasks: Readonly<Record<string, Task>>;
  readonly bodies: Readonly<Record<string, TaskBody<S>>>;
  readonly shared: S;
}

/**
 * Builds it. Set-up runs without a probe: nothing fails and nothing is counted there. What it returns is frozen, since
 * tasks that changed it would share state that the explorer does not see.
 *
 * @throws {@link ExploreError} `setup`.
 */
export function buildWorld<S>(scenario: Scenario<S>): BuiltWorld<S> {
  const { kernel, init, shared } = setUp(scenario);
  freeze(shared);
  const tasks: [string, Task][] = [];
  const bodies: [string, TaskBody<S>][] = [];
  let initTaken = false;
  for (const name of scenario.order) {
    const definition = scenario.tasks[name] as Exclude<Scenario<S>["tasks"][string], undefined>;
    const { kind = "thread", run } = typeof definition === "function" ? { run: definition } : definition;
    bodies.push([name, run]);
    if (kind === "kthread") tasks.push([name, Task.kthread(kernel, { files: true })]);
    else if (kind === "process") tasks.push([name, init.clone()]);
    else if (initTaken) tasks.push([name, init.clone({ files: true, thread: true })]);
    else {
      // The first thread is the first task itself, so that a lone thread has a table that it shares with nobody.
      tasks.push([name, init]);
      initTaken = true;
    }
  }
  // Not by assignment: a task may be called __proto__.
  return { kernel, init, tasks: Object.fromEntries(tasks), bodies: Object.fromEntries(bodies), shared };
}

function setUp<S>(scenario: Scenario<S>): World & { readonly shared: S } {
  try {
    const kernel = new Kernel(scenario.kernel);
    kernel.memory.whenUnasked = refusal(scenario.name);
    const init = Task.init(kernel);
    const shared = scenario.setup?.({ kernel, init }) as S;
    if (typeof (shared as { then?: unknown } | undefined)?.then === "function") {
      throw new ExploreError(
        "setup",
        `The set-up of "${scenario.name}" returns a promise, and nobody waits for it.`,
      );
    }
    return { kernel, init, shared };
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const whose = error instanceof KernelOptionError ? "The options of the kernel" : "The set-up";
    throw new ExploreError("setup", `${whose} of "${scenario.name}" cannot be used: ${what}`);
  }
}

/** Tasks run with a probe: other code that chooses would have one way of many. It holds the name alone, and no scenario. */
function refusal(name: string): (label: string) => never {
  const refuse = (label: string): never => {
    throw new ExploreError(
      "unexplored",
      `"${label}" of "${name}" is chosen in set-up, a check or an invariant, which are not explored: choose in a task.`,
    );
  };
  noteOwn(refuse);
  return refuse;
}

/** Plain objects and arrays, whole; what is of a class may have to change itself. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && !Array.isArray(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
