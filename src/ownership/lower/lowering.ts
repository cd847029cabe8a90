/** What the parts of the lowering share: the graph that grows, and how what stands inside a node is lowered. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import { bare } from "./bare.js";
import type { Operand } from "../graph.js";
import type { Builder } from "./builder.js";

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
  /** How many finally blocks are around what is being lowered. */
  finalizers: number;
  statement(node: ts.Statement, labels?: readonly string[]): void;
  statements(nodes: readonly ts.Statement[]): void;
  expression(node: ts.Expression): Operand;
  /** A function inside this one; one that is called `once` may move what it captures. */
  closure(node: ts.Node, once?: boolean): Operand;
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

/** Reads what an expression results in. */
export function read(l: Lowering, node: ts.Expression, at: ts.Node = node, through = false): void {
  use(l, l.expression(node), at, through);
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

/** An element or a property of something. */
export function member({ b }: Lowering, node: ts.Node, of: Operand): Operand {
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  const value = b.repeated(node, facts);
  b.emit({ kind: "member", value, of, node });
  return { kind: "value", value };
}

/** One operand for several. */
export function group(operands: readonly Operand[]): Operand {
  const some = operands.filter(({ kind }) => kind !== "none");
  const [only] = some;
  return only === undefined ? none : some.length === 1 ? only : { kind: "group", of: some };
}

/** What takes the results of a function, when its signature hands them over. */
export function callerOf({ contracts, node }: Lowering): string | undefined {
  const { type } = node as ts.FunctionLikeDeclaration;
  return type !== undefined && contracts.annotations.read(type).move
    ? `the result is the caller's: \`${type.getText()}\``
    : undefined;
}
