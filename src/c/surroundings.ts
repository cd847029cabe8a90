/** The world in which a function of C is called: other descriptors are open. */
import { raw } from "../designs/index.js";
import type { World } from "../explore/index.js";

/** How many descriptors are open before: numbers from here on are the caller's or the function's. */
export const OTHERS = 4;

/** What there is before the function runs. */
export interface Surroundings {
  /** The files of the other descriptors, by number. */
  readonly files: readonly number[];
}

/** Makes it. Nothing fails here. */
export function surround({ init }: World): Surroundings {
  const files = Array.from({ length: OTHERS }, () => {
    const fd = raw.getUnusedFdFlags(init, 0);
    const file = raw.anonInodeGetfile(init);
    raw.fdInstall(init, fd, file);
    return file;
  });
  return { files };
}
