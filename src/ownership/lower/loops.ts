/** Loops, and `switch`, which `break` leaves as it leaves a loop. */
import type ts from "typescript";
import type { Block } from "../graph.js";
import { condition } from "./branches.js";
import { discarded, member, none, read, suspend, use, type Lowering } from "./lowering.js";
import { assign, bindName, isUsing, variables } from "./names.js";

/** The blocks of a loop. */
interface Loop {
  readonly labels: readonly string[];
  readonly head: Block;
  readonly body: Block;
  readonly next: Block;
  readonly after: Block;
}

/** A loop of any kind. */
export function loop(l: Lowering, node: ts.IterationStatement, labels: readonly string[]): void {
  const { ts, b } = l;
  const blocks = { labels, head: b.block(), body: b.block(), next: b.block(), after: b.block() };
  if (ts.isDoStatement(node)) {
    b.continueIn(blocks.body);
    round(l, node, blocks);
    b.current = blocks.next;
    condition(l, node.expression, blocks.body, blocks.after);
  } else if (ts.isWhileStatement(node)) {
    b.continueIn(blocks.head);
    condition(l, node.expression, blocks.body, blocks.after);
    b.current = blocks.body;
    round(l, node, blocks);
    b.current = blocks.next;
    b.goTo(blocks.head);
  } else if (ts.isForStatement(node)) {
    return forLoop(l, node, blocks);
  } else {
    elements(l, node as ts.ForInOrOfStatement, blocks);
  }
  b.current = blocks.after;
}

function round(l: Lowering, node: ts.IterationStatement, { labels, after, next }: Loop): void {
  inside(l, () => l.b.withTarget(labels, after, next, true, () => l.statement(node.statement)));
  l.b.goTo(next);
}

/** Lowers what lives no longer than the loop. */
function inside(l: Lowering, run: () => void): void {
  const outer = l.moduleLevel;
  l.moduleLevel = false;
  run();
  l.moduleLevel = outer;
}

function forLoop(l: Lowering, node: ts.ForStatement, blocks: Loop): void {
  const { ts, b } = l;
  const { initializer, condition: test, incrementor } = node;
  b.inScope(node, () =>
    inside(l, () => {
      if (initializer !== undefined) {
        if (ts.isVariableDeclarationList(initializer)) variables(l, initializer);
        else discarded(l, initializer);
      }
      b.continueIn(blocks.head);
      if (test !== undefined) condition(l, test, blocks.body, blocks.after);
      else b.goTo(blocks.body);
      b.current = blocks.body;
      round(l, node, blocks);
      b.current = blocks.next;
      if (incrementor !== undefined) discarded(l, incrementor);
      b.goTo(blocks.head);
      b.current = blocks.after;
    }),
  );
}

/** `for ... of`, `for ... in`. */
function elements(l: Lowering, node: ts.ForInOrOfStatement, blocks: Loop): void {
  const { ts, b } = l;
  const { expression, initializer, statement } = node;
  const { labels, head, body, next, after } = blocks;
  const operand = l.expression(expression);
  use(l, operand, expression);
  b.mayThrow(expression);
  b.continueIn(head);
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) suspend(l, "await", node.awaitModifier);
  b.current?.next.push({ to: body, refine: undefined }, { to: after, refine: undefined });
  b.current = body;
  b.withTarget(labels, after, next, true, () => {
    b.inScope(node, () =>
      inside(l, () => {
        if (ts.isVariableDeclarationList(initializer)) {
          const using = isUsing(l, initializer);
          for (const declaration of initializer.declarations) {
            const element = ts.isForInStatement(node) ? none : member(l, declaration.name, operand);
            bindName(l, declaration.name, element, { declares: true, using }, declaration);
          }
        } else {
          assign(l, initializer, member(l, initializer, operand), initializer);
        }
        l.statement(statement);
      }),
    );
  });
  b.goTo(next);
  b.current = next;
  b.goTo(head);
}

/** `switch`. */
export function switchStatement(l: Lowering, node: ts.SwitchStatement, labels: readonly string[]): void {
  const { ts, b } = l;
  read(l, node.expression);
  const after = b.block();
  const { clauses } = node.caseBlock;
  const bodies = clauses.map(() => b.block());
  inside(l, () =>
    b.inScope(node, () => {
      b.withTarget(labels, after, undefined, true, () => {
        let fallback: Block | undefined;
        for (const [index, clause] of clauses.entries()) {
          const body = bodies[index] as Block;
          if (ts.isDefaultClause(clause)) {
            fallback = body;
            continue;
          }
          read(l, clause.expression);
          b.current?.next.push({ to: body, refine: undefined });
        }
        b.goTo(fallback ?? after);
        for (const [index, clause] of clauses.entries()) {
          b.continueIn(bodies[index] as Block);
          l.statements(clause.statements);
        }
        b.goTo(after);
        b.current = after;
      });
    }),
  );
}
