/** What a call does with its receiver, its arguments and its result: from its signature, and what that leaves open from its body. */
import type ts from "typescript";
import type { AnnotationReader, Annotations, Source } from "./annotations.js";
import { borrowsOfBody } from "./bodies.js";
import type { Conventions } from "./conventions.js";
import { effectOn, type Effect, type Signature } from "./effects.js";
import type { FactReader } from "./facts.js";
import { isDisposal } from "./idioms.js";
import { resultOf, takesCallback, type Result } from "./results.js";
import { Uses } from "./uses.js";

type TypeScript = typeof ts;

/** What a call does with one parameter. */
export interface Parameter {
  readonly name: string;
  readonly effect: Effect;
  readonly sendable: boolean;
  /** The effect is explicit in an annotation, not inferred. */
  readonly said: boolean;
  /** The caller must still dispose it, even when the callee may move it. */
  readonly lent: boolean;
  /** The annotation, for messages. */
  readonly text: string | undefined;
  readonly rest: boolean;
  /** Its type is `unknown`. */
  readonly opaque: boolean;
}

/** What a call does. */
export interface Contract {
  /** What the callee is called, for messages. */
  readonly name: string;
  readonly self: Parameter;
  readonly parameters: readonly Parameter[];
  readonly result: Result;
  /** The result borrows from these. */
  readonly borrows: readonly Source[];
  readonly mustUse: boolean;
  /** It is declared in TypeScript's own library. */
  readonly fromLibrary: boolean;
  /** It is a method of `DisposableStack` or `AsyncDisposableStack`. */
  readonly isStack: boolean;
  /** It ends in an exception or with the program. */
  readonly neverReturns: boolean;
  /** Its body is known. */
  readonly isKnown: boolean;
  /** An annotation states that the result is lent as a shared borrow. */
  readonly lends: boolean;
  /** It takes a callback that is called until the result is disposed. */
  readonly subscribes: boolean;
}

/** A value that a call puts into a property, as its type predicate states. */
export interface Claim {
  /** The position of the argument that has the property, or its receiver. */
  readonly parameter: number | "this";
  readonly property: string;
  readonly type: ts.Type;
  readonly borrows: readonly Source[];
}

const plain: Parameter = {
  name: "",
  effect: "perhaps",
  sendable: false,
  said: false,
  lent: false,
  text: undefined,
  rest: false,
  opaque: false,
};
const unknown: Contract = {
  name: "",
  self: { ...plain, effect: "shared" },
  parameters: [],
  result: "unknown",
  borrows: [],
  mustUse: false,
  fromLibrary: false,
  isStack: false,
  neverReturns: false,
  isKnown: false,
  lends: false,
  subscribes: false,
};

/** How deep bodies are read in one go that call each other. */
const DEPTH = 20;

/** Ends a reading that goes too deep: this declaration is to be read first. */
class TooDeep extends Error {
  constructor(readonly declaration: ts.SignatureDeclaration) {
    super();
  }
}

/** A reader of signatures with a memory. */
export class ContractReader {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly annotations: AnnotationReader;
  readonly facts: FactReader;
  readonly conventions: Conventions;
  readonly uses: Uses;
  readonly #contracts = new Map<ts.Node, Contract>();
  readonly #reading = new Set<ts.Node>();
  /** How many bodies are being read, each for the sake of the one before. */
  #depth = 0;
  readonly #claims = new Map<ts.Node, readonly Claim[]>();

  constructor(
    typescript: TypeScript,
    checker: ts.TypeChecker,
    readers: {
      readonly annotations: AnnotationReader;
      readonly facts: FactReader;
      readonly conventions: Conventions;
    },
  ) {
    this.ts = typescript;
    this.checker = checker;
    this.annotations = readers.annotations;
    this.facts = readers.facts;
    this.conventions = readers.conventions;
    this.uses = new Uses(typescript, checker);
  }

  /** The contract of a call, as far as its signature is known. */
  of(call: ts.CallLikeExpression): Contract {
    if (this.isImport(call)) return unknown;
    const declaration = this.#declarationOf(this.checker.getResolvedSignature(call));
    return declaration === undefined ? this.#byName(call) : this.ofDeclaration(declaration);
  }

