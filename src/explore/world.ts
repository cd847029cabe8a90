/** Builds the world of a scenario: a kernel, its first task, the tasks, and what set-up shares with them. */
import { Task } from "../binding/index.js";
import { Kernel } from "../kernel/index.js";
import type { Scenario, TaskBody, World } from "./scenario.js";

/** A world with its tasks, before any of them has run. */
export interface BuiltWorld<S> extends World {
  readonly tasks: Readonly<Record<string, Task>>;
  readonly bodies: Readonly<Record<string, TaskBody<S>>>;
  readonly shared: S;
}

/** Builds it. Set-up runs without a probe: nothing fails and nothing is counted there. */
export function buildWorld<S>(scenario: Scenario<S>): BuiltWorld<S> {
  const kernel = new Kernel(scenario.kernel);
  const init = Task.init(kernel);
  const shared = scenario.setup?.({ kernel, init }) as S;
  const tasks: Record<string, Task> = {};
  const bodies: Record<string, TaskBody<S>> = {};
  let initTaken = false;
  for (const name of scenario.order) {
    const definition = scenario.tasks[name] as Exclude<Scenario<S>["tasks"][string], undefined>;
    const { kind = "thread", run } = typeof definition === "function" ? { run: definition } : definition;
    bodies[name] = run;
    if (kind === "kthread") tasks[name] = Task.kthread(kernel, { files: true });
    else if (kind === "process") tasks[name] = init.clone();
    else if (initTaken) tasks[name] = init.clone({ files: true, thread: true });
    else {
      // The first thread is the first task itself, so that a lone thread has a table that it shares with nobody.
      tasks[name] = init;
      initTaken = true;
    }
  }
  return { kernel, init, tasks, bodies, shared };
}
