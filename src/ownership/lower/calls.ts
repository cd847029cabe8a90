/** Calls: what their receiver and arguments are given for, and whose their result is. */
import type ts from "typescript";
import { wrapped } from "../bare.js";
import { parameterAt } from "../bodies.js";
import { ownsSource } from "../classes/sources.js";
import type { Contract, Parameter } from "../contract.js";
import type { Effect } from "../effects.js";
import type { Block, Loan, Operand, Pass } from "../graph.js";
import { claims, loansOf } from "./claims.js";
import {
  bare,
  Beside,
  isAssignment,
  iterated,
  made,
  mayTake,
  none,
  read,
  suspend,
  use,
  type Lowering,
} from "./lowering.js";

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
  const bound = boundCall(l, node);
  const contract = bound ?? contracts.of(node);
  const passes: Pass[] = [];
  const { self, name } = callee(l, node, bound === undefined ? contract : contracts.of(node), passes);
  const parameters = bound === undefined ? contract.parameters : [bound.self, ...bound.parameters];
  const operands: Operand[] = [];
  const beside = new Beside(l);
  const before = b.current;
  if (name === "then" && node.arguments?.length === 2) b.continueIn(b.block());
  for (const [position, argument] of (node.arguments ?? []).entries()) {
    if (ts.isSpreadElement(argument)) {
      iterated(l, l.expression(argument.expression), argument);
      operands.push(none);
      continue;
    }
    const parameter = parameterAt(parameters, position);
    const inner = bare(l, argument);
    const once =
      parameter?.said === true ? parameter.effect === "move" : callsOnce(l, node, name, contract.fromLibrary);
    const lowerArgument = (): Operand =>
      ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)
        ? l.closure(inner, once)
        : l.expression(argument);
    const operand =
      name === "then" && once && position === 1 ? instead(l, before, lowerArgument) : lowerArgument();
    operands.push(operand);
    beside.keep(operand, argument);
    callback(l, argument, inner);
    if (operand.kind !== "none") {
      const into = parameter?.effect === "store" ? self : undefined;
      const isStacked = contract.isStack && parameter?.effect === "store";
      const stacked = !isStacked ? undefined : isMovedOn(l, node.expression) ? "moves" : "kept";
      passes.push({ ...pass(l, operand, parameter, name, argument), into, stacked });
    }
  }
  beside.done();
  b.emit({ kind: "call", passes, name, node });
  b.mayThrow(node);
  if (awaited !== undefined) suspend(l, "await", awaited);
  if (contract.neverReturns) {
    b.stop(node);
    return none;
  }
  claims(l, node, "assertion");
  const isPromise = contract.name === "[Symbol.asyncDispose]";
  if ((contract.mustUse || isPromise) && ts.isExpressionStatement(node.parent))
    b.emit({ kind: "unused", name, node });
  return result(l, awaited ?? node, contract, self, operands, passes);
}

/** Whether what a call is given is called at most once, as far as names tell. */
function callsOnce(
  { ts, contracts }: Lowering,
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  fromLibrary: boolean,
): boolean {
  const { conventions } = contracts;
  if (ts.isNewExpression(node)) return fromLibrary && node.expression.getText() === "Promise";
  if (conventions.matches("deferring-function", name)) return name !== "setInterval";
  if (!conventions.has("calling-once")) return false;
  return conventions.matches("calling-once", name) || node.arguments.some((one) => isOnceOption(ts, one));
}

/** `{ once: true }`, the option of `addEventListener`. */
function isOnceOption(typescript: typeof ts, argument: ts.Expression): boolean {
  return (
    typescript.isObjectLiteralExpression(argument) &&
    argument.properties.some(
      (property) =>
        typescript.isPropertyAssignment(property) &&
        property.name.getText() === "once" &&
        property.initializer.kind === typescript.SyntaxKind.TrueKeyword,
    )
  );
}

/** Runs on another way from a block than what has been lowered since: of two callbacks only one is called. */
function instead({ b }: Lowering, from: Block | undefined, run: () => Operand): Operand {
  const [other, after] = [b.block(), b.block()];
  b.goTo(after);
  from?.next.push({ to: other, refine: undefined });
  b.current = from === undefined ? undefined : other;
  const operand = run();
  b.continueIn(after);
  return operand;
}

/** `Type.prototype.method.call(receiver, ...)`: what is called on the first argument. */
function boundCall(
  { ts, b, contracts }: Lowering,
  node: ts.CallExpression | ts.NewExpression,
): Contract | undefined {
  const { expression } = node;
  if (
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(expression) ||
    expression.name.text !== "call"
  )
    return undefined;
  const [signature] = b.checker.getTypeAtLocation(expression.expression).getCallSignatures();
  const declaration = signature?.declaration;
  return declaration === undefined ||
    !(ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration))
    ? undefined
    : contracts.ofDeclaration(declaration);
}

