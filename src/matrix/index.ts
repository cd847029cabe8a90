/** What each layer reports for a mistake, the table of all mistakes, and how much of a source is clean-up. */
export { MeasureCache } from "./cache.js";
export { measureCleanUp, type CleanUp } from "./clean-up.js";
export { closure, measureRuns, measureStatics, type Measure } from "./measure.js";
export {
  knownDesigns,
  levels,
  layers,
  meanings,
  tabulate,
  type Cell,
  type Layer,
  type Matrix,
  type Measured,
  type Place,
  type Row,
} from "./table.js";
