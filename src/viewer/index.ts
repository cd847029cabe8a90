/** Defines `<step-viewer>`: load this once, anywhere. */
import { StepViewer } from "./element.js";

if (customElements.get("step-viewer") === undefined) customElements.define("step-viewer", StepViewer);

export type { StepViewer };
