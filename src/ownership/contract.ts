/** What a call does with its receiver, its arguments and its result, from its signature alone. */
import type ts from "typescript";
import { inferEffect, inferResult, type InferredResult } from "./inference.js";
import type { FactReader } from "./facts.js";
import { isMoveMethod } from "./idioms.js";
import type { Source, WordReader, Words } from "./words.js";

type TypeScript = typeof ts;

/**
 * What a call does with one value that it is given.
 *
 * - `shared`, `exclusive`: borrows it for the length of the call;
 * - `move`: takes it;
 * - `end`: disposes it;
 * - `store`: puts it into an owner, as `push` does;
 * - `perhaps`: may keep it; nothing rules that out.
 */
export type Effect = "shared" | "exclusive" | "move" | "end" | "store" | "perhaps";

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
}

/** What a call does. */
export interface Contract {
  /** What the callee is called, for messages. */
  readonly name: string;
  readonly self: Parameter;
  readonly parameters: readonly Parameter[];
  readonly result: InferredResult;
  /** The result borrows from these. */
  readonly borrows: readonly Source[];
  readonly mustUse: boolean;
  /** It is declared in TypeScript's own library. */
  readonly fromLibrary: boolean;
}

/** A value that a call puts into a property, as its type predicate states. */
export interface Claim {
  /** The position of the argument that has the property, or its receiver. */
  readonly parameter: number | "this";
  readonly property: string;
  readonly type: ts.Type;
  readonly borrows: readonly Source[];
}

/** Methods that put their arguments into a collection, which then owns them. */
const storing = new Set(["push", "unshift", "splice", "add", "set", "fill", "append", "enqueue", "insert"]);
/** How functions are called that keep what they are given, where nothing else is known of them. */
const keeping =
  /^(accept|add|append|adopt|attach|bind|connect|defer|deliver|dispatch|emit|enqueue|fire|fulfil|give|hand|insert|install|keep|manage|mount|notify|on(?=[A-Z])|own|pass|post|publish|push|put|register|replace|resolve|save|schedule|send|set|store|submit|subscribe|track|transfer|trigger|unshift|update|use|with|wrap|_register)/;
/** How functions are called that hand out what somebody else owns, where nothing else is known of them. */
const lending =
  /^(active|as|at|by|child|closest|content|current|default|elementAt|ensure|fetch|find|first|for|from|get|global|inject|instance|last|locate|lookup|main|maybe|of|on|once|owner|parent|peek|pop|query|ref|resolve|root|select|self|shared|shift|singleton|to|use|wait|with)([A-Z_]|$)|(For|Getter|Provider)$/;
/** How methods are called that make another one of the same kind; of others it is theirs, or their receiver. */
const multiplying = /^(clone|copy|create|dup|fork|make|new|open|reopen|slice|split|subarray|tee|trim)/;
/** Names under which types offer their disposal besides `[Symbol.dispose]`. */
export const endingMethods: ReadonlySet<string> = new Set([
  ..."abort cancel cleanup close closeAll closeSync delete destroy disconnect discard dispose disposeAsync".split(
    " ",
  ),
  ..."end exit finalize free kill quit release remove restore return rollback commit shutdown stop teardown".split(
    " ",
  ),
  ..."tearDown terminate unbind uninstall unlock unmount unref unregister unsubscribe".split(" "),
  ..."complete finish mockRestore reject resolve useRealTimers".split(" "),
]);
/** `initiateClose`, `safeDispose`: disposal under a longer name. */
const endingSuffix = /(Close|Destroy|Dispose|Shutdown|Terminate)$/;

const plain: Parameter = {
  name: "",
  effect: "perhaps",
  sendable: false,
  said: false,
  lent: false,
  text: undefined,
  rest: false,
};
const unknown: Contract = {
  name: "",
  self: { ...plain, effect: "shared" },
  parameters: [],
  result: "unknown",
  borrows: [],
  mustUse: false,
  fromLibrary: false,
};

/** A reader of signatures with a memory. */
export class ContractReader {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly words: WordReader;
  readonly facts: FactReader;
  readonly #contracts = new Map<ts.Node, Contract>();
  readonly #reading = new Set<ts.Node>();
  readonly #claims = new Map<ts.Node, readonly Claim[]>();

  constructor(typescript: TypeScript, checker: ts.TypeChecker, words: WordReader, facts: FactReader) {
    this.ts = typescript;
    this.checker = checker;
    this.words = words;
    this.facts = facts;
  }

  /** The contract of a call, as far as its signature is known. */
  of(call: ts.CallLikeExpression): Contract {
    const declaration = this.#declarationOf(this.checker.getResolvedSignature(call));
    return declaration === undefined ? unknown : this.ofDeclaration(declaration);
  }

