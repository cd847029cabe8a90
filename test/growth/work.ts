/** Work that is counted instead of timed: how often functions of a file are called meanwhile. */
import { Session } from "node:inspector";

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

const session = new Session();

function post(method: string, parameters: object = {}): unknown {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error !== null) throw new Error(error.message);
    answer = result;
  });
  return answer;
}

/** A part of the program, by what the addresses of its files have in common. */
export type Part = RegExp;

/**
 * Counts the calls of functions while things are done. The same program comes to the same number on every machine, at any
 * load.
 *
 * @param parts - The files whose functions are counted, each part by itself.
 * @param act - Does all of it; what it is given does one thing and returns the calls meanwhile. To begin to count costs
 *   the engine all that it has made fast, so that happens once.
 */
export function countingCalls<K extends string, R>(
  parts: Readonly<Record<K, Part>>,
  act: (callsDuring: (one: () => void) => Readonly<Record<K, number>>) => R,
): R {
  session.connect();
  try {
    post("Profiler.enable");
    post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    return act((one) => {
      // What is taken begins at nothing again.
      post("Profiler.takePreciseCoverage");
      one();
      return callsOf(parts, post("Profiler.takePreciseCoverage") as Coverage);
    });
  } finally {
    post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
}

function callsOf<K extends string>(
  parts: Readonly<Record<K, Part>>,
  { result }: Coverage,
): Readonly<Record<K, number>> {
  const count = (part: Part): number =>
    result
      .filter(({ url }) => part.test(url))
      .flatMap(({ functions }) => functions)
      .reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
  const entries = Object.entries<Part>(parts).map(([name, part]) => [name, count(part)]);
  return Object.fromEntries(entries) as Record<K, number>;
}
