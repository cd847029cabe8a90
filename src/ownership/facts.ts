/** What a type demands of the holder of a value. */
import type ts from "typescript";
import type { AnnotationReader } from "./annotations.js";
import type { Conventions } from "./conventions.js";
import { isMoveMethod } from "./idioms.js";
import { worldOf } from "./worlds.js";

type TypeScript = typeof ts;

/** What the analysis knows of a type. */
export interface TypeFacts {
  /** How a value is disposed: by `using`, by `await using` only, or by a method with another name. */
  readonly ends: "sync" | "async" | "method" | undefined;
  /** Its declaration uses annotations, so a plain parameter is known to borrow. */
  readonly strict: boolean;
  /** Methods of it take it, or borrow it exclusively, or it hands over a part, by annotations: a plain parameter is known to be a shared borrow. */
  readonly annotated: boolean;
  /** Moving a value disarms its disposal, so that `using` and a move go together. */
  readonly disarms: boolean;
  /** It can be disposed again, as ECMAScript says of its stacks. */
  readonly idempotent: boolean;
  /** It belongs to the thread that made it. */
  readonly threadBound: boolean;
  /** It is a function: copied, as `fn` items are in Rust. */
  readonly callable: boolean;
  /** It is copied, never owned. */
  readonly primitive: boolean;
  /** It goes on with what it was given after the call that made it: a promise, an iterator, or an array of them. */
  readonly pending: boolean;
  /** It is a promise of what must be disposed. */
  readonly promised: TypeFacts["ends"];
  /** Its only member is its disposal: `Disposable` itself. */
  readonly bare: boolean;
}

/** The facts of a type that demands nothing. */
export const plainFacts: TypeFacts = {
  ends: undefined,
  strict: false,
  annotated: false,
  disarms: false,
  idempotent: false,
  threadBound: false,
  callable: false,
  primitive: false,
  pending: false,
  promised: undefined,
  bare: false,
};
const copied: TypeFacts = { ...plainFacts, primitive: true };

/** A caching reader of types. */
export class FactReader {
  readonly #ts: TypeScript;
  readonly #checker: ts.TypeChecker;
  readonly #annotations: AnnotationReader;
  readonly #conventions: Conventions;
  readonly #facts = new Map<ts.Type, TypeFacts>();

  constructor(
    typescript: TypeScript,
    checker: ts.TypeChecker,
    annotations: AnnotationReader,
    conventions: Conventions,
  ) {
    this.#ts = typescript;
    this.#checker = checker;
    this.#annotations = annotations;
    this.#conventions = conventions;
  }

  /** The facts of a type; a union has those that all its objects have. */
  of(type: ts.Type): TypeFacts {
    let facts = this.#facts.get(type);
    if (facts === undefined) {
      this.#facts.set(type, plainFacts); // a type that contains itself demands nothing more
      facts = this.#find(type);
      this.#facts.set(type, facts);
    }
    return facts;
  }

