/**
 * Binder's ioctl succeeds although part of its work failed. In C as the first version of the answer has it a number that is reserved
 * without a file is a BUG on success, so that it gives back by hand: the code of today, on its kernel.
 */
import { applyFdFixups } from "../../callsites/binder-fixups/raw.js";
import { scenarioOf } from "../../callsites/binder-fixups/scenario.js";

export default scenarioOf("first-version", applyFdFixups, { scheme: "tagged" });
