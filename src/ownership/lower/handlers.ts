/** `try`: where exceptions go, and what runs on every way out. */
import type ts from "typescript";
import type { Slot } from "../graph.js";
import { none, type Lowering } from "./lowering.js";
import { bindName } from "./names.js";

/** In how many finally blocks around it a finally block is copied. */
const COPIED = 2;

/** `try`, with its handler and its finalizer. */
export function tryStatement(l: Lowering, node: ts.TryStatement): void {
  const { b } = l;
  const { tryBlock, catchClause, finallyBlock } = node;
  const outerHandler = b.handler;
  const after = b.block();
  const finallyHandler = finallyBlock === undefined ? outerHandler : b.block();
  // Each way out gets a copy of the finally block, and so do those inside it, in each copy: further in, all ways share one.
  const isShared = finallyBlock !== undefined && l.finalizers >= COPIED;
  const catchBlock = catchClause === undefined ? undefined : b.block();
  const finalizer = (): void => {
    if (finallyBlock === undefined) return;
    l.finalizers++;
    l.statement(finallyBlock);
    l.finalizers--;
  };
  const guarded = (): void => {
    const declared = collecting(l, () => {
      b.handler = catchBlock ?? finallyHandler;
      l.statement(tryBlock);
    });
    b.handler = finallyHandler;
    if (catchClause === undefined || catchBlock === undefined) return;
    const end = b.block();
    b.goTo(end);
    b.current = catchBlock;
    b.emit({ kind: "caught", node: catchClause });
    if (declared.length > 0) b.emit({ kind: "leave", slots: declared, how: "caught", node: catchClause });
    b.inScope(catchClause, () => {
      const { variableDeclaration: variable } = catchClause;
      if (variable !== undefined)
        bindName(l, variable.name, none, { declares: true, using: false }, variable);
      l.statement(catchClause.block);
    });
    b.continueIn(end);
  };
  let declared: Slot[] = [];
  if (isShared && finallyHandler !== undefined) {
    const jumps = b.withSharedFinally(finallyHandler, () => (declared = collecting(l, guarded)));
    b.handler = outerHandler;
    b.continueIn(finallyHandler);
    if (declared.length > 0) b.emit({ kind: "leave", slots: declared, how: "caught", node: finallyBlock });
    finalizer();
    const end = b.current;
    for (const jump of jumps) {
      b.current = end;
      b.continueIn(b.block());
      b.resume(jump);
    }
    b.current = end;
    if (outerHandler !== undefined) b.goTo(outerHandler);
    b.current = end;
    b.goTo(after);
    b.current = after;
    return;
  }
  if (finallyBlock === undefined) guarded();
  else b.withFinally(finalizer, outerHandler, () => (declared = collecting(l, guarded)));
  b.handler = outerHandler;
  finalizer();
  b.goTo(after);
  if (finallyBlock !== undefined && finallyHandler !== undefined) {
    b.current = finallyHandler;
    b.emit({ kind: "caught", node: finallyBlock });
    if (declared.length > 0) b.emit({ kind: "leave", slots: declared, how: "caught", node: finallyBlock });
    finalizer();
    // The exception goes on; what it leaves behind is not reported, so it leads to the handler or nowhere.
    if (outerHandler !== undefined) b.goTo(outerHandler);
    else b.current = undefined;
  }
  b.current = after;
}

/** The names that are declared meanwhile. */
function collecting({ b }: Lowering, body: () => void): Slot[] {
  const outer = b.collector;
  const own: Slot[] = [];
  b.collector = own;
  body();
  b.collector = outer;
  outer?.push(...own);
  return own;
}
