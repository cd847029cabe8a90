/** The package that was built before the tests, packed once for all tests of a process. */
import { copyFileSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { built } from "../built/folder.js";
import { pack, type Packed } from "./pack.js";

let packed: Packed | undefined;

/** Puts the tarball into a folder, whose owner may remove it. */
export function packBuilt(destination: string): Packed {
  packed ??= pack(built, mkdtempSync(path.join(built, "packed-")));
  const tarball = path.join(destination, path.basename(packed.tarball));
  copyFileSync(packed.tarball, tarball);
  return { ...packed, tarball };
}