/** A function that is passed as a callback must not ask for more than its caller lends. */
function callback(l: Lowering, argument: ts.Expression, inner: ts.Expression): void {
  const { ts, b, contracts } = l;
  if (!ts.isIdentifier(inner) || b.factsOf(inner).callable === false) return;
  const symbol = b.checker.getSymbolAtLocation(inner);
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? b.checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target?.valueDeclaration;
  if (declaration === undefined || !ts.isFunctionDeclaration(declaration)) return;
  const own = contracts.ofDeclaration(declaration);
  if (!own.parameters.some(({ said }) => said)) return;
  const expected = contracts.ofCallback(argument);
  if (expected === undefined) return;
  for (const [index, { said, effect }] of own.parameters.entries()) {
    const given = expected.parameters[index];
    if (!said || given === undefined || (effect !== "move" && effect !== "exclusive")) continue;
    const lends = given.effect === "shared" || (given.effect === "exclusive" && effect === "move");
    if (lends)
      b.emit({
        kind: "mismatch",
        name: inner.text,
        asks: effect,
        of: "callback",
        base: undefined,
        node: argument,
      });
  }
}

/** Whether the stack that a method is called on is given to its next owner somewhere: `this.stack = stack.move()`. */
function isMovedOn({ ts, node }: Lowering, method: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(method)) return true;
  const moves = `${method.expression.getText()}.move`;
  const isMove = (inner: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(inner) && inner.getText() === moves) ||
    (ts.forEachChild(inner, isMove) ?? false);
  return ts.forEachChild(node, isMove) ?? false;
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
    const closes = contract.self.effect === "shared" && closesReceiver(l, node, name);
    const receiver: Parameter = closes ? { ...contract.self, effect: "perhaps" } : contract.self;
    const taker = takes(name, "its receiver", receiver);
    passes.push({ ...pass(l, self, receiver, name, expression.expression), taker });
    return { self, name };
  }
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
    const closure = l.closure(expression, true);
    if (closure.kind !== "none")
      passes.push(pass(l, closure, { ...contract.self, effect: "shared" }, contract.name, expression));
  } else {
    const operand = l.expression(expression);
    const name = ts.isIdentifier(expression) ? expression.text : contract.name;
    if (operand.kind !== "none") {
      // Calling a function value that must be disposed disposes it: `const stop = effect(...); stop();`
      const disposes =
        contracts.conventions.has("disposable-function") && b.factsOf(expression).ends !== undefined;
      const once = operand.kind === "slot" && operand.slot.callsOnce;
      const effect: Effect = once ? "move" : disposes ? "perhaps" : "shared";
      const self = { ...contract.self, effect, said: once };
      const taker = `\`${name}\` may be called once: it moves what it captured`;
      passes.push({ ...pass(l, operand, self, name, expression), taker });
    }
    return { self: none, name };
  }
  return { self: none, name: contract.name };
}

/** `handle.createReadStream()`, `handle.writer({ autoClose: true })`: what is made of it closes it. */
function closesReceiver({ ts, contracts }: Lowering, node: ts.CallExpression, name: string): boolean {
  const { conventions } = contracts;
  if (conventions.matches("stream-of-receiver", name)) return true;
  if (!conventions.has("auto-close")) return false;
  return node.arguments.some(
    (argument) =>
      ts.isObjectLiteralExpression(argument) &&
      argument.properties.some(
        (property) =>
          ts.isPropertyAssignment(property) &&
          property.initializer.kind === ts.SyntaxKind.TrueKeyword &&
          /^auto(Close|Destroy|Dispose)$/.test(property.name.getText()),
      ),
  );
}

function pass(
  l: Lowering,
  operand: Operand,
  parameter: Parameter | undefined,
  name: string,
  node: ts.Node,
): Pass {
  const { ts, contracts } = l;
  return {
    operand,
    effect: parameter?.effect ?? "perhaps",
    said: parameter?.said ?? false,
    sendable: parameter?.sendable ?? false,
    later: contracts.conventions.matches("deferring-function", name) && !isTimerCleared(l, node),
    into: undefined,
    stacked: undefined,
    opaque: parameter?.opaque ?? false,
    cleansUp: parameter?.effect === "end" && cleansUp(ts, node),
    node,
    taker: takes(name, `\`${parameter?.name ?? ""}\``, parameter),
  };
}

/** `const timer = setTimeout(...)` and, further down, `clearTimeout(timer)`: the callback ends with the function. */
function isTimerCleared(l: Lowering, argument: ts.Node): boolean {
  const { ts, node } = l;
  const call = argument.parent;
  if (!ts.isCallExpression(call)) return false;
  const { parent } = wrapped(l, call);
  const handle = ts.isVariableDeclaration(parent)
    ? parent.name
    : ts.isBinaryExpression(parent) && isAssignment(l, parent)
      ? parent.left
      : undefined;
  if (handle === undefined) return false;
  const text = handle.getText();
  const isCleared = (inner: ts.Node): boolean =>
    (ts.isCallExpression(inner) &&
      inner.pos >= call.end &&
      /^(\w+\.)?(clear|cancel)[A-Z]\w*$/.test(inner.expression.getText()) &&
      inner.arguments[0]?.getText() === text) ||
    (inner.end > call.end && (ts.forEachChild(inner, isCleared) ?? false));
  return isCleared(node);
}

