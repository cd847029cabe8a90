/** The worlds whose values have a disposal of another name than `Symbol.dispose`: how each is recognised by its types. */

/** A world, and the method that disposes its values. */
interface World {
  readonly name: "lumino" | "vscode" | "rxjs" | "wasm";
  readonly method: string;
  /** Other members that its types have. */
  readonly beside: readonly string[];
}

/** Tried in order: what more is asked of comes first. */
const worlds: readonly World[] = [
  { name: "lumino", method: "dispose", beside: ["isDisposed"] },
  { name: "vscode", method: "dispose", beside: [] },
  { name: "rxjs", method: "unsubscribe", beside: [] },
  { name: "wasm", method: "free", beside: [] },
];

/** What is asked of a type. */
interface Asked {
  /** Whether it has a member of this name. */
  has(member: string): boolean;
  /** Whether it has a method of this name that can be called without an argument. */
  disposesBy(method: string): boolean;
}

/** The world that a type belongs to. */
export function worldOf(type: Asked): World | undefined {
  return worlds.find(({ method, beside }) => type.disposesBy(method) && beside.every((one) => type.has(one)));
}
