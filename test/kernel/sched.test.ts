/** Tasks that sleep and are woken up, one task after the other; with several tasks see examples/structures/completion.ts. */
import { expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { PF_EXITING, PF_KTHREAD } from "../../src/kernel/layout.js";

test("who has not said that it will sleep goes on, and is not woken up", () => {
  const kernel = new k.Kernel();
  const task = k.initTask(kernel);
  k.schedule(kernel, task);
  expect(k.wakeUpProcess(kernel, task)).toBe(0);
});

test("a wake-up between the announcement and the sleep is not lost", () => {
  const kernel = new k.Kernel();
  const task = k.initTask(kernel);
  k.setCurrentState(kernel, task, k.TASK_INTERRUPTIBLE);
  expect(k.wakeUpProcess(kernel, task)).toBe(1);
  expect(k.wakeUpProcess(kernel, task)).toBe(0);
  k.schedule(kernel, task);
});

test("nobody wakes up a task that is alone", () => {
  const kernel = new k.Kernel();
  const task = k.initTask(kernel);
  k.setCurrentState(kernel, task, k.TASK_INTERRUPTIBLE);
  expect(() => k.schedule(kernel, task)).toThrow(expect.objectContaining({ kind: "deadlock" }));
  k.setCurrentState(kernel, task, k.TASK_RUNNING);
  k.schedule(kernel, task);
});

test("the other flags of the task stay", () => {
  const kernel = new k.Kernel();
  const task = k.kthreadRun(kernel, true);
  const flags = (): number => kernel.memory.load(task + k.TaskStruct.flags);
  k.exitFiles(kernel, task);
  k.setCurrentState(kernel, task, k.TASK_INTERRUPTIBLE);
  expect(flags() & (PF_KTHREAD | PF_EXITING)).toBe(PF_KTHREAD | PF_EXITING);
  k.wakeUpProcess(kernel, task);
  expect(flags()).toBe(PF_KTHREAD | PF_EXITING);
});