  /** The contract that a declaration states. */
  ofDeclaration(declaration: ts.SignatureDeclaration): Contract {
    let contract = this.#contracts.get(declaration);
    if (contract === undefined) {
      if (this.#reading.has(declaration)) return unknown; // recursion: the annotations of the first reading decide
      this.#reading.add(declaration);
      contract = this.#read(declaration);
      this.#reading.delete(declaration);
      this.#contracts.set(declaration, contract);
    }
    return contract;
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
  property(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Words | undefined {
    const { ts } = this;
    const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol === undefined || !(symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor)))
      return undefined;
    return this.#wordsOfProperty(symbol);
  }

  /** The annotations on a property that a pattern destructures. */
  propertyOf(type: ts.Type, name: string): Words | undefined {
    const symbol = type.getProperty(name);
    return symbol === undefined ? undefined : this.#wordsOfProperty(symbol);
  }

  #wordsOfProperty(symbol: ts.Symbol): Words | undefined {
    const { ts } = this;
    for (const declaration of symbol.declarations ?? []) {
      if (
        ts.isPropertySignature(declaration) ||
        ts.isPropertyDeclaration(declaration) ||
        ts.isGetAccessor(declaration) ||
        ts.isParameter(declaration)
      ) {
        return declaration.type === undefined ? undefined : this.words.read(declaration.type);
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
      const words = this.#wordsOfProperty(property);
      if (words?.move !== true) return [];
      return [
        {
          parameter,
          property: property.name,
          type: checker.getTypeOfSymbol(property),
          borrows: words.borrows,
        },
      ];
    });
  }

