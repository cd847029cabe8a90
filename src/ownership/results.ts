/** Whose the result of a call is: named rules, tried in order. */
import type ts from "typescript";
import type { Annotations } from "./annotations.js";
import { resultOfBody } from "./bodies.js";
import type { ContractReader } from "./contract.js";
import type { Signature } from "./effects.js";
import { isMoveMethod } from "./idioms.js";

/**
 * Who owns the result of a call.
 *
 * - `fresh`: the caller's;
 * - `shared`, `exclusive`: somebody else's, borrowed;
 * - `receiver`: the object that the method was called on;
 * - `argument`: what was passed there;
 * - `doubtful`: the caller's, but only because nothing states otherwise;
 * - `unknown`: nothing states it.
 */
export type Result =
  "doubtful" | "fresh" | "shared" | "exclusive" | "receiver" | "unknown" | { readonly argument: number };

interface Returned extends Signature {
  readonly annotations: Annotations;
  /** What the declaration returns, or promises. */
  readonly type: ts.TypeNode | undefined;
}

interface ResultRule {
  readonly name: string;
  readonly result: (returned: Returned, contracts: ContractReader) => Result | undefined;
}

const rules: readonly ResultRule[] = [
  {
    name: "an annotation",
    result: ({ annotations: { move, exclusive, shared, borrows } }) => {
      if (move) return "fresh";
      if (exclusive) return "exclusive";
      if (shared) return "shared";
      return borrows.length > 0 ? "fresh" : undefined;
    },
  },
  {
    name: "a constructor",
    result: ({ declaration }, contracts) => {
      const { ts } = contracts;
      if (ts.isConstructSignatureDeclaration(declaration)) return "fresh";
      if (!ts.isConstructorDeclaration(declaration)) return undefined;
      return registersItself(declaration, contracts) ? "unknown" : "fresh";
    },
  },
  {
    name: "a disposable stack",
    result: ({ isStack, name }) => (!isStack ? undefined : name === "move" ? "fresh" : { argument: 0 }),
  },
  {
    name: "a move method",
    result: ({ declaration }, { ts, conventions }) =>
      conventions.has("move-method") && isMoveMethod(ts, declaration) ? "fresh" : undefined,
  },
  {
    name: "`this`: the receiver, or another of its kind",
    result: ({ type, name }, { ts, conventions }) =>
      type?.kind !== ts.SyntaxKind.ThisType
        ? undefined
        : conventions.matches("multiplying-method", name)
          ? "fresh"
          : "receiver",
  },
  {
    name: "one of several signatures of a union: what the call gives is another one's",
    result: ({ type }, { ts }) => (type?.kind === ts.SyntaxKind.VoidKeyword ? "unknown" : undefined),
  },
  {
    name: "a type parameter: whatever was passed",
    result: ({ type }, contracts) =>
      type !== undefined && mentionsTypeParameter(type, contracts) ? "unknown" : undefined,
  },
  {
    name: "a body",
    result: ({ body, declaration }, contracts) =>
      body === undefined ? undefined : resultOfBody(contracts, body, declaration),
  },
  {
    name: "a function of the library",
    result: ({ fromLibrary }) => (fromLibrary ? "unknown" : undefined),
  },
  {
    name: "a subscription",
    result: (returned, contracts) =>
      contracts.conventions.has("subscribing-function") &&
      contracts.conventions.matches("lending-function", returned.name) &&
      subscribes(returned, contracts)
        ? "doubtful"
        : undefined,
  },
  {
    name: "a getter",
    result: ({ declaration }, { ts }) => (ts.isGetAccessor(declaration) ? "shared" : undefined),
  },
  {
    name: "a look-up",
    result: ({ name }, { conventions }) =>
      conventions.matches("lending-function", name) ? "unknown" : undefined,
  },
  {
    name: "a method that is named after its result",
    result: (returned, contracts) =>
      contracts.conventions.has("named-after-result") && isNamedAfterResult(returned, contracts)
        ? "unknown"
        : undefined,
  },
  {
    name: "a method that returns its own type",
    result: (returned, contracts) =>
      contracts.conventions.has("own-type-result") && returnsOwnType(returned, contracts)
        ? "unknown"
        : undefined,
  },
];

