/** Whether a class can be disposed, and which of its code runs then. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import { isEnding } from "./fields.js";

/** What frameworks call when they let an object go. */
const HOOKS = /^(ngOnDestroy|componentWillUnmount|disconnectedCallback|onBeforeDetach)$/;

/** Whether a member of this name disposes the object that it belongs to. */
export function isDisposalName(contracts: ContractReader, name: string): boolean {
  return isEnding(contracts, name) || /^__@(dispose|asyncDispose)@/.test(name) || HOOKS.test(name);
}

/** Whether a class, or a class that it extends, has a disposal. */
export function isDisposable(contracts: ContractReader, node: ts.ClassLikeDeclaration): boolean {
  const { ts, checker } = contracts;
  const names = node.members.flatMap(({ name }) => (name === undefined ? [] : [name.getText()]));
  if (names.some((name) => isDisposalName(contracts, name))) return true;
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (base === undefined) return false;
  const type = checker.getTypeAtLocation(base);
  if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
  return checker.getPropertiesOfType(type).some(({ name }) => isDisposalName(contracts, name));
}

/** What a function is given to that calls it for a disposal: `toDisposable(() => ...)`, `stack.defer(() => ...)`. */
const DEFERRING =
  /dispos|defer|destroy|clean|teardown|shutdown|unload|unmount|register|own|adopt|push|add|create|finally|use/i;

/** The code that a disposal of a class reaches, as far as its own text tells. */
export class Reachable {
  readonly #ts: typeof ts;
  readonly #class: ts.ClassLikeDeclaration;
  readonly #members = new Set<ts.ClassElement>();

  /** @param isDisposal - Whether a member of this name is a disposal. */
  constructor(typescript: typeof ts, node: ts.ClassLikeDeclaration, isDisposal: (name: string) => boolean) {
    this.#ts = typescript;
    this.#class = node;
    const byName = new Map(node.members.map((member) => [member.name?.getText(), member] as const));
    const waiting = node.members.filter(
      (member) => member.name !== undefined && isDisposal(member.name.getText()),
    );
    for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
      if (this.#members.has(member)) continue;
      this.#members.add(member);
      const visit = (inner: ts.Node): void => {
        if (
          typescript.isPropertyAccessExpression(inner) &&
          inner.expression.kind === typescript.SyntaxKind.ThisKeyword
        ) {
          const called = byName.get(inner.name.text);
          if (called !== undefined && !typescript.isPropertyDeclaration(called)) waiting.push(called);
        }
        typescript.forEachChild(inner, visit);
      };
      visit(member);
    }
  }

  /** Whether a place of the class is among it. */
  has(place: ts.Node): boolean {
    const ts = this.#ts;
    const member = ts.findAncestor(place, (one): one is ts.ClassElement => one.parent === this.#class);
    if (member === undefined) return true;
    if (this.#members.has(member)) return true;
    for (let node: ts.Node = place; node !== member; node = node.parent) {
      if (!ts.isFunctionLike(node)) continue;
      const { parent } = node;
      if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
        if (DEFERRING.test(parent.expression.getText())) return true;
      } else if (!ts.isVariableDeclaration(parent)) return true; // `{ dispose: () => ... }`, or whatever else holds it
    }
    return false;
  }
}
