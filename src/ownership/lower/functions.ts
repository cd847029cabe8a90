/** Functions: their parameters, the closures and classes inside them, and what those capture. */
import type ts from "typescript";
import { parameterAt } from "../bodies.js";
import type { Effect } from "../effects.js";
import { plainFacts } from "../facts.js";
import type { Capture, Operand } from "../graph.js";
import { isCode, type Lowered } from "./builder.js";
import { callerOf, none, read, type Lowering } from "./lowering.js";
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
  b.emit({ kind: "return", operand: l.expression(body), taker: callerOf(l), node: body });
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
    const value = b.value(parameter.name, facts);
    // Inside a method that takes its receiver, whatever the method does disposes the receiver.
    // A value that may be taken is disposed by its lender when the callee did not take it.
    // What the library hands to a callback is an element of something, whose owner is not known.
    const unknown = !said && contextual?.fromLibrary === true;
    const owned = moved && !lent && facts.ends !== undefined && !isThis;
    b.emit({
      kind: "create",
      value,
      as: owned ? "owned" : moved || unknown ? "free" : "borrowed",
      node: parameter.name,
    });
    const operand: Operand = { kind: "value", value };
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
  for (const member of node.members) {
    if (member.name !== undefined && ts.isComputedPropertyName(member.name))
      read(l, member.name.expression, member.name);
    if (isCode(ts, member)) captures.push(...capturesOf(l, lower(member, false), "perhaps"));
  }
  if (captures.length === 0) return;
  b.emit({ kind: "capture", value: b.repeated(node, plainFacts, { captures }), once: false, node });
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