/** Whether code stands in a `catch` or `finally` block of its function. */
function cleansUp(typescript: typeof ts, node: ts.Node): boolean {
  const found = typescript.findAncestor(node, (one) => {
    if (typescript.isFunctionLike(one)) return "quit";
    return (
      typescript.isCatchClause(one) ||
      (typescript.isBlock(one) && typescript.isTryStatement(one.parent) && one.parent.finallyBlock === one)
    );
  });
  return found !== undefined;
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
  passes: readonly Pass[],
): Operand {
  const { ts, b, contracts } = l;
  const { result } = contract;
  if (result === "receiver" && self.kind !== "none") return self;
  if (typeof result === "object") return operands[result.argument] ?? none;
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  // A class without a constructor has no signature to read.
  const isPlain = ts.isNewExpression(bare(l, node)) && contract.name === "";
  const fresh = (result === "fresh" || result === "doubtful" || isPlain) && !endsWithoutUs(l, node, contract);
  // What registers something may return a handle to undo it, which few keep.
  const isHandle = facts.bare && !contract.isKnown && ts.isExpressionStatement(node.parent);
  const pending = facts.pending && !ts.isAwaitExpression(node) ? pendingLoans(l, node, passes) : [];
  const loans = [...loansOf(contract.borrows, self, contract, operands), ...pending];
  const isDisposedAlong = contracts.conventions.has("disposed-with-maker");
  const isPromise = fresh && facts.promised !== undefined;
  const maker = self.kind === "slot" && isDisposedAlong ? self.slot : undefined;
  const value = b.repeated(node, isPromise ? { ...facts, ends: facts.promised } : facts, {
    loans,
    maker,
    doubtful: result === "doubtful" || isHandle || (isPromise && !contract.isKnown && contract.name !== ""),
    sharedOnly: contract.lends,
  });
  const borrowed = result === "shared" || result === "exclusive";
  const as = fresh && value.facts.ends !== undefined ? "owned" : borrowed ? "borrowed" : "free";
  return made(l, value, as);
}

/**
 * A subscription that somebody else ends: its source goes with the subscriber, or the call hands it to a store, as the
 * third argument of an event of VS Code does.
 */
function endsWithoutUs({ ts, b, contracts }: Lowering, node: ts.Expression, contract: Contract): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (!contract.subscribes || !ts.isCallExpression(call)) return false;
  const [, , store] = call.arguments;
  if (store !== undefined && b.checker.isArrayType(b.checker.getTypeAtLocation(store))) return true;
  return ts.isExpressionStatement(node.parent) && ownsSource(contracts, call.expression);
}

/** A promise or an iterator still needs what its call was lent: the receiver, the arguments, what a callback captured. */
function pendingLoans(l: Lowering, node: ts.Expression, passes: readonly Pass[]): Loan[] {
  const { ts } = l;
  // Who makes a promise runs the executor at once; what stands in a function inside of it may run later.
  if (ts.isNewExpression(node)) return passes.flatMap(({ operand }) => deferredLoans(l, operand));
  return passes.flatMap(({ operand, effect }) =>
    effect === "shared" || effect === "exclusive" || isClosure(operand)
      ? [{ from: operand, exclusive: effect === "exclusive" }]
      : [],
  );
}

function isClosure(operand: Operand): boolean {
  return operand.kind === "value" && operand.value.captures !== undefined;
}

function deferredLoans({ ts }: Lowering, operand: Operand): Loan[] {
  if (operand.kind !== "value") return [];
  const { captures = [], node: executor } = operand.value;
  return captures.flatMap(({ slot, node }) =>
    ts.findAncestor(node, ts.isFunctionLike) === executor
      ? []
      : [{ from: { kind: "slot", slot }, exclusive: false }],
  );
}

/** `await`: of a call, or of something that was there before. */
export function awaiting(l: Lowering, node: ts.AwaitExpression): Operand {
  const { ts, b, contracts } = l;
  const inner = bare(l, node.expression);
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return call(l, inner, node);
  const operand = l.expression(inner);
  // Code that awaits a promise has its result; code that awaits a thenable value waits for its disposal.
  const isTaken =
    b.factsOf(inner).promised !== undefined ||
    (operand.kind === "slot" && contracts.conventions.has("thenable") && isThenable(l, inner));
  if (isTaken) b.emit({ kind: "call", passes: [mayTake(operand, inner)], name: "await", node });
  else use(l, operand, inner);
  suspend(l, "await", node);
  const facts = b.factsOf(node);
  if (facts.primitive) return none;
  return made(l, b.repeated(node, facts), "free");
}

function isThenable({ b }: Lowering, node: ts.Expression): boolean {
  const type = b.checker.getTypeAtLocation(node);
  return type.getProperty("then") !== undefined && b.factsOf(node).ends !== undefined;
}