  #read(declaration: ts.SignatureDeclaration): Contract {
    const { ts } = this;
    const name = this.#nameOf(declaration);
    const fromLibrary = /[\\/]lib\.[^\\/]*\.d\.ts$/.test(declaration.getSourceFile().fileName);
    const body = this.bodyOf(declaration);
    const isStack = this.#isDisposableStack(declaration);
    let self: Parameter = {
      ...plain,
      name: "this",
      effect: this.#effectOnReceiver(declaration, name, isStack),
    };
    const parameters: Parameter[] = [];
    for (const [index, parameter] of declaration.parameters.entries()) {
      const said = this.words.read(parameter.type);
      const parameterName = ts.isIdentifier(parameter.name) ? parameter.name.text : "";
      const description = {
        name: parameterName,
        sendable: said.sendable,
        text: parameter.type?.getText(),
        rest: parameter.dotDotDotToken !== undefined,
        said: said.move || said.exclusive || said.shared,
        lent: said.shared,
      };
      if (parameterName === "this") {
        self = { ...description, effect: said.move ? "move" : said.exclusive ? "exclusive" : self.effect };
        continue;
      }
      const effect = said.move
        ? "move"
        : said.exclusive
          ? "exclusive"
          : said.shared
            ? "shared"
            : isStack
              ? "store"
              : fromLibrary
                ? storing.has(name) && !ts.isConstructSignatureDeclaration(declaration)
                  ? "store"
                  : "perhaps"
                : body !== undefined
                  ? inferEffect(this, body, declaration, index)
                  : ts.isConstructorDeclaration(declaration) ||
                      ts.isConstructSignatureDeclaration(declaration) ||
                      keeping.test(name) ||
                      this.#isCallbackThatMayKeep(declaration, parameter)
                    ? "perhaps"
                    : "shared";
      parameters.push({ ...description, effect });
    }
    const said = this.words.read(declaration.type);
    const result = this.#result(declaration, said, { name, fromLibrary, isStack });
    return {
      name,
      self,
      parameters,
      result: isHandedBack(result, self, parameters) ? "fresh" : result,
      borrows: said.borrows.length > 0 ? said.borrows : elided(said, self, parameters, declaration, ts),
      mustUse: said.mustUse,
      fromLibrary,
    };
  }

  /** A callback may take its arguments, unless the author of its type uses annotations. */
  #isCallbackThatMayKeep(declaration: ts.SignatureDeclaration, parameter: ts.ParameterDeclaration): boolean {
    const { ts } = this;
    if (!ts.isFunctionTypeNode(declaration)) return false;
    return !this.facts.of(this.checker.getTypeAtLocation(parameter)).strict;
  }

  #effectOnReceiver(declaration: ts.SignatureDeclaration, name: string, isStack: boolean): Effect {
    const { ts } = this;
    if (isStack && name === "move") return "move";
    if (isMoveMethod(ts, declaration)) return "move";
    if (name === "[Symbol.dispose]" || name === "[Symbol.asyncDispose]") return "end";
    const isMethod =
      ts.isMethodDeclaration(declaration) ||
      ts.isMethodSignature(declaration) ||
      ts.isFunctionTypeNode(declaration);
    return isMethod && (endingMethods.has(name) || endingSuffix.test(name)) ? "end" : "shared";
  }

  #result(
    declaration: ts.SignatureDeclaration,
    said: Words,
    { name, fromLibrary, isStack }: { name: string; fromLibrary: boolean; isStack: boolean },
  ): InferredResult {
    const { ts } = this;
    if (said.move) return "fresh";
    if (said.exclusive) return "exclusive";
    if (said.shared) return "shared";
    if (said.borrows.length > 0) return "fresh";
    if (ts.isConstructorDeclaration(declaration))
      return this.#registersItself(declaration) ? "unknown" : "fresh";
    if (ts.isConstructSignatureDeclaration(declaration)) return "fresh";
    if (isStack) return name === "move" ? "fresh" : { argument: 0 };
    if (isMoveMethod(ts, declaration)) return "fresh";
    const returned = this.#returnedType(declaration);
    if (returned?.kind === ts.SyntaxKind.ThisType) return "receiver";
    // One of several signatures of a union: what the call gives is another one's.
    if (returned?.kind === ts.SyntaxKind.VoidKeyword) return "unknown";
    if (returned !== undefined && this.#mentionsTypeParameter(returned)) return "unknown";
    const body = this.bodyOf(declaration);
    if (body !== undefined) return inferResult(this, body, declaration);
    if (fromLibrary) return "unknown";
    if (ts.isGetAccessor(declaration)) return "shared";
    return lending.test(name) || this.#isNamedAfterResult(declaration, name, returned) ? "unknown" : "fresh";
  }

  /** `sessions.add(this)` in a constructor: what it makes has an owner from the start. */
  #registersItself(constructor: ts.ConstructorDeclaration): boolean {
    const { ts } = this;
    const visit = (node: ts.Node): boolean => {
      if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return false;
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        (keeping.test(node.expression.name.text) || storing.has(node.expression.name.text)) &&
        node.arguments.some(({ kind }) => kind === ts.SyntaxKind.ThisKeyword)
      ) {
        return true;
      }
      return ts.forEachChild(node, visit) ?? false;
    };
    return constructor.body !== undefined && (ts.forEachChild(constructor.body, visit) ?? false);
  }

  /** `page(): Page` shows what is there; `off(): Emitter` in an `Emitter` returns its receiver, or a part of it. */
  #isNamedAfterResult(
    declaration: ts.SignatureDeclaration,
    name: string,
    returned: ts.TypeNode | undefined,
  ): boolean {
    const { ts } = this;
    const parts = returned === undefined ? [] : ts.isUnionTypeNode(returned) ? returned.types : [returned];
    const names = parts.flatMap((part) =>
      ts.isTypeReferenceNode(part) && ts.isIdentifier(part.typeName) ? [part.typeName.text] : [],
    );
    const bare = name.replace(/^[#_]+/, "").toLowerCase();
    const takesNothing = declaration.parameters.every((parameter) => parameter.name.getText() === "this");
    if (takesNothing && bare.length > 2 && names.some((type) => type.toLowerCase().endsWith(bare)))
      return true;
    const owner = declaration.parent as { readonly name?: ts.Node };
    return (
      owner.name !== undefined &&
      ts.isIdentifier(owner.name) &&
      names.includes(owner.name.text) &&
      (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration)) &&
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) === 0 &&
      !multiplying.test(name)
    );
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

  #mentionsTypeParameter(type: ts.TypeNode): boolean {
    if (this.ts.isUnionTypeNode(type)) return type.types.some((part) => this.#mentionsTypeParameter(part));
    if (this.ts.isTypeReferenceNode(type) && type.typeArguments !== undefined) {
      return /^(Awaited|NonNullable|Readonly|Partial|Required)$/.test(type.typeName.getText())
        ? type.typeArguments.some((inner) => this.#mentionsTypeParameter(inner))
        : false;
    }
    return (this.checker.getTypeFromTypeNode(type).flags & this.ts.TypeFlags.TypeParameter) !== 0;
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
function isHandedBack(result: InferredResult, self: Parameter, parameters: readonly Parameter[]): boolean {
  const through =
    result === "receiver" ? self : typeof result === "object" ? parameters[result.argument] : undefined;
  return through?.effect === "move";
}

/** Rust's rule for borrows without a name: from `this`, or else from the only argument that can be borrowed. */
function elided(
  said: Words,
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
