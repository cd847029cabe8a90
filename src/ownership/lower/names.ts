/** Names and places that get values: declarations, patterns, assignments. */
import type ts from "typescript";
import type { Source } from "../annotations.js";
import type { Operand, Place, Slot } from "../graph.js";
import { taken } from "./claims.js";
import { setFlag } from "./branches.js";
import { lentTo } from "./lent.js";
import {
  bare,
  Beside,
  disown,
  isAny,
  isAssignment,
  made,
  member,
  none,
  read,
  use,
  walked,
  type Lowering,
  mayTake,
  suspend,
} from "./lowering.js";

/** How a name gets a value. */
export interface Binding {
  readonly declares: boolean;
  readonly using: boolean;
  readonly place?: Place;
  /** `using` disposes what stays in something else, or what was taken out of it. */
  readonly lent?: "certain" | "doubtful" | "taken" | undefined;
}

/** Whether a list declares its names with `using` or `await using`. */
export function isUsing({ ts }: Lowering, list: ts.VariableDeclarationList): boolean {
  const flags: ts.NodeFlags = list.flags & ts.NodeFlags.BlockScoped;
  return flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing;
}

/** The variables of a declaration. */
export function variables(l: Lowering, list: ts.VariableDeclarationList, exported = false): void {
  const { ts, b } = l;
  const how = { declares: true, using: isUsing(l, list) };
  for (const declaration of list.declarations) {
    const { name } = declaration;
    if (!exported && (spreadOver(l, declaration, how) || forgotten(l, declaration))) continue;
    const flag = ts.isIdentifier(name) && !exported ? l.flags.of(name) : undefined;
    if (flag !== undefined) {
      if (declaration.initializer !== undefined) setFlag(l, flag, declaration.initializer, declaration);
      continue;
    }
    const operand = initial(l, declaration);
    if (declaration.type !== undefined && isAny(l, name)) disown(l, operand, name);
    if (!exported) {
      const lent = how.using ? lentTo(l, declaration.initializer) : undefined;
      bindName(l, name, operand, { ...how, lent }, declaration);
      continue;
    }
    b.emit({ kind: "store", operand, into: undefined, node: declaration });
    const place = ts.isIdentifier(name) ? { value: b.repeated(name, b.factsOf(name)), of: none } : undefined;
    bindName(l, name, operand, place === undefined ? how : { ...how, place }, declaration);
  }
}

/** `const [one, other] = [open(), open()]`, `const { file } = { file: open() }`: each name gets its part. */
function spreadOver(l: Lowering, declaration: ts.VariableDeclaration, how: Binding): boolean {
  const { ts, b } = l;
  const { name, initializer } = declaration;
  if (initializer === undefined) return false;
  const literal = bare(l, initializer);
  const parts = new Map<string, { readonly operand: Operand; readonly node: ts.Node }>();
  const beside = new Beside(l);
  const add = (key: string, part: ts.Expression): void => {
    const operand = l.expression(part);
    beside.keep(operand, part);
    parts.set(key, { operand, node: part });
  };
  const promises = awaitedElements(l, literal);
  if (ts.isArrayBindingPattern(name) && promises !== undefined) {
    if (promises.some(ts.isSpreadElement) || name.elements.some(isRest)) return false;
    for (const [index, element] of promises.entries()) {
      const target = name.elements[index];
      const to = target === undefined || ts.isOmittedExpression(target) ? undefined : target.name;
      const operand = to === undefined ? l.expression(element) : awaited(l, element, to);
      parts.set(`[${index}]`, { operand, node: element });
    }
    suspend(l, "await", literal);
  } else if (ts.isArrayBindingPattern(name) && ts.isArrayLiteralExpression(literal)) {
    if (literal.elements.some(ts.isSpreadElement) || name.elements.some(isRest)) return false;
    for (const [index, element] of literal.elements.entries()) add(`[${index}]`, element);
  } else if (ts.isObjectBindingPattern(name) && ts.isObjectLiteralExpression(literal)) {
    if (name.elements.some(isRest)) return false;
    if (!literal.properties.every((one) => ts.isPropertyAssignment(one) && ts.isIdentifier(one.name)))
      return false;
    for (const property of literal.properties as ts.NodeArray<ts.PropertyAssignment>)
      add(`.${property.name.getText()}`, property.initializer);
  } else return false;
  beside.done();
  for (const [index, element] of name.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.initializer !== undefined) read(l, element.initializer);
    const key = keyOf(l, name, element, index);
    const part = key === undefined ? undefined : parts.get(key);
    if (key !== undefined) parts.delete(key);
    bindName(l, element.name, part?.operand ?? none, how, element);
  }
  for (const { operand, node } of parts.values()) b.emit({ kind: "discard", operand, node });
  return true;
}

