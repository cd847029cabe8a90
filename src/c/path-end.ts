/** What must hold when a function of C has returned: of its descriptors, its files, and who knows of them. */
import type { Claim, Path } from "./path.js";
import { OpenFile, Place, Unknown, type Value } from "./value.js";

/** What is wrong with a path at its end. */
export function* endChecks(path: Path, result: Value): Generator<Claim> {
  const { descriptors } = path;
  path.isError = isFailure(path, result);
  const { isError } = path;
  const how = isError ? "the call fails" : "the call succeeds";
  const reached = reachable(path, result);
  const { stranger, table } = descriptors;
  if (stranger !== undefined && table.get(stranger)?.holder !== "sibling")
    yield { kind: "another's descriptor", message: `fd ${stranger} was another task's and is gone` };
  for (const [fd, { file, holder }] of table) {
    if (holder !== "function") continue;
    const lent = descriptors.lent.get(fd);
    if (file !== undefined) {
      if (isError && stranger === undefined) {
        const doubt = path.isGuess ? "nothing tests whether the result is an error" : undefined;
        yield { kind: "open after failure", message: `the call fails and fd ${fd} is open`, doubt };
      }
    } else if (!isError && reached.descriptors.has(fd)) path.handsOver = true;
    else {
      const doubt = reached.descriptors.has(fd)
        ? "the number is stored where the caller can see it"
        : lent && `${lent}() has had the number`;
      yield { kind: "reserved descriptor left", message: `${how} and fd ${fd} stays reserved`, doubt };
    }
  }
  for (const file of descriptors.files.values()) {
    if (file.maker === "sibling" || file.isReleased) continue;
    const elsewhere = file.maker === "elsewhere" ? 1 : 0;
    if (file.count - descriptors.inTable(file) - elsewhere <= 0) continue;
    const isReachable = reached.files.has(file);
    if (isReachable) path.handsOver = true;
    if (isReachable && !isError) continue;
    const lent = [...file.lentTo].join(", ");
    const doubt = isReachable
      ? "it is stored where others can see it"
      : lent === ""
        ? undefined
        : `${lent}() has had it`;
    yield { kind: "file leak", message: `${how} and a reference to ${file.name} is left`, doubt };
  }
  if (isError || stranger !== undefined) return;
  for (const fd of descriptors.installed) {
    if (table.get(fd)?.holder !== "function") continue;
    const isKnown =
      result === fd || descriptors.told.has(fd) || reached.descriptors.has(fd) || descriptors.lent.has(fd);
    if (!isKnown) yield { kind: "untold descriptor", message: `fd ${fd} is open and nobody is told` };
  }
}

/** Whether a result says that the call has failed. */
function isFailure(path: Path, result: Value): boolean {
  const { returns } = path.subject.definition;
  if (returns === "nothing") return false;
  if (typeof result === "number") return result < 0 || (returns === "pointer" && result === 0);
  if (!(result instanceof Unknown)) return false;
  if (result.file !== undefined || result.descriptor !== undefined) return false;
  if (result.high < 0) return true;
  if (result.low >= 0) return returns === "pointer" && result.high === 0;
  // A length or a flag is no error, whatever its sign.
  const isErrorNumber = result.origin === "call" && path.interpreter.returned?.kind !== "member";
  if (returns !== "pointer" && !isErrorNumber && !result.key.startsWith("-")) return false;
  // `if (err) goto out;`: what is not 0 is an error.
  if (result.excluded.has(0)) return true;
  path.isGuess = true;
  return path.choose(2, "the result is an error") === 1;
}

/** Descriptors and files that others can reach: the result, and what was stored in objects of others. */
function reachable(
  { objects, descriptors }: Path,
  result: Value,
): { readonly descriptors: ReadonlySet<number>; readonly files: ReadonlySet<OpenFile> } {
  const numbers = new Set<number>();
  const files = new Set<OpenFile>();
  const seen = new Set<Unknown>();
  const visit = (value: Value): void => {
    if (typeof value === "number") numbers.add(value);
    else if (value instanceof OpenFile) {
      if (files.has(value)) return;
      files.add(value);
      visit(value.object);
    } else if (value instanceof Place) visit(value.object);
    else if (value instanceof Unknown && !seen.has(value)) {
      seen.add(value);
      if (value.file !== undefined) files.add(value.file);
      if (value.descriptor !== undefined) numbers.add(value.descriptor);
      for (let up: Unknown | undefined = value; up !== undefined; up = up.parent)
        if (up.partOf !== undefined) files.add(up.partOf);
      for (const inner of value.fields.values()) visit(inner);
    }
  };
  visit(result);
  for (const root of objects.roots) visit(root);
  for (const root of objects.globals) visit(root);
  for (const file of descriptors.files.values()) {
    // What a file that nobody can reach carries, nobody can reach.
    const isHeld = file.maker === "elsewhere" || descriptors.inTable(file) > 0;
    if (file.isReleased || !isHeld || file.maker === "others") continue;
    for (const inner of file.object.fields.values()) visit(inner);
    if (file.buffer !== undefined)
      for (const inner of file.buffer.fields.values()) if (inner !== file) visit(inner);
  }
  return { descriptors: numbers, files };
}
