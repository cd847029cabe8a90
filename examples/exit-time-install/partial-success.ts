/**
 * Calls that succeed although part of their work failed, in C as the first version of the answer has it: a number that is
 * reserved without a file is a BUG on success, so that they give back by hand. That is the code of today, on its kernel.
 */
import { applyFdFixups } from "../callsites/binder-fixups/raw.js";
import { scenarioOf as binderFixups } from "../callsites/binder-fixups/scenario.js";
import { read } from "../callsites/fanotify-read/raw.js";
import { scenarioOf as fanotifyRead } from "../callsites/fanotify-read/scenario.js";
import { recvmsg } from "../callsites/scm-rights/raw.js";
import { scenarioOf as scmRights } from "../callsites/scm-rights/scenario.js";

const kernel = { scheme: "tagged" } as const;

export const binder = binderFixups("first-version", applyFdFixups, kernel);
export const fanotify = fanotifyRead("first-version", read, kernel);
export const scm = scmRights("first-version: five files, below the limit", recvmsg, 5, 5, kernel);
export const scmAt = scmRights("first-version: five files, three fit", recvmsg, 5, 3, {
  ...kernel,
  rlimitNofile: 3,
});
