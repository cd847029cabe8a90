/**
 * recvmsg with SCM_RIGHTS succeeds although part of its work failed. In C as the first version of the answer has it a number that is reserved
 * without a file is a BUG on success, so that it gives back by hand: the code of today, on its kernel.
 */
import { recvmsg } from "../../callsites/scm-rights/raw.js";
import { scenarioOf } from "../../callsites/scm-rights/scenario.js";

export const allFit = scenarioOf("first-version: five files, below the limit", recvmsg, 5, 5, {
  scheme: "tagged",
});
export const threeFit = scenarioOf("first-version: five files, three fit", recvmsg, 5, 3, {
  scheme: "tagged",
  rlimitNofile: 3,
});
