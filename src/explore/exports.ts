/** Traces in the formats of other tools: Mermaid, ITF (Apalache and Quint), ShiViz. */
import { formatAccess, formatCall, formatTables } from "./text.js";
import type { Trace, TraceStep } from "./trace.js";

/** Everybody who takes a step: the scenario's tasks, and those that they made. */
function actorsOf({ tasks, steps }: Trace): string[] {
  return [...new Set([...tasks, ...steps.map(({ task }) => task)])];
}

function label(step: TraceStep): string {
  const { failure, phase, access } = step;
  const at = access === undefined ? "" : ` at ${formatAccess(access)}`;
  const part = phase === undefined ? "" : ` (${phase}${at})`;
  return `${formatCall(step)}${part}${failure === undefined ? "" : ` [${failure.code} injected]`}`;
}

/**
 * A Mermaid sequence diagram: a participant for each task, a note where the tables changed.
 *
 * @param trace - The run.
 *
 * @public
 */
export function toMermaid(trace: Trace): string {
  const safe = (text: string): string =>
    text.replaceAll("\n", " ").replace(/[#;<>]/g, (character) => `#${character.charCodeAt(0)};`);
  const actors = actorsOf(trace);
  const lines = ["sequenceDiagram", `  title ${safe(trace.scenario)}`];
  for (const [index, task] of actors.entries()) lines.push(`  participant T${index} as ${safe(task)}`);
  lines.push("  participant K as kernel");
  let tables = formatTables(trace.before).map(safe).join("<br/>");
  for (const step of trace.steps) {
    lines.push(`  T${actors.indexOf(step.task)}->>K: ${safe(label(step))}`);
    const after = formatTables(step.tables).map(safe).join("<br/>");
    if (after !== tables) lines.push(`  note over K: ${after}`);
    tables = after;
  }
  if (trace.violation !== undefined) {
    const last = Math.max(actors.indexOf(trace.steps.at(-1)?.task ?? ""), 0);
    lines.push(`  note over T${last},K: VIOLATED: ${safe(trace.violation.message)}`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The Informal Trace Format, as Apalache and Quint write it: a state after each step, with the step that led to it
 * and the tables as maps from descriptor to state.
 *
 * @param trace - The run.
 *
 * @public
 */
export function toItf(trace: Trace): object {
  const stateOf = (index: number, step: TraceStep | undefined): object => ({
    "#meta": { index },
    task: step?.task ?? "",
    step: step === undefined ? "before" : label(step),
    tables: {
      "#map": (step?.tables ?? trace.before).map(({ files, slots }) => [
        { "#bigint": String(files) },
        {
          "#map": slots.map(({ fd, state, value, cloexec }) => [
            { "#bigint": String(fd) },
            { state, file: { "#bigint": String(value & ~1) }, cloexec },
          ]),
        },
      ]),
    },
  });
  return {
    "#meta": {
      format: "ITF",
      "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
      description: trace.scenario,
      ...(trace.violation === undefined ? {} : { status: "violation", violation: trace.violation.message }),
    },
    vars: ["task", "step", "tables"],
    states: [stateOf(0, undefined), ...trace.steps.map((step, index) => stateOf(index + 1, step))],
  };
}

/** What ShiViz must be given to read {@link toShiViz}'s lines: its parser expression. */
export const SHIVIZ_PARSER = String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`;

/**
 * A log for ShiViz: each step with its vector clock. Steps of different tasks are ordered by the tables that they
 * share, so each step has seen all before it that changed a table.
 *
 * @param trace - The run.
 *
 * @public
 */
export function toShiViz(trace: Trace): string {
  const actors = actorsOf(trace);
  const clocks = actors.map(() => actors.map(() => 0));
  // What the last step that changed a table knew.
  let table = actors.map(() => 0);
  let tables = formatTables(trace.before).join();
  const lines: string[] = [];
  for (const step of trace.steps) {
    const task = actors.indexOf(step.task);
    const clock = clocks[task] as number[];
    table.forEach((seen, other) => (clock[other] = Math.max(clock[other] as number, seen)));
    clock[task] = (clock[task] as number) + 1;
    const after = formatTables(step.tables).join();
    if (after !== tables) table = [...clock];
    tables = after;
    const own = Object.fromEntries(
      actors.flatMap((name, other) => (clock[other] === 0 ? [] : [[host(name), clock[other]]])),
    );
    lines.push(`${host(step.task)} ${JSON.stringify(own)}`, label(step));
  }
  return `${lines.join("\n")}\n`;
}

function host(task: string): string {
  return task.replace(/\s+/g, "_");
}
