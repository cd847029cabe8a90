/** What words and objects are called in reports, in a table of two descriptors that has grown from one. */
import { scenario, type World } from "fd-reservation/explore";
import {
  allocFile,
  Fdtable,
  fileName,
  filesOf,
  FilesStruct,
  FileStruct,
  formatName,
  fput,
  nameWord,
  schemeWord,
  TaskStruct,
} from "fd-reservation/kernel";
import { open } from "../races/calls.js";

/** Words, by what they are called; the addresses are left out. */
function wordsOf({ kernel, init: { address: task } }: World): Record<string, number> {
  const { memory } = kernel;
  const files = filesOf(kernel, task);
  const fdt = memory.load(files + FilesStruct.fdt);
  const first = files + FilesStruct.fdtab;
  const [file = 0] = [...memory.blocks("struct file")].map(({ address }) => address);
  return {
    "next_fd of table@": files + FilesStruct.nextFd,
    "fd[1] of table@": memory.load(fdt + Fdtable.fd) + 1,
    "open_fds[1] of table@": memory.load(fdt + Fdtable.openFds) + 1,
    "close_on_exec[0] of table@": memory.load(fdt + Fdtable.closeOnExec),
    "full_fds_bits[0] of table@": memory.load(fdt + Fdtable.fullFdsBits),
    "max_fds of fdtable@": fdt + Fdtable.maxFds,
    "fd[0] of the first fdtable of table@": memory.load(first + Fdtable.fd),
    "signal of task_struct@": task + TaskStruct.signal,
    "reservation_count of task_struct@": schemeWord(task, 0),
    "position of file@": file + FileStruct.position,
    "counter@[1]": memory.allocate(2, "counter") + 1,
    "the word at ": memory.top + 1000,
    sysctl_nr_open: 1,
  };
}

const withoutAddress = (name: string): string => name.replace(/(?<=@|at )\d+/, "");

export default scenario({
  name: "each word has the name of its field or array, each object that of its kind",
  kernel: { bitsPerLong: 1, scheme: "tagged" },
  setup(world: World) {
    const { kernel, init } = world;
    open(init);
    open(init);
    for (const [expected, word] of Object.entries(wordsOf(world))) {
      const name = withoutAddress(nameWord(kernel, word));
      if (name !== expected) throw new Error(`not "${expected}" but "${name}"`);
    }
    const pipe = allocFile(kernel, kernel.registerOperations({ name: "pipe" }));
    const count = nameWord(kernel, pipe + FileStruct.count);
    const names = [fileName(kernel, pipe), count, formatName({ kind: "table", address: 7 })].map(
      withoutAddress,
    );
    fput(kernel, pipe);
    if (names.join() !== "pipe@,count of pipe@,table@") throw new Error(`they are ${names.join()}`);
  },
  tasks: { caller: () => 0 },
});
