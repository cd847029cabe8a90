/** Where control divides: conditions, what they tell of a name, and expressions whose branches meet again. */
import type ts from "typescript";
import type { TypeFacts } from "../facts.js";
import type { Block, Flag, Instruction, Operand, Refinement, Slot } from "../graph.js";
import { operandsOf } from "../operands.js";
import { claims } from "./claims.js";
import { bare, group, none, read, use, type Lowering } from "./lowering.js";
import { alwaysHolds } from "./narrowing.js";
import { presenceTest } from "./presence.js";

/** Evaluates a condition and goes on in one of two blocks. */
export function condition(l: Lowering, node: ts.Expression, yes: Block, no: Block): void {
  const { ts, b } = l;
  const inner = bare(l, node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return condition(l, inner.operand, no, yes);
  }
  const constant = constantOf(l, inner) ?? (alwaysHolds(l, inner) ? true : undefined);
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
  const flag = ts.isIdentifier(inner) ? l.flags.of(inner) : undefined;
  if (flag !== undefined) {
    b.current?.next.push({ to: yes, refine: { flag, is: true } }, { to: no, refine: { flag, is: false } });
    b.current = undefined;
    return;
  }
  const presence = presenceTest(l, inner);
  if (presence !== undefined) {
    const { subject, others, absentWhen } = presence;
    const slot = testedSlot(l, subject);
    for (const other of others) read(l, other);
    return absentWhen ? split(l, slot, no, yes, subject) : split(l, slot, yes, no, subject);
  }
  const operand = l.expression(inner);
  if (operand.kind === "slot") return split(l, operand.slot, yes, no, inner);
  use(l, operand, inner, true);
  if (!ts.isCallExpression(inner) || l.contracts.claims(inner, "guard").length === 0)
    return split(l, undefined, yes, no);
  // What a guard makes exists on the true way only, so it gets a separate block.
  const made = b.block();
  split(l, undefined, made, no);
  b.current = made;
  claims(l, inner, "guard");
  b.goTo(yes);
}

/** Gives a flag a value: what the condition tells that it is given is known as long as the flag is. */
export function setFlag(l: Lowering, flag: Flag, value: ts.Expression, node: ts.Node): void {
  const { b } = l;
  const constant = constantOf(l, bare(l, value));
  if (constant !== undefined) return b.emit({ kind: "flag", flag, is: constant, node });
  const [yes, no, after] = [b.block(), b.block(), b.block()];
  condition(l, value, yes, no);
  for (const [block, is] of [
    [yes, true],
    [no, false],
  ] as const) {
    b.current = block;
    b.emit({ kind: "flag", flag, is, node });
    b.goTo(after);
  }
  b.current = after;
}

