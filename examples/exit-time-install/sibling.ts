/** One call that opens a descriptor, and a sibling that tries its number at any moment: what the next three examples share. */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { open } from "../bugs/calls.js";
import type { Answer } from "./answers.js";

/** The number that the call gets: set-up opens the one before. */
export const NUMBER = 1;

/** What the sibling got for the number, and what had not happened when it had got it. */
export interface Tried {
  readonly result: number;
  readonly isUntold: boolean;
  /** Whether the body of the call had not ended. */
  readonly isInside: boolean;
}

/**
 * The scenario that is violated when the sibling can notice something of the call, which must not fail.
 *
 * @param attempt - What the sibling does with the number.
 * @param isNoticed - Whether it has noticed it.
 */
export function siblingOf(
  what: string,
  attempt: (current: Task) => number,
  isNoticed: (tried: Tried) => boolean,
): (answer: Answer, isPossible: boolean) => Scenario {
  return ({ name, kernel, openAndTell }, isPossible) =>
    scenario({
      name: `${what}, ${name}`,
      kernel,
      setup: ({ kernel, init }) => {
        open(init);
        return { user: allocUser(kernel, 1), ended: allocUser(kernel, 1) };
      },
      tasks: {
        caller: (current, { user, ended }) =>
          syscall(current, () => {
            const error = openAndTell(current, user);
            current.kernel.memory.store(ended, 1);
            return error;
          }),
        sibling(current, { user, ended }) {
          const { memory } = current.kernel;
          const result = attempt(current);
          // Afterwards: what has not happened by now had not happened then.
          const isUntold = memory.load(user) === 0;
          return isNoticed({ result, isUntold, isInside: memory.load(ended) === 0 }) ? 1 : 0;
        },
      },
      check({ results, failures }) {
        if (failures.length === 0 && results["sibling"] === 1) throw new Error(what);
      },
      ...(isPossible ? { violates: what } : {}),
    });
}
