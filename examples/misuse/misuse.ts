/** What the scenarios of the misuses share: one caller, and a call that must keep what it promises. */
import type { KernelOptions, Task } from "fd-reservation";
import { scenario, type End, type Scenario, type TaskBody, type World } from "fd-reservation/explore";
import { kernelOf } from "../kernels.js";

/** What makes a misuse a scenario, besides the call. */
export interface Misuse<Shared> {
  /** Its folder. */
  readonly name: string;
  /** What is there before the call. */
  readonly setup?: (world: World) => Shared;
  /** Tasks beside the caller. */
  readonly others?: Readonly<Record<string, TaskBody<Shared>>>;
  /** What must hold; by default that a number which the call returned is open. */
  readonly check?: (end: End<Shared>) => void;
}

/** The scenario of a call in one design; `violates` is what the explorer must say of it. */
export type ScenarioOf<Shared> = (
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
  kernel?: KernelOptions,
) => Scenario;

/** Makes what each design's file calls. */
export function misuse<Shared = undefined>({
  name,
  setup,
  others = {},
  check = isOpen,
}: Misuse<Shared>): ScenarioOf<Shared> {
  return (design, call, violates, kernel = kernelOf(design)) =>
    scenario<Shared>({
      name: `${name}, ${design}`,
      kernel,
      ...(setup === undefined ? {} : { setup }),
      tasks: { caller: call, ...others },
      check,
      ...(violates === undefined ? {} : { violates }),
    });
}

function isOpen<Shared>({ tasks, results }: End<Shared>): void {
  const number = results["caller"] ?? 0;
  if (number >= 0 && tasks["caller"]?.openDescriptors().includes(number) !== true) {
    throw new Error(`the call returned ${number}, which is not open`);
  }
}
