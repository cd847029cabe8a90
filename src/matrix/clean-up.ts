/** How much of a function's text is clean-up: counted on the syntax of its source, design by design. */
import type ts from "typescript";

type TypeScript = typeof ts;

/** What one file of a call site holds, besides imports and scenarios. */
export interface CleanUp {
  /** Lines with code. */
  readonly lines: number;
  /** Statements that undo: they give back what was reserved, taken or counted. */
  readonly cleanUpStatements: number;
  /** Lines with such a statement, or with what stands there for it alone. */
  readonly cleanUpLines: number;
  /** Early exits: each `return`, `throw` and jump to a label that is not a function's last statement. */
  readonly exits: number;
  /** Exits that must undo first, or that jump to where it is done. */
  readonly cleanUpExits: number;
}

/** What undoes, in any design: a descriptor, a file, an entry of a transaction, a child. */
const undoing = new Set(["putUnusedFd", "fput", "closeFd", "close", "discard", "exit"]);

/**
 * Counts one file.
 *
 * @param ts - The compiler that reads it.
 * @param file - Its name, for the syntax: `raw.ts`.
 * @param text - Its source.
 * @returns The counts, or undefined when it exports no scenario: then it is no call site.
 */
export function measureCleanUp(ts: TypeScript, file: string, text: string): CleanUp | undefined {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  if (!source.statements.some((statement) => isScenario(ts, statement))) return undefined;
  const code = source.statements.filter((statement) => !isFrame(ts, statement));
  const counter = new Counter(ts, source, helpersThatUndo(ts, source));
  for (const statement of code) counter.visit(statement);
  const lines = new Set(code.flatMap((statement) => linesOf(ts, source, statement)));
  return {
    lines: lines.size,
    cleanUpStatements: counter.statements,
    cleanUpLines: counter.lines.size,
    exits: counter.exits,
    cleanUpExits: counter.cleanUpExits,
  };
}

/** `export default scenario(...)`, or `export const name = scenarioOf(...)`. */
function isScenario(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return ts.isCallExpression(statement.expression);
  if (!ts.isVariableStatement(statement)) return false;
  if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) !== true) return false;
  return statement.declarationList.declarations.some(
    ({ initializer }) => initializer !== undefined && ts.isCallExpression(initializer),
  );
}

/** Imports, types, and the scenarios that run the call. */
function isFrame(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement) || ts.isImportDeclaration(statement)) return true;
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(
    ({ initializer }) => initializer !== undefined && !isFunction(ts, initializer),
  );
}

function isFunction(ts: TypeScript, node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && "body" in node;
}

/** Functions of the file whose every statement undoes. */
function helpersThatUndo(ts: TypeScript, source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (let before = -1; before < names.size;) {
    before = names.size;
    for (const statement of source.statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) continue;
      const { body, name } = statement;
      if (
        body !== undefined &&
        body.statements.length > 0 &&
        body.statements.every((one) => undoes(ts, one, names))
      )
        names.add(name.text);
    }
  }
  return names;
}

/** Whether a statement does nothing but undo. */
function undoes(ts: TypeScript, statement: ts.Statement, helpers: ReadonlySet<string>): boolean {
  if (ts.isExpressionStatement(statement)) return isUndoing(ts, statement.expression, helpers);
  if (ts.isBlock(statement))
    return statement.statements.length > 0 && statement.statements.every((one) => undoes(ts, one, helpers));
  if (ts.isForOfStatement(statement) || ts.isForStatement(statement) || ts.isWhileStatement(statement))
    return undoes(ts, statement.statement, helpers);
  if (ts.isIfStatement(statement)) {
    const { thenStatement, elseStatement } = statement;
    return (
      undoes(ts, thenStatement, helpers) &&
      (elseStatement === undefined || undoes(ts, elseStatement, helpers))
    );
  }
  return false;
}

/** Whether a call undoes: by its name, as a disposal, or because it takes away from a count. */
function isUndoing(ts: TypeScript, expression: ts.Expression, helpers: ReadonlySet<string>): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const { expression: callee, arguments: given } = expression;
  if (ts.isElementAccessExpression(callee)) return callee.argumentExpression.getText() === "Symbol.dispose";
  if (ts.isIdentifier(callee)) return undoing.has(callee.text) || helpers.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (undoing.has(callee.name.text)) return true;
  const last = given.at(-1);
  return callee.name.text === "add" && last !== undefined && ts.isPrefixUnaryExpression(last);
}

