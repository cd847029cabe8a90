/** What a call does with its receiver and its parameters: named rules, tried in order, the same for both. */
import type ts from "typescript";
import { effectInBody } from "./bodies.js";
import type { Annotations } from "./annotations.js";
import type { ContractReader } from "./contract.js";
import { isDisposal, isMoveMethod } from "./idioms.js";

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

/** The signature that is asked about. */
export interface Signature {
  readonly declaration: ts.SignatureDeclaration;
  readonly name: string;
  readonly fromLibrary: boolean;
  /** It belongs to `DisposableStack` or `AsyncDisposableStack`. */
  readonly isStack: boolean;
  readonly body: ts.ConciseBody | undefined;
}

/** A receiver, or one parameter. */
export interface Subject extends Signature {
  readonly annotations: Annotations;
  /** The declaration of a parameter, and its position; undefined for a receiver. */
  readonly parameter: { readonly node: ts.ParameterDeclaration; readonly index: number } | undefined;
}

interface EffectRule {
  readonly name: string;
  readonly effect: (subject: Subject, contracts: ContractReader) => Effect | undefined;
}

const rules: readonly EffectRule[] = [
  {
    name: "an annotation",
    effect: ({ annotations: { move, exclusive, shared } }) =>
      move ? "move" : exclusive ? "exclusive" : shared ? "shared" : undefined,
  },
  {
    name: "a disposable stack",
    effect: ({ parameter, isStack, name }) =>
      !isStack ? undefined : parameter !== undefined ? "store" : name === "move" ? "move" : undefined,
  },
  {
    name: "a move method",
    effect: ({ parameter, declaration }, { ts, conventions }) =>
      parameter === undefined && conventions.has("move-method") && isMoveMethod(ts, declaration)
        ? "move"
        : undefined,
  },
  {
    name: "a disposal",
    effect: ({ parameter, declaration, name }, { ts, conventions }) => {
      if (parameter !== undefined) return undefined;
      if (isDisposal(name)) return "end";
      const isMethod =
        ts.isMethodDeclaration(declaration) ||
        ts.isMethodSignature(declaration) ||
        ts.isFunctionTypeNode(declaration);
      return isMethod && conventions.matches("disposing-method", name) ? "end" : undefined;
    },
  },
  {
    name: "a method that the disposal calls",
    effect: ({ parameter, declaration, name }, { ts }) => {
      if (parameter !== undefined || !ts.isMethodDeclaration(declaration)) return undefined;
      return isCalledByDisposal(ts, declaration, name) ? "end" : undefined;
    },
  },
  {
    name: "a function of the library",
    effect: ({ parameter, fromLibrary, declaration, name }, { ts, conventions }) => {
      if (!fromLibrary) return undefined;
      if (parameter === undefined) return "shared";
      const stores =
        conventions.matches("collection", name) && !ts.isConstructSignatureDeclaration(declaration);
      return stores ? "store" : "perhaps";
    },
  },
  {
    name: "a body",
    effect: (subject, contracts) => effectInBody(contracts, subject),
  },
  {
    name: "a parameter that can only be disposed",
    effect: ({ parameter }, { facts, checker, conventions }) =>
      parameter !== undefined &&
      conventions.has("only-disposable") &&
      facts.of(checker.getTypeAtLocation(parameter.node)).bare
        ? "perhaps"
        : undefined,
  },
  {
    name: "a constructor",
    effect: ({ parameter, declaration }, { ts }) =>
      parameter !== undefined &&
      (ts.isConstructorDeclaration(declaration) || ts.isConstructSignatureDeclaration(declaration))
        ? "perhaps"
        : undefined,
  },
  {
    name: "a function that keeps",
    effect: ({ parameter, name, declaration }, { ts, conventions, facts, checker }) =>
      parameter !== undefined &&
      // `app.use(plugin)` keeps, `use(file)` does what it says.
      !(ts.isFunctionDeclaration(declaration) && name === "use") &&
      conventions.matches("keeping-function", name) &&
      !facts.of(checker.getTypeAtLocation(parameter.node)).strict
        ? "perhaps"
        : undefined,
  },
  {
    name: "a callback",
    effect: ({ parameter, declaration }, { ts, conventions, facts, checker }) =>
      parameter !== undefined &&
      ts.isFunctionTypeNode(declaration) &&
      conventions.has("keeping-callback") &&
      // Unless the author of its type uses annotations.
      !facts.of(checker.getTypeAtLocation(parameter.node)).strict
        ? "perhaps"
        : undefined,
  },
];

/** `async done() { ... }`, where `[Symbol.asyncDispose]() { await this.done(); }` does nothing else. */
function isCalledByDisposal(typescript: typeof ts, { parent }: ts.MethodDeclaration, name: string): boolean {
  if (!typescript.isClassLike(parent)) return false;
  return parent.members.some((member) => {
    if (!typescript.isMethodDeclaration(member) || !isDisposal(member.name.getText())) return false;
    const [only, ...others] = member.body?.statements ?? [];
    if (only === undefined || others.length > 0) return false;
    let done: ts.Node | undefined =
      typescript.isExpressionStatement(only) || typescript.isReturnStatement(only)
        ? only.expression
        : undefined;
    if (done !== undefined && typescript.isAwaitExpression(done)) done = done.expression;
    return (
      done !== undefined && typescript.isCallExpression(done) && done.expression.getText() === `this.${name}`
    );
  });
}

/** What a call does with a receiver or a parameter: a borrow, unless a rule says more. */
export function effectOn(subject: Subject, contracts: ContractReader): Effect {
  for (const { effect } of rules) {
    const found = effect(subject, contracts);
    if (found !== undefined) return found;
  }
  return "shared";
}
