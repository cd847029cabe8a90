/** Loops, and `switch`, which `break` leaves as it leaves a loop. */
import type ts from "typescript";
import type { Block } from "../graph.js";
import { condition } from "./branches.js";
import {
  discarded,
  inside,
  isNothing,
  iterated,
  kept,
  member,
  none,
  read,
  suspend,
  use,
  type Lowering,
} from "./lowering.js";
import { isEmptied, lentElements } from "./lent.js";
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
  if (ts.isForOfStatement(node)) iterated(l, operand, expression);
  else use(l, operand, expression);
  b.mayThrow(expression);
  // What is walked is needed until the last round.
  const walked = kept(l, operand, expression);
  b.continueIn(head);
  if (walked !== undefined) use(l, { kind: "slot", slot: walked }, expression, true);
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) suspend(l, "await", node.awaitModifier);
  b.current?.next.push({ to: body, refine: undefined }, { to: after, refine: undefined });
  b.current = body;
  b.withTarget(labels, after, next, true, () => {
    b.inScope(node, () =>
      inside(l, () => {
        if (ts.isVariableDeclarationList(initializer)) {
          const using = isUsing(l, initializer);
          const lent = using && ts.isForOfStatement(node) ? lentElements(l, expression) : undefined;
          const isTaken = isEmptied(l, expression);
          for (const declaration of initializer.declarations) {
            const element = ts.isForInStatement(node)
              ? none
              : member(l, declaration.name, operand, { isElement: true, isTaken });
            bindName(l, declaration.name, element, { declares: true, using, lent }, declaration);
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
  const subject = l.expression(node.expression);
  use(l, subject, node.expression, true);
  const slot = subject.kind === "slot" && subject.slot.binding !== "path" ? subject.slot : undefined;
  const isComplete = hasEveryCase(l, node);
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
          const isAbsent = slot !== undefined && isNothing(l, clause.expression);
          read(l, clause.expression);
          b.current?.next.push({ to: body, refine: isAbsent ? { slot, absent: true } : undefined });
        }
        if (isComplete) b.current = undefined;
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

/** Whether the cases name every value that the subject can have: then nothing else is left for `default`. */
function hasEveryCase({ ts, b }: Lowering, node: ts.SwitchStatement): boolean {
  const regular = (type: ts.Type): ts.Type => (type as Partial<ts.FreshableType>).regularType ?? type;
  const subject = b.checker.getTypeAtLocation(node.expression);
  const parts = subject.isUnion() ? subject.types : [subject];
  if (!parts.every(({ flags }) => (flags & ts.TypeFlags.Unit) !== 0)) return false;
  const cases = new Set(
    node.caseBlock.clauses.flatMap((clause) =>
      ts.isCaseClause(clause) ? [regular(b.checker.getTypeAtLocation(clause.expression))] : [],
    ),
  );
  return parts.every((part) => cases.has(regular(part)));
}
