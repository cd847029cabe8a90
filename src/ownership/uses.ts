/** The uses of variables in bodies: each body is walked once, and each name in it is resolved once. */
import type ts from "typescript";

/** Identifiers by the variable that they mean. */
type BySymbol = ReadonlyMap<ts.Symbol | undefined, readonly ts.Identifier[]>;

/** A reader of bodies with a memory. */
export class Uses {
  readonly #ts: typeof ts;
  readonly #checker: ts.TypeChecker;
  readonly #byText = new WeakMap<ts.Node, ReadonlyMap<string, ts.Identifier[]>>();
  readonly #bySymbol = new WeakMap<ts.Node, Map<string, BySymbol>>();

  constructor(typescript: typeof ts, checker: ts.TypeChecker) {
    this.#ts = typescript;
    this.#checker = checker;
  }

  /** Where a variable stands in a body, in the order of the source; as a shorthand property as well. */
  of(symbol: ts.Symbol, text: string, body: ts.Node): readonly ts.Identifier[] {
    let known = this.#bySymbol.get(body);
    if (known === undefined) this.#bySymbol.set(body, (known = new Map<string, BySymbol>()));
    let bySymbol = known.get(text);
    if (bySymbol === undefined) {
      const all = this.#identifiers(body).get(text) ?? [];
      known.set(text, (bySymbol = groupBy(all, (node) => this.#symbolOf(node))));
    }
    return bySymbol.get(symbol) ?? [];
  }

  #identifiers(body: ts.Node): ReadonlyMap<string, ts.Identifier[]> {
    let known = this.#byText.get(body);
    if (known === undefined) {
      const found: ts.Identifier[] = [];
      const visit = (node: ts.Node): void => {
        if (this.#ts.isIdentifier(node) && !this.#isMemberName(node)) found.push(node);
        this.#ts.forEachChild(node, visit);
      };
      visit(body);
      this.#byText.set(body, (known = groupBy(found, ({ text }) => text)));
    }
    return known;
  }

  #isMemberName(node: ts.Identifier): boolean {
    const { parent } = node;
    return (
      (this.#ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (this.#ts.isPropertyAssignment(parent) && parent.name === node)
    );
  }

  #symbolOf(node: ts.Identifier): ts.Symbol | undefined {
    return this.#ts.isShorthandPropertyAssignment(node.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.#checker.getSymbolAtLocation(node);
  }
}

function groupBy<K, T>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
