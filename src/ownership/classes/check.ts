/** field-not-disposed, super-not-disposed: a class disposes what it owns, when it is disposed. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import type { Diagnostic } from "../diagnostic.js";
import { isDisposal } from "../idioms.js";
import * as say from "../messages.js";
import { Reporter } from "../reporter.js";
import { isDisposable, isDisposalName, Reachable } from "./disposal.js";
import { fieldsOf, isTimer, type Acquisition, type Field } from "./fields.js";
import { checkListeners } from "./listeners.js";
import { checkElements } from "./elements.js";

/**
 * What the classes of a file own and do not dispose. It is for the preset `strict` alone: an object that lives as long as
 * the program needs no disposal, and its class does not say so.
 */
export function checkClasses(contracts: ContractReader, file: ts.SourceFile): Diagnostic[] {
  const { ts } = contracts;
  const reporter = new Reporter("strict");
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) new ClassCheck(contracts, reporter, node).run();
    ts.forEachChild(node, visit);
  };
  visit(file);
  return reporter.finish();
}

/** The rules over one class. */
class ClassCheck {
  readonly #contracts: ContractReader;
  readonly #reporter: Reporter;
  readonly #class: ts.ClassLikeDeclaration;
  readonly #isDisposable: boolean;
  #code: Reachable | undefined;

  constructor(contracts: ContractReader, reporter: Reporter, node: ts.ClassLikeDeclaration) {
    this.#contracts = contracts;
    this.#reporter = reporter;
    this.#class = node;
    this.#isDisposable = isDisposable(contracts, node);
  }

