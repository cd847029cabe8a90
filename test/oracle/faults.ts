/** Faults put into copies of the model, one line each: what the oracle must find. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { built } from "../built/folder.js";
import type { ModelModule } from "../kernel/syscalls.js";

/** One changed line. */
export interface Fault {
  /** What is wrong with the model that has it. */
  readonly name: string;
  /** The module of the kernel, and the function in it. */
  readonly at: readonly [module: string, functionName: string];
  /** What the compiled function says, once. */
  readonly line: string;
  /** What it says instead. */
  readonly instead: string;
}

/** Faults that one task shows. */
export const tableFaults: readonly Fault[] = [
  {
    name: "dup3 loses close-on-exec",
    at: ["files", "dupOnto"],
    line: "setCloseOnExec(kernel, fdt, newfd, (flags & O_CLOEXEC) !== 0);",
    instead: "setCloseOnExec(kernel, fdt, newfd, false);",
  },
  {
    name: "dup2 of a closed descriptor onto itself succeeds",
    at: ["files", "dup2"],
    line: "return -EBADF;",
    instead: "return oldfd;",
  },
  {
    name: "a freed descriptor does not lower nextFd",
    at: ["descriptor", "releaseFd"],
    line: "if (fd < memory.load(files + FilesStruct.nextFd))",
    instead: "if (false)",
  },
  {
    name: "a word that is full no more is still called full",
    at: ["fdtable", "clearOpenFd"],
    line: "clearBit(memory, shape, memory.load(fdt + Fdtable.fullFdsBits), fd >> shape.shift)",
    instead: "false",
  },
  {
    name: "close_range leaves the last one open",
    at: ["files", "closeOpenInRange"],
    line: "fd <= end",
    instead: "fd < end",
  },
  {
    name: "close_range(CLOEXEC) does not mark the first one",
    at: ["files", "closeOnExecInRange"],
    line: "let fd = first",
    instead: "let fd = first + 1",
  },
  {
    name: "a new descriptor keeps the close-on-exec of its number's last use",
    at: ["descriptor", "allocFd"],
    line: "setCloseOnExec(kernel, fdt, fd, (flags & O_CLOEXEC) !== 0);",
    instead: "if ((flags & O_CLOEXEC) !== 0) setCloseOnExec(kernel, fdt, fd, true);",
  },
  {
    name: "RLIMIT_NOFILE itself is given out",
    at: ["descriptor", "allocFd"],
    line: "if (fd >= end)",
    instead: "if (fd > end)",
  },
  {
    name: "F_DUPFD from the limit is EMFILE",
    at: ["files", "fDupfd"],
    line: "return -EINVAL;",
    instead: "return -EMFILE;",
  },
  {
    name: "F_SETFD takes other bits for FD_CLOEXEC",
    at: ["files", "fSetfd"],
    line: "(flags & FD_CLOEXEC) !== 0",
    instead: "flags !== 0",
  },
  {
    name: "a reservation is not given back",
    at: ["descriptor", "freeFd"],
    line: "releaseFd(kernel, files, fdt, fd);",
    instead: "",
  },
  {
    name: "receive_fd faults where no number is to be written",
    at: ["scm", "receiveFd"],
    line: "user === 0 ? 0 : ",
    instead: "",
  },
  {
    name: "a thread has a limit of its own",
    at: ["task", "clone"],
    line: "flags.thread === true",
    instead: "false",
  },
  {
    name: "MSG_CMSG_CLOEXEC is ignored",
    at: ["scm", "receiveOne"],
    line: "prepare(kernel, task, flags)",
    instead: "prepare(kernel, task, 0)",
  },
];

/** Faults that show where a table is copied, and the copy is smaller. */
export const copyFaults: readonly Fault[] = [
  {
    name: "CVE-2024-45025: a smaller copy calls words full that it has not got",
    at: ["fdtable", "copyBitmaps"],
    line: 'kernel.fullBitsCopy === "words"',
    instead: "true",
  },
  {
    name: "close_range(CLOEXEC | UNSHARE) copies as if it closed",
    at: ["task", "closeRange"],
    line: "mark ? undefined : { first, last }",
    instead: "{ first, last }",
  },
];

/** Faults that only several tasks show, or a descriptor that is reserved. */
export const taskFaults: readonly Fault[] = [
  {
    name: "a copy of a table has nothing past its second bitmap word",
    at: ["task", "copyTable"],
    line: "fd < slots;",
    instead: "fd < Math.min(slots, 128);",
  },
  {
    name: "dup2 onto a reserved descriptor is EBADF",
    at: ["files", "dupOnto"],
    line: "return -EBUSY;",
    instead: "return -EBADF;",
  },
  {
    name: "a copy of the table keeps what is reserved",
    at: ["task", "copyTable"],
    line: "clearOpenFd(kernel, fdt, fd);",
    instead: "",
  },
  {
    name: "unshare keeps the shared table",
    at: ["task", "unshareFiles"],
    line: "setFiles(kernel, task, files);",
    instead: "",
  },
  {
    name: "close_range(UNSHARE) closes in the shared table",
    at: ["task", "closeRange"],
    line: "closeOpenInRange(kernel, files, first, last);",
    instead: "closeOpenInRange(kernel, old, first, last);",
  },
  {
    name: "exec keeps close-on-exec descriptors",
    at: ["task", "beginNewExec"],
    line: "doCloseOnExec(kernel, files);",
    instead: "",
  },
  {
    name: "close gives a reserved number free",
    at: ["descriptor", "takeFile"],
    line: "return 0;",
    instead: "return releaseFd(kernel, files, fdt, fd), 0;",
  },
];

const compiled = path.join(built, "dist/kernel");
const copies = fileURLToPath(new URL("../../node_modules/.cache/oracle/", import.meta.url));

/**
 * The compiled model with one fault, as a module of its own.
 *
 * @throws Error when the model's text has changed, so that the fault cannot be put there any more.
 */
export async function faultyModel({
  name,
  at: [module, functionName],
  line,
  instead,
}: Fault): Promise<ModelModule> {
  fs.mkdirSync(copies, { recursive: true });
  const copy = fs.mkdtempSync(path.join(copies, "model-"));
  try {
    fs.cpSync(compiled, copy, { recursive: true });
    fs.writeFileSync(path.join(copy, "package.json"), '{ "type": "module" }');
    const file = path.join(copy, `${module}.js`);
    const text = fs.readFileSync(file, "utf8");
    const start = text.indexOf(`function ${functionName}(`);
    const end = text.indexOf("\n}", start);
    const parts = text.slice(start, end).split(line);
    if (start < 0 || parts.length !== 2) {
      throw new Error(
        `"${name}": ${functionName}() in ${module}.js has the line ${parts.length - 1} times: mend faults.ts`,
      );
    }
    fs.writeFileSync(file, text.slice(0, start) + parts.join(instead) + text.slice(end));
    return (await import(pathToFileURL(path.join(copy, "index.js")).href)) as ModelModule;
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}
