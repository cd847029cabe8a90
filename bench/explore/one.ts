/** Explores one scenario of the benchmark in a process of its own: `one.js <list> <index>` prints what came of it. */
import { explore } from "fd-reservation/explore";
import { million, toVerdict } from "./scenarios.js";

const [list, index] = process.argv.slice(2);
const scenario = (list === "million" ? million : toVerdict)[Number(index)];
if (scenario === undefined) throw new Error(`there is no scenario ${list} ${index}`);
const { counterexample, ...exploration } = explore(scenario, { granularity: "call" });
console.log(JSON.stringify({ ...exploration, violation: counterexample?.violation?.message }));
