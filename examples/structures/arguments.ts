/**
 * Numbers that are none: a kernel function is given NaN for each of its numbers in turn, as code does that reads a field
 * which is not there. It refuses by name, before anything is changed, and no descriptor stays reserved.
 */
import * as kernelFunctions from "fd-reservation/kernel";
import { KernelArgumentError, type Kernel } from "fd-reservation/kernel";
import { scenario } from "fd-reservation/explore";

/** A function, and what is right to give it. */
type Call = readonly [name: string, ...args: unknown[]];

interface Given {
  readonly kernel: Kernel;
  readonly task: number;
  readonly files: number;
  readonly file: number;
  readonly user: number;
}

/** Calls on a task with an open descriptor 0 and a reserved descriptor 1. */
function callsOn({ kernel, task, files, file, user }: Given): Call[] {
  return [
    ["allocFd", kernel, files, 0, 8, 0],
    ["allocFile", kernel, 0, 0, 0],
    ["allocUser", kernel, 1],
    ["beginScope", kernel, task],
    ["clone", kernel, task],
    ["closeFd", kernel, task, 0],
    ["closeRange", kernel, task, 0, 3, 0],
    ["commit", kernel, task, true],
    ["discard", kernel, task, 1],
    ["dup", kernel, task, 0],
    ["dup2", kernel, task, 0, 2],
    ["dup3", kernel, task, 0, 2, 0],
    ["dupFd", kernel, files],
    ["endScope", kernel, task, 0],
    ["execve", kernel, task, 0],
    ["exitFiles", kernel, task],
    ["fDupfd", kernel, task, 0, 0, 0],
    ["fGetfd", kernel, task, 0],
    ["fSetfd", kernel, task, 0, 0],
    ["fdInstall", kernel, task, 1, file],
    ["fdPrepare", kernel, task, 0],
    ["fdPrepareFd", kernel, task, 1],
    ["fdPrepareFile", kernel, task, 1],
    ["fdStage", kernel, task, 1, file],
    ["fdget", kernel, task, 0],
    ["fdput", kernel, file],
    ["fget", kernel, task, 0],
    ["fileName", kernel, file],
    ["filesOf", kernel, task],
    ["fillSlot", kernel, files, 1, file],
    ["fput", kernel, file],
    ["freeFd", kernel, files, 1],
    ["getFile", kernel, file],
    ["getUnusedFdFlags", kernel, task, 0],
    ["getUser", kernel, user],
    ["makeTaskDead", kernel, task],
    ["nameWord", kernel, task],
    ["openDescriptors", kernel, task],
    ["putUnusedFd", kernel, task, 1],
    ["putUser", kernel, user, 1],
    ["readSet", kernel, task],
    ["receiveFd", kernel, task, file, user, 0],
    ["rlimitNofile", kernel, task],
    ["schedule", kernel, task],
    ["schemeWord", task, 0],
    ["scmDetachFds", kernel, task, [file], user, 1, 0, user],
    ["setCurrentState", kernel, task, 0],
    ["setRlimitNofile", kernel, task, 8],
    ["syscallEnter", kernel, task],
    ["syscallReturn", kernel, task, 0, 0],
    ["unshareFiles", kernel, task],
    ["viewTable", kernel, files],
    ["wakeUpProcess", kernel, task],
  ];
}

/** Accesses to a word. */
function accessesTo(word: number): Call[] {
  return [
    ["load", word],
    ["loadOwn", word],
    ["store", word, 1],
    ["add", word, 1],
    ["incrementNotZero", word],
    ["exchange", word, 1],
    ["compareExchange", word, 0, 1],
    ["lock", word],
    ["unlock", word],
    ["free", word],
    ["freeAfterGracePeriod", word],
    ["recycle", word],
    ["waitEvent", word, word, 0],
    ["wakeUpAll", word],
    ["allocate", 1, "block"],
    ["kindOf", word],
    ["isLive", word],
    ["faultPoint", 0],
  ];
}

/** What an argument is called that is no integer. */
function toldAs(kernel: Kernel, given: unknown): string {
  try {
    kernelFunctions.closeFd(kernel, given as number, 0);
  } catch (error) {
    if (error instanceof KernelArgumentError)
      return error.message.replace(/^task of closeFd is (.*); .*$/, "$1");
  }
  throw new Error(`closeFd takes ${String(given)} for a task`);
}

function expectToBeTold(kernel: Kernel): void {
  const texts = [0.5, NaN, undefined, null, 3n, "3", true, {}].map((given) => toldAs(kernel, given)).join();
  if (texts !== '0.5,NaN,undefined,null,3n,"3",true,an object') throw new Error(`they are ${texts}`);
}

/** Gives NaN for each number in turn. */
function refuses(target: object, [name, ...args]: Call): void {
  args.forEach((given, index) => {
    if (typeof given !== "number") return;
    try {
      (target as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args.with(index, NaN));
    } catch (error) {
      const isRefused = error instanceof KernelArgumentError && error.function === name;
      if (isRefused && Number.isNaN(error.value)) return;
      throw error;
    }
    throw new Error(`${name} takes NaN for argument ${index}`);
  });
}

export default scenario({
  name: "a number that is none is refused by name",
  tasks: {
    caller: ({ kernel, address: task }) => {
      const { allocFile, allocUser, closeFd, fdInstall, filesOf, fput, getUnusedFdFlags, putUnusedFd } =
        kernelFunctions;
      const file = allocFile(kernel);
      if (file < 0) return file;
      const opened = getUnusedFdFlags(kernel, task, 0);
      if (opened < 0) {
        fput(kernel, file);
        return opened;
      }
      fdInstall(kernel, task, opened, file);
      const user = allocUser(kernel, 1);
      const reserved = getUnusedFdFlags(kernel, task, 0);
      if (reserved < 0) {
        closeFd(kernel, task, opened);
        return reserved;
      }
      const files = filesOf(kernel, task);
      expectToBeTold(kernel);
      for (const call of callsOn({ kernel, task, files, file, user })) refuses(kernelFunctions, call);
      for (const access of accessesTo(user)) refuses(kernel.memory, access);
      putUnusedFd(kernel, task, reserved);
      return 0;
    },
  },
});
