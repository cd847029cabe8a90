/** The ownership rules in the playground: what `fd-reservation/ownership` finds, as the editor shows it. */
import { analyze } from "fd-reservation/ownership";
import ts from "typescript";
import { cut } from "./limits.js";
import type { Problem } from "./messages.js";

/** What breaks the ownership rules in a file: with its rule, rustc's code for it, and what led to it, by line. */
export function ownershipProblems(file: ts.SourceFile, checker: ts.TypeChecker): Problem[] {
  return analyze(ts, file, checker).map(({ rule, code, message, primary, secondary, help, fix }) => {
    const led = secondary.map(({ start, text }) => {
      const { line } = file.getLineAndCharacterOfPosition(start);
      return `\nline ${line + 1}: ${text}`;
    });
    const advice = help === undefined ? "" : `\nHelp: ${help}`;
    return {
      from: primary.start,
      to: primary.end,
      severity: "error",
      source: `ownership/${rule} ${code}`,
      text: cut(`${message}: ${primary.text}${led.join("")}${advice}`),
      ...(fix === undefined
        ? {}
        : { fix: { title: fix.title, from: fix.start, to: fix.end, text: fix.text } }),
    };
  });
}
