/**
 * Reading fanotify events succeeds although a later event failed. On the first version's kernel a number without a file is
 * a BUG on success, so that its C is that of today, which gives back by hand.
 */
import { read } from "../../callsites/fanotify-read/raw.js";
import { scenarioOf } from "../../callsites/fanotify-read/scenario.js";

export default scenarioOf("first-version", read, { scheme: "tagged" });
