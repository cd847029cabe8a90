/** Two readers judge findings without seeing each other's verdicts: the draw, the sheets, and how far they agree. */
import { createHash } from "node:crypto";
import { UsageError } from "../../../src/cli/internal.js";

/**
 * The judgement of a reader of the code around a finding: `true`, a value is not disposed, or is used after its
 * disposal; `false`, the code is right; `debatable`, it depends on what disposal does for the type.
 */
export const verdicts = ["true", "debatable", "false"] as const;
export type Verdict = (typeof verdicts)[number];

/** Where a rule reported. */
export interface Place {
  readonly codeBase: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
}

/** A place as a reader sees it: the verdict is empty until it is judged. */
export interface Judged extends Place {
  readonly verdict: Verdict | undefined;
}

/** What the two readers came to together. */
export interface Agreement {
  readonly findings: number;
  /** Both readers say true. */
  readonly true: number;
  /** Both readers say debatable. */
  readonly debatable: number;
  /** Both readers say false, or they differ. */
  readonly false: number;
  /** How many of the false ones they judge differently. */
  readonly differing: number;
  /** Cohen's kappa over the three verdicts; 1 where both give every finding the same one. */
  readonly kappa: number;
}

/** What tells a place from others. */
export function keyOf({ codeBase, path, line, rule }: Place): string {
  return `${codeBase}/${path}:${line} ${rule}`;
}

/**
 * So many of the places, drawn by a seed, in the order of their paths. A place that is drawn stays drawn when others
 * that were not are gone, so that a judgement is not lost when the rules report less.
 */
export function draw<T extends Place>(places: readonly T[], count: number, seed: string): T[] {
  const rank = (place: T): string =>
    createHash("sha256")
      .update(`${seed}\0${keyOf(place)}`)
      .digest("hex");
  const ranked = places.map((place) => ({ place, rank: rank(place) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const drawn = ranked.slice(0, count).map(({ place }) => place);
  return drawn.sort((a, b) =>
    a.codeBase === b.codeBase && a.path === b.path
      ? a.line - b.line || (a.rule < b.rule ? -1 : 1)
      : `${a.codeBase}/${a.path}` < `${b.codeBase}/${b.path}`
        ? -1
        : 1,
  );
}

const columns = ["code base", "path", "line", "rule", "verdict"] as const;

/** A sheet for a reader: a line for each place, with what the reader has judged of them before. */
export function sheetOf(places: readonly Place[], before: readonly Judged[]): string {
  const known = new Map(before.map((one) => [keyOf(one), one.verdict]));
  const rows = places.map((place) => [
    place.codeBase,
    place.path,
    place.line,
    place.rule,
    known.get(keyOf(place)) ?? "",
  ]);
  return [columns, ...rows].map((row) => `${row.join("\t")}\n`).join("");
}

/**
 * What a reader has written into a sheet.
 *
 * @throws {@link UsageError} for a line that is no line of a sheet, with its number.
 */
export function readSheet(text: string, name: string): Judged[] {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  if (head !== undefined && head !== columns.join("\t")) {
    throw new UsageError(
      `${name}:1: these are not the columns of a sheet`,
      `Write them with tabs in between: ${columns.join(", ")}.`,
    );
  }
  return lines.map((line, index) => {
    const [codeBase = "", path = "", at = "", rule = "", verdict = "", ...more] = line.split("\t");
    const isKnown = verdict === "" || (verdicts as readonly string[]).includes(verdict);
    if (!/^\d+$/.test(at) || !isKnown || more.length > 0) {
      throw new UsageError(
        `${name}:${index + 2}: this is no line of a sheet`,
        `Leave its first columns as they are, and write ${verdicts.join(", ")} or nothing in the last.`,
      );
    }
    return {
      codeBase,
      path,
      line: Number(at),
      rule,
      verdict: verdict === "" ? undefined : (verdict as Verdict),
    };
  });
}

/** The verdicts of both readers on each place; undefined while one of them has not judged one. */
export function pairsOf(
  places: readonly Place[],
  first: readonly Judged[],
  second: readonly Judged[],
): (readonly [Verdict, Verdict])[] | undefined {
  const [one, two] = [first, second].map(
    (judged) => new Map(judged.map((each) => [keyOf(each), each.verdict])),
  );
  const pairs = places.map((place) => [one?.get(keyOf(place)), two?.get(keyOf(place))] as const);
  return pairs.every((pair): pair is [Verdict, Verdict] => !pair.includes(undefined)) ? pairs : undefined;
}

/** How far two readers agree; a finding that they judge differently counts as false. */
export function agreementOf(pairs: readonly (readonly [Verdict, Verdict])[]): Agreement {
  const both = (verdict: Verdict): number =>
    pairs.filter(([one, two]) => one === verdict && two === verdict).length;
  const differing = pairs.filter(([one, two]) => one !== two).length;
  return {
    findings: pairs.length,
    true: both("true"),
    debatable: both("debatable"),
    false: both("false") + differing,
    differing,
    kappa: kappaOf(pairs),
  };
}

/** Cohen's kappa: the agreement beyond what the readers' shares of each verdict would give by chance. */
function kappaOf(pairs: readonly (readonly [Verdict, Verdict])[]): number {
  const total = pairs.length;
  const observed = pairs.filter(([one, two]) => one === two).length / total;
  const byChance = verdicts
    .map((verdict) => {
      const shares = [0, 1].map((at) => pairs.filter((pair) => pair[at] === verdict).length / total);
      return (shares[0] ?? 0) * (shares[1] ?? 0);
    })
    .reduce((sum, share) => sum + share, 0);
  return byChance === 1 ? 1 : Math.round(((observed - byChance) / (1 - byChance)) * 1000) / 1000;
}
