/** Reads the ownership annotations of signatures. */
import type ts from "typescript";

type TypeScript = typeof ts;

/** What the annotations around a type state. */
export interface Annotations {
  readonly move: boolean;
  readonly exclusive: boolean;
  readonly shared: boolean;
  readonly mustUse: boolean;
  readonly sendable: boolean;
  readonly borrows: readonly Source[];
}

/** What a returned value borrows from. */
export interface Source {
  /** `this`, or the name of a parameter. */
  readonly name: string;
  readonly exclusive: boolean;
}

type Mutable = { -readonly [K in keyof Annotations]: Annotations[K] };
const names = new Set(["Move", "Exclusive", "Shared", "Borrows", "MustUse", "Sendable"]);
const none: Annotations = {
  move: false,
  exclusive: false,
  shared: false,
  mustUse: false,
  sendable: false,
  borrows: [],
};

/** A caching reader: each annotation is read once. */
export class AnnotationReader {
  readonly #ts: TypeScript;
  readonly #checker: ts.TypeChecker;
  readonly #read = new Map<ts.TypeNode, Annotations>();
  readonly #known = new Map<ts.Symbol, string | undefined>();

  constructor(typescript: TypeScript, checker: ts.TypeChecker) {
    this.#ts = typescript;
    this.#checker = checker;
  }

  /** The annotations of a type, including those inside `Promise`, unions and user-defined aliases. */
  read(node: ts.TypeNode | undefined): Annotations {
    if (node === undefined) return none;
    const known = this.#read.get(node);
    if (known !== undefined) return known;
    const found: Mutable = { ...none };
    this.#collect(node, found, 0);
    this.#read.set(node, found);
    return found;
  }

  #collect(node: ts.TypeNode, found: Mutable, depth: number): void {
    const ts = this.#ts;
    if (depth > 8) return;
    if (ts.isParenthesizedTypeNode(node)) return this.#collect(node.type, found, depth + 1);
    if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) {
      for (const part of node.types) this.#collect(part, found, depth + 1);
      return;
    }
    // In declaration files that do not import an annotation, the compiler writes its import in place.
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isImportTypeNode(node)
        ? node.qualifier
        : undefined;
    if (name === undefined) return;
    const [inner, source] = (node as ts.NodeWithTypeArguments).typeArguments ?? [];
    const symbol = this.#symbolOf(name);
    const word = symbol && this.#nameOf(symbol);
    if (word === undefined) {
      if (inner !== undefined && symbol?.name === "Promise") this.#collect(inner, found, depth + 1);
      const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
      if (alias !== undefined && alias.typeParameters === undefined) {
        this.#collect(alias.type, found, depth + 1);
      }
      return;
    }
    if (word === "Move") found.move = true;
    if (word === "Exclusive") found.exclusive = true;
    if (word === "Shared") found.shared = true;
    if (word === "MustUse") found.mustUse = true;
    if (word === "Sendable") found.sendable = true;
    if (word === "Borrows" && source !== undefined)
      found.borrows = [...found.borrows, ...this.#sources(source)];
    if (inner !== undefined) this.#collect(inner, found, depth + 1);
  }

  #sources(node: ts.TypeNode, exclusive = false): Source[] {
    const ts = this.#ts;
    if (ts.isParenthesizedTypeNode(node)) return this.#sources(node.type, exclusive);
    if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) {
      return node.types.flatMap((part) => this.#sources(part, exclusive));
    }
    if (node.kind === ts.SyntaxKind.ThisType) return [{ name: "this", exclusive }];
    if (ts.isTypeQueryNode(node) && ts.isIdentifier(node.exprName)) {
      return [{ name: node.exprName.text, exclusive }];
    }
    if (ts.isTypeReferenceNode(node)) {
      const symbol = this.#symbolOf(node.typeName);
      const [inner] = node.typeArguments ?? [];
      if (symbol !== undefined && inner !== undefined && this.#nameOf(symbol) === "Exclusive") {
        return this.#sources(inner, true);
      }
    }
    return [];
  }

  #symbolOf(name: ts.EntityName): ts.Symbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(name);
    return symbol !== undefined && symbol.flags & this.#ts.SymbolFlags.Alias
      ? this.#checker.getAliasedSymbol(symbol)
      : symbol;
  }

  // An annotation is recognized by the shape of its declaration: every copy of this package counts, and a chess
  // program's Move does not.
  #nameOf(symbol: ts.Symbol): string | undefined {
    if (!names.has(symbol.name)) return undefined;
    if (!this.#known.has(symbol))
      this.#known.set(symbol, this.#isAnnotation(symbol) ? symbol.name : undefined);
    return this.#known.get(symbol);
  }

  #isAnnotation(symbol: ts.Symbol): boolean {
    const ts = this.#ts;
    const alias = symbol.declarations?.find(ts.isTypeAliasDeclaration);
    const first = alias?.typeParameters?.[0];
    if (alias === undefined || first === undefined) return false;
    if (alias.typeParameters?.length !== (symbol.name === "Borrows" ? 2 : 1)) return false;
    if (symbol.name === "Sendable") return ts.isConditionalTypeNode(alias.type);
    return (
      ts.isTypeReferenceNode(alias.type) &&
      ts.isIdentifier(alias.type.typeName) &&
      alias.type.typeName.text === first.name.text
    );
  }
}
