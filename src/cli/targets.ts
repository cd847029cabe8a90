/** The files and folders that the user names to be written: asked for before work that would be lost, then written. */
import { accessSync, constants, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./usage-error.js";

/**
 * Asks whether a file that the user named can be written, and touches nothing: it may be a pipe.
 *
 * @throws {@link UsageError} when it cannot, as writing it would.
 */
export function expectWritable(file: string): void {
  const cause = causeOf(() => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) return "EISDIR";
    if (stats !== undefined) accessSync(file, constants.W_OK);
    // An empty name, and one that ends in a slash, is that of no file.
    else if (file === "" || file.endsWith("/")) return "ENOENT";
    else accessSync(path.dirname(file), constants.W_OK | constants.X_OK);
    return undefined;
  });
  if (cause !== undefined) throw noFile(file, cause);
}

/**
 * Writes a file that the user named.
 *
 * @throws {@link UsageError} when it cannot be written.
 */
export function writeTo(file: string, text: string): void {
  const cause = causeOf(() => {
    writeFileSync(file, text);
    return undefined;
  });
  if (cause !== undefined) throw noFile(file, cause);
}

/**
 * Asks whether a folder that the user named is there, or can be made.
 *
 * @throws {@link UsageError} when files cannot be written to it.
 */
export function expectFolder(folder: string): void {
  const cause = causeOf(() => {
    let there = path.resolve(folder);
    while (statSync(there, { throwIfNoEntry: false }) === undefined) there = path.dirname(there);
    if (!statSync(there).isDirectory()) return "ENOTDIR";
    accessSync(there, constants.W_OK | constants.X_OK);
    return undefined;
  });
  if (cause !== undefined) throw noFolder(folder, cause);
}

/**
 * Makes a folder that the user named, with those that it lies in, unless it is there.
 *
 * @throws {@link UsageError} when it cannot be made.
 */
export function makeFolder(folder: string): void {
  const cause = causeOf(() => {
    mkdirSync(folder, { recursive: true });
    return undefined;
  });
  if (cause !== undefined) throw noFolder(folder, cause);
}

function noFile(file: string, cause: string): UsageError {
  const named = file === "" ? '""' : file;
  return new UsageError(`${named} cannot be written: ${cause}`, "Name a file in a folder that exists.");
}

function noFolder(folder: string, cause: string): UsageError {
  return new UsageError(
    `${folder} cannot be written: ${cause}`,
    "Name a folder that exists, or can be made.",
  );
}

/** Why something cannot be done, as the system says or as `act` itself does; undefined when it can. */
function causeOf(act: () => string | undefined): string | undefined {
  try {
    return act();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
