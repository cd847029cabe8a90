/** Gives a disposal in emitted code the place of the first `using` of its scope: the compiler gives it none. */
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";

/** A transformer for the compiler's output. */
export function disposalPlaces(typescript: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (source) => {
    const visit = (node: ts.Node): ts.Node => {
      if (typescript.isTryStatement(node) && node.finallyBlock !== undefined) {
        const using = node.tryBlock.statements.find((one) =>
          calls(typescript, one, "__addDisposableResource"),
        );
        const disposal = node.finallyBlock.statements.find((one) =>
          calls(typescript, one, "__disposeResources"),
        );
        if (using !== undefined && disposal !== undefined)
          typescript.setSourceMapRange(disposal, typescript.getSourceMapRange(using));
      }
      return typescript.visitEachChild(node, visit, context);
    };
    return typescript.visitEachChild(source, visit, context);
  };
}

/** Whether a statement itself calls one of the compiler's helpers; not a function in it. */
function calls(typescript: TypeScript, node: ts.Node, helper: string): boolean {
  if (typescript.isFunctionLike(node)) return false;
  if (
    typescript.isCallExpression(node) &&
    typescript.isIdentifier(node.expression) &&
    node.expression.text === helper
  )
    return true;
  return typescript.forEachChild(node, (child) => calls(typescript, child, helper)) ?? false;
}
