/** Which findings a change of the source took away at the places that it changed. */
import ts from "typescript";

/** A finding in a version of a file. */
export interface Found {
  readonly rule: string;
  readonly message: string;
  /** The offset of its first character. */
  readonly start: number;
}

/** Lines of the old version that a change touches, from 1; both ends count. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
}

/** A line that is so near to a changed one belongs to its place. */
const NEAR = 3;

/**
 * The places that a unified diff without context changes, in the old version. Where lines are only added, the two
 * around them are touched.
 *
 * @param diff - What `git diff -U0` prints for one file.
 */
export function hunksOf(diff: string): Hunk[] {
  return [...diff.matchAll(/^@@ -(\d+)(?:,(\d+))? /gm)].map(([, line, count]): Hunk => {
    const from = Number(line);
    const lines = count === undefined ? 1 : Number(count);
    return lines === 0 ? { from, to: from + 1 } : { from, to: from + lines - 1 };
  });
}

/**
 * The findings of the old version that are gone from the new one, and that stand where the change is: within three
 * lines of it, or in a function or class (the innermost around the finding) that the change touches.
 */
export function fixedBy(
  before: { readonly source: ts.SourceFile; readonly findings: readonly Found[] },
  after: { readonly source: ts.SourceFile; readonly findings: readonly Found[] },
  hunks: readonly Hunk[],
): Found[] {
  const left = new Map<string, number>();
  for (const finding of after.findings) {
    const key = keyOf(finding, after.source);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const gone = before.findings.filter((finding) => {
    const key = keyOf(finding, before.source);
    const others = left.get(key) ?? 0;
    left.set(key, others - 1);
    return others <= 0;
  });
  return gone.filter(({ start }) => hunks.some((hunk) => touches(hunk, start, before.source)));
}

function touches({ from, to }: Hunk, start: number, source: ts.SourceFile): boolean {
  const line = lineOf(source, start);
  if (line >= from - NEAR && line <= to + NEAR) return true;
  const around = enclosing(source, start).at(-1);
  return (
    around !== undefined &&
    lineOf(source, around.getStart(source)) <= to &&
    lineOf(source, around.getEnd()) >= from
  );
}

/** What tells a finding from others in both versions: lines move, the names of what it stands in do not. */
function keyOf({ rule, message, start }: Found, source: ts.SourceFile): string {
  const names = enclosing(source, start).map(
    (node) => (node as { name?: ts.Node }).name?.getText(source) ?? "",
  );
  return JSON.stringify([rule, message, ...names.filter((name) => name !== "")]);
}

/** The functions and classes around a place, outermost first. */
function enclosing(source: ts.SourceFile, at: number): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > at || node.getEnd() <= at) return;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}

function lineOf(source: ts.SourceFile, offset: number): number {
  return source.getLineAndCharacterOfPosition(offset).line + 1;
}
