/** What a class owns: its fields that hold values which must be disposed, and what its members do with them. */
import type ts from "typescript";
import { bare, wrapped } from "../bare.js";
import type { ContractReader } from "../contract.js";
import { isDisposal } from "../idioms.js";

/** A place where a field gets a value that the class owns. */
export interface Acquisition {
  /** The initializer's property, or the assignment. */
  readonly node: ts.PropertyDeclaration | ts.BinaryExpression;
  readonly value: ts.Expression;
}

/** What code does with the value of a field. */
export type FieldUse =
  /** It is disposed. */
  | "ends"
  /** Somebody else may get it, or its elements, and dispose it. */
  | "leaves"
  /** It is read, tested or borrowed. */
  | "reads";

/** One mention of a field. */
export interface Mention {
  readonly node: ts.PropertyAccessExpression;
  readonly use: FieldUse;
}

/** A field of a class, by its name. */
export interface Field {
  readonly name: string;
  readonly acquisitions: readonly Acquisition[];
  readonly mentions: readonly Mention[];
}

/** What can be said of the fields of a class from its own text. */
export interface ClassFields {
  readonly fields: ReadonlyMap<string, Field>;
  /** Code handles `this` so that any field may be meant: `Object.values(this)`, `const self = this`. */
  readonly isOpen: boolean;
}

/** Reads the fields of a class. */
export function fieldsOf(contracts: ContractReader, node: ts.ClassLikeDeclaration): ClassFields {
  return new ClassReading(contracts, node).run();
}

/** The reading of one class. */
class ClassReading {
  readonly #contracts: ContractReader;
  readonly #class: ts.ClassLikeDeclaration;
  readonly #acquisitions = new Map<string, Acquisition[]>();
  readonly #mentions = new Map<string, Mention[]>();
  #isOpen = false;

  constructor(contracts: ContractReader, node: ts.ClassLikeDeclaration) {
    this.#contracts = contracts;
    this.#class = node;
  }

