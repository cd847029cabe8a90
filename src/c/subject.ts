/** A function of C as a scenario of the explorer: its body is a task over the raw design, one path a run. */
import { interpret, noteOwn } from "../explore/lone-runs.js";
import type { Task } from "../binding/index.js";
import { scenario, type Scenario, type World } from "../explore/index.js";
import type { Kernel } from "../kernel/index.js";
import type { Joins } from "./joins.js";
import { Path, type Subject } from "./path.js";
import { keyOf } from "./report.js";
import { surround, type Surroundings } from "./surroundings.js";

/** What is explored in a world. */
interface Session {
  readonly subject: Subject;
  readonly surroundings: Surroundings;
  /** What a run must find for it to be wrong; undefined where runs are looked at by somebody else. */
  readonly wanted: string | undefined;
  readonly onPath: (path: Path) => void;
  readonly joins: Joins | undefined;
}

/** By kernel: what a task captures, the explorer would take for state that the task keeps. */
const sessions = new WeakMap<Kernel, Session>();

/** What a path that shows the finding throws. */
class Shown extends Error {}

function body(current: Task): number {
  const { subject, surroundings, wanted, onPath, joins } = sessions.get(current.kernel) as Session;
  const path = new Path(subject, current, surroundings, joins);
  interpret(
    () => ({ ...path.place, column: 1 }),
    () => path.run(),
  );
  onPath(path);
  const shown = path.findings.find((finding) => keyOf(finding) === wanted);
  if (shown === undefined) {
    path.giveUp();
    return 0;
  }
  const error = new Shown(shown.message);
  error.name = shown.kind;
  throw error;
}

noteOwn(body);

/**
 * A function as a scenario.
 *
 * @param subject - The function, and what is at hand to read it with.
 * @param wanted - The key of the finding that runs must not show; none is thrown without.
 * @param onPath - Called after each run.
 * @param joins - Where runs end whose state another one has had.
 */
export function scenarioOf(
  subject: Subject,
  wanted?: string,
  onPath: (path: Path) => void = () => undefined,
  joins?: Joins,
): Scenario {
  const setup = (world: World): void => {
    sessions.set(world.kernel, { subject, surroundings: surround(world), wanted, onPath, joins });
  };
  return scenario({
    name: `${subject.definition.name}()`,
    setup,
    tasks: { [subject.definition.name]: body },
  });
}