/** `const [one, other] = await Promise.all([open(), open()])`: each name gets the result of its promise. */
function awaitedElements(l: Lowering, node: ts.Expression): readonly ts.Expression[] | undefined {
  const { ts } = l;
  if (!ts.isAwaitExpression(node)) return undefined;
  const call = bare(l, node.expression);
  if (!ts.isCallExpression(call) || call.expression.getText() !== "Promise.all") return undefined;
  const [argument] = call.arguments;
  const array = argument === undefined ? undefined : bare(l, argument);
  return array !== undefined && ts.isArrayLiteralExpression(array) ? array.elements : undefined;
}

/** What a promise results in. */
function awaited(l: Lowering, node: ts.Expression, name: ts.Node): Operand {
  const { ts, b } = l;
  const inner = bare(l, node);
  const [resolved] =
    ts.isCallExpression(inner) && inner.expression.getText() === "Promise.resolve" ? inner.arguments : [];
  if (resolved !== undefined) return l.expression(resolved);
  const operand = l.expression(inner);
  if (operand.kind !== "none")
    b.emit({ kind: "call", passes: [mayTake(operand, inner)], name: "await", node: inner });
  const facts = b.factsOf(name);
  if (facts.primitive) return none;
  const promise = operand.kind === "value" ? operand.value : undefined;
  const value = b.repeated(inner, facts, { doubtful: promise?.doubtful ?? false });
  const isOwned = promise?.facts.promised !== undefined && promise.facts.ends !== undefined;
  return made(l, value, isOwned && facts.ends !== undefined ? "owned" : "free");
}

/** `const pages = [open(), open()]`, never mentioned again: what the literal holds is lost. */
function forgotten(l: Lowering, declaration: ts.VariableDeclaration): boolean {
  const { ts, b } = l;
  const { name, initializer } = declaration;
  if (initializer === undefined || !ts.isIdentifier(name) || l.moduleLevel) return false;
  const literal = bare(l, initializer);
  if (!ts.isArrayLiteralExpression(literal) || literal.elements.some(ts.isSpreadElement)) return false;
  const isMentioned = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === name.text && node !== name) ||
    (ts.forEachChild(node, isMentioned) ?? false);
  if (ts.forEachChild(l.node, isMentioned) === true) return false;
  for (const element of literal.elements) {
    const operand = l.expression(element);
    b.emit({ kind: "discard", operand, node: element });
  }
  return true;
}

function isRest(element: ts.ArrayBindingElement): boolean {
  return (element as Partial<ts.BindingElement>).dotDotDotToken !== undefined;
}

/** What a variable starts with. */
function initial(l: Lowering, declaration: ts.VariableDeclaration): Operand {
  const { ts } = l;
  const { initializer, name } = declaration;
  if (initializer === undefined) return none;
  const inner = bare(l, initializer);
  const isConst = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  return ts.isIdentifier(name) && isConst && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner))
    ? l.namedClosure(inner, declaration as typeof declaration & { readonly name: ts.Identifier })
    : l.expression(initializer);
}

/** Gives a value to a name, or its parts to the names of a pattern. */
export function bindName(
  l: Lowering,
  name: ts.BindingName,
  operand: Operand,
  how: Binding,
  node: ts.Node,
): void {
  const { ts, b } = l;
  if (ts.isIdentifier(name)) {
    const slot = b.slotOf(name);
    if (slot === undefined) return;
    const isVar =
      ts.isVariableDeclaration(node) &&
      ts.isVariableDeclarationList(node.parent) &&
      (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
    if (how.declares && !isVar && (!l.moduleLevel || how.using)) b.enterScope(slot);
    if (how.declares && (isVar || l.moduleLevel)) slot.shared = true;
    b.emit({ kind: "bind", slot, operand, ...how, node });
    return;
  }
  if (ts.isArrayBindingPattern(name)) walked(l, operand, name);
  for (const [index, element] of name.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.initializer !== undefined) read(l, element.initializer);
    bindName(l, element.name, partOf(l, name, element, index, operand), how, element);
  }
}

/** The part of a value that an element of a pattern gets. */
function partOf(
  l: Lowering,
  pattern: ts.BindingPattern,
  element: ts.BindingElement,
  index: number,
  operand: Operand,
): Operand {
  const { b, contracts } = l;
  const key = keyOf(l, pattern, element, index);
  const path =
    operand.kind === "slot" && key !== undefined ? b.pathOf(operand.slot, key, element.name) : undefined;
  if (key?.startsWith(".") === true) {
    const annotations = contracts.propertyOf(b.checker.getTypeAtLocation(pattern), key.slice(1));
    if (annotations?.move === true) return handedOver(l, element.name, path, annotations.borrows, operand);
  }
  return path === undefined ? member(l, element.name, operand) : { kind: "slot", slot: path };
}

