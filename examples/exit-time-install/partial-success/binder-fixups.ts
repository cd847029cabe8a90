/**
 * Binder's ioctl succeeds although its transaction failed. On the first version's kernel a number without a file is
 * a BUG on success, so that its C is that of today, which gives back by hand.
 */
import { applyFdFixups } from "../../callsites/binder-fixups/raw.js";
import { scenarioOf } from "../../callsites/binder-fixups/scenario.js";

export default scenarioOf("first-version", applyFdFixups, { scheme: "tagged" });
