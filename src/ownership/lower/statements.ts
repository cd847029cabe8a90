/** Statements: what each does to the way that control takes. */
import type ts from "typescript";
import { condition } from "./branches.js";
import { tryStatement } from "./handlers.js";
import { loop, switchStatement } from "./loops.js";
import { children, discarded, inside, none, returns, type Lowering } from "./lowering.js";
import { variables } from "./names.js";

/** Statements, one after the other. */
export function statements(l: Lowering, nodes: readonly ts.Statement[]): void {
  // Function declarations are hoisted; their effects count before the code that calls them.
  for (const node of nodes) if (l.ts.isFunctionDeclaration(node)) l.closure(node);
  for (const node of nodes) l.statement(node);
}

/** One statement, with the labels before it. */
export function statement(l: Lowering, node: ts.Statement, labels: readonly string[]): void {
  const { ts, b } = l;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the hundreds of kinds, those that do nothing
  switch (node.kind) {
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.EmptyStatement:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.DebuggerStatement:
      return;
  }
  if (ts.isBlock(node)) inside(l, () => b.inScope(node, () => l.statements(node.statements)));
  else if (ts.isVariableStatement(node)) variables(l, node.declarationList, isExported(l, node));
  else if (ts.isExpressionStatement(node)) discarded(l, node.expression);
  else if (ts.isIfStatement(node)) ifStatement(l, node);
  else if (ts.isReturnStatement(node)) {
    const operand = node.expression === undefined ? none : l.expression(node.expression);
    returns(l, operand, node.expression ?? node);
    b.return(node);
  } else if (ts.isThrowStatement(node)) {
    const operand = l.expression(node.expression);
    if (operand.kind === "value") b.emit({ kind: "discard", operand, node: node.expression });
    else b.emit({ kind: "store", operand, into: undefined, node: node.expression });
    b.throw(node);
  } else if (ts.isBreakStatement(node)) b.break(node.label?.text, node);
  else if (ts.isContinueStatement(node)) b.continue(node.label?.text, node);
  else if (ts.isLabeledStatement(node)) labelled(l, node, labels);
  else if (ts.isIterationStatement(node, false)) loop(l, node, labels);
  else if (ts.isSwitchStatement(node)) switchStatement(l, node, labels);
  else if (ts.isTryStatement(node)) tryStatement(l, node);
  else if (ts.isClassDeclaration(node)) l.class(node);
  else if (ts.isModuleDeclaration(node)) {
    let body: ts.Node | undefined = node.body;
    while (body !== undefined && ts.isModuleDeclaration(body)) body = body.body;
    if (body !== undefined && ts.isModuleBlock(body)) l.module(body);
  } else if (ts.isExportAssignment(node)) {
    b.emit({ kind: "store", operand: l.expression(node.expression), into: undefined, node });
  } else if (ts.isEnumDeclaration(node)) {
    for (const { initializer } of node.members) if (initializer !== undefined) l.expression(initializer);
  } else children(l, node);
}

function isExported({ ts }: Lowering, node: ts.VariableStatement): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true;
}

function ifStatement(l: Lowering, node: ts.IfStatement): void {
  const { b } = l;
  const [yes, no, after] = [b.block(), b.block(), b.block()];
  condition(l, node.expression, yes, no);
  b.current = yes;
  l.statement(node.thenStatement);
  b.goTo(after);
  b.current = no;
  if (node.elseStatement !== undefined) l.statement(node.elseStatement);
  b.goTo(after);
  b.current = after;
}

function labelled(l: Lowering, node: ts.LabeledStatement, outer: readonly string[]): void {
  const { ts, b } = l;
  const inner = node.statement;
  const labels = [...outer, node.label.text];
  if (ts.isIterationStatement(inner, true) || ts.isSwitchStatement(inner)) return l.statement(inner, labels);
  const after = b.block();
  b.withTarget(labels, after, undefined, false, () => l.statement(inner));
  b.continueIn(after);
}
