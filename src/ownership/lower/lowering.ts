/** What the parts of the lowering share: the graph that grows, and how what stands inside a node is lowered. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import { bare } from "../bare.js";
import type { Operand, Origin, Pass, Slot, Value } from "../graph.js";
import type { Builder } from "./builder.js";
import type { Flags } from "./flags.js";

/** The lowering of one function, initializer or file. */
export interface Lowering {
  readonly ts: typeof ts;
  readonly contracts: ContractReader;
  /** Where instructions go. */
  readonly b: Builder;
  /** What is lowered. */
  readonly node: ts.Node;
  /** Names that are declared here live as long as the module. */
  moduleLevel: boolean;
  readonly flags: Flags;
  /** How many finally blocks are around what is being lowered. */
  finalizers: number;
  statement(node: ts.Statement, labels?: readonly string[]): void;
  statements(nodes: readonly ts.Statement[]): void;
  expression(node: ts.Expression): Operand;
  /** A function inside this one; one that is called `once` may move what it captures. */
  closure(node: ts.Node, once?: boolean): Operand;
  /** A function inside this one that a variable is declared for. */
  namedClosure(
    node: ts.ArrowFunction | ts.FunctionExpression,
    declaration: ts.VariableDeclaration & { readonly name: ts.Identifier },
  ): Operand;
  class(node: ts.ClassLikeDeclaration): void;
  /** A module inside this one. */
  module(node: ts.ModuleBlock): void;
}

export { bare };

/** What is not followed. */
export const none: Operand = { kind: "none" };

/** Reads an operand; only `through` it, when only a property is read. */
export function use({ b }: Lowering, operand: Operand, node: ts.Node, through = false): void {
  if (operand.kind !== "none") b.emit({ kind: "use", operand, through, node });
}

/** Walks something to its end. */
export function iterated(l: Lowering, operand: Operand, node: ts.Node): void {
  if (!walked(l, operand, node)) use(l, operand, node);
}

/** Walks something that may be disposed by that; returns whether it may. */
export function walked(l: Lowering, operand: Operand, node: ts.Node): boolean {
  const facts =
    operand.kind === "slot"
      ? l.b.factsOf(operand.slot.node)
      : operand.kind === "value"
        ? operand.value.facts
        : undefined;
  if (facts?.ends === undefined || facts.strict || !l.contracts.conventions.has("iterated")) return false;
  l.b.emit({ kind: "call", passes: [mayTake(operand, node)], name: "of", node });
  return true;
}

/** A pass to something that may keep what it is given. */
export function mayTake(operand: Operand, node: ts.Node): Pass {
  return {
    operand,
    effect: "perhaps",
    node,
    said: false,
    sendable: false,
    later: false,
    taker: "",
    stacked: undefined,
    opaque: false,
    cleansUp: false,
    into: undefined,
  };
}

/** `new Events() as unknown as Record<string, unknown>`, `const file: any = open()`: there it cannot be disposed, or anyhow. */
export function disown(l: Lowering, operand: Operand, node: ts.Node): void {
  const { b, contracts } = l;
  if (operand.kind !== "value" || !contracts.conventions.has("cast-away")) return;
  const { facts } = operand.value;
  if (facts.ends === undefined || b.factsOf(node).ends !== undefined) return;
  if (facts.strict && !isAny(l, node)) return;
  b.emit({ kind: "call", passes: [mayTake(operand, node)], name: "as", node });
}

