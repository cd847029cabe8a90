/**
 * recvmsg succeeds with the files that fit. On the first version's kernel a number without a file is
 * a BUG on success, so that its C is that of today, which gives back by hand.
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
