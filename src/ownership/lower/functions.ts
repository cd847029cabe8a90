/** Functions: their parameters, the closures and classes inside them, and what those capture. */
import type ts from "typescript";
import { parameterAt } from "../bodies.js";
import type { Effect } from "../effects.js";
import { plainFacts } from "../facts.js";
import type { Capture, Operand } from "../graph.js";
import { isCode, type Lowered } from "./builder.js";
import { made, none, read, returns, type Lowering } from "./lowering.js";
import { bindName } from "./names.js";

/** The code of a function, an initializer or a file. */
export function code(l: Lowering): void {
  const { ts, b, node } = l;
  if (ts.isSourceFile(node) || ts.isModuleBlock(node)) return l.statements(node.statements);
  if (ts.isClassStaticBlockDeclaration(node)) return l.statements(node.body.statements);
  if (ts.isPropertyDeclaration(node)) {
    if (node.initializer !== undefined)
      b.emit({ kind: "store", operand: l.expression(node.initializer), into: undefined, node });
    return;
  }
  const declaration = node as ts.FunctionLikeDeclaration;
  parameters(l, declaration);
  const { body } = declaration;
  if (body === undefined) return;
  if (ts.isBlock(body)) return l.statements(body.statements);
  returns(l, l.expression(body), body);
}

function parameters(l: Lowering, declaration: ts.FunctionLikeDeclaration): void {
  const { ts, b, contracts } = l;
  const contextual =
    ts.isArrowFunction(declaration) || ts.isFunctionExpression(declaration)
      ? contracts.ofCallback(declaration)
      : undefined;
  let position = 0;
  for (const parameter of declaration.parameters) {
    const isThis = ts.isIdentifier(parameter.name) && parameter.name.text === "this";
    const annotations = contracts.annotations.read(parameter.type);
    const expected = contextual && parameterAt(contextual.parameters, isThis ? -1 : position);
    if (!isThis) position++;
    // The type of a callback decides what a parameter is, unless the parameter has an annotation.
    const said = annotations.move || annotations.exclusive || annotations.shared;
    const moved = annotations.move || (!said && expected?.effect === "move");
    const lent = said ? annotations.shared : expected?.lent === true;
    if (parameter.initializer !== undefined) read(l, parameter.initializer);
    const facts = b.factsOf(parameter.name);
    if (facts.primitive) continue;
    // A function that is moved is a value as any other; one that is lent is copied, as `fn` items are in Rust.
    // Inside a method that takes its receiver, whatever the method does disposes the receiver.
    // A value that may be taken is disposed by its lender when the callee did not take it.
    // What the library hands to a callback is an element of something, whose owner is not known.
    const unknown = !said && contextual?.fromLibrary === true;
    const owned = moved && !lent && facts.ends !== undefined && !isThis;
    const isShared = said
      ? annotations.shared
      : expected?.lent === true || (contextual === undefined && parameter.type !== undefined);
    const value = b.value(parameter.name, annotations.move ? { ...facts, callable: false } : facts, {
      sharedOnly: facts.annotated && !annotations.exclusive && isShared,
    });
    const operand = made(
      l,
      value,
      owned ? "owned" : moved || unknown ? "free" : isThis ? b.receiver : "borrowed",
    );
    if (isThis) {
      const slot = b.declareSlot("this", parameter, "parameter");
      b.thisSlot = slot;
      b.emit({ kind: "bind", slot, operand, declares: true, using: false, node: parameter });
    } else {
      bindName(l, parameter.name, operand, { declares: true, using: false }, parameter);
    }
  }
}

/** A function inside this one, which `lower` lowers: a value that holds what it captured. */
export function closure(
  l: Lowering,
  node: ts.Node,
  once: boolean,
  lower: (node: ts.Node, once: boolean) => Lowered,
): Operand {
  const { ts, b } = l;
  if ((node as ts.FunctionLikeDeclaration).body === undefined) return none;
  const captures = capturesOf(l, lower(node, once), undefined);
  const name = ts.isFunctionDeclaration(node) ? node.name : undefined;
  const value = b.repeated(node, plainFacts, { captures });
  b.emit({ kind: "capture", value, once, node });
  const operand: Operand = { kind: "value", value };
  const slot = name === undefined ? undefined : b.slotOf(name);
  if (slot !== undefined) b.emit({ kind: "bind", slot, operand, declares: true, using: false, node });
  return operand;
}

/**
 * A function that gets a name: when it moves what it captured, and its name is called or handed over as what may be
 * called once, it takes that along when it is made, as a closure does in Rust that is `FnOnce`.
 */
