/** What a call does with its receiver, its arguments and its result, from its signature alone. */
import type ts from "typescript";
import { inferEffect, inferResult, type InferredResult } from "./inference.js";
import type { FactReader } from "./facts.js";
import type { Source, WordReader, Words } from "./words.js";

type TypeScript = typeof ts;

/**
 * What a call does with one value that it is given.
 *
 * - `shared`, `exclusive`: borrows it for the length of the call;
 * - `move`: takes it;
 * - `end`: disposes of it;
 * - `store`: puts it into an owner, as `push` does;
 * - `perhaps`: may keep it: nothing says that it does not.
 */
export type Effect = "shared" | "exclusive" | "move" | "end" | "store" | "perhaps";

/** What a call does with one parameter. */
export interface Parameter {
  readonly name: string;
  readonly effect: Effect;
  readonly sendable: boolean;
  /** The word that says so is in the signature. */
  readonly said: boolean;
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

/** A value that a type predicate says a call has put into a property, to be taken from there. */
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
  /^(add|append|adopt|attach|bind|connect|defer|enqueue|insert|install|keep|manage|mount|own|push|put|register|set|store|subscribe|track|unshift|use|with|wrap|_register)/;
/** How functions are called that hand out what somebody else owns, where nothing else is known of them. */
const lending =
  /^(as|at|by|child|closest|current|elementAt|ensure|fetch|find|first|from|get|global|inject|instance|last|locate|lookup|on|once|parent|peek|pop|query|ref|resolve|select|self|shared|shift|singleton|to|use|with)([A-Z_]|$)/;
/** Names under which types offer their disposal besides `[Symbol.dispose]`. */
export const endingMethods: ReadonlySet<string> = new Set([
  ..."abort cancel cleanup close closeAll closeSync delete destroy disconnect discard dispose disposeAsync".split(
    " ",
  ),
  ..."end exit finalize free kill quit release remove restore return rollback commit shutdown stop teardown".split(
    " ",
  ),
  ..."tearDown terminate uninstall unlock unmount unref unregister unsubscribe mockRestore useRealTimers".split(
    " ",
  ),
]);

const plain: Parameter = {
  name: "",
  effect: "perhaps",
  sendable: false,
  said: false,
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
    const declaration = this.checker.getResolvedSignature(call)?.declaration;
    return declaration === undefined || this.ts.isJSDocSignature(declaration)
      ? unknown
      : this.ofDeclaration(declaration);
  }

  /** The contract that a declaration states. */
  ofDeclaration(declaration: ts.SignatureDeclaration): Contract {
    let contract = this.#contracts.get(declaration);
    if (contract === undefined) {
      if (this.#reading.has(declaration)) return unknown; // recursion: the words of the first reading decide
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
    const declaration = type?.getNonNullableType().getCallSignatures()[0]?.declaration;
    return declaration === undefined || this.ts.isJSDocSignature(declaration)
      ? undefined
      : this.ofDeclaration(declaration);
  }

  /** The words on a property. */
  property(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Words | undefined {
    const { ts } = this;
    const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol === undefined || !(symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor)))
      return undefined;
    return this.#wordsOfProperty(symbol);
  }

  /** The words on a property that a pattern takes apart. */
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

  /** What the type predicate of a call says that it has put where: `asserts current is Reserving`. */
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
                      keeping.test(name)
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

  #effectOnReceiver(declaration: ts.SignatureDeclaration, name: string, isStack: boolean): Effect {
    const { ts } = this;
    if (isStack && name === "move") return "move";
    if (name === "[Symbol.dispose]" || name === "[Symbol.asyncDispose]") return "end";
    const isMethod =
      ts.isMethodDeclaration(declaration) ||
      ts.isMethodSignature(declaration) ||
      ts.isFunctionTypeNode(declaration);
    return isMethod && endingMethods.has(name) ? "end" : "shared";
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
    if (ts.isConstructorDeclaration(declaration) || ts.isConstructSignatureDeclaration(declaration))
      return "fresh";
    if (isStack) return name === "move" ? "fresh" : { argument: 0 };
    if (declaration.type?.kind === ts.SyntaxKind.ThisType) return "receiver";
    if (this.#returnsTypeParameter(declaration)) return "unknown";
    const body = this.bodyOf(declaration);
    if (body !== undefined) return inferResult(this, body, declaration);
    if (fromLibrary) return "unknown";
    if (ts.isGetAccessor(declaration)) return "shared";
    return lending.test(name) ? "unknown" : "fresh";
  }

  #returnsTypeParameter(declaration: ts.SignatureDeclaration): boolean {
    const { ts } = this;
    let type = declaration.type;
    if (type === undefined) return false;
    while (ts.isTypeReferenceNode(type) && type.typeArguments?.[0] !== undefined) {
      if (
        !ts.isIdentifier(type.typeName) ||
        !/^(Promise|PromiseLike|Awaited|NonNullable)$/.test(type.typeName.text)
      ) {
        return false;
      }
      type = type.typeArguments[0];
    }
    return (this.checker.getTypeFromTypeNode(type).flags & ts.TypeFlags.TypeParameter) !== 0;
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
      (ts.isIdentifier(name) || ts.isComputedPropertyName(name) || ts.isStringLiteral(name))
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
