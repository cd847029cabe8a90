/** Clocks and random numbers: what no task may ask while it runs, since the answer is no function of its log. */
import { ExploreError } from "./explore-error.js";

let asked: string | undefined;

function refuse(what: string): never {
  asked = what;
  throw new ExploreError("nondeterministic", what);
}

const refusingDate: ProxyHandler<DateConstructor> = {
  construct(target, args, newTarget: DateConstructor) {
    if (args.length === 0) refuse("the time (new Date())");
    return Reflect.construct(target, args, newTarget) as object;
  },
  apply: () => refuse("the time (Date())"),
};

/** A place where a clock or random numbers are to be had, and what stands there while a task runs. */
interface Source {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly real: unknown;
  readonly refusing: unknown;
}

/** The sources that this engine has. */
const sources = findSources();

function findSources(): readonly Source[] {
  // The viewer is compiled for browsers, where there is no process.
  const global: Partial<typeof globalThis> & { readonly process?: { readonly hrtime: object } } = globalThis;
  const { Date: RealDate, process, performance, crypto } = global;
  const time = (text: string) => (): never => refuse(`the time (${text})`);
  const chance = (text: string) => (): never => refuse(`a random number (${text})`);
  const bigint = time("process.hrtime.bigint()");
  return [
    // First its parts, for who holds on to the real one.
    ...sourceOf(RealDate, "now", time("Date.now()")),
    ...sourceOf(globalThis, "Date", new Proxy(Date, refusingDate)),
    ...sourceOf(Math, "random", chance("Math.random()")),
    ...sourceOf(performance, "now", time("performance.now()")),
    ...sourceOf(process?.hrtime, "bigint", bigint),
    ...sourceOf(process, "hrtime", Object.assign(time("process.hrtime()"), { bigint })),
    ...sourceOf(process, "uptime", time("process.uptime()")),
    ...sourceOf(crypto, "getRandomValues", chance("crypto.getRandomValues()")),
    ...sourceOf(crypto, "randomUUID", chance("crypto.randomUUID()")),
  ];
}

/** None where the engine does not have it, or does not let it be replaced. */
function sourceOf(object: object | undefined, key: string, refusing: unknown): Source[] {
  for (let holder = object ?? null; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const property = Reflect.getOwnPropertyDescriptor(holder, key);
    if (property === undefined) continue;
    const isReplaceable = property.writable === true;
    return isReplaceable ? [{ holder: holder as Source["holder"], key, real: property.value, refusing }] : [];
  }
  return [];
}

/**
 * Runs a task's function, during which asking for the time or for a random number is an error, also when something catches it.
 *
 * @throws {@link ExploreError} `nondeterministic`.
 */
export function withoutChance<R>(name: string, run: () => R): R {
  asked = undefined;
  const given = sources.map(({ holder, key }) => holder[key]);
  for (const { holder, key, refusing } of sources) holder[key] = refusing;
  try {
    return run();
  } finally {
    for (const [index, { holder, key }] of sources.entries()) holder[key] = given[index];
    // eslint-disable-next-line no-unsafe-finally -- the task may have caught the first one and returned
    if (asked !== undefined) throw notAFunction(name, asked);
  }
}

/** Runs something that is no part of a task while one runs: clocks and random numbers are there again. */
export function withChance<R>(run: () => R): R {
  const refusing = sources.map(({ holder, key }) => holder[key]);
  for (const { holder, key, real } of sources) holder[key] = real;
  try {
    return run();
  } finally {
    for (const [index, { holder, key }] of sources.entries()) holder[key] = refusing[index];
  }
}

/** Clocks and random numbers are there again after a task that was ended by the engine. */
export function restoreChance(): void {
  for (const { holder, key, real } of sources) holder[key] = real;
}

function notAFunction(name: string, what: string): ExploreError {
  return new ExploreError(
    "nondeterministic",
    `The task "${name}" is not deterministic: it asks for ${what}, which is another one in each run. ` +
      "Use what set-up returns, and no clock and no random numbers.",
  );
}