/** Whether a class exists in order to undo. */
function isDisposable(ts: TypeScript, node: ts.Node): node is ts.ClassDeclaration {
  return ts.isClassDeclaration(node) && node.members.some((member) => isDispose(ts, member));
}

function isDispose(ts: TypeScript, member: ts.Node): member is ts.MethodDeclaration {
  return ts.isMethodDeclaration(member) && member.name.getText() === "[Symbol.dispose]";
}

class Counter {
  statements = 0;
  readonly lines = new Set<number>();
  exits = 0;
  cleanUpExits = 0;

  constructor(
    readonly ts: TypeScript,
    readonly source: ts.SourceFile,
    readonly helpers: ReadonlySet<string>,
  ) {}

  visit(node: ts.Node): void {
    if (isDisposable(this.ts, node)) this.#addLines(node);
    if (isDispose(this.ts, node)) {
      this.statements += node.body?.statements.length ?? 0;
      return;
    }
    if (this.ts.isStatement(node) && undoes(this.ts, node, this.helpers)) {
      this.#addLines(node);
      this.#addStatements(node);
      return;
    }
    if (isExit(this.ts, node) && !isLast(this.ts, node)) {
      this.exits++;
      if (this.#undoesBefore(node)) this.cleanUpExits++;
    }
    this.ts.forEachChild(node, (child) => this.visit(child));
  }

  #addStatements(node: ts.Node): void {
    if (this.ts.isExpressionStatement(node)) this.statements++;
    else this.ts.forEachChild(node, (child) => this.#addStatements(child));
  }

  #addLines(node: ts.Node): void {
    for (const line of linesOf(this.ts, this.source, node)) this.lines.add(line);
  }

  /** Whether an exit undoes: in its own block, or in what follows the block that it jumps out of. */
  #undoesBefore(exit: Exit): boolean {
    const block = exit.parent;
    if (this.ts.isBlock(block) && block.statements.some((one) => undoes(this.ts, one, this.helpers)))
      return true;
    if (!this.ts.isBreakStatement(exit)) return false;
    const label = labelled(this.ts, exit);
    const list = label?.parent;
    if (label === undefined || list === undefined || !(this.ts.isBlock(list) || this.ts.isSourceFile(list)))
      return false;
    return list.statements
      .slice(list.statements.indexOf(label) + 1)
      .some((one) => undoes(this.ts, one, this.helpers));
  }
}

type Exit = ts.ReturnStatement | ts.ThrowStatement | ts.BreakStatement;

/** A jump out: `break` without a label only leaves a loop. */
function isExit(ts: TypeScript, node: ts.Node): node is Exit {
  if (ts.isBreakStatement(node)) return node.label !== undefined;
  return ts.isReturnStatement(node) || ts.isThrowStatement(node);
}

/** Whether it is the last statement of its function. */
function isLast(ts: TypeScript, exit: Exit): boolean {
  const block = exit.parent;
  return ts.isBlock(block) && isFunction(ts, block.parent) && block.statements.at(-1) === exit;
}

function labelled(ts: TypeScript, exit: ts.BreakStatement): ts.LabeledStatement | undefined {
  for (let node: ts.Node = exit; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isLabeledStatement(node) && node.label.text === exit.label?.text) return node;
  }
  return undefined;
}

/** The lines of a node that hold code: not blank, not comment alone. */
function linesOf(ts: TypeScript, source: ts.SourceFile, node: ts.Node): number[] {
  const lines = new Set<number>();
  const visit = (part: ts.Node): void => {
    if (part.getChildCount(source) > 0) {
      for (const child of part.getChildren(source)) if (!ts.isJSDoc(child)) visit(child);
    } else if (part.getWidth(source) > 0) {
      lines.add(source.getLineAndCharacterOfPosition(part.getStart(source)).line);
      lines.add(source.getLineAndCharacterOfPosition(part.getEnd()).line);
    }
  };
  visit(node);
  return [...lines];
}
