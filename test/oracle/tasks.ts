/** The real tasks of one sequence: made by clone(), told what to do, looked at from outside. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { syscallOf, type Machine } from "./machine.js";
import { groupByFile, shareTable, type Place } from "./open-files.js";
import { MAX_TASKS, O_CLOEXEC, WINDOW, type Result, type TaskOperation, type View } from "./operation.js";
import { SLEEPS_IN, sleepingProgram } from "./program.js";
import { scratchFolder } from "./scratch.js";

/** openat(), which glibc's open() is. */
const NR_OPENAT = process.arch === "x64" ? 257 : 56;

interface RealTask {
  readonly pid: number;
  /** What its open() will answer; undefined unless it is blocked. */
  blocked?: Promise<number>;
  /** Whether it runs another program. */
  executed?: boolean;
}

/** Tasks by number; the first one is there from the beginning. */
export class Tasks {
  readonly #machine: Machine;
  readonly #tasks: (RealTask | undefined)[];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#tasks = [{ pid: machine.pid }];
  }

  /** Performs an operation; undefined when it is skipped. */
  async perform(operation: TaskOperation): Promise<Result | undefined> {
    const machine = this.#machine;
    const { op, task: number } = operation;
    const task = this.#tasks[number];
    if (task === undefined) return undefined;
    const isReady = task.blocked === undefined && task.executed !== true;
    if (op === "exit") return number === 0 ? undefined : this.#end(number);
    if (op === "interrupt") {
      if (task.blocked === undefined) return undefined;
      process.kill(task.pid, "SIGUSR2");
      return this.#unblocked(task);
    }
    if (!isReady) return undefined;
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are the calls on one table, passed on as such
    switch (op) {
      case "clone": {
        const { child: channel, files } = operation;
        if (this.#tasks[channel] !== undefined) return undefined;
        const pid = await machine.ask(number, { ask: "clone", channel, files });
        if (pid < 0) return pid;
        this.#tasks[channel] = { pid };
        return 0;
      }
      case "unshare":
        return machine.ask(number, { ask: "unshare" });
      case "pidfdGetfdOf": {
        const of = this.#tasks[operation.of];
        return of && machine.ask(number, { ask: "pidfdGetfd", pid: of.pid, fd: operation.fd });
      }
      case "thread":
      case "inThread":
        // The first one is there for other sequences as well, and a thread ends with its process.
        return number === 0 ? undefined : machine.ask(number, { ask: "thread", operation });
      case "exec":
      case "execInThread": {
        if (number === 0) return undefined;
        const inThread = op === "execInThread";
        const failed = machine.ask(number, { ask: "exec", path: sleepingProgram(), inThread });
        const result = await sleepsIn(task.pid, SLEEPS_IN, failed);
        if (result === "blocked") {
          task.executed = true;
          machine.forget(number);
          return 0;
        }
        return result;
      }
      case "openFifo": {
        if (number === 0) return undefined;
        const { cloexec } = operation;
        const answer = machine.ask(number, { ask: "openFifo", path: fifo(number), cloexec, write: false });
        const result = await sleepsIn(task.pid, NR_OPENAT, answer);
        if (result === "blocked") task.blocked = answer;
        return result;
      }
      case "openWriter": {
        const reader = this.#tasks[operation.reader];
        if (reader?.blocked === undefined) return undefined;
        const path = fifo(operation.reader);
        const fd = await machine.ask(number, { ask: "openFifo", path, cloexec: false, write: true });
        if (fd < 0) return fd;
        const read = await this.#unblocked(reader);
        await machine.ask(number, { ask: "perform", operation: { op: "close", fd } });
        return [fd, read];
      }
      default:
        return machine.ask(number, { ask: "perform", operation });
    }
  }

  /** What all tasks have open. */
  view(): View {
    const view: (number[] | number | undefined)[] = [];
    const places: Place[] = [];
    const numbers = new Map<Place, readonly [task: number, fd: number]>();
    this.#tasks.forEach((task, number) => {
      if (task === undefined) return;
      const sharer = this.#tasks.findIndex(
        (other, index) => index < number && other !== undefined && shareTable(other.pid, task.pid),
      );
      if (sharer >= 0) {
        view[number] = sharer;
        return;
      }
      const window = new Array<number>(WINDOW).fill(-1);
      view[number] = window;
      for (const fd of openDescriptors(task.pid)) {
        window[fd] = isCloseOnExec(task.pid, fd) ? 1 : 0;
        const place = [task.pid, fd] as const;
        places.push(place);
        numbers.set(place, [number, fd]);
      }
    });
    // Files are numbered by the first task and the lowest descriptor that name them.
    const order = new Map(places.map((place, index) => [place, index]));
    groupByFile(places)
      .map((group) => group.sort((a, b) => (order.get(a) as number) - (order.get(b) as number)))
      .sort(([a], [b]) => (order.get(a as Place) as number) - (order.get(b as Place) as number))
      .forEach((group, file) => {
        for (const place of group) {
          const [number, fd] = numbers.get(place) as readonly [number, number];
          (view[number] as number[])[fd]! += 2 * file;
        }
      });
    return view;
  }

  /** Ends all but the first. */
  async end(): Promise<void> {
    for (let number = 1; number < MAX_TASKS; number++) await this.#end(number);
  }

  async #end(number: number): Promise<0> {
    const task = this.#tasks[number];
    if (task === undefined) return 0;
    this.#tasks[number] = undefined;
    process.kill(task.pid, "SIGKILL");
    while (isAlive(task.pid)) await setImmediate();
    this.#machine.forget(number);
    return 0;
  }

  async #unblocked(task: RealTask): Promise<number> {
    const result = await (task.blocked as Promise<number>);
    delete task.blocked;
    return result;
  }
}

/** Waits until a task sleeps in a system call, or has answered. */
async function sleepsIn(
  pid: number,
  call: number | undefined,
  answer: Promise<number>,
): Promise<number | "blocked"> {
  let result: number | undefined;
  let failure: Error | undefined;
  answer.then(
    (value) => (result = value),
    (error: Error) => (failure = error),
  );
  for (;;) {
    await setImmediate();
    if (failure !== undefined) throw failure;
    if (result !== undefined) return result;
    if (syscallOf(pid) === call) return "blocked";
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The FIFO where a task may be blocked: made once. */
function fifo(task: number): string {
  const file = path.join(scratchFolder(), `fifo-${task}`);
  if (!fs.existsSync(file)) execFileSync("mkfifo", [file]);
  return file;
}

/** The open descriptors in the window, lowest first. */
function openDescriptors(pid: number): number[] {
  return fs
    .readdirSync(`/proc/${pid}/fd`)
    .map(Number)
    .filter((fd) => fd < WINDOW)
    .sort((a, b) => a - b);
}

function isCloseOnExec(pid: number, fd: number): boolean {
  const flags = /^flags:\s+([0-7]+)$/m.exec(fs.readFileSync(`/proc/${pid}/fdinfo/${fd}`, "latin1"))?.[1];
  return (Number.parseInt(flags ?? "", 8) & O_CLOEXEC) !== 0;
}
