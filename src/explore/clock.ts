/** Clocks and random numbers: what no task may ask while it runs, since the answer is no function of its log. */
import { ExploreError } from "./explore-error.js";

let asked: string | undefined;

function refuse(what: string): never {
  asked = what;
  throw new ExploreError("nondeterministic", what);
}

const refusing: ProxyHandler<DateConstructor> = {
  construct(target, args, newTarget: DateConstructor) {
    if (args.length === 0) refuse("the time (new Date())");
    return Reflect.construct(target, args, newTarget) as object;
  },
  apply: () => refuse("the time (Date())"),
  get: (target, key) =>
    key === "now" ? () => refuse("the time (Date.now())") : (Reflect.get(target, key) as unknown),
};

/**
 * Runs a task's function, during which asking for the time or for a random number is an error, whoever catches it.
 *
 * @throws {@link ExploreError} `nondeterministic`.
 */
export function withoutChance<R>(name: string, run: () => R): R {
  const { Date: RealDate } = globalThis;
  const { random } = Math;
  asked = undefined;
  Math.random = () => refuse("a random number (Math.random())");
  globalThis.Date = new Proxy(RealDate, refusing);
  try {
    return run();
  } finally {
    globalThis.Date = RealDate;
    Math.random = random;
    // eslint-disable-next-line no-unsafe-finally -- the task may have caught the first one and returned
    if (asked !== undefined) throw notAFunction(name, asked);
  }
}

function notAFunction(name: string, what: string): ExploreError {
  return new ExploreError(
    "nondeterministic",
    `The task "${name}" is not deterministic: it asks for ${what}, which is another one in each run. ` +
      "Use what set-up returns, and no clock and no random numbers.",
  );
}
