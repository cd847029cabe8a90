/** A folder of a user's own, with nothing but this package installed. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { built } from "../built/folder.js";

/** Makes one with these files; whoever makes it removes it. */
export function ownFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(built, path.join(folder, "node_modules/fd-reservation"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** A scenario that holds: two tasks close the same descriptor. */
export function holding(name: string): string {
  return `import { scenario } from "fd-reservation/explore";
export default scenario({
  name: ${JSON.stringify(name)},
  tasks: { a: (current) => current.close(0), b: (current) => current.close(0) },
});
`;
}

/** A scenario that is violated: a task throws what no syscall throws. */
export function violated(name: string): string {
  return `import { scenario } from "fd-reservation/explore";
export default scenario({
  name: ${JSON.stringify(name)},
  tasks: { a: (current) => current.close(0), b() { throw new TypeError("out of ideas"); } },
});
`;
}