  run(): void {
    this.#super();
    const { fields, isOpen } = fieldsOf(this.#contracts, this.#class);
    if (this.#isDisposable) checkListeners(this.#contracts, this.#class, this.#reporter);
    if (isOpen) return;
    for (const field of fields.values()) {
      checkElements(this.#contracts, this.#class, field, this.#reporter);
      if (field.acquisitions.length === 0) continue;
      this.#neverDisposed(field);
      for (const acquisition of field.acquisitions) this.#overwritten(field, acquisition);
    }
  }

  /** A field that nothing in the class disposes or hands on. */
  #neverDisposed(field: Field): void {
    const canBeDisposed = this.#isDisposable;
    const reachable = canBeDisposed ? this.#reachable() : undefined;
    const isHandled = field.mentions.some(
      ({ node, use }) => use === "leaves" || (use === "ends" && reachable?.has(node) !== false),
    );
    if (isHandled) return;
    const isEnded = field.mentions.some(({ use }) => use === "ends");
    if (this.#isInherited(field.name)) return;
    // What somebody else may reach, he may dispose in time.
    if (isEnded && !this.#isPrivate(field.name)) return;
    const [first] = field.acquisitions as readonly [Acquisition];
    if (!canBeDisposed && isTimer(this.#contracts, first.value)) return;
    // Where the class cannot be disposed, others may do it for each field that they can reach.
    if (!canBeDisposed && (!this.#isPrivate(field.name) || this.#diesWithOwner(first))) return;
    this.#reporter.add({
      ...say.fieldNotDisposed(first.node, field.name, this.#name(), canBeDisposed),
    });
  }

  /** A field that gets another value while it may own one. */
  #overwritten(field: Field, { node }: Acquisition): void {
    const { ts } = this.#contracts;
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const member = ts.findAncestor(node, (one) => one.parent === this.#class);
    if (member === undefined || !ts.isMethodDeclaration(member) || this.#runsOnce(member)) return;
    const isEnded = field.mentions.some(({ use }) => use === "ends");
    // Who gets the value, or can reach the field, may dispose it. A timer that fires once needs no more.
    if (field.mentions.some(({ use }) => use === "leaves") || isTimer(this.#contracts, node.right)) return;
    if (!isEnded && !this.#isPrivate(field.name)) return;
    const start = node.getStart();
    const isSeenBefore = field.mentions.some(
      ({ node: other }) => other.getStart() < start && other.getStart() >= member.getStart(),
    );
    if (isSeenBefore || this.#isCleared(field, member, start)) return;
    this.#reporter.add(say.fieldOverwritten(node, field.name));
  }

  /** What the object's construction calls, or its name says is called once. */
  #runsOnce(method: ts.MethodDeclaration): boolean {
    const name = method.name.getText();
    if (
      /^#?_*(init|initialize|activate|setup|create|start|open|connect|launch|boot|attach|mount|ng)/i.test(
        name,
      )
    )
      return true;
    const { ts } = this.#contracts;
    const constructor = this.#class.members.find((member) => ts.isConstructorDeclaration(member));
    return constructor?.getText().includes(`this.${name}(`) === true;
  }

  /** A method of the class that disposes the field is called before: `this.stop(); this.timer = ...`. */
  #isCleared(field: Field, member: ts.MethodDeclaration, before: number): boolean {
    const { ts } = this.#contracts;
    const visit = (node: ts.Node): boolean => {
      if (node.getStart() >= before) return false;
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.expression.kind === ts.SyntaxKind.ThisKeyword
      ) {
        const called = this.#method(node.expression.name.text);
        const touches = field.mentions.some(
          ({ node: at, use }) =>
            use !== "reads" && called !== undefined && at.pos >= called.pos && at.end <= called.end,
        );
        if (touches) return true;
      }
      return ts.forEachChild(node, visit) ?? false;
    };
    return visit(member);
  }

  #method(name: string): ts.ClassElement | undefined {
    return this.#class.members.find((member) => member.name?.getText() === name);
  }

  /** A disposal that overrides one with a body, and does not call it. */
  #super(): void {
    const { ts, checker } = this.#contracts;
    const base = this.#class.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0];
    // What needs no disposal by its holder has no owners below it.
    const { facts } = this.#contracts;
    if (base === undefined || facts.of(checker.getTypeAtLocation(this.#class)).ends === undefined) return;
    for (const member of this.#class.members) {
      if (!ts.isMethodDeclaration(member) || member.body === undefined) continue;
      const name = member.name.getText();
      if (name !== "dispose" && name !== "free" && !isDisposal(name)) continue;
      if (/\bsuper\b/.test(member.body.getText())) continue;
      const key = checker.getSymbolAtLocation(member.name)?.escapedName;
      const inherited = checker
        .getPropertiesOfType(checker.getTypeAtLocation(base))
        .find(({ escapedName }) => escapedName === key)
        ?.declarations?.find((one): one is ts.MethodDeclaration => ts.isMethodDeclaration(one));
      if (inherited === undefined || !this.#does(inherited)) continue;
      this.#reporter.add(say.superNotDisposed(member.name, name, inherited.name));
    }
  }

  /** Whether the disposal of a base class does anything. */
  #does(method: ts.MethodDeclaration): boolean {
    const { ts } = this.#contracts;
    if ((ts.getCombinedModifierFlags(method) & ts.ModifierFlags.Abstract) !== 0) return false;
    // Of a declared class nobody knows.
    if (method.body !== undefined) return method.body.statements.length > 0;
    return ts.isClassLike(method.parent);
  }

  #reachable(): Reachable {
    return (this.#code ??= new Reachable(this.#contracts.ts, this.#class, (name) =>
      isDisposalName(this.#contracts, name),
    ));
  }

  /** Whether a base class has the field, and may dispose it. */
  #isInherited(name: string): boolean {
    const { ts, checker } = this.#contracts;
    const base = this.#class.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0];
    return base !== undefined && checker.getTypeAtLocation(base).getProperty(name) !== undefined;
  }

  #isPrivate(name: string): boolean {
    const { ts } = this.#contracts;
    if (name.startsWith("#")) return true;
    return this.#class.members.some(
      (member) =>
        member.name?.getText() === name &&
        ts.canHaveModifiers(member) &&
        (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword),
    );
  }

  /** An emitter holds its listeners, and nothing holds an emitter: it goes when its owner does. */
  #diesWithOwner({ value }: Acquisition): boolean {
    const { checker } = this.#contracts;
    return /(Emitter|Signal|EventTarget|DisposableStack|DisposableCollection|DisposableStore)$/.test(
      checker.getTypeAtLocation(value).symbol?.name ?? "",
    );
  }

  #name(): string {
    return this.#class.name?.text ?? "this class";
  }
}
