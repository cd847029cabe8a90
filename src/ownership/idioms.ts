/** Idioms that state ownership in code without annotations. */
import type ts from "typescript";
import type { Conventions } from "./conventions.js";

/** Whether a method is the one that `using` calls, by the name that its declaration or its call has. */
export function isDisposal(name: string): boolean {
  return /^\[?Symbol\.(asyncD|d)ispose\]?$/.test(name);
}

/**
 * `move(): this` or `move: () => this`, the idiom of `DisposableStack`: the receiver is disarmed, and the result takes
 * its place. For the member, or for its signature.
 */
export function isMoveMethod(typescript: typeof ts, declaration: ts.Node): boolean {
  const isProperty = (node: ts.Node): node is ts.PropertyDeclaration | ts.PropertySignature =>
    typescript.isPropertyDeclaration(node) || typescript.isPropertySignature(node);
  const isMethod = typescript.isMethodDeclaration(declaration) || typescript.isMethodSignature(declaration);
  const member = typescript.isFunctionTypeNode(declaration) ? declaration.parent : declaration;
  if (!isMethod && !isProperty(member)) return false;
  const signature = isProperty(member) ? member.type : (member as ts.MethodSignature);
  return (
    signature !== undefined &&
    (typescript.isFunctionTypeNode(signature) || isMethod) &&
    ((member as ts.MethodSignature).name as ts.Node).getText() === "move" &&
    (signature as ts.MethodSignature).parameters.length === 0 &&
    (signature as ts.MethodSignature).type?.kind === typescript.SyntaxKind.ThisType
  );
}

/**
 * `[Symbol.dispose]() { ... }`, `closeAll(files)`: code that disposes what it finds, by the name of a function around it.
 */
export function disposesOnPurpose(typescript: typeof ts, conventions: Conventions, node: ts.Node): boolean {
  for (let at = node as ts.Node | undefined; at !== undefined; at = at.parent as ts.Node | undefined) {
    const name = (at as Partial<ts.NamedDeclaration>).name?.getText();
    if (!typescript.isFunctionLike(at) || name === undefined) continue;
    if (isDisposal(name) || /^#?_?(dispose|close|destroy|stop|release|clean|shut)/i.test(name)) return true;
    if (conventions.matches("disposing-method", name)) return true;
  }
  return false;
}
