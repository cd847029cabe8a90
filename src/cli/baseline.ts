/** The findings that a project has accepted for now, in a file: only others count. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "./json.js";
import type { Finding } from "./ownership.js";
import { UsageError } from "./usage-error.js";

/** What stays the same of findings when lines are added above them, and how many there are. */
interface Known {
  /** Relative to the baseline's folder, with slashes. */
  readonly file: string;
  readonly rule: string;
  /** The line of source, without its indentation. */
  readonly source: string;
  readonly count: number;
}

const VERSION = 1;

/** The findings of a baseline. */
export class Baseline {
  readonly #folder: string;
  readonly #known: ReadonlyMap<string, Known>;

  private constructor(file: string, known: readonly Known[]) {
    this.#folder = path.dirname(path.resolve(file));
    this.#known = new Map(known.map((one) => [keyOf(one), one]));
  }

  /** The baseline that these findings make. */
  static of(file: string, findings: readonly Finding[]): Baseline {
    const folder = path.dirname(path.resolve(file));
    const known = new Map<string, Known>();
    for (const finding of findings) {
      const one = identify(finding, folder);
      const key = keyOf(one);
      known.set(key, { ...one, count: (known.get(key)?.count ?? 0) + 1 });
    }
    return new Baseline(file, [...known.values()]);
  }

  /**
   * Reads a baseline.
   *
   * @throws {@link UsageError} when the file is none.
   */
  static read(file: string): Baseline {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      throw new UsageError(
        `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        `Write it first: fd-reservation lint --baseline ${file} --update-baseline.`,
      );
    }
    const known = knownIn(text);
    if (known === undefined) {
      throw new UsageError(
        `${file} is not a baseline of this version`,
        `Write it anew: fd-reservation lint --baseline ${file} --update-baseline.`,
      );
    }
    return new Baseline(file, known);
  }

  /** The baseline as its file has it. */
  text(): string {
    return `${JSON.stringify({ version: VERSION, findings: [...this.#known.values()] }, null, 2)}\n`;
  }

  /**
   * Sorts findings out that are known; of equal ones, the first. `gone` is how many of the known ones there are no more: of
   * a file that was not analysed nobody knows, unless the file itself is gone.
   *
   * @param findings - What was found.
   * @param analysed - In which files, absolute paths.
   */
  compare(
    findings: readonly Finding[],
    analysed: ReadonlySet<string>,
  ): {
    readonly added: readonly Finding[];
    readonly known: number;
    readonly gone: number;
  } {
    const left = new Map([...this.#known].map(([key, one]) => [key, one.count]));
    const added = findings.filter((finding) => {
      const key = keyOf(identify(finding, this.#folder));
      const some = left.get(key) ?? 0;
      left.set(key, some - 1);
      return some <= 0;
    });
    const gone = [...this.#known].reduce((sum, [key, { file }]) => {
      const place = path.resolve(this.#folder, file);
      const isKnowable = analysed.has(place) || !existsSync(place);
      return isKnowable ? sum + Math.max(0, left.get(key) ?? 0) : sum;
    }, 0);
    return { added, known: findings.length - added.length, gone };
  }
}

function identify({ file, rule, source }: Finding, folder: string): Omit<Known, "count"> {
  return { file: path.relative(folder, path.resolve(file)).split(path.sep).join("/"), rule, source };
}

function keyOf({ file, rule, source }: Omit<Known, "count">): string {
  return JSON.stringify([file, rule, source]);
}

function knownIn(text: string): readonly Known[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value["version"] !== VERSION || !Array.isArray(value["findings"])) return undefined;
  const findings = value["findings"] as unknown[];
  return findings.every(isKnown) ? findings : undefined;
}

function isKnown(value: unknown): value is Known {
  return (
    isRecord(value) &&
    ["file", "rule", "source"].every((name) => typeof value[name] === "string") &&
    Number.isSafeInteger(value["count"])
  );
}
