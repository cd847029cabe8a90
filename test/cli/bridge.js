/** A thread that asks a host and wakes the thread that waits for the answer, since tests run commands synchronously. */
import { fork } from "node:child_process";
import { parentPort, workerData } from "node:worker_threads";

const { host, main, env } = workerData;
let waiting;
// Without the conditions of the tests: the command and what it loads are the package that was built.
const child = fork(host, [main], { execArgv: [], env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
const answer = (outcome) => {
  const { port, signal } = waiting;
  waiting = undefined;
  port.postMessage(outcome);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
};
child.on("message", answer);
child.on("exit", (code, signal) => {
  if (waiting !== undefined) answer({ failure: `the host ended with ${signal ?? code}` });
});
parentPort.on("message", ({ args, cwd, port, signal }) => {
  waiting = { port, signal };
  if (child.connected) child.send({ args, cwd });
  else answer({ failure: "the host has ended" });
});
