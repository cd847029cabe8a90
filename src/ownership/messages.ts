/** The text of every diagnostic, as close to rustc's as the languages allow. */
import type ts from "typescript";
import type { Leaving, Slot, Value } from "./graph.js";
import type { Complaint } from "./reporter.js";
import type { Held } from "./state.js";

type Node = ts.Node;

/** What keeps a borrow alive. */
export interface Life {
  readonly value: Value;
  /** Where it is used next; undefined when only its disposal follows, or it is an argument of the same call. */
  readonly node: Node | undefined;
  readonly why: "used" | "ends" | "passed";
}

const endOf: Readonly<Record<Leaving, string>> = {
  end: "this scope ends",
  return: "the function returns here",
  jump: "control leaves the scope here",
  throw: "the function throws here",
  caught: "an exception leaves the scope",
};

/** What to call a value: its variable, or the code that makes it. */
function called(name: string | undefined, value: Value): string {
  return `\`${name ?? brief(value.node)}\``;
}

/** One line of the source, shortened. */
function brief(node: Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

function key(value: Value, at: Node | undefined, kind: string): string {
  return `${kind}:${value.node.pos}:${value.node.end}:${at?.pos ?? ""}:${at?.end ?? ""}`;
}

/** Where the value is made, with its name, if it has one. */
function madeAt(value: Value, name: string | undefined): readonly [Node | undefined, string] {
  const { node } = value;
  return [node, name === undefined ? "made here" : `\`${name}\` is made here`];
}

/** A value is used after it was moved or disposed. */
export function usedAfter(
  node: Node,
  name: string | undefined,
  value: Value,
  known: Held,
  { moved, maybe, again }: { readonly moved: boolean; readonly maybe: boolean; readonly again: boolean },
): Complaint {
  const at = known.at;
  const inLoop = again && at !== undefined && at.pos >= node.pos && at !== value.node && moved;
  const what = called(name, value);
  const by = known.by === undefined ? "" : `: ${known.by}`;
  const done = moved ? "moved" : "disposed";
  const state = `${maybe && !inLoop ? "possibly-" : ""}${done}`;
  const round = inLoop ? ", in an earlier iteration" : "";
  return {
    rule: inLoop ? "moved-in-loop" : maybe ? "maybe-moved" : "use-after-move",
    code: "E0382",
    message: `use of ${state} value: ${what}`,
    node,
    label:
      at === node
        ? `value ${done} here${round}${by}`
        : `value used here after ${maybe && !inLoop ? "it may have been " : "it was "}${done}`,
    secondary: at === undefined || at === node ? [] : [[at, `value ${done} here${round}${by}`]],
    help: inLoop
      ? "make a new value in each iteration, or leave the loop after the move"
      : moved
        ? "use it before the move, or move a clone"
        : "use it before its disposal",
    mistake: key(value, at, "used"),
  };
}

/** A value is used as a whole after a part of it was moved. */
export function partlyMoved(node: Node, name: string, part: string, value: Value, known: Held): Complaint {
  return {
    rule: "use-after-move",
    code: "E0382",
    message: `use of partially moved value: \`${name}\``,
    node,
    label: "value used here after a part of it was moved",
    secondary: [[known.at, `\`${part}\` moved here${known.by === undefined ? "" : `: ${known.by}`}`]],
    mistake: key(value, known.at, "used"),
  };
}

/** A disposed value is disposed again. */
export function endedTwice(node: Node, name: string | undefined, value: Value, known: Held): Complaint {
  return {
    rule: "double-dispose",
    code: "E0382",
    message: `${called(name, value)} is disposed twice`,
    node,
    label:
      known.at === node
        ? "disposed here, and again in the next iteration of the loop"
        : "disposed again here",
    secondary: known.at === node ? [] : [[known.at, "value disposed here"]],
    help: "bind it with `using`, which disposes it once, at scope exit",
    mistake: key(value, node, "ended"),
  };
}

/** A value that one `using` variable already disposes is bound to a second one. */
export function boundTwice(node: Node, name: string, first: Slot, value: Value): Complaint {
  return {
    rule: "double-dispose",
    code: "E0382",
    message: `\`${name}\` would be disposed by two \`using\` variables`,
    node,
    label: "bound again here",
    secondary: [[first.node, `\`${first.name}\` already disposes it`]],
    help: "bind the second name with `const`: it borrows",
    mistake: key(value, node, "bound"),
  };
}

/** A stack is given what a `using` variable already disposes. */
export function stackedTwice(node: Node, first: Slot, value: Value): Complaint {
  return {
    rule: "double-dispose",
    code: "E0382",
    message: `\`${first.name}\` would be disposed by its \`using\` variable and by the stack`,
    node,
    label: "given to the stack here",
    secondary: [[first.node, `\`${first.name}\` already disposes it`]],
    help: "make it in the call: `const name = stack.use(...)`",
    mistake: key(value, node, "bound"),
  };
}

/** A borrowed value is bound with `using`. */
export function boundBorrowed(node: Node, name: string, value: Value): Complaint {
  return {
    rule: "double-dispose",
    code: "E0507",
    message: `cannot dispose \`${name}\`, which is borrowed`,
    node,
    label: "`using` would dispose it here",
    secondary: [[value.node === node ? undefined : value.node, "it is only borrowed here"]],
    help: "take ownership in the signature with `Move<...>`, or bind it with `const`",
    mistake: key(value, node, "bound"),
  };
}

/** Something borrowed is moved. */
export function movedOutOfBorrow(
  node: Node,
  name: string | undefined,
  value: Value,
  taker: string,
): Complaint {
  const what = called(name, value);
  return {
    rule: "moved-out-of-borrow",
    code: "E0507",
    message: `cannot move out of ${what}, which is borrowed`,
    node,
    label: taker,
    secondary: [[inside(value.node, node) ? undefined : value.node, `${what} is only borrowed here`]],
    help: "take ownership in the signature: `Move<...>`",
    mistake: key(value, node, "move"),
  };
}

/** A closure that may run again moves what it captured. */
export function movedInClosure(node: Node, name: string | undefined, value: Value, taker: string): Complaint {
  return {
    rule: "moved-in-closure",
    code: "E0507",
    message: `cannot move out of ${called(name, value)}, a variable that a closure captured and may need again`,
    node,
    label: taker,
    help: "move it outside the closure, or declare the callback as called once: `Move<() => void>`",
    mistake: key(value, node, "move"),
  };
}

/** A moved value is still disposed by its `using` variable. */
export function movedWhileBound(
  node: Node,
  name: string | undefined,
  by: Slot | undefined,
  taker: string,
  value: Value,
): Complaint {
  return {
    rule: "double-dispose",
    code: "E0382",
    message: `${called(name, value)} is moved, and \`using\` disposes it as well`,
    node,
    label: taker,
    secondary: [[by?.node, "and this `using` disposes it at scope exit"]],
    help: "bind it with `const`, or put it in a `DisposableStack` and `move()` the stack",
    mistake: key(value, node, "move"),
  };
}

/** A part is taken out of a value that its `using` variable disposes. */
export function partTakenFromBound(node: Node, part: string, by: Slot, value: Value): Complaint {
  return {
    rule: "double-dispose",
    code: "E0509",
    message: `\`${part}\` is taken, and \`using\` disposes \`${by.name}\` with all its parts`,
    node,
    label: `\`${part}\` hands it over`,
    secondary: [[by.node, "and this `using` disposes it at scope exit"]],
    help: "bind the whole with `const`, or take the part in a method that takes the whole: `this: Move<...>`",
    mistake: key(value, node, "move"),
  };
}

/** What may be called once is lent to a function that may call it again. */
export function lentCalledOnce(node: Node, name: string, value: Value, callee: string): Complaint {
  return {
    rule: "moved-in-closure",
    code: "E0277",
    message: `\`${name}\` may be called once, and \`${callee}\` may call it again`,
    node,
    label: `it is only lent to \`${callee}\``,
    secondary: [[inside(value.node, node) ? undefined : value.node, `\`${name}\` may be called once`]],
    help: "declare the parameter as called once: `Move<() => void>`",
    mistake: key(value, node, "move"),
  };
}

function lifeLabel({ value, node, why }: Life): readonly (readonly [Node | undefined, string])[] {
  const begins: readonly [Node, string] = [value.node, "the borrow begins here"];
  if (why === "passed") return [[value.node, "and is borrowed here for the same call"]];
  if (why === "ends") return [begins];
  return [begins, [node, "and is used again here"]];
}

/** A value is moved while something borrows from it. */
export function movedWhileBorrowed(
  node: Node,
  name: string | undefined,
  value: Value,
  life: Life,
  taker: string,
): Complaint {
  return {
    rule: "exclusive-borrow",
    code: "E0505",
    message: `cannot move out of ${called(name, value)} because it is borrowed`,
    node,
    label: taker,
    secondary: lifeLabel(life),
    help: life.why === "ends" ? "dispose the borrow first: its scope is still open" : undefined,
    mistake: key(value, node, "move"),
  };
}

/** A variable gets another value while something borrows from the first. */
export function overwrittenWhileBorrowed(node: Node, name: string, value: Value, life: Life): Complaint {
  return {
    rule: "exclusive-borrow",
    code: "E0506",
    message: `cannot assign to \`${name}\` because it is borrowed`,
    node,
    label: `\`${name}\` is assigned here while it is borrowed`,
    secondary: lifeLabel(life),
    mistake: key(value, node, "assign"),
  };
}

/** Two borrows of which one is exclusive. */
export function conflict(
  node: Node,
  name: string | undefined,
  life: Life,
  { access, borrow }: { readonly access: boolean; readonly borrow: boolean },
): Complaint {
  const what = `\`${name ?? brief(node)}\``;
  const second = access ? "exclusively" : "";
  const both = access && borrow;
  const message = both
    ? `cannot borrow ${what} exclusively more than once at a time`
    : `cannot borrow ${what}${second === "" ? "" : ` ${second}`} because it is also borrowed${borrow ? " exclusively" : ""}`;
  return {
    rule: "exclusive-borrow",
    code: both ? "E0499" : "E0502",
    message,
    node,
    label: `${access ? "the exclusive" : "a shared"} borrow occurs here`,
    secondary: lifeLabel(life),
    help:
      life.why === "ends"
        ? `\`${brief(life.value.node)}\` lives to the end of its scope; dispose it first`
        : undefined,
    mistake: `conflict:${node.pos}:${node.end}`,
  };
}

/** One call borrows the same value twice, at least once exclusively. */
export function passedTwice(
  node: Node,
  name: string | undefined,
  earlier: Node,
  { access, borrow }: { readonly access: boolean; readonly borrow: boolean },
): Complaint {
  const what = `\`${name ?? brief(node)}\``;
  const both = access && borrow;
  return {
    rule: "exclusive-borrow",
    code: both ? "E0499" : "E0502",
    message: both
      ? `cannot borrow ${what} exclusively more than once at a time`
      : `cannot borrow ${what}${access ? " exclusively" : ""} because it is also borrowed${borrow ? " exclusively" : ""}`,
    node,
    label: `${access ? "the exclusive" : "a shared"} borrow occurs here`,
    secondary: [[earlier, `${borrow ? "the exclusive" : "a shared"} borrow for the same call is here`]],
    help: "pass two different values, or make two calls",
    mistake: `conflict:${node.pos}:${node.end}`,
  };
}

/** Something that is lent as a shared borrow is to be borrowed exclusively. */
export function editedThroughShared(node: Node, name: string | undefined, value: Value): Complaint {
  const what = `\`${name ?? brief(node)}\``;
  return {
    rule: "exclusive-borrow",
    code: "E0596",
    message: `cannot borrow ${what} exclusively, as it is behind a shared borrow`,
    node,
    label: "the exclusive borrow occurs here",
    secondary: [[inside(value.node, node) ? undefined : value.node, "it is lent here as a shared borrow"]],
    help: "take it as `Exclusive<...>` in the signature",
    mistake: key(value, node, "edit"),
  };
}

/** A result borrows from something else than its signature states. */
export function borrowsFromOther(
  node: Node,
  lender: Slot,
  value: Value,
  sources: readonly string[],
): Complaint {
  const stated =
    sources.length === 0 ? "promises a value that borrows nothing" : `names \`${sources.join("`, `")}\` only`;
  return {
    rule: "escape",
    code: "E0621",
    message: `the result borrows from \`${lender.name}\`, and the signature ${stated}`,
    node,
    label: `this borrows from \`${lender.name}\``,
    secondary: [[lender.node, `\`${lender.name}\` is lent here`]],
    help:
      lender.name === "this"
        ? "state it: `Borrows<..., this>`"
        : `state it: \`Borrows<..., typeof ${lender.name}>\``,
    mistake: key(value, node, "source"),
  };
}

/** A method or a callback asks for more than the signature that it stands for. */
export function mismatched(
  node: Node,
  name: string,
  asks: "move" | "exclusive",
  of: "method" | "callback",
  base: Node | undefined,
): Complaint {
  const more = asks === "move" ? "takes ownership" : "borrows exclusively";
  const less = of === "method" ? "the declaration that it implements" : "its caller";
  return {
    rule: asks === "move" ? "moved-out-of-borrow" : "exclusive-borrow",
    code: of === "method" ? "E0053" : "E0631",
    message: `\`${name}\` ${more} where ${less} only lends`,
    node,
    label: `this ${more}`,
    secondary: [[base, "only lent here"]],
    help: "state the same in both signatures",
    mistake: `mismatch:${node.pos}:${node.end}`,
  };
}

/** How a value leaves a function. */
export type Escape = "returned" | "yielded" | "stored" | "deferred" | "sent";

/** A value leaves the function although its scope disposes it. */
export function escapes(
  node: Node,
  name: string | undefined,
  holder: Slot | undefined,
  value: Value,
  via: Value | undefined,
  how: Escape,
): Complaint {
  const what = called(name, value);
  const closure = via?.captures !== undefined;
  const later = how === "deferred" || how === "sent";
  const where = {
    returned: "is returned",
    yielded: "is yielded",
    stored: "is stored outside",
    deferred: "runs later",
    sent: "goes to another thread",
  }[how];
  const subject = closure ? "the closure" : via === undefined ? what : "a value that borrows from it";
  const owned = subject === what ? "it" : what;
  const ends = holder?.binding === "using" ? "is disposed at scope exit" : "belongs to this function";
  const capture = via?.captures?.find(({ slot }) => slot === holder)?.node;
  return {
    rule: "escape",
    code:
      closure || how === "deferred" ? "E0373" : how === "returned" || how === "yielded" ? "E0515" : "E0597",
    message: closure
      ? `the closure may outlive ${what}, which it borrows`
      : `${what} does not live long enough: it ${via === undefined ? where : "is borrowed by what " + where}`,
    node,
    label: `${subject} ${later && !closure ? "is used later" : where}, but ${owned} ${ends}`,
    secondary: [
      [capture, `${what} is borrowed here`],
      [
        holder?.node,
        holder?.binding === "using" ? `this \`using\` disposes ${what} at scope exit` : `${what} is local`,
      ],
    ],
    help:
      via === undefined
        ? "bind it with `const`: the new owner disposes it"
        : "keep it alive until its last use, or move it",
    mistake: key(value, node, "escape"),
  };
}

/** Something outlives the scope of the `using` variable that it needs. */
export function outlived(slot: Slot, value: Value, node: Node): Complaint {
  return {
    rule: "escape",
    code: "E0597",
    message: `\`${slot.name}\` does not live long enough`,
    node: slot.node,
    label: "its scope disposes it while it is borrowed",
    secondary: [[node, "the borrow is used again here, after the scope"]],
    help: "bind it in the scope in which it is used",
    mistake: key(value, slot.node, "outlived"),
  };
}

/** An owned value is disposed on no path, or not on all of them. */
export function notEnded(value: Value, slot: Slot, node: Node, how: Leaving, onSomePath: boolean): Complaint {
  const unclaimed = slot.binding === "path";
  const some = onSomePath || how === "return" || how === "throw" || how === "jump";
  return {
    rule: "not-disposed",
    code: "leak",
    message: unclaimed
      ? `\`${slot.name}\` is never bound`
      : `\`${slot.name}\` is ${some ? "not disposed on every path" : "never disposed"}`,
    node: value.node,
    label: unclaimed ? `this makes \`${slot.name}\`, which must be disposed` : "this value is owned here",
    secondary: [[how === "end" ? undefined : node, `${endOf[how]}, and \`${slot.name}\` is still owned`]],
    help: unclaimed
      ? `bind it right after: \`using name = ${slot.name}\``
      : value.facts.ends === "method"
        ? "dispose it on every path, or give it to what will"
        : "bind it with `using`, dispose it on every path, or move it",
    mistake: key(value, undefined, "leak"),
  };
}

/** A variable is assigned a new value before its old one is disposed. */
export function overwritten(value: Value, slot: Slot, node: Node): Complaint {
  return {
    rule: "not-disposed",
    code: "leak",
    message: `\`${slot.name}\` is assigned a new value before this one is disposed`,
    node: value.node,
    label: "this value is owned here",
    secondary: [[node, `\`${slot.name}\` is overwritten here`]],
    help: "dispose it before the assignment",
    mistake: key(value, undefined, "leak"),
  };
}

/** A field owns a value, and its class does not dispose it. */
export function fieldNotDisposed(node: Node, field: string, owner: string, isDisposable: boolean): Complaint {
  return {
    rule: "field-not-disposed",
    code: "leak",
    message: `\`this.${field}\` is owned by \`${owner}\` and is never disposed`,
    node,
    label: "the field owns this value",
    help: isDisposable
      ? `dispose it where \`${owner}\` is disposed`
      : `give \`${owner}\` a disposal that disposes it`,
    mistake: `field:${node.pos}:${node.end}`,
  };
}

/** A field gets another value while it owns one. */
export function fieldOverwritten(node: Node, field: string): Complaint {
  return {
    rule: "field-not-disposed",
    code: "leak",
    message: `\`this.${field}\` gets another value here, and nothing disposes the one before`,
    node,
    label: "the field may own a value when this runs again",
    help: "dispose the old value before the assignment",
    mistake: `field:${node.pos}:${node.end}`,
  };
}

/** A class adds a listener to what outlives it, and does not remove it. */
export function listenerNotRemoved(node: Node, event: string, target: string): Complaint {
  return {
    rule: "not-bound",
    code: "leak",
    message: `the listener for ${event} on \`${target}\` is never removed`,
    node,
    label: `\`${target}\` holds the listener, and what it needs, from here on`,
    help: "remove it where the object is disposed, or pass an `AbortSignal`",
    mistake: `listener:${node.pos}:${node.end}`,
  };
}

/** A collection loses an element that its class owns. */
export function elementLost(node: Node, field: string, how: "replaced" | "cleared"): Complaint {
  return {
    rule: "field-not-disposed",
    code: "leak",
    message:
      how === "cleared"
        ? `\`this.${field}\` is emptied here, and nothing disposes its elements`
        : `\`this.${field}\` may have an element under this key, which nothing disposes`,
    node,
    label: how === "cleared" ? "its elements are lost here" : "the element before is lost here",
    help: "dispose what is there before",
    mistake: `element:${node.pos}:${node.end}`,
  };
}

/** A disposal overrides that of its base class and does not call it. */
export function superNotDisposed(node: Node, name: string, base: Node): Complaint {
  return {
    rule: "super-not-disposed",
    code: "leak",
    message: `\`${name}\` does not dispose what its base class owns`,
    node,
    label: "this replaces the disposal of the base class",
    secondary: node.getSourceFile() === base.getSourceFile() ? [[base, "the base class disposes here"]] : [],
    help: name.startsWith("[") ? `call \`super${name}()\`` : `call \`super.${name}()\``,
    mistake: `super:${node.pos}:${node.end}`,
  };
}

/** An owned value has no name and no owner. */
export function notBound(node: Node, value: Value, how: "discarded" | "lent"): Complaint {
  return {
    rule: "not-bound",
    code: "unused_must_use",
    message: `${called(undefined, value)} makes a value that must be disposed, and nothing binds it`,
    node,
    label: how === "lent" ? "it is only lent to the call: nothing can dispose it" : "it is discarded here",
    help:
      value.facts.ends === "method"
        ? "keep it, and dispose it when its holder is disposed"
        : "bind it: `using name = ...`",
    mistake: key(value, undefined, "leak"),
  };
}

/** A `MustUse` result is discarded. */
export function unused(node: Node, name: string): Complaint {
  return {
    rule: "not-bound",
    code: "unused_must_use",
    message: `the result of \`${name}\` must be used`,
    node,
    label: "it is discarded here",
    mistake: `unused:${node.pos}:${node.end}`,
  };
}

/** A value that belongs to its thread is sent to another one. */
export function notSendable(
  node: Node,
  name: string | undefined,
  value: Value,
  captured: boolean,
): Complaint {
  const what = called(name, value);
  return {
    rule: "not-sendable",
    code: "E0277",
    message: `${what} cannot be sent between threads`,
    node,
    label: captured ? `this captures ${what}, which belongs to its thread` : `${what} belongs to its thread`,
    secondary: [inside(value.node, node) ? [undefined, ""] : madeAt(value, name)],
    help: "make it on the thread that uses it",
    mistake: key(value, node, "send"),
  };
}

/** A value that belongs to its thread is held while other code may run. */
export function heldAcross(
  node: Node,
  word: "await" | "yield",
  holder: Slot,
  value: Value,
  next: Node | undefined,
): Complaint {
  return {
    rule: "held-across-suspension",
    code: "future_not_send",
    message: `\`${holder.name}\` is held across \`${word}\`, and belongs to its thread`,
    node,
    label: `\`${word}\` occurs here, with \`${holder.name}\` maybe used later`,
    secondary: [
      [holder.node, `\`${holder.name}\` is bound here`],
      [next, "and is used again here"],
    ],
    help: `dispose it before the \`${word}\``,
    mistake: key(value, node, "held"),
  };
}

function inside(outer: Node, inner: Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}