  run(): ClassFields {
    const { ts } = this.#contracts;
    for (const member of this.#class.members) {
      if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && isNamed(ts, member.name)) {
        if (!isStatic(ts, member)) this.#acquire(member.name.text, member, member.initializer);
      }
      if (!isStatic(ts, member)) this.#visit(member);
    }
    const names = new Set([...this.#acquisitions.keys(), ...this.#mentions.keys()]);
    const fields = [...names].map((name): [string, Field] => [
      name,
      { name, acquisitions: this.#acquisitions.get(name) ?? [], mentions: this.#mentions.get(name) ?? [] },
    ]);
    return { fields: new Map(fields), isOpen: this.#isOpen };
  }

  #visit(node: ts.Node): void {
    const { ts } = this.#contracts;
    // Another class has another `this`.
    if (ts.isClassLike(node)) return;
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.#this(node);
    if (isAssignment(ts, node) && isOwnField(ts, node.left)) {
      this.#acquire(node.left.name.text, node, node.right);
      return this.#visit(node.right);
    }
    if (isOwnField(ts, node)) {
      const { text } = node.name;
      const mentions = this.#mentions.get(text);
      const mention = { node, use: useOf(this.#contracts, node) };
      if (mentions === undefined) this.#mentions.set(text, [mention]);
      else mentions.push(mention);
      return;
    }
    ts.forEachChild(node, (child) => this.#visit(child));
  }

  /** `this` that is not before a dot. */
  #this(node: ts.Node): void {
    const { ts } = this.#contracts;
    const { parent } = node;
    if (ts.isVariableDeclaration(parent)) {
      if (!ts.isObjectBindingPattern(parent.name)) this.#isOpen = true;
      else
        for (const { propertyName, name } of parent.name.elements) this.#takenOut(propertyName ?? name, node);
    }
    if (ts.isSpreadAssignment(parent) || ts.isElementAccessExpression(parent)) this.#isOpen = true;
    if (
      ts.isForInStatement(parent) ||
      (ts.isCallExpression(parent) && /^Object\./.test(parent.expression.getText()))
    )
      this.#isOpen = true;
  }

  /** `const { socket } = this`: what becomes of it is not followed. */
  #takenOut(name: ts.Node, node: ts.Node): void {
    const { ts } = this.#contracts;
    if (!ts.isIdentifier(name)) return;
    const mentions = this.#mentions.get(name.text) ?? [];
    mentions.push({ node: node as ts.PropertyAccessExpression, use: "leaves" });
    this.#mentions.set(name.text, mentions);
  }

  #acquire(name: string, node: Acquisition["node"], value: ts.Expression): void {
    if (!isMade(this.#contracts, value)) return;
    const acquisition: Acquisition = { node, value };
    const others = this.#acquisitions.get(name);
    if (others === undefined) this.#acquisitions.set(name, [acquisition]);
    else others.push(acquisition);
  }
}

/** Whether an expression makes a value that must be disposed, and that nobody else owns. */
export function isMade(contracts: ContractReader, value: ts.Expression): boolean {
  const { ts, checker, facts } = contracts;
  const made = bare(contracts, value);
  if (ts.isAwaitExpression(made)) return isMade(contracts, made.expression);
  if (isTimer(contracts, made)) return true;
  if (ts.isConditionalExpression(made)) {
    return isMade(contracts, made.whenTrue) || isMade(contracts, made.whenFalse);
  }
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return false;
  if (facts.of(checker.getTypeAtLocation(value)).ends === undefined) return false;
  const { name, result } = contracts.of(made);
  return (ts.isNewExpression(made) && name === "") || result === "fresh" || result === "doubtful";
}

/** `setInterval(...)`; `setTimeout(...)` where the callback needs the object that set it. */
export function isTimer({ ts, conventions }: ContractReader, made: ts.Expression): boolean {
  if (!conventions.has("timer") || !ts.isCallExpression(made)) return false;
  const { expression } = made;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name)) return false;
  if (name.text === "setInterval") return true;
  return name.text === "setTimeout" && /\bthis\b/.test(made.arguments[0]?.getText() ?? "");
}

/** What is done with the value of a field where it is mentioned. */
function useOf(contracts: ContractReader, field: ts.PropertyAccessExpression): FieldUse {
  const { ts } = contracts;
  const node = wrapped(contracts, field);
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    return isEnding(contracts, parent.name.text) ? "ends" : usedThrough(contracts, parent);
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    return isDisposal(parent.argumentExpression.getText()) ? "ends" : "leaves";
  }
  if (ts.isCallExpression(parent) && parent.arguments.includes(node)) {
    const { parameters, isKnown } = contracts.of(parent);
    const effect = parameters[parent.arguments.indexOf(node)]?.effect;
    return isKnown && effect === "shared" ? "reads" : "leaves";
  }
  if (isTest(ts, parent, node)) return "reads";
  // `get socket() { return this.#socket; }` shows it.
  if (ts.isReturnStatement(parent) && ts.isGetAccessor(parent.parent.parent)) return "reads";
  return "leaves";
}

/** `this.all.forEach(...)` and `this.all.values()` reach the elements of a collection; other members are read. */
function usedThrough({ ts }: ContractReader, access: ts.PropertyAccessExpression): FieldUse {
  return /^(forEach|map|values|entries|splice|pop|shift|slice|concat|reduce|filter|find|get|at|take|move|current|value)$/.test(
    access.name.text,
  ) && ts.isCallExpression(access.parent)
    ? "leaves"
    : "reads";
}

function isTest(typescript: typeof ts, parent: ts.Node, node: ts.Node): boolean {
  if (typescript.isIfStatement(parent) || typescript.isWhileStatement(parent)) return true;
  if (typescript.isExpressionStatement(parent) || typescript.isPrefixUnaryExpression(parent)) return true;
  if (typescript.isTypeOfExpression(parent)) return true;
  if (typescript.isConditionalExpression(parent)) return parent.condition === node;
  if (!typescript.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  const { SyntaxKind } = typescript;
  if (kind === SyntaxKind.AmpersandAmpersandToken) return parent.left === node;
  return (
    kind !== SyntaxKind.EqualsToken &&
    kind !== SyntaxKind.CommaToken &&
    kind !== SyntaxKind.BarBarToken &&
    kind !== SyntaxKind.QuestionQuestionToken
  );
}

/** Whether a method of this name disposes what it is called on. */
export function isEnding({ conventions }: ContractReader, name: string): boolean {
  return isDisposal(name) || conventions.matches("disposing-method", name) || name === "clear";
}

/** `this.name`, also where the name is private. */
export function isOwnField(
  typescript: typeof ts,
  node: ts.Node,
): node is ts.PropertyAccessExpression & { readonly name: ts.Identifier | ts.PrivateIdentifier } {
  return (
    typescript.isPropertyAccessExpression(node) && node.expression.kind === typescript.SyntaxKind.ThisKeyword
  );
}

function isAssignment(typescript: typeof ts, node: ts.Node): node is ts.BinaryExpression {
  if (!typescript.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  const { EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken } = typescript.SyntaxKind;
  return kind === EqualsToken || kind === QuestionQuestionEqualsToken || kind === BarBarEqualsToken;
}

function isNamed(typescript: typeof ts, name: ts.PropertyName): name is ts.Identifier | ts.PrivateIdentifier {
  return typescript.isIdentifier(name) || typescript.isPrivateIdentifier(name);
}

function isStatic(typescript: typeof ts, member: ts.ClassElement): boolean {
  if (!typescript.canHaveModifiers(member)) return false;
  return (typescript.getModifiers(member) ?? []).some(
    ({ kind }) => kind === typescript.SyntaxKind.StaticKeyword,
  );
}