/** Whether the compiler checks nothing of what is there. */
export function isAny({ ts, b }: Lowering, node: ts.Node): boolean {
  return (b.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0;
}

/** Reads what an expression results in. */
export function read(l: Lowering, node: ts.Expression, at: ts.Node = node, through = false): void {
  use(l, l.expression(node), at, through);
}

/** Lowers what does not live as long as the module. */
export function inside(l: Lowering, run: () => void): void {
  const outer = l.moduleLevel;
  l.moduleLevel = false;
  run();
  l.moduleLevel = outer;
}

/** Lowers whatever stands inside a node, in order. */
export function children(l: Lowering, node: ts.Node): void {
  const { ts } = l;
  ts.forEachChild(node, (child) => {
    if (ts.isTypeNode(child)) return;
    if (ts.isStatement(child)) l.statement(child);
    else if (ts.isExpression(child)) read(l, child);
    else children(l, child);
  });
}

/** An expression whose result is discarded. */
export function discarded(l: Lowering, node: ts.Expression): void {
  const operand = l.expression(node);
  if (!isAssignment(l, node)) l.b.emit({ kind: "discard", operand, node });
}

/** Whether an expression gives a place another value. */
export function isAssignment(l: Pick<Lowering, "ts">, expression: ts.Expression): boolean {
  const { ts } = l;
  const inner = bare(l, expression);
  return (
    ts.isBinaryExpression(inner) &&
    inner.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    inner.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

/** `await` or `yield`. */
export function suspend({ b }: Lowering, word: "await" | "yield", node: ts.Node): void {
  b.emit({ kind: "suspend", word, node });
  b.mayThrow(node);
}

/** An element or a property of something; one that is taken out of it is the code's own. */
export function member(
  { b }: Lowering,
  node: ts.Node,
  of: Operand,
  { isElement = false, isTaken = false } = {},
): Operand {
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  const value = b.repeated(node, facts, isElement ? { elementOf: of } : {});
  b.emit(isTaken ? { kind: "create", value, as: "free", node } : { kind: "member", value, of, node });
  return { kind: "value", value };
}

/** A value that the code makes, and what is known of it from there on. */
export function made({ b }: Lowering, value: Value, as: Origin, node: ts.Node = value.node): Operand {
  b.emit({ kind: "create", value, as, node });
  return { kind: "value", value };
}

/** One operand for several. */
export function group(operands: readonly Operand[]): Operand {
  const some = operands.filter(({ kind }) => kind !== "none");
  const [only] = some;
  return only === undefined ? none : some.length === 1 ? only : { kind: "group", of: some };
}

/** `undefined`, `null`, `void 0`. */
export function isNothing(l: Pick<Lowering, "ts">, node: ts.Expression): boolean {
  const { ts } = l;
  const inner = bare(l, node);
  return (
    inner.kind === ts.SyntaxKind.NullKeyword ||
    ts.isVoidExpression(inner) ||
    (ts.isIdentifier(inner) && inner.text === "undefined")
  );
}

/** Hands the result of the function to its caller. */
export function returns({ ts, b, contracts, node: code }: Lowering, operand: Operand, node: ts.Node): void {
  const { type } = code as ts.FunctionLikeDeclaration;
  const { move, borrows } = contracts.annotations.read(type);
  const taker = move && type !== undefined ? `the result is the caller's: \`${type.getText()}\`` : undefined;
  const sources = move || borrows.length > 0 ? borrows.map(({ name }) => name) : undefined;
  if (type?.kind === ts.SyntaxKind.UnknownKeyword && operand.kind === "value")
    b.emit({
      kind: "call",
      passes: [{ ...mayTake(operand, node), effect: "shared", opaque: true }],
      name: "return",
      node,
    });
  b.emit({ kind: "return", operand, taker, sources, node });
}

/** A temporary for what borrows, so that it is there until it is read again. */
export function kept({ b }: Lowering, operand: Operand, node: ts.Node): Slot | undefined {
  if (operand.kind !== "value" || operand.value.loans.length === 0) return undefined;
  const slot = b.temporary(node);
  b.emit({ kind: "bind", slot, operand, declares: true, using: false, node });
  return slot;
}

/** Keeps what was evaluated before until all that stands beside it is: `exchange(list.first(), list.second())`. */
export class Beside {
  readonly #l: Lowering;
  readonly #kept: { readonly slot: Slot; readonly node: ts.Node }[] = [];

  constructor(l: Lowering) {
    this.#l = l;
  }

  keep(operand: Operand, node: ts.Node): void {
    const slot = kept(this.#l, operand, node);
    if (slot !== undefined) this.#kept.push({ slot, node });
  }

  /** All is evaluated. */
  done(): void {
    // What was evaluated last has nothing beside it that could disturb it.
    for (const { slot, node } of this.#kept.slice(0, -1)) use(this.#l, { kind: "slot", slot }, node, true);
  }
}
