/** Collections of a class whose elements it owns: an element that is replaced, deleted or cleared away is disposed before. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import * as say from "../messages.js";
import type { Reporter } from "../reporter.js";
import { isOwnField, isMade, isTimer, type Field, type Mention } from "./fields.js";

/** Reports elements that a class makes and loses. */
export function checkElements(
  contracts: ContractReader,
  owner: ts.ClassLikeDeclaration,
  field: Field,
  reporter: Reporter,
): void {
  const { ts } = contracts;
  const puts = field.mentions.filter((mention) => putsMade(contracts, mention));
  if (puts.length === 0) return;
  const seen = field.mentions.map(({ node }) => node);
  const report = (node: ts.Node, how: "replaced" | "cleared"): void => {
    // What the function has looked at before, it may have disposed.
    const member = ts.findAncestor(node, (one) => one.parent === owner);
    const isSeen = seen.some(
      (other) => member !== undefined && other.pos >= member.pos && other.getStart() < node.getStart(),
    );
    if (!isSeen) reporter.add(say.elementLost(node, field.name, how));
  };
  for (const { node } of puts) {
    const call = node.parent.parent as ts.CallExpression;
    if (methodOf(node) === "set" && !firesOnce(contracts, call.arguments.at(-1))) report(call, "replaced");
  }
  for (const node of resetsOf(contracts, owner, field.name)) report(node, "cleared");
}

/** `setTimeout(...)`: a timer that fires once goes by itself. */
function firesOnce(contracts: ContractReader, value: ts.Expression | undefined): boolean {
  const { ts } = contracts;
  return (
    value !== undefined &&
    isTimer(contracts, value) &&
    ts.isCallExpression(value) &&
    /\bsetTimeout$/.test(value.expression.getText())
  );
}

/** `this.all.push(make())`, `this.byName.set(name, make())`. */
function putsMade(contracts: ContractReader, { node }: Mention): boolean {
  const { ts } = contracts;
  const method = methodOf(node);
  const call = node.parent.parent;
  if (method === undefined || !/^(push|unshift|add|set)$/.test(method) || !ts.isCallExpression(call))
    return false;
  const collection = contracts.checker.getTypeAtLocation(node).symbol?.name ?? "";
  // A store of disposables disposes what it lets go.
  if (!/^(Array|Map|Set|WeakMap)$/.test(collection)) return false;
  const last = call.arguments.at(-1);
  return last !== undefined && isMade(contracts, last);
}

function methodOf({ parent }: ts.PropertyAccessExpression): string | undefined {
  return (parent as { readonly name?: ts.Identifier }).name?.text;
}

/** `this.all = []`, `this.all.length = 0`, `this.all.clear()`, in methods. */
function resetsOf({ ts }: ContractReader, owner: ts.ClassLikeDeclaration, name: string): ts.Node[] {
  const found: ts.Node[] = [];
  const isField = (node: ts.Node): boolean => isOwnField(ts, node) && node.name.text === name;
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) || ts.isConstructorDeclaration(node)) return;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const { left, right } = node;
      const isLength =
        ts.isPropertyAccessExpression(left) && left.name.text === "length" && isField(left.expression);
      if (isLength || (isField(left) && isEmpty(ts, right))) found.push(node);
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "clear" &&
      isField(node.expression.expression)
    ) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  for (const member of owner.members) visit(member);
  return found;
}

function isEmpty(typescript: typeof ts, node: ts.Expression): boolean {
  if (typescript.isArrayLiteralExpression(node)) return node.elements.length === 0;
  return typescript.isNewExpression(node) && /^(Map|Set)$/.test(node.expression.getText());
}
