/** Which descriptors name the same open file, as kcmp tells it, of any processes. */
import koffi from "koffi";

const NR_KCMP = process.arch === "x64" ? 312 : 272;
const [KCMP_FILE, KCMP_FILES] = [0, 2];

const libc = koffi.load(null);
const syscall = libc.func("long syscall(long, long, long, long, long, long)");

/** A descriptor of a process. */
export type Place = readonly [pid: number, fd: number];

function kcmp(pid: number, otherPid: number, type: number, first: number, second: number): number {
  const result = syscall(NR_KCMP, pid, otherPid, type, first, second) as number;
  if (result >= 0 && result <= 2) return result;
  throw new Error(`kcmp of ${pid}:${first} and ${otherPid}:${second} failed, errno ${koffi.errno()}`);
}

/**
 * Whether two processes share their descriptor table.
 *
 * @throws Error where the system refuses to tell.
 */
export function shareTable(pid: number, otherPid: number): boolean {
  return kcmp(pid, otherPid, KCMP_FILES, 0, 0) === 0;
}

/** Groups places by the file that they name, in the kernel's order of files. Cheap where the places are in order. */
export function groupByFile(places: readonly Place[]): Place[][] {
  const groups: [Place, ...Place[]][] = [];
  for (const place of places) {
    const [pid, fd] = place;
    let [low, high] = [0, groups.length];
    let probe = high - 1; // mostly it belongs at the end; otherwise bisect
    let found: Place[] | undefined;
    while (low < high && found === undefined) {
      const group = groups[probe] as (typeof groups)[number];
      // 0: the same file; 1 and 2: before and after, in an order of the kernel's own.
      const order = kcmp(pid, group[0][0], KCMP_FILE, fd, group[0][1]);
      if (order === 0) found = group;
      else if (order === 1) high = probe;
      else low = probe + 1;
      probe = (low + high) >> 1;
    }
    if (found === undefined) groups.splice(low, 0, [place]);
    else found.push(place);
  }
  return groups;
}