  /** `anything.close()`: of what has no type, the name alone tells. */
  #byName(call: ts.CallLikeExpression): Contract {
    const { ts } = this;
    const callee = ts.isCallExpression(call) ? call.expression : undefined;
    const disposes =
      callee !== undefined &&
      (ts.isPropertyAccessExpression(callee)
        ? this.conventions.matches("disposing-method", callee.name.text)
        : ts.isElementAccessExpression(callee) && isDisposal(callee.argumentExpression.getText()));
    return disposes ? { ...unknown, self: { ...unknown.self, effect: "end" } } : unknown;
  }

  /** A dynamic import, deferred or not: the compiler has no signature for it, and fails when it is asked. */
  isImport(call: ts.CallLikeExpression): boolean {
    const { ts } = this;
    if (!ts.isCallExpression(call)) return false;
    return call.expression.kind === ts.SyntaxKind.ImportKeyword || ts.isMetaProperty(call.expression);
  }

  /** The contract that a declaration states. */
  ofDeclaration(declaration: ts.SignatureDeclaration): Contract {
    const known = this.#contracts.get(declaration);
    if (known !== undefined) return known;
    if (this.#reading.has(declaration)) return unknown; // recursion: the annotations of the first reading decide
    if (this.#depth === 0) return this.#readFromBelow(declaration);
    if (this.#depth > DEPTH) throw new TooDeep(declaration);
    return this.#readOnce(declaration);
  }

  /** Reads a declaration; where bodies call each other too deep for the stack, those further down come first. */
  #readFromBelow(declaration: ts.SignatureDeclaration): Contract {
    const waiting = [declaration];
    for (;;) {
      const next = waiting.at(-1) as ts.SignatureDeclaration;
      try {
        const contract = this.#readOnce(next);
        waiting.pop();
        if (waiting.length === 0) return contract;
      } catch (error) {
        if (!(error instanceof TooDeep)) throw error;
        // What waits is being read, as far as others are concerned.
        this.#reading.add(next);
        waiting.push(error.declaration);
      }
    }
  }

  #readOnce(declaration: ts.SignatureDeclaration): Contract {
    this.#reading.add(declaration);
    this.#depth++;
    try {
      const contract = this.#read(declaration);
      this.#contracts.set(declaration, contract);
      return contract;
    } finally {
      this.#depth--;
      this.#reading.delete(declaration);
    }
  }

  /** The contract that a callback must keep, from the type that its caller expects. */
  ofCallback(callback: ts.Expression): Contract | undefined {
    const type = this.checker.getContextualType(callback);
    // A function, or something else: it is a function here.
    const parts = type === undefined ? [] : type.isUnion() ? type.types : [type];
    const [signature] = parts.flatMap((part) => part.getCallSignatures());
    const declaration = this.#declarationOf(signature);
    return declaration === undefined ? undefined : this.ofDeclaration(declaration);
  }

  /** The declaration of a signature, unless it is one of JSDoc, whose parameters have no names: `function(string)`. */
  #declarationOf(signature: ts.Signature | undefined): ts.SignatureDeclaration | undefined {
    const declaration = signature?.declaration;
    return declaration === undefined ||
      this.ts.isJSDocSignature(declaration) ||
      this.ts.isJSDocFunctionType(declaration)
      ? undefined
      : declaration;
  }

  /** The annotations on a property. */
  property(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Annotations | undefined {
    const { ts } = this;
    const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol === undefined || !(symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor)))
      return undefined;
    return this.#annotationsOf(symbol);
  }

  /** The annotations on a property that a pattern destructures. */
  propertyOf(type: ts.Type, name: string): Annotations | undefined {
    const symbol = type.getProperty(name);
    return symbol === undefined ? undefined : this.#annotationsOf(symbol);
  }

  #annotationsOf(symbol: ts.Symbol): Annotations | undefined {
    const { ts } = this;
    for (const declaration of symbol.declarations ?? []) {
      if (
        ts.isPropertySignature(declaration) ||
        ts.isPropertyDeclaration(declaration) ||
        ts.isGetAccessor(declaration) ||
        ts.isParameter(declaration)
      ) {
        return declaration.type === undefined ? undefined : this.annotations.read(declaration.type);
      }
    }
    return undefined;
  }

  /** The value that a call puts into a property, as its type predicate states: `asserts current is Reserving`. */
  claims(call: ts.CallExpression, kind: "assertion" | "guard"): readonly Claim[] {
    const { ts } = this;
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    const predicate = declaration?.type;
    if (declaration === undefined || predicate === undefined || !ts.isTypePredicateNode(predicate)) return [];
    if ((predicate.assertsModifier !== undefined) !== (kind === "assertion")) return [];
    let claims = this.#claims.get(declaration);
    if (claims === undefined) {
      claims = this.#claimsOf(declaration as ts.SignatureDeclaration, predicate);
      this.#claims.set(declaration, claims);
    }
    return claims;
  }

  #claimsOf(declaration: ts.SignatureDeclaration, predicate: ts.TypePredicateNode): Claim[] {
    const { ts, checker } = this;
    if (predicate.type === undefined) return [];
    const name = predicate.parameterName;
    const parameter = ts.isIdentifier(name)
      ? declaration.parameters
          .filter((other) => other.name.getText() !== "this")
          .findIndex((other) => other.name.getText() === name.text)
      : "this";
    return checker.getPropertiesOfType(checker.getTypeFromTypeNode(predicate.type)).flatMap((property) => {
      const annotations = this.#annotationsOf(property);
      if (annotations?.move !== true) return [];
      return [
        {
          parameter,
          property: property.name,
          type: checker.getTypeOfSymbol(property),
          borrows: annotations.borrows,
        },
      ];
    });
  }

  #read(declaration: ts.SignatureDeclaration): Contract {
    const signature: Signature = {
      declaration,
      name: this.#nameOf(declaration),
      fromLibrary: /[\\/]lib\.[^\\/]*\.d\.ts$/.test(declaration.getSourceFile().fileName),
      isStack: this.#isDisposableStack(declaration),
      body: this.bodyOf(declaration),
    };
    const { name, fromLibrary } = signature;
    const parameters: Parameter[] = [];
    let receiver: ts.ParameterDeclaration | undefined;
    for (const [index, node] of declaration.parameters.entries()) {
      if (node.name.getText() === "this") receiver = node;
      else parameters.push(this.#parameter(signature, { node, index }));
    }
    const self = this.#receiver(signature, receiver);
    const said = this.annotations.read(declaration.type);
    const result = resultOf({ ...signature, annotations: said, type: this.#returnedType(declaration) }, this);
    return {
      name,
      self,
      parameters,
      result: isHandedBack(result, self, parameters) ? "fresh" : result,
      borrows: this.#borrows(signature, said, self, parameters),
      mustUse: said.mustUse,
      fromLibrary,
      isStack: signature.isStack,
      neverReturns: this.#neverReturns(declaration),
      isKnown: signature.body !== undefined,
      lends: said.shared,
      subscribes: this.conventions.has("subscribing-function") && takesCallback(declaration, this),
    };
  }

  /** What the result borrows from: stated, elided, or, in a helper without annotations, read from its body. */
  #borrows(
    { declaration, body }: Signature,
    said: Annotations,
    self: Parameter,
    parameters: readonly Parameter[],
  ): readonly Source[] {
    if (said.borrows.length > 0) return said.borrows;
    const stated = elided(said, self, parameters, declaration, this.ts);
    return stated.length > 0 || said.move || body === undefined
      ? stated
      : borrowsOfBody(this, body, declaration);
  }

  #parameter(
    signature: Signature,
    parameter: { readonly node: ts.ParameterDeclaration; readonly index: number },
  ): Parameter {
    const { node } = parameter;
    const annotations = this.annotations.read(node.type);
    return {
      name: this.ts.isIdentifier(node.name) ? node.name.text : "",
      effect: effectOn({ ...signature, annotations, parameter }, this),
      sendable: annotations.sendable,
      said: annotations.move || annotations.exclusive || annotations.shared,
      lent: annotations.shared,
      text: node.type?.getText(),
      rest: node.dotDotDotToken !== undefined,
      opaque: node.type?.kind === this.ts.SyntaxKind.UnknownKeyword,
    };
  }

  #receiver(signature: Signature, node: ts.ParameterDeclaration | undefined): Parameter {
    const annotations = this.annotations.read(node?.type);
    return {
      ...plain,
      name: "this",
      effect: effectOn({ ...signature, annotations, parameter: undefined }, this),
      sendable: annotations.sendable,
      said: annotations.move || annotations.exclusive || annotations.shared,
      lent: annotations.shared,
      text: node?.type?.getText(),
    };
  }

  #neverReturns(declaration: ts.SignatureDeclaration): boolean {
    const { ts, checker } = this;
    if (declaration.type !== undefined)
      return this.#returnedType(declaration)?.kind === ts.SyntaxKind.NeverKeyword;
    if (!ts.isArrowFunction(declaration) && !ts.isFunctionExpression(declaration)) return false;
    const returned = checker.getSignatureFromDeclaration(declaration)?.getReturnType();
    return returned !== undefined && (returned.flags & ts.TypeFlags.Never) !== 0;
  }

  /** What a declaration returns, or promises. */
  #returnedType(declaration: ts.SignatureDeclaration): ts.TypeNode | undefined {
    const { ts } = this;
    let { type } = declaration;
    while (type !== undefined && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
      const [inner] = type.typeArguments ?? [];
      if (inner === undefined || !/^(Promise|PromiseLike|Awaited|NonNullable)$/.test(type.typeName.text))
        break;
      type = inner;
    }
    return type;
  }

  /** The body that belongs to a declaration; that of the implementation, for an overload. */
  bodyOf(declaration: ts.SignatureDeclaration): ts.ConciseBody | undefined {
    const own = (declaration as ts.FunctionLikeDeclaration).body;
    if (own !== undefined) return own;
    const symbol = (declaration as { symbol?: ts.Symbol }).symbol;
    for (const other of symbol?.declarations ?? []) {
      if (other.kind !== declaration.kind || other === declaration) continue;
      const body = (other as ts.FunctionLikeDeclaration).body;
      if (body !== undefined) return body;
    }
    return undefined;
  }

  #nameOf(declaration: ts.SignatureDeclaration): string {
    const { ts } = this;
    if (ts.isConstructorDeclaration(declaration) || ts.isConstructSignatureDeclaration(declaration)) {
      const owner = declaration.parent as { name?: ts.Identifier };
      return `new ${owner.name?.text ?? "object"}`;
    }
    const name = (declaration as { name?: ts.Node }).name ?? (declaration.parent as { name?: ts.Node }).name;
    return name !== undefined &&
      (ts.isIdentifier(name) ||
        ts.isPrivateIdentifier(name) ||
        ts.isComputedPropertyName(name) ||
        ts.isStringLiteral(name))
      ? name.getText()
      : "";
  }

  #isDisposableStack(declaration: ts.SignatureDeclaration): boolean {
    const owner = declaration.parent as { name?: ts.Node };
    return (
      owner.name !== undefined &&
      this.ts.isIdentifier(owner.name) &&
      /^(Async)?DisposableStack$/.test(owner.name.text) &&
      (declaration as { name?: ts.Node }).name !== undefined
    );
  }
}

/** What went in as a move comes out as the caller's: another value, as far as the old name is concerned. */
function isHandedBack(result: Result, self: Parameter, parameters: readonly Parameter[]): boolean {
  const through =
    result === "receiver" ? self : typeof result === "object" ? parameters[result.argument] : undefined;
  return through?.effect === "move";
}

/** Rust's rule for borrows without a name: from `this`, or else from the only argument that can be borrowed. */
function elided(
  said: Annotations,
  self: Parameter,
  parameters: readonly Parameter[],
  declaration: ts.SignatureDeclaration,
  typescript: TypeScript,
): readonly Source[] {
  if (!said.shared && !said.exclusive) return [];
  const { exclusive } = said;
  if (
    (typescript.isMethodDeclaration(declaration) || typescript.isMethodSignature(declaration)) &&
    self.effect !== "move"
  ) {
    return [{ name: "this", exclusive }];
  }
  const [only, ...others] = parameters.filter(
    ({ name, effect }) => name !== "" && (effect === "shared" || effect === "exclusive"),
  );
  return only !== undefined && others.length === 0 ? [{ name: only.name, exclusive }] : [];
}
