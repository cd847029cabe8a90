/** Flags: booleans of a function that tell later which way it took. */
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
