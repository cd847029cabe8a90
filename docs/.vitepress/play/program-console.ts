/** The console of a program: what it prints is shown on the page, with its place. */
import { cut } from "./limits.js";
import type { Output } from "./messages.js";
import { placeInProgram } from "./program-place.js";

type Print = (...values: unknown[]) => void;

/** A console whose lines are handed on. */
export function newConsole(
  print: (output: Output) => void,
): Readonly<Record<"log" | "info" | "warn" | "error" | "debug", Print>> {
  const method: Print = (...values) => {
    const place = placeInProgram(new Error().stack);
    print({ text: cut(values.map(shown).join(" ")), ...(place === undefined ? {} : { place }) });
  };
  return { log: method, info: method, warn: method, error: method, debug: method };
}

/** A value as a reader expects it: strings as they are, errors by their message, others as JSON where that is possible. */
function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value); // it leads to itself, or has a bigint
  }
}
