/** Flags: what tells later which way a function took: its booleans, and whether something that it was given is there. */
import type ts from "typescript";
import type { Flag } from "../graph.js";
import type { ContractReader } from "../contract.js";
import { functionAround, type Builder } from "./builder.js";

/** How many flags of a function are followed: what is known is told apart for each of their values. */
const FOLLOWED = 4;

/** The function whose flags are asked for, as far as they need it. */
interface Around {
  readonly ts: typeof ts;
  readonly b: Pick<Builder, "checker">;
  readonly contracts: ContractReader;
  readonly node: ts.Node;
}

/** The flags of one function, found when they are first asked for. */
export class Flags {
  readonly #l: Around;
  readonly #bySymbol = new Map<ts.Symbol, Flag | undefined>();
  readonly #presence = new Map<ts.Symbol, Flag | undefined>();
  #count = 0;

  constructor(l: Around) {
    this.#l = l;
  }

  /** The flag that a name means; none where nothing can be learnt of it. */
  of(name: ts.Identifier): Flag | undefined {
    const symbol = this.#l.b.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    if (!this.#bySymbol.has(symbol)) this.#bySymbol.set(symbol, this.#find(symbol, name.text));
    return this.#bySymbol.get(symbol);
  }

  /** The flag that tells whether a name holds something; none where nothing can be learnt of it. */
  presenceOf(name: ts.Identifier): Flag | undefined {
    const symbol = this.#l.b.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    if (!this.#presence.has(symbol)) this.#presence.set(symbol, this.#findPresence(symbol, name.text));
    return this.#presence.get(symbol);
  }

  /** What holds one value as long as the function runs, must be disposed if it is there, and is tested more than once. */
  #findPresence(symbol: ts.Symbol, name: string): Flag | undefined {
    const { ts, b, node, contracts } = this.#l;
    const { valueDeclaration: declaration } = symbol;
    if (declaration === undefined || this.#count >= FOLLOWED || ts.isSourceFile(node)) return undefined;
    if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return undefined;
    if (!ts.isIdentifier(declaration.name) || functionAround(ts, declaration) !== node) return undefined;
    // In a loop it is another one each time.
    const isLoop = (one: ts.Node): boolean | "quit" =>
      one === node ? "quit" : ts.isIterationStatement(one, false);
    if (ts.isVariableDeclaration(declaration) && ts.findAncestor(declaration, isLoop)) return undefined;
    if (contracts.facts.of(b.checker.getTypeAtLocation(declaration.name)).ends === undefined)
      return undefined;
    let tests = 0;
    for (const use of contracts.uses.of(symbol, name, node)) {
      const { parent } = use;
      if (isPresenceTest(ts, use)) tests++;
      const isAssigned =
        ts.isBinaryExpression(parent) &&
        parent.left === use &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
      if (isAssigned) return undefined;
    }
    return tests > 1 ? { id: this.#count++, name } : undefined;
  }

  #find(symbol: ts.Symbol, name: string): Flag | undefined {
    const { ts, b, node } = this.#l;
    const { valueDeclaration: declaration } = symbol;
    if (declaration === undefined || this.#count >= FOLLOWED || ts.isSourceFile(node)) return undefined;
    if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return undefined;
    if (!ts.isIdentifier(declaration.name) || functionAround(ts, declaration) !== node) return undefined;
    const parts = b.checker.getTypeAtLocation(declaration.name);
    const isBoolean = (parts.isUnion() ? parts.types : [parts]).every(
      ({ flags }) => (flags & (ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined)) !== 0,
    );
    return isBoolean && this.#tells(symbol, name) ? { id: this.#count++, name } : undefined;
  }

  /** Whether a test of it can tell something: it is tested again, or after it was set; and only here it is set. */
  #tells(symbol: ts.Symbol, name: string): boolean {
    const { ts, node, contracts } = this.#l;
    let [tests, sets] = [0, 0];
    for (const use of contracts.uses.of(symbol, name, node)) {
      const { parent } = use;
      if (ts.isVariableDeclaration(parent) && parent.name === use && parent.initializer !== undefined) sets++;
      else if (isTest(ts, use)) tests++;
      else if (ts.isBinaryExpression(parent) && parent.left === use) {
        if (functionAround(ts, use) !== node) return false;
        if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) sets++;
        else if (parent.operatorToken.kind > ts.SyntaxKind.FirstAssignment) return false;
      }
    }
    return tests > 0 && tests + sets > 1;
  }
}

/** `given ?? other`, `given || other`, `given === undefined` and `given` itself where a condition stands. */
function isPresenceTest(typescript: typeof ts, name: ts.Identifier): boolean {
  const { parent } = name;
  if (!typescript.isBinaryExpression(parent)) return isTest(typescript, name);
  const { SyntaxKind } = typescript;
  const { kind } = parent.operatorToken;
  if (kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken)
    return parent.left === name;
  return (
    kind === SyntaxKind.EqualsEqualsToken ||
    kind === SyntaxKind.EqualsEqualsEqualsToken ||
    kind === SyntaxKind.ExclamationEqualsToken ||
    kind === SyntaxKind.ExclamationEqualsEqualsToken ||
    isTest(typescript, name)
  );
}

/** Whether a name stands where a condition does, or a part of one. */
function isTest(typescript: typeof ts, name: ts.Identifier): boolean {
  let node: ts.Node = name;
  let { parent } = node;
  while (
    typescript.isParenthesizedExpression(parent) ||
    typescript.isPrefixUnaryExpression(parent) ||
    (typescript.isBinaryExpression(parent) &&
      (parent.operatorToken.kind === typescript.SyntaxKind.AmpersandAmpersandToken ||
        parent.operatorToken.kind === typescript.SyntaxKind.BarBarToken))
  ) {
    node = parent;
    parent = node.parent;
  }
  return (
    ((typescript.isIfStatement(parent) ||
      typescript.isWhileStatement(parent) ||
      typescript.isDoStatement(parent)) &&
      parent.expression === node) ||
    ((typescript.isConditionalExpression(parent) || typescript.isForStatement(parent)) &&
      parent.condition === node)
  );
}
