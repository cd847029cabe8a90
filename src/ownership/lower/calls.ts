/** Calls: what their receiver and arguments are given for, and whose their result is. */
import type ts from "typescript";
import { parameterAt } from "../bodies.js";
import type { Contract, Parameter } from "../contract.js";
import type { Effect } from "../effects.js";
import type { Operand, Pass } from "../graph.js";
import { claims, loansOf } from "./claims.js";
import { bare, none, read, suspend, use, type Lowering } from "./lowering.js";

/** A call, or the creation of an object; `awaited` is the expression that waits for its result. */
export function call(
  l: Lowering,
  node: ts.CallExpression | ts.NewExpression,
  awaited?: ts.AwaitExpression,
): Operand {
  const { ts, b, contracts } = l;
  if (contracts.isImport(node)) {
    for (const argument of node.arguments ?? []) read(l, argument);
    b.mayThrow(node);
    if (awaited !== undefined) suspend(l, "await", awaited);
    return none;
  }
  const contract = contracts.of(node);
  const passes: Pass[] = [];
  const { self, name } = callee(l, node, contract, passes);
  const operands: Operand[] = [];
  for (const [position, argument] of (node.arguments ?? []).entries()) {
    if (ts.isSpreadElement(argument)) {
      read(l, argument.expression, argument);
      operands.push(none);
      continue;
    }
    const parameter = parameterAt(contract.parameters, position);
    const inner = bare(l, argument);
    const once = parameter?.said === true && parameter.effect === "move";
    const operand =
      ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)
        ? l.closure(inner, once)
        : l.expression(argument);
    operands.push(operand);
    if (operand.kind !== "none") {
      const into = parameter?.effect === "store" ? self : undefined;
      passes.push({ ...pass(l, operand, parameter, name, argument), into });
    }
  }
  b.emit({ kind: "call", passes, name, node });
  b.mayThrow(node);
  if (awaited !== undefined) suspend(l, "await", awaited);
  claims(l, node, "assertion");
  if (contract.mustUse && ts.isExpressionStatement(node.parent)) b.emit({ kind: "unused", name, node });
  return result(l, awaited ?? node, contract, self, operands);
}

/** What is called, and on what. */
function callee(
  l: Lowering,
  node: ts.CallExpression | ts.NewExpression,
  contract: Contract,
  passes: Pass[],
): { readonly self: Operand; readonly name: string } {
  const { ts, b, contracts } = l;
  const expression = bare(l, node.expression);
  if (
    ts.isCallExpression(node) &&
    (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression))
  ) {
    const self = l.expression(expression.expression);
    if (ts.isElementAccessExpression(expression)) read(l, expression.argumentExpression, expression);
    const name = ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : expression.argumentExpression.getText();
    const closes = contract.self.effect === "shared" && contracts.closesReceiver(node, name);
    const receiver: Parameter = closes ? { ...contract.self, effect: "perhaps" } : contract.self;
    const taker = takes(name, "its receiver", receiver);
    passes.push({ ...pass(l, self, receiver, name, expression.expression), taker });
    return { self, name };
  }
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
    use(l, l.closure(expression, true), expression);
  } else {
    const operand = l.expression(expression);
    const name = ts.isIdentifier(expression) ? expression.text : contract.name;
    if (operand.kind !== "none") {
      // Calling a function value that must be disposed disposes it: `const stop = effect(...); stop();`
      const disposes =
        contracts.conventions.has("disposable-function") && b.factsOf(expression).ends !== undefined;
      const effect: Effect = disposes ? "perhaps" : "shared";
      const self = { ...contract.self, effect, said: false };
      passes.push(pass(l, operand, self, name, expression));
    }
    return { self: none, name };
  }
  return { self: none, name: contract.name };
}

function pass(
  { contracts }: Lowering,
  operand: Operand,
  parameter: Parameter | undefined,
  name: string,
  node: ts.Node,
): Pass {
  return {
    operand,
    effect: parameter?.effect ?? "perhaps",
    said: parameter?.said ?? false,
    sendable: parameter?.sendable ?? false,
    later: contracts.conventions.matches("deferring-function", name),
    into: undefined,
    node,
    taker: takes(name, `\`${parameter?.name ?? ""}\``, parameter),
  };
}

function takes(name: string, what: string, parameter: Parameter | undefined): string {
  const text = parameter?.text === undefined ? "" : `: \`${parameter.text}\``;
  return `\`${name}\` takes ownership of ${what}${text}`;
}

function result(
  l: Lowering,
  node: ts.Expression,
  contract: Contract,
  self: Operand,
  operands: readonly Operand[],
): Operand {
  const { ts, b, contracts } = l;
  const { result } = contract;
  if (result === "receiver" && self.kind !== "none") return self;
  if (typeof result === "object") return operands[result.argument] ?? none;
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  // A class without a constructor has no signature to read.
  const isPlain = ts.isNewExpression(bare(l, node)) && contract.name === "";
  const fresh = result === "fresh" || isPlain;
  const loans = loansOf(contract.borrows, self, contract, operands);
  const isDisposedAlong = contracts.conventions.has("disposed-with-maker");
  const maker = self.kind === "slot" && isDisposedAlong ? self.slot : undefined;
  const value = b.repeated(node, facts, { loans, maker });
  const borrowed = result === "shared" || result === "exclusive";
  const as = fresh && facts.ends !== undefined ? "owned" : borrowed ? "borrowed" : "free";
  b.emit({ kind: "create", value, as, node });
  return { kind: "value", value };
}

/** `await`: of a call, or of something that was there before. */
export function awaiting(l: Lowering, node: ts.AwaitExpression): Operand {
  const { ts, b, contracts } = l;
  const inner = bare(l, node.expression);
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return call(l, inner, node);
  const operand = l.expression(inner);
  // Code that awaits a thenable value waits for its disposal.
  if (operand.kind === "slot" && contracts.conventions.has("thenable") && isThenable(l, inner)) {
    b.emit({ kind: "call", passes: [mayTake(operand, inner)], name: "await", node });
  } else use(l, operand, inner);
  suspend(l, "await", node);
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  const value = b.repeated(node, facts);
  b.emit({ kind: "create", value, as: "free", node });
  return { kind: "value", value };
}

function isThenable({ b }: Lowering, node: ts.Expression): boolean {
  const type = b.checker.getTypeAtLocation(node);
  return type.getProperty("then") !== undefined && b.factsOf(node).ends !== undefined;
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
    into: undefined,
  };
}
