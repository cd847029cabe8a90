/** What a body does with a receiver or a parameter, and whose the values are that it returns. */
import type ts from "typescript";
import { wrapped } from "./bare.js";
import type { Source } from "./annotations.js";
import type { ContractReader } from "./contract.js";
import type { Effect, Subject } from "./effects.js";
import type { Result } from "./results.js";

const order: readonly Effect[] = ["shared", "exclusive", "perhaps"];

/** What a body does with a receiver or a parameter: borrows it, borrows it exclusively, or may keep it. */
export function effectInBody(
  contracts: ContractReader,
  { body, declaration, parameter }: Subject,
): Effect | undefined {
  if (body === undefined) return undefined;
  if (parameter === undefined) return effectOnThis(contracts, body, declaration);
  const { ts, checker } = contracts;
  const implementation = body.parent as ts.SignatureDeclaration;
  const node = implementation.parameters[parameter.index] ?? parameter.node;
  if (!ts.isIdentifier(node.name)) return "perhaps";
  if ((ts.getModifiers(node)?.length ?? 0) > 0) return "perhaps"; // a parameter property is stored
  const { text } = node.name;
  const symbol = checker.getSymbolAtLocation(node.name);
  if (symbol === undefined) return "perhaps";
  return strongest(contracts, contracts.uses.of(symbol, text, body));
}

/** What a method does with its receiver; only that of a disposable one matters, if its type has no annotations. */
function effectOnThis(
  contracts: ContractReader,
  body: ts.ConciseBody,
  declaration: ts.SignatureDeclaration,
): Effect | undefined {
  const { ts, checker, facts } = contracts;
  if (!ts.isMethodDeclaration(declaration) || !ts.isClassLike(declaration.parent)) return undefined;
  const { ends, strict } = facts.of(checker.getTypeAtLocation(declaration.parent));
  if (ends === undefined || strict) return undefined;
  const uses = [...thisIn(contracts, body)].filter(({ parent }) => !ts.isReturnStatement(parent));
  return strongest(contracts, uses);
}

/** The strongest effect of some uses. */
function strongest(contracts: ContractReader, uses: Iterable<ts.Expression>): Effect {
  let found: Effect = "shared";
  for (const use of uses) {
    const effect = effectOfUse(contracts, use);
    if (order.indexOf(effect) > order.indexOf(found)) found = effect;
    if (found === "perhaps") break;
  }
  return found;
}

/** Where a body says `this` and means its own receiver. */
function* thisIn({ ts }: ContractReader, body: ts.Node): Generator<ts.Expression> {
  const waiting: ts.Node[] = [body];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === ts.SyntaxKind.ThisKeyword) yield node as ts.Expression;
    const isApart = ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node));
    if (isApart) continue;
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
}

function effectOfUse(contracts: ContractReader, use: ts.Expression): Effect {
  const { ts } = contracts;
  const node = wrapped(contracts, use);
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
    if (parent.expression !== node) return "shared";
    if (!ts.isCallExpression(parent.parent) || parent.parent.expression !== parent)
      return isUnwrapped(contracts, parent) ? "perhaps" : "shared";
    const { effect } = contracts.of(parent.parent).self;
    return effect === "exclusive" ? "exclusive" : effect === "shared" ? "shared" : "perhaps";
  }
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const position = parent.arguments?.indexOf(node) ?? -1;
    if (position < 0) return "shared"; // the function itself is called
    const { effect } = parameterAt(contracts.of(parent).parameters, position) ?? { effect: "perhaps" };
    return effect === "shared" || effect === "exclusive" ? effect : "perhaps";
  }
  if (
    ts.isBinaryExpression(parent)
      ? parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken &&
        parent.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken &&
        parent.operatorToken.kind !== ts.SyntaxKind.BarBarToken &&
        parent.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken
      : ts.isExpressionStatement(parent) ||
        ts.isIfStatement(parent) ||
        ts.isPrefixUnaryExpression(parent) ||
        ts.isTypeOfExpression(parent) ||
        ts.isTemplateSpan(parent) ||
        ts.isForOfStatement(parent) ||
        ts.isAwaitExpression(parent)
  ) {
    return "shared";
  }
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) return "shared";
  return "perhaps";
}

/** `return result.value`: a container hands out what it holds, whatever that is, and who gets it may dispose it. */
function isUnwrapped(
  contracts: ContractReader,
  part: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): boolean {
  const { ts, checker } = contracts;
  const { parent } = wrapped(contracts, part);
  if (!ts.isReturnStatement(parent) && !ts.isArrowFunction(parent)) return false;
  const name = ts.isPropertyAccessExpression(part) ? part.name : part;
  const [declaration] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  const { type } = (declaration ?? {}) as { readonly type?: ts.TypeNode };
  const held = type === undefined ? checker.getTypeAtLocation(part) : checker.getTypeFromTypeNode(type);
  return (held.flags & ts.TypeFlags.TypeParameter) !== 0;
}

/** The parameter that an argument is passed to. */
export function parameterAt<P extends { readonly rest: boolean }>(
  parameters: readonly P[],
  position: number,
): P | undefined {
  const last = parameters.at(-1);
  return parameters[position] ?? (last?.rest === true ? last : undefined);
}