function keyOf(
  { ts }: Lowering,
  pattern: ts.BindingPattern,
  element: ts.BindingElement,
  index: number,
): string | undefined {
  if (element.dotDotDotToken !== undefined) return undefined;
  if (ts.isArrayBindingPattern(pattern)) return `[${index}]`;
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) ? `.${name.text}` : undefined;
}

/** What a property hands over to the pattern that reads it. */
function handedOver(
  l: Lowering,
  node: ts.Node,
  path: Slot | undefined,
  borrows: readonly Source[],
  owner: Operand,
): Operand {
  if (path !== undefined) return taken(l, path, borrows, owner, node);
  const facts = l.b.factsOf(node);
  return facts.primitive
    ? none
    : made(l, l.b.repeated(node, facts), facts.ends === undefined ? "free" : "owned");
}

/** Gives a value to a place; returns what the assignment results in. */
export function assign(l: Lowering, target: ts.Expression, operand: Operand, node: ts.Node): Operand {
  const { ts, b } = l;
  const inner = bare(l, target);
  if (ts.isIdentifier(inner)) {
    if (isAny(l, inner)) disown(l, operand, inner);
    const slot = b.slotOf(inner);
    if (slot !== undefined) b.emit({ kind: "bind", slot, operand, declares: false, using: false, node });
    else if (operand.kind !== "none") b.emit({ kind: "store", operand, into: undefined, node });
  } else if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    return assignProperty(l, inner, operand, node);
  } else if (ts.isObjectLiteralExpression(inner)) {
    for (const property of inner.properties) {
      if (ts.isShorthandPropertyAssignment(property))
        assign(l, property.name, member(l, property.name, operand), node);
      else if (ts.isPropertyAssignment(property))
        assign(l, property.initializer, member(l, property.initializer, operand), node);
      else if (ts.isSpreadAssignment(property)) assign(l, property.expression, none, node);
    }
  } else if (ts.isArrayLiteralExpression(inner)) {
    walked(l, operand, inner);
    for (const element of inner.elements) {
      if (ts.isOmittedExpression(element)) continue;
      const place = ts.isSpreadElement(element) ? element.expression : element;
      assign(l, place, member(l, place, operand), node);
    }
  } else if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    read(l, inner.right);
    assign(l, inner.left, operand, node);
  } else {
    read(l, inner);
  }
  return operand;
}

function assignProperty(
  l: Lowering,
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  operand: Operand,
  node: ts.Node,
): Operand {
  const { ts, b } = l;
  const base = l.expression(target.expression);
  let key: string | undefined;
  if (ts.isPropertyAccessExpression(target)) key = `.${target.name.text}`;
  else read(l, target.argumentExpression);
  use(l, base, target.expression, true);
  if (operand.kind !== "none")
    b.emit({ kind: "store", operand, into: base, takenBack: isTakenBack(l, target), node });
  const slot = key !== undefined && base.kind === "slot" ? b.pathOf(base.slot, key, target) : undefined;
  const facts = b.factsOf(target);
  if (slot !== undefined) {
    // A constructor makes what it writes to.
    const isOwn = slot.root === b.thisSlot && ts.isConstructorDeclaration(l.node);
    const place = { value: b.repeated(target, facts), of: isOwn ? none : base };
    b.emit({ kind: "bind", slot, operand, declares: false, using: false, place, node });
  }
  // What was stored is moved: `return (this.file = open())` shows what is there.
  if (operand.kind !== "none" && facts.strict) {
    if (slot !== undefined) return { kind: "slot", slot };
    if (!ts.isExpressionStatement(node.parent)) return member(l, target, base);
  }
  return operand;
}

const takenBack = new WeakMap<ts.Node, ReadonlySet<string>>();

/** `finally { this.pending = undefined; }`, or `delete`: what is stored there does not outlive the function. */
function isTakenBack(l: Lowering, place: ts.Expression): boolean {
  const { ts, contracts } = l;
  if (!contracts.conventions.has("taken-back")) return false;
  let places = takenBack.get(l.node);
  if (places === undefined) {
    const found = new Set<string>();
    const collect = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) return;
      if (ts.isBinaryExpression(node) && isAssignment(l, node)) found.add(node.left.getText());
      if (ts.isDeleteExpression(node)) found.add(node.expression.getText());
      ts.forEachChild(node, collect);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && node !== l.node) return;
      if (ts.isTryStatement(node) && node.finallyBlock !== undefined) collect(node.finallyBlock);
      ts.forEachChild(node, visit);
    };
    visit(l.node);
    takenBack.set(l.node, (places = found));
  }
  return places.size > 0 && places.has(place.getText());
}
