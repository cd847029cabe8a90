/** Idioms that state ownership in code without annotations. */
import type ts from "typescript";

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
