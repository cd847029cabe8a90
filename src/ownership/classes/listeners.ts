/** Listeners of the platform's event targets that a class adds and does not remove. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import * as say from "../messages.js";
import type { Reporter } from "../reporter.js";
import { isOwnField } from "./fields.js";

const GLOBAL = /^(window|document|self|global|document\.(body|documentElement))$/;

/** Reports `addEventListener` on what outlives an object that can be disposed, where nothing removes the listener. */
export function checkListeners(
  contracts: ContractReader,
  owner: ts.ClassLikeDeclaration,
  reporter: Reporter,
): void {
  if (!contracts.conventions.has("dom")) return;
  const { ts } = contracts;
  const added: ts.CallExpression[] = [];
  const removed = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { text } = node.expression.name;
      const [event] = node.arguments;
      if (text === "removeEventListener" && event !== undefined) removed.add(event.getText());
      if (text === "addEventListener" && ts.isExpressionStatement(node.parent)) added.push(node);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(owner, visit);
  for (const call of added) {
    const [event, , options] = call.arguments;
    if (event === undefined || removed.has(event.getText())) continue;
    if (options !== undefined && !/^(true|false)$|passive|capture/.test(options.getText())) continue;
    if (options !== undefined && /signal|once/.test(options.getText())) continue;
    const target = (call.expression as ts.PropertyAccessExpression).expression;
    if (outlives(contracts, owner, target))
      reporter.add(say.listenerNotRemoved(call, event.getText(), target.getText()));
  }
}

/** A global object, or one that the constructor is given. */
function outlives(
  { ts, checker }: ContractReader,
  owner: ts.ClassLikeDeclaration,
  target: ts.Expression,
): boolean {
  if (GLOBAL.test(target.getText())) return true;
  const name = isOwnField(ts, target) ? target.name : target;
  const [declaration] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    ts.isConstructorDeclaration(declaration.parent) &&
    declaration.parent.parent === owner
  );
}