export function namedClosure(
  l: Lowering,
  node: ts.ArrowFunction | ts.FunctionExpression,
  declaration: ts.VariableDeclaration & { readonly name: ts.Identifier },
  lower: (node: ts.Node, once: boolean) => Lowered,
): Operand {
  const { b, contracts } = l;
  const lowered = lower(node, false);
  const takes = lowered.outer.some(({ effect }) => effect === "move");
  const isOnce =
    takes && (contracts.annotations.read(declaration.type).move || isCalledOnce(l, declaration.name));
  const slot = isOnce ? b.slotOf(declaration.name) : undefined;
  if (slot === undefined) return closure(l, node, false, lower);
  slot.callsOnce = true;
  takeAlong(lowered);
  return closure(l, node, true, lower);
}

/** What the function captured is its own: it was moved there. */
function takeAlong({ graph }: Lowered): void {
  const { instructions } = graph.entry;
  for (const [index, step] of instructions.entries()) {
    if (step.kind === "create" && step.as === "captured") instructions[index] = { ...step, as: "free" };
  }
}

/** Whether a name is only called, returned, or handed over as what may be called once. */
function isCalledOnce({ ts, b, contracts, node }: Lowering, name: ts.Identifier): boolean {
  const symbol = b.checker.getSymbolAtLocation(name);
  let uses = 0;
  const isOther = (inner: ts.Node): boolean => {
    if (ts.isIdentifier(inner) && inner.text === name.text && inner !== name) {
      if (b.checker.getSymbolAtLocation(inner) !== symbol) return false;
      uses++;
      const { parent } = inner;
      if (ts.isReturnStatement(parent)) return false;
      if (!ts.isCallExpression(parent)) return true;
      if (parent.expression === inner) return false;
      const parameter = parameterAt(contracts.of(parent).parameters, parent.arguments.indexOf(inner));
      return parameter?.said !== true || parameter.effect !== "move";
    }
    return ts.forEachChild(inner, isOther) ?? false;
  };
  const other = ts.forEachChild(node, isOther) ?? false;
  return !other && uses > 0;
}

/** A class inside this function, whose members `lower` lowers. */
export function classLike(
  l: Lowering,
  node: ts.ClassLikeDeclaration,
  lower: (node: ts.Node, once: boolean) => Lowered,
): void {
  const { ts, b } = l;
  for (const clause of node.heritageClauses ?? []) {
    for (const { expression } of clause.types) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) read(l, expression);
    }
  }
  const captures: Capture[] = [];
  decorators(l, node);
  for (const member of node.members) {
    decorators(l, member);
    if (ts.isMethodDeclaration(member)) implementation(l, node, member);
    if (member.name !== undefined && ts.isComputedPropertyName(member.name))
      read(l, member.name.expression, member.name);
    if (isCode(ts, member)) captures.push(...capturesOf(l, lower(member, false), "perhaps"));
  }
  if (captures.length === 0) return;
  b.emit({ kind: "capture", value: b.repeated(node, plainFacts, { captures }), once: false, node });
}

function decorators(l: Lowering, node: ts.Node): void {
  const { ts } = l;
  if (!ts.canHaveDecorators(node)) return;
  for (const { expression } of ts.getDecorators(node) ?? []) read(l, expression);
}

/** A method must not ask for more than what it implements or overrides: callers of that lend. */
function implementation(l: Lowering, node: ts.ClassLikeDeclaration, method: ts.MethodDeclaration): void {
  const { ts, b, contracts } = l;
  const own = contracts.ofDeclaration(method);
  if (!own.self.said && !own.parameters.some(({ said }) => said)) return;
  const name = method.name.getText();
  // Of several signatures, a caller is held to the one that it calls.
  const forms = node.members.filter((member) => member.name?.getText() === name);
  if (forms.length > 1) return;
  for (const type of (node.heritageClauses ?? []).flatMap(({ types }) => types)) {
    const property = b.checker.getTypeAtLocation(type).getProperty(name);
    const base = property?.declarations?.find(
      (one) => ts.isMethodSignature(one) || ts.isMethodDeclaration(one),
    );
    if (base === undefined) continue;
    const stated = contracts.ofDeclaration(base);
    const pairs = own.parameters.map((parameter, index) => [parameter, stated.parameters[index]] as const);
    for (const [mine, theirs] of [[own.self, stated.self] as const, ...pairs]) {
      if (!mine.said || theirs === undefined || (mine.effect !== "move" && mine.effect !== "exclusive"))
        continue;
      if (theirs.effect === mine.effect || theirs.effect === "move" || theirs.effect === "perhaps") continue;
      b.emit({ kind: "mismatch", name, asks: mine.effect, of: "method", base, node: method.name });
      return;
    }
  }
}

function capturesOf({ b }: Lowering, lowered: Lowered, effect: Effect | undefined): Capture[] {
  return lowered.outer.flatMap((use) => {
    const slot = use.symbol === undefined ? undefined : b.slotOfSymbol(use.symbol, use.node);
    if (slot === undefined || slot.binding === "module") return [];
    const what = effect ?? use.effect;
    if (what !== "shared" && what !== "exclusive") slot.shared = true;
    return [{ slot, effect: what, node: use.node }];
  });
}