/** The expressions that a body returns. */
function returnedBy({ ts }: ContractReader, body: ts.ConciseBody): readonly ts.Expression[] {
  if (!ts.isBlock(body)) return [body];
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) returned.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return returned;
}

/** What the values that a body returns borrow from, as far as it hands on the results of calls. */
export function borrowsOfBody(
  contracts: ContractReader,
  body: ts.ConciseBody,
  declaration: ts.SignatureDeclaration,
): readonly Source[] {
  const { ts } = contracts;
  const names = new Set(declaration.parameters.map(({ name }) => name.getText()));
  return returnedBy(contracts, body).flatMap((returned) => {
    let call = returned;
    while (ts.isParenthesizedExpression(call) || ts.isAsExpression(call) || ts.isNonNullExpression(call))
      call = call.expression;
    if (!ts.isCallExpression(call)) return [];
    const { borrows, parameters } = contracts.of(call);
    const callee = call.expression;
    return borrows.flatMap(({ name, exclusive }) => {
      const from =
        name !== "this"
          ? call.arguments[parameters.findIndex((parameter) => parameter.name === name)]
          : ts.isPropertyAccessExpression(callee)
            ? callee.expression
            : undefined;
      if (from?.kind === ts.SyntaxKind.ThisKeyword) return [{ name: "this", exclusive }];
      return from !== undefined && ts.isIdentifier(from) && names.has(from.text)
        ? [{ name: from.text, exclusive }]
        : [];
    });
  });
}

/** Who owns the values that a body returns. */
export function resultOfBody(
  contracts: ContractReader,
  body: ts.ConciseBody,
  declaration: ts.SignatureDeclaration,
): Result {
  const { ts } = contracts;
  const implementation = body.parent as ts.SignatureDeclaration;
  let result: Result | undefined;
  for (const expression of returnedBy(contracts, body)) {
    const one = resultOfExpression(contracts, expression, implementation, body, 0);
    if (one === undefined) continue;
    if (result !== undefined && JSON.stringify(result) !== JSON.stringify(one)) return "unknown";
    result = one;
  }
  return result ?? (ts.isGetAccessor(declaration) ? "shared" : "unknown");
}

function resultOfExpression(
  contracts: ContractReader,
  expression: ts.Expression,
  declaration: ts.SignatureDeclaration,
  body: ts.ConciseBody,
  depth: number,
): Result | undefined {
  const { ts, checker } = contracts;
  if (depth > 6) return "unknown";
  const again = (inner: ts.Expression): Result | undefined =>
    resultOfExpression(contracts, inner, declaration, body, depth + 1);
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isAwaitExpression(expression)
  ) {
    return again(expression.expression);
  }
  if (expression.kind === ts.SyntaxKind.NullKeyword) return undefined;
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return "receiver";
  if (ts.isObjectLiteralExpression(expression)) return "fresh";
  if (ts.isNewExpression(expression)) {
    const { name, result } = contracts.of(expression);
    return name === "" ? "fresh" : result; // a class without a constructor has no signature to read
  }
  if (ts.isCallExpression(expression)) {
    const { result, isStack } = contracts.of(expression);
    if (typeof result === "object") {
      if (isStack) return "shared"; // the stack disposes it
      const argument = expression.arguments[result.argument];
      return argument === undefined ? "unknown" : again(argument);
    }
    if (result === "receiver") {
      return ts.isPropertyAccessExpression(expression.expression)
        ? again(expression.expression.expression)
        : "unknown";
    }
    return result;
  }
  if (ts.isConditionalExpression(expression)) {
    const [a, b] = [again(expression.whenTrue), again(expression.whenFalse)];
    return a === undefined || b === undefined
      ? (a ?? b)
      : JSON.stringify(a) === JSON.stringify(b)
        ? a
        : "unknown";
  }
  if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression))
    return contracts.property(expression)?.move === true ? "fresh" : "shared";
  if (!ts.isIdentifier(expression)) return "unknown";
  if (expression.text === "undefined") return undefined;
  const symbol = checker.getSymbolAtLocation(expression);
  const position = declaration.parameters
    .filter((parameter) => parameter.name.getText() !== "this")
    .findIndex(({ name }) => ts.isIdentifier(name) && name.text === expression.text);
  if (position >= 0) return { argument: position };
  const variable = symbol?.valueDeclaration;
  if (symbol === undefined || variable === undefined || !ts.isVariableDeclaration(variable)) return "unknown";
  const isLocal = variable.pos >= body.pos && variable.end <= body.end;
  if (!isLocal) return "shared";
  if (variable.initializer === undefined || isKept(contracts, symbol, expression.text, body))
    return "unknown";
  return again(variable.initializer);
}

/** Whether a local is given to somebody besides being returned. */
function isKept(contracts: ContractReader, symbol: ts.Symbol, name: string, body: ts.ConciseBody): boolean {
  const { ts } = contracts;
  return contracts.uses.of(symbol, name, body).some((node) => {
    const { parent } = node;
    if (ts.isReturnStatement(parent) || ts.isShorthandPropertyAssignment(parent)) return false;
    if (ts.isVariableDeclaration(parent) && parent.name === node) return false;
    const isAssigned =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isAssigned || effectOfUse(contracts, node) === "perhaps";
  });
}
