/**
 * BPF puts a descriptor's file twice when it is no map.
 *
 * To load a program, the verifier looks up each map that an instruction names by descriptor. Its helper puts the file when it
 * is no map, and so did its caller, `replace_map_fd_with_map_ptr`. 8358b02bf67d, "bpf: fix double-fdput in
 * replace_map_fd_with_map_ptr()", of 2016 leaves it to the helper. CVE-2016-4557:
 * https://www.cve.org/CVERecord?id=CVE-2016-4557.
 */
import { allocUser, FileRef, syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { installed } from "./install.js";

const [EBADF, EINVAL] = [-9, -22];

/** Descriptor 0 is a map, 1 is a plain file; user memory has a program that names 0, and one that names 1. */
function setup({ kernel, init }: World): number {
  const map = kref.makeIn(kernel, "bpf_map");
  const operations = kernel.registerOperations({
    name: "bpf-map",
    release: (_file, held) => kref.putIn(kernel, held),
  });
  installed(init, FileRef.anonInodeGetfile(init, operations, 0, map));
  installed(init, FileRef.anonInodeGetfile(init));
  const programs = allocUser(kernel, 2);
  kernel.memory.store(programs + 1, 1);
  return programs;
}

/** The map of a file, borrowed; a file that is none is put. Mirrors `__bpf_map_get`. */
function mapOf(current: Task, file: raw.FilePointer): number {
  if (file === 0) return EBADF;
  const map = raw.privateData(current, file);
  if (map !== 0) return map;
  raw.fput(current, file);
  return EINVAL;
}

/** Loads a program of one instruction. */
function loadProgram(current: Task, program: number, putsAgain: boolean): number {
  return syscall(current, () => {
    const fd = current.getUser(program);
    const file = raw.fget(current, fd);
    const map = mapOf(current, file);
    if (map < 0) {
      if (putsAgain && file !== 0) raw.fput(current, file);
      return map;
    }
    kref.get(current, map); // the program's
    raw.fput(current, file);
    kref.put(current, map); // nobody keeps the program
    return 0;
  });
}

function programs(name: string, putsAgain: boolean, violates?: string): Scenario {
  return scenario<number>({
    name: `programs that name a map and a file that is none, ${name}`,
    setup,
    tasks: {
      loader: (current, shared) => {
        loadProgram(current, shared, putsAgain);
        return loadProgram(current, shared + 1, putsAgain);
      },
      closer: (current) => current.close(0),
    },
    check({ syscalls: { loader = [] }, failures }) {
      const [first, second] = loader;
      if (failures.length === 0 && ((first !== 0 && first !== EBADF) || second !== EINVAL))
        throw new Error(`they return ${loader.join(" and ")}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const asItWas = programs("put by helper and caller", true, "use-after-free");
export const fixed = programs("put by the helper", false);