  #find(type: ts.Type): TypeFacts {
    const { TypeFlags } = this.#ts;
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return plainFacts;
    if (type.isUnion()) {
      const parts = type.types.map((part) => this.of(part)).filter((part) => !part.primitive);
      const [first = copied] = parts;
      return {
        ends: parts.every((part) => part.ends !== undefined) ? first.ends : undefined,
        strict: first.strict && parts.every((part) => part.strict),
        annotated: parts.some((part) => part.annotated),
        disarms: first.disarms && parts.every((part) => part.disarms),
        idempotent: first.idempotent && parts.every((part) => part.idempotent),
        threadBound: parts.some((part) => part.threadBound),
        callable: first.callable && parts.every((part) => part.callable),
        primitive: parts.length === 0,
        pending: parts.some((part) => part.pending),
        promised: parts.length > 0 && parts.every(({ promised }) => promised) ? first.promised : undefined,
        bare: first.bare && parts.every((part) => part.bare),
      };
    }
    if (type.flags & TypeFlags.TypeParameter) {
      const constraint = this.#checker.getBaseConstraintOfType(type);
      return constraint === undefined || constraint === type ? plainFacts : this.of(constraint);
    }
    if (!(type.flags & (TypeFlags.Object | TypeFlags.Intersection))) {
      return type.flags & (TypeFlags.NonPrimitive | TypeFlags.Instantiable) ? plainFacts : copied;
    }
    return this.#ofObject(type);
  }

  #ofObject(type: ts.Type): TypeFacts {
    const ts = this.#ts;
    const name = (type.aliasSymbol ?? type.symbol)?.name;
    let ends: TypeFacts["ends"];
    const isStack = name === "DisposableStack" || name === "AsyncDisposableStack";
    let disarms = isStack;
    let threadBound = false;
    let vocabulary = false;
    let annotated = false;
    const properties = this.#checker.getPropertiesOfType(type);
    // An iterator is finished when it has been walked, whatever its class is called.
    const isWalked =
      type.getProperty("next") !== undefined &&
      properties.some(({ escapedName }) => /^__@(iterator|asyncIterator)@/.test(escapedName as string));
    const isIterator = isWalked && this.#conventions.has("iterator");
    for (const property of properties) {
      const key = property.escapedName as string;
      if (key === "notThreadSafe") threadBound = true;
      if (key.startsWith("__@dispose@") && !this.#isIgnored(property, name)) ends = "sync";
      if (key.startsWith("__@asyncDispose@") && ends === undefined && !this.#isIgnored(property, name)) {
        ends = "async";
      }
      if (
        key === "move" &&
        this.#conventions.has("move-method") &&
        property.declarations?.some((one) => isMoveMethod(ts, one)) === true
      ) {
        disarms = true;
      }
      annotated ||= this.#handsOver(property);
      if (!(property.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Function))) continue;
      for (const declaration of property.declarations ?? []) {
        if (!ts.isMethodDeclaration(declaration) && !ts.isMethodSignature(declaration)) continue;
        const [self] = declaration.parameters;
        if (self === undefined || !ts.isIdentifier(self.name) || self.name.text !== "this") continue;
        const { move, exclusive } = this.#annotations.read(self.type);
        if (move) vocabulary = true;
        if (move && this.#disarms(declaration)) disarms = true;
        annotated ||= move || exclusive;
      }
    }
    const callable = type.getCallSignatures().length > 0;
    if (isIterator && !vocabulary) ends = undefined;
    ends ??= this.#endsByName(type, name);
    return {
      ends,
      strict: vocabulary || threadBound,
      annotated,
      disarms,
      idempotent: isStack,
      threadBound,
      callable,
      primitive: false,
      pending: this.#isPending(type, isWalked),
      promised: this.#promised(type),
      bare: name === "Disposable" || name === "AsyncDisposable",
    };
  }

  /** `readonly file: Move<File>`: who reads the property takes what is there. */
  #handsOver({ flags, declarations = [] }: ts.Symbol): boolean {
    const ts = this.#ts;
    if (!(flags & ts.SymbolFlags.Property)) return false;
    return declarations.some(
      (one) =>
        (ts.isPropertyDeclaration(one) || ts.isPropertySignature(one) || ts.isParameter(one)) &&
        this.#annotations.read(one.type).move,
    );
  }

  /**
   * A method that takes its receiver disarms its disposal, unless it gives the receiver to something that it borrows:
   * `giveTo(this: Move<Connection>, pool: Pool)` leaves an open connection there.
   */
  #disarms({ parameters, type }: ts.MethodDeclaration | ts.MethodSignature): boolean {
    if (type !== undefined && this.#ts.isTypePredicateNode(type)) return true;
    return parameters.slice(1).every(({ type: given }) => {
      if (given === undefined || this.#annotations.read(given).move) return true;
      const { flags } = this.#checker.getTypeFromTypeNode(given);
      const { Object: object, Intersection, NonPrimitive } = this.#ts.TypeFlags;
      return (flags & (object | Intersection | NonPrimitive)) === 0;
    });
  }

  /** A type whose disposal has another name, by the convention of the world that it belongs to. */
  #endsByName(type: ts.Type, name: string | undefined): "method" | undefined {
    const world = worldOf({
      has: (member) => type.getProperty(member) !== undefined,
      disposesBy: (method) => this.#isDisposal(type.getProperty(method)),
    });
    if (world === undefined || !this.#conventions.has(world.name)) return undefined;
    const disposal = type.getProperty(world.method);
    return disposal === undefined || this.#isIgnored(disposal, name) ? undefined : "method";
  }

  /** A method that can be called without an argument. */
  #isDisposal(member: ts.Symbol | undefined): boolean {
    const { Method, Property, Optional } = this.#ts.SymbolFlags;
    if (member === undefined || (member.flags & (Method | Property)) === 0) return false;
    if ((member.flags & Optional) !== 0) return false;
    return this.#checker
      .getTypeOfSymbol(member)
      .getCallSignatures()
      .some(
        ({ minArgumentCount }: ts.Signature & { readonly minArgumentCount?: number }) =>
          minArgumentCount === 0,
      );
  }

  #isPending(type: ts.Type, isWalked: boolean): boolean {
    if (isWalked) return true;
    if (type.symbol?.name === "Promise") return true;
    const [element] = this.#checker.isArrayType(type)
      ? this.#checker.getTypeArguments(type as ts.TypeReference)
      : [];
    return element !== undefined && this.of(element).pending;
  }

  #promised(type: ts.Type): TypeFacts["ends"] {
    const [result] =
      type.symbol?.name === "Promise" ? this.#checker.getTypeArguments(type as ts.TypeReference) : [];
    return result === undefined ? undefined : this.of(result).ends;
  }

  #isIgnored(disposal: ts.Symbol, name: string | undefined): boolean {
    const isIgnored = (one: string): boolean =>
      this.#conventions.matches("self-disposing-type", one) || this.#conventions.matches("test-double", one);
    if (name !== undefined && isIgnored(name)) return true;
    return (disposal.declarations ?? []).some((declaration) => {
      const owner = declaration.parent as ts.Node & { name?: ts.Node };
      return owner.name !== undefined && this.#ts.isIdentifier(owner.name)
        ? isIgnored(owner.name.text)
        : false;
    });
  }
}
