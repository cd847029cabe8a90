/** Which code of a class runs when the class is disposed. */
import type ts from "typescript";

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
