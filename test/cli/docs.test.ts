/** docs/cli.md names every command and every option, and none that there is not. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { built } from "../built/folder.js";
import { runShared } from "./run.js";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const help = runShared(["--help"]).out;
const commands = [...help.slice(help.indexOf("\nCommands:")).matchAll(/^ {2}([a-z]+)\b/gm)].flatMap(
  ([, name = ""]) => (name === "help" ? [] : [name]),
);

/** The options that the help of a command lists, with their arguments. */
function optionsOf(command: string): string[] {
  const { out } = runShared([command, "--help"]);
  return [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+(?: <[^>]+>)?) /gm)].flatMap(([, option = ""]) =>
    option === "--help" ? [] : [option],
  );
}

test("every command has its section, and there is no other", () => {
  expect(commands.length).toBeGreaterThanOrEqual(6);
  const sections = [...page.matchAll(/^## ([a-z]+)$/gm)].map(([, name]) => name);
  expect(sections.sort()).toEqual([...commands].sort());
});

test.each(commands)("%s: every option is in its table, and no other", (command) => {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${command}\n`)) ?? "";
  const written = [...section.matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option);
  const taken = optionsOf(command);
  expect(taken.length).toBeGreaterThanOrEqual({ annotations: 0, init: 1 }[command] ?? 3);
  expect(written.sort()).toEqual(taken.sort());
});

test("the tutorial's last command shows the counterexample that the page tells of", () => {
  const tutorial = readFileSync(new URL("../../docs/tutorial.md", import.meta.url), "utf8");
  const commands = [...tutorial.matchAll(/^npx fd-reservation (.*)$/gm)].map(([, command = ""]) => command);
  const { code, out } = runShared((commands.at(-1) ?? "").split(" "), path.join(built, "examples/tutorial"));
  expect(code).toBe(0);
  expect(out).toMatch(/anonInodeGetfile\(file\) = -ENFILE/);
  expect(out).toContain("VIOLATED: leaked-reservation: The reservation of fd 0 outlived");
});