/** What a function returns that says by its place or name that it makes something. */
function makes({ declaration, name }: Returned, { ts, conventions }: ContractReader): boolean {
  const isMethod =
    ts.isMethodSignature(declaration) ||
    ts.isMethodDeclaration(declaration) ||
    (ts.isFunctionTypeNode(declaration) && name !== "");
  const isStatic = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) !== 0;
  return !isMethod || isStatic || conventions.matches("making-method", name);
}

/** Whose the result of a call is: the caller's, unless a rule says otherwise. */
export function resultOf(returned: Returned, contracts: ContractReader): Result {
  for (const { result } of rules) {
    const found = result(returned, contracts);
    if (found !== undefined) return found;
  }
  return makes(returned, contracts) ? "fresh" : "doubtful";
}

/** `sessions.add(this)` in a constructor: what it makes has an owner from the start. */
function registersItself(constructor: ts.ConstructorDeclaration, contracts: ContractReader): boolean {
  const { ts, conventions } = contracts;
  if (!conventions.has("registering-constructor")) return false;
  const visit = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return false;
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      (conventions.matches("keeping-function", node.expression.name.text) ||
        conventions.matches("collection", node.expression.name.text)) &&
      node.arguments.some(({ kind }) => kind === ts.SyntaxKind.ThisKeyword)
    ) {
      return true;
    }
    return ts.forEachChild(node, visit) ?? false;
  };
  return constructor.body !== undefined && (ts.forEachChild(constructor.body, visit) ?? false);
}

/** `source.onChange(() => { ... })`: what is returned ends the listening. An emitter that returns itself is none. */
function subscribes(returned: Returned, contracts: ContractReader): boolean {
  const { ts } = contracts;
  const { declaration } = returned;
  if (ts.isConstructorDeclaration(declaration) || returnsOwnType(returned, contracts)) return false;
  return takesCallback(declaration, contracts);
}

/** Whether a parameter is a function. */
export function takesCallback(
  { parameters }: ts.SignatureDeclaration,
  { checker }: Pick<ContractReader, "checker">,
): boolean {
  return parameters.some(
    ({ type }) => type !== undefined && checker.getTypeFromTypeNode(type).getCallSignatures().length > 0,
  );
}

/** The names of the types that a declaration may return. */
function typeNames({ type }: Returned, { ts }: ContractReader): string[] {
  const parts = type === undefined ? [] : ts.isUnionTypeNode(type) ? type.types : [type];
  return parts.flatMap((part) =>
    ts.isTypeReferenceNode(part) && ts.isIdentifier(part.typeName) ? [part.typeName.text] : [],
  );
}

function isNamedAfterResult(returned: Returned, contracts: ContractReader): boolean {
  const bare = returned.name.replace(/^[#_]+/, "").toLowerCase();
  const takesNothing = returned.declaration.parameters.every(({ name }) => name.getText() === "this");
  return (
    takesNothing &&
    bare.length > 2 &&
    typeNames(returned, contracts).some((type) => type.toLowerCase().endsWith(bare))
  );
}

/** `off(): Emitter` in an `Emitter` returns its receiver, or a part of it. */
function returnsOwnType(returned: Returned, contracts: ContractReader): boolean {
  const { ts, conventions } = contracts;
  const { declaration, name } = returned;
  const owner = declaration.parent as { readonly name?: ts.Node };
  return (
    owner.name !== undefined &&
    ts.isIdentifier(owner.name) &&
    typeNames(returned, contracts).includes(owner.name.text) &&
    (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration)) &&
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) === 0 &&
    !conventions.matches("multiplying-method", name)
  );
}

function mentionsTypeParameter(type: ts.TypeNode, contracts: ContractReader): boolean {
  const { ts, checker } = contracts;
  if (ts.isUnionTypeNode(type)) return type.types.some((part) => mentionsTypeParameter(part, contracts));
  if (ts.isTypeReferenceNode(type) && type.typeArguments !== undefined) {
    return /^(Awaited|NonNullable|Readonly|Partial|Required)$/.test(type.typeName.getText())
      ? type.typeArguments.some((inner) => mentionsTypeParameter(inner, contracts))
      : false;
  }
  return (checker.getTypeFromTypeNode(type).flags & ts.TypeFlags.TypeParameter) !== 0;
}
