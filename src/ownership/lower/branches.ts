/** Where control divides: conditions, what they tell of a name, and expressions whose branches meet again. */
import type ts from "typescript";
import type { Block, Instruction, Operand, Refinement, Slot } from "../graph.js";
import { operandsOf } from "../operands.js";
import { claims } from "./claims.js";
import { bare, group, none, read, use, type Lowering } from "./lowering.js";
import { presenceTest } from "./presence.js";

/** One of the ways through an expression. */
export interface Branch {
  readonly result: Operand;
  readonly node: ts.Node;
  readonly blocks: readonly Block[];
  /** Where it ends; undefined where control cannot come. */
  readonly end: Block | undefined;
}

/** Evaluates a condition and goes on in one of two blocks. */
export function condition(l: Lowering, node: ts.Expression, yes: Block, no: Block): void {
  const { ts, b } = l;
  const inner = bare(l, node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return condition(l, inner.operand, no, yes);
  }
  const constant = constantOf(l, inner);
  if (constant !== undefined) return b.goTo(constant ? yes : no);
  if (ts.isBinaryExpression(inner)) {
    const { left, right, operatorToken } = inner;
    const operator = operatorToken.kind;
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
      const middle = b.block();
      if (operator === ts.SyntaxKind.BarBarToken) condition(l, left, yes, middle);
      else condition(l, left, middle, no);
      b.current = middle;
      return condition(l, right, yes, no);
    }
  }
  const presence = presenceTest(l, inner);
  if (presence !== undefined) {
    const { subject, others, absentWhen } = presence;
    const slot = testedSlot(l, subject);
    for (const other of others) read(l, other);
    return absentWhen ? split(l, slot, no, yes) : split(l, slot, yes, no);
  }
  const operand = l.expression(inner);
  if (operand.kind === "slot") return split(l, operand.slot, yes, no);
  use(l, operand, inner, true);
  if (b.current === undefined) return;
  const from = b.current;
  b.current = yes;
  from.next.push({ to: yes, refine: undefined }, { to: no, refine: undefined });
  if (ts.isCallExpression(inner)) {
    // What a guard makes exists on the true way only, so it gets a separate block.
    const made = b.block();
    b.current = made;
    claims(l, inner, "guard");
    if (made.instructions.length > 0) {
      from.next[from.next.length - 2] = { to: made, refine: undefined };
      b.goTo(yes);
    }
  }
  b.current = undefined;
}

/** `true`, `1`, `"text"`: a condition that always or never holds. */
function constantOf({ ts }: Lowering, node: ts.Expression): boolean | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isNumericLiteral(node)) return Number(node.text) !== 0;
  return ts.isStringLiteralLike(node) ? node.text !== "" : undefined;
}

/** The slot of what a test looks at: a name, or a name that gets its value in the test. */
function testedSlot(l: Lowering, subject: ts.Expression): Slot | undefined {
  const { ts, b } = l;
  const inner = bare(l, subject);
  const operand = l.expression(subject);
  if (operand.kind === "slot") return operand.slot;
  use(l, operand, subject, true);
  return ts.isBinaryExpression(inner) &&
    inner.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(inner.left)
    ? b.slotOf(inner.left)
    : undefined;
}

function split(l: Lowering, slot: Slot | undefined, present: Block, absent: Block): void {
  const refine = (isAbsent: boolean): Refinement | undefined =>
    slot === undefined || slot.binding === "path" ? undefined : { slot, absent: isAbsent };
  l.b.current?.next.push({ to: present, refine: refine(false) }, { to: absent, refine: refine(true) });
  l.b.current = undefined;
  if (slot !== undefined) l.b.noteAbsence(slot, absent);
}

/** `yes ? one : other`. */
export function conditional(l: Lowering, node: ts.ConditionalExpression): Operand {
  const [yes, no, after] = [l.b.block(), l.b.block(), l.b.block()];
  condition(l, node.condition, yes, no);
  const first = branch(l, yes, node.whenTrue, () => l.expression(node.whenTrue));
  const second = branch(l, no, node.whenFalse, () => l.expression(node.whenFalse));
  return meet(l, [first, second], after);
}