/** `true`, `1`, `"text"`: a condition that always or never holds. */
export function constantOf({ ts }: Lowering, node: ts.Expression): boolean | undefined {
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

function split(
  l: Lowering,
  slot: Slot | undefined,
  present: Block,
  absent: Block,
  tested?: ts.Expression,
): void {
  const { b } = l;
  const name = tested === undefined ? undefined : bare(l, tested);
  const flag =
    name !== undefined && l.ts.isIdentifier(name) && slot !== undefined
      ? l.flags.presenceOf(name)
      : undefined;
  if (flag !== undefined) {
    const [yes, no] = [b.block(), b.block()];
    b.current?.next.push({ to: yes, refine: { flag, is: true } }, { to: no, refine: { flag, is: false } });
    b.current = yes;
    b.goTo(present);
    b.current = no;
    // Where nothing is there, the name holds nothing.
    b.goTo(absent, slot?.binding === "path" ? undefined : { slot: slot as Slot, absent: true });
    b.noteAbsence(slot as Slot, absent);
    return;
  }
  const refine = (isAbsent: boolean): Refinement | undefined =>
    slot === undefined || slot.binding === "path" ? undefined : { slot, absent: isAbsent };
  l.b.current?.next.push({ to: present, refine: refine(false) }, { to: absent, refine: refine(true) });
  l.b.current = undefined;
  if (slot !== undefined) l.b.noteAbsence(slot, absent);
}

/** `yes ? one : other`, `left ?? right` and its like. */
export function choice(l: Lowering, node: ts.Expression): Operand {
  const ways = new Choice(l);
  ways.follow(node);
  return ways.meet();
}

/** `left ??= right` and its like: the right side, which `run` evaluates and assigns, is reached on one of two ways. */
export function choiceAssigned(l: Lowering, node: ts.BinaryExpression, run: () => Operand): Operand {
  const ways = new Choice(l);
  const isAnd = node.operatorToken.kind === l.ts.SyntaxKind.AmpersandAmpersandEqualsToken;
  ways.unless(node.left, { isAnd, isFirst: true });
  ways.take(node.right, run);
  return ways.meet();
}

/** One of the ways through an expression. */
interface Branch {
  readonly result: Operand;
  readonly node: ts.Node;
  /** What is done on this way only. */
  readonly blocks: readonly Block[];
  /** Where it ends; undefined where control cannot come. */
  readonly end: Block | undefined;
}

/** The ways through an expression that has several, down to those of the expressions that it chooses from. */
class Choice {
  readonly #l: Lowering;
  readonly #branches: Branch[] = [];
  /** Where it begins. */
  readonly #head: { readonly block: Block; readonly index: number } | undefined;

  constructor(l: Lowering) {
    this.#l = l;
    const block = l.b.current;
    this.#head = block === undefined ? undefined : { block, index: block.instructions.length };
  }

  /** Takes the ways through an expression that results in what the choice does. */
  follow(node: ts.Expression): void {
    const { ts, b } = this.#l;
    const inner = bare(this.#l, node);
    if (ts.isConditionalExpression(inner)) {
      const [yes, no] = [b.block(), b.block()];
      condition(this.#l, inner.condition, yes, no);
      b.current = yes;
      this.follow(inner.whenTrue);
      b.current = no;
      this.follow(inner.whenFalse);
    } else if (isAlternative(this.#l, inner)) {
      const [first, ...others] = alternatives(this.#l, inner);
      this.unless(first, { isFirst: true });
      const last = others.pop() as ts.Expression;
      for (const other of others) this.unless(other);
      this.follow(last);
    } else if (isBoth(this.#l, inner)) {
      const [more, short] = [b.block(), b.block()];
      condition(this.#l, inner.left, more, short);
      this.#branches.push({ result: none, node: inner.left, blocks: [], end: short });
      b.current = more;
      this.follow(inner.right);
    } else this.take(node, () => this.#l.expression(node));
  }

  /** Takes an expression, and goes on where it is absent; with `isAnd`, where it is there. */
  unless(node: ts.Expression, { isAnd = false, isFirst = false } = {}): void {
    const { b } = this.#l;
    const [more, short] = [b.block(), b.block()];
    const { result, blocks } = this.#evaluate(() => this.#l.expression(node));
    if (result.kind === "slot") {
      if (isAnd) split(this.#l, result.slot, more, short, node);
      else split(this.#l, result.slot, short, more, node);
    } else {
      use(this.#l, result, node, true);
      b.current?.next.push({ to: more, refine: undefined }, { to: short, refine: undefined });
    }
    // What the first one does is done on all ways.
    this.#branches.push({
      result: isAnd ? none : result,
      node,
      blocks: isFirst || isAnd ? [] : blocks,
      end: short,
    });
    b.current = more;
  }

  /** Takes an expression as the last one on its way. */
  take(node: ts.Expression, run: () => Operand): void {
    const { result, blocks } = this.#evaluate(run);
    this.#branches.push({ result, node, blocks, end: this.#l.b.current });
  }

  #evaluate(run: () => Operand): Pick<Branch, "result" | "blocks"> {
    const { b } = this.#l;
    const start = b.current;
    let result: Operand = none;
    if (start === undefined) return { result: run(), blocks: [] };
    const blocks = b.blocksOf(start, () => (result = run()));
    return { result, blocks };
  }

  /** Goes on where the ways meet, with the result of the one that was taken. */
  meet(): Operand {
    const { b } = this.#l;
    const after = b.block();
    const results = this.#branches.map((branch) => this.#picked(branch.result, branch));
    this.#begin(results.flatMap(values));
    for (const { end } of this.#branches) {
      b.current = end;
      b.goTo(after);
    }
    b.current = after;
    return group(results);
  }

  /** What a way makes was not made on another one: where the choice begins, there is none of it yet. */
  #begin(made: readonly Operand[]): void {
    const { block, index } = this.#head ?? {};
    const { node } = this.#branches[0] ?? {};
    if (block === undefined || index === undefined || node === undefined) return;
    const steps = made.map((operand): Instruction => ({ kind: "elsewhere", operand, node }));
    block.instructions.splice(index, 0, ...steps);
  }

  /** `last ? file : file.close()`: of what another way gives away, the result is what this one leaves. */
  #picked(operand: Operand, branch: Branch): Operand {
    if (operand.kind === "group")
      return { kind: "group", of: operand.of.map((inner) => this.#picked(inner, branch)) };
    if (operand.kind !== "slot") return operand;
    const { b } = this.#l;
    const { slot } = operand;
    if (!this.#takers.takes(slot, branch, b.factsOf(slot.node))) return operand;
    const into = b.temporary(branch.node);
    b.current = branch.end;
    b.emit({ kind: "pick", operand, into, node: branch.node });
    const picked: Operand = { kind: "slot", slot, picked: into };
    for (const { end, node } of this.#branches) {
      if (end === branch.end) continue;
      b.current = end;
      b.emit({ kind: "elsewhere", operand: picked, node });
    }
    return picked;
  }

  #known: Takers | undefined;

  get #takers(): Takers {
    return (this.#known ??= new Takers(this.#l, this.#branches));
  }
}

/** How many ways a choice has at most of which it is asked where a name holds nothing: each is told to all others. */
const LOOKED_AT = 8;

/** What each way of a choice gives away. */
class Takers {
  /** By slot, the ways that move what it holds, or a part of it; for types with annotations, also those that store or end it. */
  readonly #moving = new Map<Slot, Set<Branch>>();
  readonly #ending = new Map<Slot, Set<Branch>>();
  /** By slot, the ways on which it holds nothing: `file ?? open()`. In a long chain that is not looked at. */
  readonly #absent = new Map<Slot, Set<Branch>>();

  constructor({ b }: Lowering, branches: readonly Branch[]) {
    for (const branch of branches) {
      if (branches.length <= LOOKED_AT)
        for (const slot of b.absentIn(branch.blocks[0])) add(this.#absent, slot, branch);
      for (const { instructions } of branch.blocks) for (const step of instructions) this.#note(step, branch);
    }
  }

  /** Whether another way than this one gives away what a slot holds. */
  takes(slot: Slot, branch: Branch, { ends, strict }: TypeFacts): boolean {
    return (
      isOther(this.#moving.get(slot), branch) ||
      (strict && isOther(this.#ending.get(slot), branch)) ||
      (ends !== undefined && isOther(this.#absent.get(slot), branch))
    );
  }

  #note(step: Instruction, branch: Branch): void {
    if (step.kind === "capture" && !step.once) return;
    for (const { operand, effect } of operandsOf(step)) {
      const noted =
        effect === "move" ? this.#moving : effect === "end" || effect === "store" ? this.#ending : undefined;
      if (noted === undefined) continue;
      for (const slot of slotsOf(operand)) add(noted, slot, branch);
    }
  }
}

/** Notes a way; more than two need not be told apart. */
function add(noted: Map<Slot, Set<Branch>>, slot: Slot, branch: Branch): void {
  const known = noted.get(slot);
  if (known === undefined) noted.set(slot, new Set([branch]));
  else if (known.size < 2) known.add(branch);
}

function isOther(branches: ReadonlySet<Branch> | undefined, branch: Branch): boolean {
  return branches !== undefined && (branches.size > 1 || !branches.has(branch));
}

/** The slots that an operand stands for, with those of which it is a part. */
function slotsOf(operand: Operand): Slot[] {
  if (operand.kind === "group") return operand.of.flatMap(slotsOf);
  if (operand.kind !== "slot") return [];
  const { slot } = operand;
  return slot.root === undefined ? [slot] : [slot, slot.root];
}

function values(operand: Operand): Operand[] {
  if (operand.kind === "group") return operand.of.flatMap(values);
  return operand.kind === "value" ? [operand] : [];
}

/** `left ?? right`, `left || right`. */
function isAlternative({ ts }: Lowering, node: ts.Expression): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

/** `a ?? b ?? c`: what is tried, in order. */
function alternatives(l: Lowering, node: ts.BinaryExpression): [ts.Expression, ...ts.Expression[]] {
  const found: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (isAlternative(l, left)) {
    found.push(left.right);
    left = bare(l, left.left);
  }
  return [left, ...found.reverse()];
}

/** `left && right`. */
function isBoth({ ts }: Lowering, node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}
