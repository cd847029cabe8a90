/** Whether the source of a subscription outlives the code that subscribes, so that the subscription must be ended. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import { isEnding, isOwnField, isMade } from "./fields.js";

/**
 * Whether the object that is listened to belongs to the listener: then both go together, and nothing must be ended.
 *
 * @param source - What is called, or what a method is called on.
 */
export function ownsSource(contracts: ContractReader, source: ts.Expression): boolean {
  const { ts } = contracts;
  const root = rootOf(ts, source);
  if (root.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (isOwnField(ts, root)) return ownsField(contracts, root);
  return ts.isIdentifier(root) && isMadeHere(contracts, root);
}

/** `this.model.events` leads to `this.model`, `model.on` to `model`. */
function rootOf(typescript: typeof ts, source: ts.Expression): ts.Expression {
  let node = source;
  for (;;) {
    if (isOwnField(typescript, node)) return node;
    if (typescript.isPropertyAccessExpression(node) || typescript.isNonNullExpression(node))
      node = node.expression;
    else return node;
  }
}

/** A field is owned that its class makes, or inherits; one that is handed in is not. */
function ownsField(contracts: ContractReader, field: ts.PropertyAccessExpression): boolean {
  const { ts, checker } = contracts;
  const owner = ts.findAncestor(field, ts.isClassLike);
  const [declaration] = checker.getSymbolAtLocation(field.name)?.declarations ?? [];
  if (owner === undefined || declaration === undefined) return false;
  if (disposesField(contracts, owner, field.name.text)) return true;
  // An event or a method of the class itself, or of its base class.
  if (!ts.isPropertyDeclaration(declaration)) return !ts.isParameter(declaration);
  if (declaration.parent !== owner) return !isInjected(contracts, declaration);
  if (declaration.initializer !== undefined) return !isReference(ts, declaration.initializer);
  if (isInjected(contracts, declaration)) return false;
  let isMade = false;
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      isOwnField(ts, node.left) &&
      node.left.name.text === field.name.text
    ) {
      isMade ||= !isReference(ts, node.right);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(owner, visit);
  return isMade;
}

/** `this.model.dispose()`, `this._register(this.model)`: what a class disposes it owns. */
function disposesField(contracts: ContractReader, owner: ts.ClassLikeDeclaration, name: string): boolean {
  const { ts, conventions } = contracts;
  const visit = (node: ts.Node): boolean => {
    if (isOwnField(ts, node) && node.name.text === name) {
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent) && isEnding(contracts, parent.name.text)) return true;
      if (ts.isCallExpression(parent) && parent.arguments.includes(node)) {
        const { expression } = parent;
        const called = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
        return ts.isIdentifier(called) && conventions.matches("keeping-function", called.text);
      }
    }
    return ts.forEachChild(node, visit) ?? false;
  };
  return ts.forEachChild(owner, visit) ?? false;
}

/** `@inject(Service) service: Service`. */
function isInjected({ ts }: ContractReader, declaration: ts.PropertyDeclaration): boolean {
  return (ts.getDecorators(declaration) ?? []).length > 0;
}

/** `model`, `options.model`: something that is there already. */
function isReference(typescript: typeof ts, node: ts.Expression): boolean {
  if (typescript.isIdentifier(node)) return true;
  return typescript.isPropertyAccessExpression(node) && isReference(typescript, node.expression);
}

/** A variable of the function, with a value that the function makes. */
function isMadeHere(contracts: ContractReader, name: ts.Identifier): boolean {
  const { ts, checker } = contracts;
  const [declaration] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const around = ts.findAncestor(declaration, ts.isFunctionLike);
  if (around === undefined || declaration.initializer === undefined) return false;
  return isMade(contracts, declaration.initializer) || ts.isNewExpression(declaration.initializer);
}