/** `left ?? right` and its like: the right side, which `run` evaluates, is reached on one of two ways. */
export function shortCircuit(
  l: Lowering,
  { left, right }: ts.BinaryExpression,
  how: { readonly isAnd: boolean; readonly assigns: boolean },
  run: () => Operand,
): Operand {
  const { b } = l;
  const [more, short, after] = [b.block(), b.block(), b.block()];
  let first: Operand = none;
  if (how.isAnd && !how.assigns) {
    condition(l, left, more, short);
  } else {
    first = l.expression(left);
    const slot = first.kind === "slot" ? first.slot : undefined;
    if (slot === undefined) {
      use(l, first, left, true);
      b.current?.next.push({ to: more, refine: undefined }, { to: short, refine: undefined });
      b.current = undefined;
    } else if (how.isAnd) split(l, slot, more, short);
    else split(l, slot, short, more);
  }
  const result = how.isAnd ? none : first;
  const second = branch(l, more, right, run);
  return meet(l, [{ result, node: left, blocks: [], end: short }, second], after);
}

function branch({ b }: Lowering, start: Block, node: ts.Expression, run: () => Operand): Branch {
  let result: Operand = none;
  const blocks = b.blocksOf(start, () => (result = run()));
  return { result, node, blocks, end: b.current };
}

/** Goes on where the branches of an expression meet, with the result of the one that was taken. */
function meet(l: Lowering, branches: readonly Branch[], after: Block): Operand {
  const { b } = l;
  const results = branches.map((one) => {
    const others = branches.filter((other) => other !== one);
    const result = picked(l, one.result, one, others);
    for (const operand of result.kind === "group" ? result.of : [result]) {
      // Of `first ?? second` the first one is there before the branches are.
      const isMadeHere = operand.kind === "value" && one.blocks.length > 0;
      if (!isMadeHere && (operand.kind !== "slot" || operand.picked === undefined)) continue;
      for (const { end, node } of others) {
        b.current = end;
        b.emit({ kind: "elsewhere", operand, node });
      }
    }
    return result;
  });
  for (const { end } of branches) {
    b.current = end;
    b.goTo(after);
  }
  b.current = after;
  return group(results);
}

/** `last ? file : file.close()`: of what another branch gives away, the result is what this one leaves. */
function picked(l: Lowering, operand: Operand, one: Branch, others: readonly Branch[]): Operand {
  if (operand.kind === "group")
    return { kind: "group", of: operand.of.map((inner) => picked(l, inner, one, others)) };
  if (operand.kind !== "slot") return operand;
  const { b } = l;
  const { slot } = operand;
  const { ends, strict } = b.factsOf(slot.node);
  const isGone = others.some(
    ({ blocks }) =>
      (ends !== undefined && l.b.isAbsentIn(slot, blocks[0])) ||
      blocks.some(({ instructions }) => instructions.some((step) => givesAway(step, slot, strict))),
  );
  if (!isGone) return operand;
  const { end, node } = one;
  const into = b.temporary(node);
  b.current = end;
  b.emit({ kind: "pick", operand, into, node });
  return { kind: "slot", slot, picked: into };
}

/** Whether a step moves what a slot holds, or a part of it, out of the slot. */
function givesAway(step: Instruction, slot: Slot, strict: boolean): boolean {
  if (step.kind === "capture" && !step.once) return false;
  const isIt = (operand: Operand): boolean =>
    operand.kind === "group"
      ? operand.of.some(isIt)
      : operand.kind === "slot" && (operand.slot === slot || operand.slot.root === slot);
  return operandsOf(step).some(
    ({ operand, effect }) =>
      (effect === "move" || (strict && (effect === "end" || effect === "store"))) && isIt(operand),
  );
}
