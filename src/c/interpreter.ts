/** Runs the steps of C on one path. Whatever is not known is a choice of the path. */
import { calculate, numberOf } from "./condition.js";
import { perform, performClass, performCleanup } from "./effects.js";
import { BORROWS, GETS, LEAVES, PRINTS, STEADY, TABLE_WORK } from "./facts.js";
import {
  MOST_ENDING_TOKENS,
  MOST_FOREIGN_TOKENS,
  MOST_KNOWN_ROUNDS,
  MOST_NESTED,
  MOST_ROUNDS,
  MOST_STEPS,
} from "./limits.js";
import type { Code, Step } from "./lower.js";
import { Objects } from "./objects.js";
import { Beyond, PathEnd } from "./outcome.js";
import { operation } from "./later.js";
import type { Path } from "./path.js";
import { printExpression } from "./print.js";
import { Refusal } from "./refusal.js";
import type { Block, Declarator, Expression, Parameter } from "./syntax.js";
import type { FunctionDefinition } from "./unit.js";
import { roundsOf, stateOf } from "./state.js";
import { fileIn, Named, nameOf, OpenFile, Place, Unknown, type Value } from "./value.js";

const ENDS = /free|release|destroy|put|close|cleanup|fini|abort|err|get/;
const UNSIGNED = /^(?:u\d+|__u\d+|uint\d*_t|size_t|bool|_Bool|uint|ulong|unsigned\b.*)$/;

/** A call that runs: its variables, and what must be done when scopes end. */
export interface Frame {
  readonly variables: Unknown;
  readonly definition: FunctionDefinition;
  readonly cleanups: { readonly name: string; readonly how: string; readonly scope: number }[];
  /** How often each loop has gone round, by its step. */
  readonly rounds: Map<string, number>;
  /** How many choices there were when each loop went round, by the step that goes back. */
  readonly choices: Map<number, number>;
  /** Macros that are being expanded. */
  readonly expanding: Set<string>;
}

/** Code that runs: of a call, or of a statement expression. */
export interface Run {
  readonly code: Code;
  readonly frame: Frame;
  /** Whether it is a statement expression, which comes to the value of its last statement. */
  readonly isNested: boolean;
  /** The step that runs. */
  at: number;
  last: Value;
  /** How many values are held by expressions of the step that are not done. */
  held: number;
  /** Expressions of the step that are not done, the innermost last. */
  readonly sites: Expression[];
}

/** What a statement expression has come to. */
interface Ended {
  readonly result: Value;
  readonly isReturned: boolean;
}

export class Interpreter {
  /** Where the function in question has returned, and what. */
  returnLine = 0;
  returned: Expression | undefined;
  /** Answers of functions that answer the same when they are asked the same, and of whom they were asked. */
  readonly steady = new Map<
    string,
    { readonly value: Value; readonly name: string; readonly args: readonly Value[] }
  >();
  readonly #runs: Run[] = [];
  #depth = 0;
  /** How many choices there were when the state was last compared; whether a call has ended since. */
  #compared = -1;
  #hasReturned = false;

  constructor(readonly path: Path) {}

  /** Runs a function; what it returns. */
  call(definition: FunctionDefinition, args: readonly Value[]): Value {
    const { path } = this;
    const { index, via } = path.subject;
    if (definition === via) path.hasReached = true;
    if (this.#depth >= MOST_NESTED) throw new PathEnd("calls are nested too deeply", true);
    const code = index.code(definition);
    const variables = new Unknown(path.objects.unique(`variables of ${definition.name}`), "local");
    variables.low = 1;
    definition.parameters.forEach((parameter, at) => {
      if (parameter.name === "") return;
      variables.fields.set(parameter.name, args[at] ?? unknownParameter(parameter));
    });
    const frame: Frame = {
      variables,
      definition,
      cleanups: [],
      rounds: new Map(),
      choices: new Map(),
      expanding: new Set(),
    };
    path.places.push({ file: definition.file, line: definition.line });
    this.#depth++;
    const { result } = this.#run(code, frame, false);
    this.#depth--;
    this.#hasReturned = true;
    path.places.pop();
    return result;
  }

  /** Calls what a value names. */
  callValue(target: Value, args: readonly Value[]): Value {
    if (!(target instanceof Named)) return this.#unread("a pointer", args);
    const { index } = this.path.subject;
    const callee = index.find(target.name, this.path.place.file);
    return callee === undefined ? this.#unread(target.name, args) : this.#read(callee, args);
  }

  /** The last reference to a file is gone: its release runs, where it is at hand. */
  release(file: OpenFile): void {
    if (file.maker === "elsewhere") return;
    const { index } = this.path.subject;
    const data = file.object.fields.get("private_data") ?? file.buffer?.fields.get("priv");
    const place = this.path.place.file;
    const name =
      file.operations === undefined ? undefined : index.table(file.operations, place)?.get("release");
    const definition = name === undefined ? undefined : index.find(name, place);
    if (definition === undefined) {
      // That it ends what it was given is likely, where nobody else has a reference.
      const isGiven = data instanceof Unknown && (data.origin === "heap" || data.origin === "call");
      if (isGiven && !data.isShared) data.assumedOwner = file;
      return;
    }
    file.isReleasing = true;
    const inode = new Unknown(`the inode of ${file.name}`, "local");
    inode.low = 1;
    this.path.note(`its last reference is gone: ${definition.name}() runs`);
    this.call(definition, file.buffer === undefined ? [inode, file] : [file.buffer]);
    file.isReleasing = false;
  }

  #run(code: Code, frame: Frame, isNested: boolean): Ended {
    const run: Run = { code, frame, isNested, at: 0, last: 0, held: 0, sites: [] };
    this.#runs.push(run);
    const ended = this.#steps(run);
    this.#runs.pop();
    return ended;
  }

  /** Evaluates while a value is held that the state of the path does not tell. */
  holding<Result>(work: () => Result): Result {
    const run = this.#runs.at(-1);
    if (run !== undefined) run.held++;
    const result = work();
    if (run !== undefined) run.held--;
    return result;
  }

  /** Ends the path where another one has been in the same state: both go on alike. */
  #compare({ code, frame, at }: Run): void {
    const { path } = this;
    const { later } = path.subject;
    if (path.joins?.isOpen !== true) return;
    const isDue =
      path.choices !== this.#compared || this.#hasReturned || later.isJoin(code, at, frame.definition);
    if (!isDue || this.#runs.some(({ held }) => held > 0)) return;
    this.#compared = path.choices;
    this.#hasReturned = false;
    if (path.joins.hasMet(stateOf(path, this.#runs, later), roundsOf(this.#runs, later), path.steps))
      throw new PathEnd("another path came here in the same state", false);
  }

  #steps(run: Run): Ended {
    const { path } = this;
    const { code, frame } = run;
    let last: Value = 0;
    for (let at = 0; at < code.length;) {
      run.at = at;
      run.last = last;
      this.#compare(run);
      const step = code[at] as Step;
      if (++path.steps > MOST_STEPS) throw new PathEnd("the path is too long", true);
      const place = path.places.at(-1);
      if (place !== undefined) place.line = step.line;
      let to = at + 1;
      switch (step.op) {
        case "evaluate":
          last = this.value(step.expression, frame);
          break;
        case "declare":
          this.#declare(step.declarator, frame, step.scopes.at(-1) ?? 0);
          break;
        case "leave":
          this.#unwind(frame, step.scopes);
          break;
        case "jump":
          to = step.to.at;
          if (to <= at) this.#goBack(run, to);
          break;
        case "access":
          if (this.#access(step.call, frame)) to = step.to.at;
          break;
        case "unless": {
          const changed = path.subject.relevance.changesOnly(frame.definition, step.statement);
          if (changed !== undefined) {
            for (const name of changed) this.#forget(frame, name);
            to = step.end.at;
            break;
          }
          const { choices: before } = path;
          const holds = path.isTrue(this.value(step.test, frame));
          if (!holds) to = step.to.at;
          else if (step.isLoop && path.choices > before) this.#goRound(frame, `unknown ${at}`, MOST_ROUNDS);
          break;
        }
        case "each":
          if (!this.#hasMore(step, at, frame)) to = step.to.at;
          break;
        case "switch":
          to = this.#case(step, frame);
          break;
        case "return": {
          if (step.isWritten) last = step.value === undefined ? 0 : this.value(step.value, frame);
          else if (!run.isNested) last = 0;
          if (this.#depth === 1) {
            this.returnLine = step.line;
            this.returned = step.value;
          }
          this.#unwind(frame, []);
          return { result: last, isReturned: step.isWritten };
        }
      }
      if (to !== at + 1) this.#unwind(frame, code[to]?.scopes ?? []);
      at = to;
    }
    return { result: last, isReturned: false };
  }

  /** Goes back: in a loop whose end a test decides that is known, or where only its body decides it. */
  #goBack({ code, frame, at }: Run, to: number): void {
    const before = frame.choices.get(at);
    frame.choices.set(at, this.path.choices);
    const isTheBodys = !isTested(code[to]) && !isTested(code[at - 1]) && before !== this.path.choices;
    if (!isTheBodys || this.path.joins === undefined) this.#goRound(frame, `known ${at}`, MOST_KNOWN_ROUNDS);
    else this.#goRound(frame, `unknown ${at}`, MOST_ROUNDS);
  }

  #goRound(frame: Frame, loop: string, most: number): void {
    const round = (frame.rounds.get(loop) ?? 0) + 1;
    frame.rounds.set(loop, round);
    if (round > most) throw new PathEnd("a loop goes on", true);
  }

  /** Whether a loop of a macro has one more round. */
  #hasMore(step: Step & { op: "each" }, at: number, frame: Frame): boolean {
    const loop = `each ${at}`;
    const round = frame.rounds.get(loop) ?? 0;
    const changed = this.path.subject.relevance.changesOnly(frame.definition, step.statement);
    if (changed !== undefined) for (const name of changed) this.#forget(frame, name);
    const hasMore =
      changed === undefined &&
      round < MOST_ROUNDS &&
      this.path.choose(2, `${step.name}: one more round`) === 1;
    if (changed === undefined && round >= MOST_ROUNDS) this.path.isCut = true;
    if (!hasMore) {
      frame.rounds.delete(loop);
      return false;
    }
    frame.rounds.set(loop, round + 1);
    for (const arg of step.args)
      if (arg.kind === "name" && frame.variables.fields.has(arg.name)) this.#forget(frame, arg.name, 1);
    return true;
  }

  #case(step: Step & { op: "switch" }, frame: Frame): number {
    const { knowledge } = this.path;
    const value = this.value(step.value, frame);
    for (const { low, high, to } of step.cases) {
      const lowest = this.value(low, frame);
      const isHit =
        high === undefined
          ? knowledge.areEqual(value, lowest)
          : !knowledge.isLess(value, lowest) && !knowledge.isLess(this.value(high, frame), value);
      if (isHit) return to;
    }
    return step.otherwise.at;
  }

  /** Nobody knows a variable's value any more. */
  #forget({ variables }: Frame, name: string, low?: number): void {
    if (!variables.fields.has(name)) return;
    variables.fields.set(name, this.path.objects.fresh(`${name} at line ${this.path.place.line}`, low));
  }

  /** Runs the clean-ups of the scopes that are left. */
  #unwind(frame: Frame, scopes: readonly number[]): void {
    for (let last = frame.cleanups.at(-1); last !== undefined && !scopes.includes(last.scope);) {
      const { name, how } = last;
      frame.cleanups.pop();
      this.holding(() => {
        performCleanup(this.path, how, frame.variables.fields.get(name));
      });
      last = frame.cleanups.at(-1);
    }
  }

  #declare(declarator: Declarator, frame: Frame, scope: number): void {
    const { name, type, isArray, cleanup, initialiser, class: made } = declarator;
    const { fields } = frame.variables;
    const { objects } = this.path;
    const isStruct = type.struct !== undefined && type.pointers === 0;
    if (made !== undefined) {
      fields.set(name, performClass(this, made.name, made.args, frame));
      frame.cleanups.push({ name, how: made.name, scope });
      return;
    }
    if (initialiser !== undefined) {
      let value = this.value(initialiser, frame);
      // A struct that is made of a number is `{0}`.
      if (isStruct && typeof value === "number") value = objects.local(name, true);
      if (value instanceof Unknown && isStruct) value.isStruct = true;
      if (value instanceof Unknown && isArray) {
        value.low = 1;
        value.isArray = true;
      }
      fields.set(name, value);
    } else if (isStruct || isArray) {
      const object = objects.local(name);
      object.isArray = isArray;
      fields.set(name, object);
    } else fields.set(name, new Unknown(`${name} (not set)`, "local"));
    if (cleanup !== undefined) frame.cleanups.push({ name, how: cleanup, scope });
  }

  /** `unsafe_put_user(x, p, label)` and its like: whether it fails. */
  #access(call: Expression & { kind: "call" }, frame: Frame): boolean {
    const name = call.callee.kind === "name" ? call.callee.name : "";
    const effect = this.path.subject.index.facts.effectOf(name);
    if (effect === undefined) {
      for (const arg of call.args.slice(0, -1)) this.value(arg, frame);
      return this.path.faults(name);
    }
    const result = perform(this, effect, { name, args: call.args.slice(0, -1), frame });
    return this.path.isTrue(result);
  }

  // ---- expressions ----

  /** The place that an expression names. */
  place(node: Expression, frame: Frame): Place {
    const { objects } = this.path;
    switch (node.kind) {
      case "name":
        if (frame.variables.fields.has(node.name)) return new Place(frame.variables, node.name);
        return new Place(objects.global("globals"), node.name);
      case "member": {
        if (!node.isArrow) return new Place(this.#struct(node.base, frame), node.name);
        const pointer = this.value(node.base, frame);
        // NULL in a variable is a finding; in memory that a call was to fill, something was not seen.
        if (pointer === 0 && node.base.kind !== "name")
          throw new PathEnd("a pointer is followed that nobody has set", false);
        return new Place(objects.follow(pointer, printExpression(node)), node.name);
      }
      case "index": {
        const base = this.value(node.base, frame);
        const index = this.holding(() => this.value(node.index, frame));
        if (base instanceof Place && index === 0) return base;
        return new Place(objects.follow(base, printExpression(node)), `[${nameOf(index)}]`);
      }
      case "unary": {
        if (node.operator !== "*") break;
        const value = this.value(node.operand, frame);
        return value instanceof Place
          ? value
          : new Place(objects.follow(value, printExpression(node)), "[0]");
      }
      case "cast":
        return this.place(node.operand, frame);
      case "comma":
        this.value(node.left, frame);
        return this.place(node.right, frame);
      case "initialiser":
      case "call":
      case "conditional":
      case "statements": {
        const holder = objects.local("a temporary");
        holder.fields.set("value", this.value(node, frame));
        return new Place(holder, "value");
      }
      case "number":
      case "string":
      case "postfix":
      case "binary":
      case "assignment":
      case "sizeof":
      case "text":
    }
    throw new Beyond(`${printExpression(node)} is no place`);
  }

  #struct(node: Expression, frame: Frame): Unknown {
    const { objects } = this.path;
    if (/^(?:call|conditional|statements|initialiser)$/.test(node.kind)) {
      const value = this.value(node, frame);
      return value instanceof Unknown ? value : objects.follow(value, printExpression(node));
    }
    return objects.structIn(this.place(node, frame));
  }

  value(node: Expression, frame: Frame): Value {
    const { objects } = this.path;
    switch (node.kind) {
      case "number":
        return numberOf(node.text) ?? objects.derived(node.text, 0);
      case "string":
        return objects.derived(node.text, 1);
      case "sizeof":
        return objects.derived(node.text, 1);
      case "text":
        return objects.derived(node.text);
      case "name":
        return this.#within(node, () => this.#name(node.name, frame));
      case "cast":
        return this.value(node.operand, frame);
      case "comma":
        this.value(node.left, frame);
        return this.value(node.right, frame);
      case "member":
      case "index":
        return objects.load(this.place(node, frame));
      case "unary":
        return this.#unary(node, frame);
      case "postfix": {
        const place = this.place(node.operand, frame);
        const old = objects.load(place);
        objects.store(place, this.#arithmetic(node.operator === "++" ? "+" : "-", old, 1));
        return old;
      }
      case "binary":
        return this.#binary(node.operator, node.left, node.right, frame);
      case "conditional": {
        const test = this.value(node.test, frame);
        if (!this.path.isTrue(test)) return this.value(node.otherwise, frame);
        return node.then === undefined ? test : this.value(node.then, frame);
      }
      case "assignment": {
        if (node.operator === "=") {
          const value = this.value(node.right, frame);
          objects.store(
            this.holding(() => this.place(node.left, frame)),
            value,
          );
          return value;
        }
        const place = this.place(node.left, frame);
        const operator = node.operator.slice(0, -1);
        const old = objects.load(place);
        const right = this.holding(() => this.value(node.right, frame));
        const value = this.#arithmetic(operator, old, right);
        objects.store(place, value);
        return value;
      }
      case "initialiser": {
        const object = objects.local("an initialiser", true);
        for (const { path, value } of node.items) {
          let target = object;
          for (const field of path.slice(0, -1)) target = objects.structIn(new Place(target, field));
          target.fields.set(
            path.at(-1) ?? "",
            this.holding(() => this.value(value, frame)),
          );
        }
        return object;
      }
      case "statements":
        return this.#within(node, () => this.#statements(node.body, frame));
      case "call":
        return this.#within(node, () => this.#call(node, frame));
    }
  }

  /** Evaluates, and keeps note of what waits for it. */
  #within(node: Expression, evaluate: () => Value): Value {
    const sites = this.#runs.at(-1)?.sites;
    sites?.push(node);
    const value = evaluate();
    sites?.pop();
    return value;
  }

  #name(name: string, frame: Frame): Value {
    const own = frame.variables.fields.get(name);
    if (own !== undefined) return own;
    const { objects, subject } = this.path;
    const { file } = frame.definition;
    const constant = objects.constant(name);
    if (constant !== undefined) return constant;
    const macro = subject.index.macro(name, file);
    if (macro !== undefined && macro.parameters === undefined && !frame.expanding.has(name))
      return this.#expanding(name, macro.expression, frame);
    if (subject.index.find(name, file) !== undefined || subject.index.table(name, file) !== undefined)
      return new Named(name);
    return objects.global("globals").fields.get(name) ?? objects.global(name);
  }

  #expanding(name: string, expression: Expression, frame: Frame): Value {
    frame.expanding.add(name);
    const value = this.value(expression, frame);
    frame.expanding.delete(name);
    return value;
  }

  #unary({ operator, operand }: Expression & { kind: "unary" }, frame: Frame): Value {
    const { objects } = this.path;
    switch (operator) {
      case "&": {
        if (operand.kind === "name" && !frame.variables.fields.has(operand.name))
          return this.#addressOfGlobal(operand.name, frame);
        if (operand.kind === "initialiser") return this.value(operand, frame);
        const place = this.place(operand, frame);
        // The address of an array is the array.
        return place.value instanceof Unknown && place.value.isArray ? place.value : place;
      }
      case "*": {
        const value = this.value(operand, frame);
        if (value instanceof Place) return objects.load(value);
        if (value instanceof Named || (value instanceof Unknown && value.isStruct)) return value;
        return objects.load(new Place(objects.follow(value, `*${printExpression(operand)}`), "[0]"));
      }
      case "!":
        return this.path.isTrue(this.value(operand, frame)) ? 0 : 1;
      case "-": {
        const value = this.value(operand, frame);
        if (typeof value === "number") return -value;
        const [low, high] = value instanceof Unknown ? [-value.high, -value.low] : [undefined, undefined];
        return objects.derived(`-${nameOf(value)}`, low, high, { from: [value] });
      }
      case "~": {
        const value = this.value(operand, frame);
        return typeof value === "number"
          ? ~value
          : objects.derived(`~${nameOf(value)}`, -Infinity, Infinity, { from: [value] });
      }
      case "++":
      case "--": {
        const place = this.place(operand, frame);
        const value = this.#arithmetic(operator === "++" ? "+" : "-", objects.load(place), 1);
        objects.store(place, value);
        return value;
      }
      default:
        return this.value(operand, frame);
    }
  }

  #addressOfGlobal(name: string, frame: Frame): Value {
    const { index } = this.path.subject;
    const { file } = frame.definition;
    const isNamed = index.table(name, file) !== undefined || index.find(name, file) !== undefined;
    return isNamed ? new Named(name) : this.path.objects.global(name);
  }

  #binary(operator: string, left: Expression, right: Expression, frame: Frame): Value {
    const { path } = this;
    if (operator === "&&")
      return Number(path.isTrue(this.value(left, frame)) && path.isTrue(this.value(right, frame)));
    if (operator === "||")
      return Number(path.isTrue(this.value(left, frame)) || path.isTrue(this.value(right, frame)));
    const a = this.value(left, frame);
    const b = this.holding(() => this.value(right, frame));
    const { knowledge } = path;
    switch (operator) {
      case "<":
        return Number(knowledge.isLess(a, b));
      case ">":
        return Number(knowledge.isLess(b, a));
      case "<=":
        return Number(!knowledge.isLess(b, a));
      case ">=":
        return Number(!knowledge.isLess(a, b));
      case "==":
        return Number(knowledge.areEqual(a, b));
      case "!=":
        return Number(!knowledge.areEqual(a, b));
      default:
        return this.#arithmetic(operator, a, b);
    }
  }

  #arithmetic(operator: string, a: Value, b: Value): Value {
    const { objects } = this.path;
    if (typeof a === "number" && typeof b === "number") {
      const result = calculate(operator, a, b);
      if (result !== undefined) return result;
    }
    // Where in an object or an array somebody points is not looked at.
    if (a instanceof OpenFile || a instanceof Place) return a;
    if (operator === "&" && (a === 0 || b === 0)) return 0;
    if (/^[|+-]$/.test(operator) && b === 0) return a;
    if (/^[|+]$/.test(operator) && a === 0) return b;
    if (operator === "+" && a instanceof Unknown && a.isStruct && typeof b === "number")
      return new Place(a, `[${b}]`);
    const isPositive = /^[+*&|]$/.test(operator) && lowest(a) >= 0 && lowest(b) >= 0;
    const low = isPositive ? 0 : -Infinity;
    return objects.derived(`(${nameOf(a)} ${operator} ${nameOf(b)})`, low, Infinity, {
      from: [a, b],
      by: [operation(operator, nameOf(b)), operation(operator)],
    });
  }

  /** `({ ... })`: the value of its last statement. */
  #statements(body: Block, frame: Frame): Value {
    const code = this.path.subject.index.nested(body);
    const inner: Frame = { ...frame, cleanups: [], rounds: new Map(), choices: new Map() };
    const { result, isReturned } = this.#run(code, inner, true);
    if (isReturned) throw new Beyond("a return stands inside of an expression");
    return result;
  }

  // ---- calls ----

  #call(node: Expression & { kind: "call" }, frame: Frame): Value {
    const { callee, args } = node;
    const { index } = this.path.subject;
    const { file } = frame.definition;
    if (callee.kind !== "name") {
      const target = callee.kind === "call" ? undefined : this.value(callee, frame);
      const values = this.holding(() => this.values(args, frame));
      if (target instanceof Named) return this.#apply(target.name, values, frame);
      return this.#unread(printExpression(callee), values);
    }
    const { name } = callee;
    const variable = frame.variables.fields.get(name);
    if (variable !== undefined) {
      const values = this.holding(() => this.values(args, frame));
      return variable instanceof Named
        ? this.#apply(variable.name, values, frame)
        : this.#unread(name, values);
    }
    const effect = index.facts.effectOf(name);
    if (effect !== undefined) return perform(this, effect, { name, args, frame });
    const macro = index.macro(name, file);
    if (macro?.parameters !== undefined && !frame.expanding.has(name))
      return this.#expanding(name, index.expanded(macro, args), frame);
    return this.#apply(name, this.values(args, frame), frame);
  }

  /** The values of arguments. */
  values(args: readonly Expression[], frame: Frame): Value[] {
    const evaluate = (): Value[] => args.map((arg) => this.value(arg, frame));
    return args.length > 1 ? this.holding(evaluate) : evaluate();
  }

  #apply(name: string, args: readonly Value[], frame: Frame): Value {
    const callee = this.path.subject.index.find(name, frame.definition.file);
    if (callee !== undefined && this.#isRead(callee, args, frame.definition)) return this.#read(callee, args);
    return this.#unread(name, args);
  }

  /** Whether a callee is read, rather than taken to do anything. */
  #isRead(callee: FunctionDefinition, args: readonly Value[], caller: FunctionDefinition): boolean {
    const { index, via } = this.path.subject;
    const { name, tokens } = callee;
    if (TABLE_WORK.has(name)) return false;
    const holds = args.some((arg) => this.path.objects.holds(arg, 2));
    // On the way down from a caller: only what leads to the function in question, or has to do with what it made.
    if (via !== undefined && !this.path.hasReached && !holds) {
      if (!index.leadsTo(callee, via) && !index.callsOf(caller).has(via.name)) return false;
    }
    // Of other files only what is short and works on descriptors itself: not the page cache, not path walks.
    if (callee.file !== caller.file)
      return tokens.length < MOST_FOREIGN_TOKENS && index.isAboutDescriptors(callee, 1);
    if (index.isAboutDescriptors(callee)) return true;
    return holds || (ENDS.test(name) && tokens.length < MOST_ENDING_TOKENS);
  }

  #read(callee: FunctionDefinition, args: readonly Value[]): Value {
    try {
      this.path.subject.index.code(callee);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.path.beyond ??= `${callee.name}: ${error.message}`;
      return this.#unread(callee.name, args);
    }
    return this.call(callee, args);
  }

  /** A call of what is not read: it may keep and change what it is given, and return anything. */
  #unread(name: string, args: readonly Value[]): Value {
    const { path } = this;
    const isSteady = STEADY.test(name);
    const question = isSteady ? `${name}(${args.map(nameOf).join(", ")})` : "";
    const known = isSteady ? this.steady.get(question) : undefined;
    if (known !== undefined) return known.value;
    for (const arg of args) this.#lend(arg, name);
    if (!BORROWS.test(name)) path.unread.add(name);
    const value = isSteady
      ? path.objects.derived(question, -Infinity, Infinity, { from: args, by: [name] })
      : new Unknown(path.unique(name), "call");
    if (isSteady) this.steady.set(question, { value, name, args });
    return value;
  }

  #lend(arg: Value, name: string): void {
    const { objects, descriptors } = this.path;
    const borrows = BORROWS.test(name);
    const keeps = !borrows || Objects.links(name);
    const prints = PRINTS.test(name);
    const file = fileIn(arg);
    if (file !== undefined) {
      if (!prints) descriptors.assertAlive(file, `${name}()`);
      if (!borrows) file.lentTo.add(name);
    } else if (typeof arg === "number") {
      if (!borrows && descriptors.own.has(arg)) descriptors.lent.set(arg, name);
    } else if (arg instanceof Unknown) {
      if (GETS.test(name)) arg.isShared = true;
      if (!borrows) arg.partOf?.lentTo.add(name);
      if (keeps) objects.keep(arg);
      if (!prints) objects.assertUsable(arg, `${name}()`);
      if (!borrows) this.#lendFields(arg, name);
    } else if (arg instanceof Place) {
      const { object, value } = arg;
      if (GETS.test(name) && object.origin !== "local") object.isShared = true;
      if (keeps) objects.keep(object);
      objects.assertUsable(object, `${name}()`);
      if (!borrows && value instanceof Unknown && value.isStruct) this.#lendFields(value, name);
      else if (!borrows && value instanceof OpenFile) value.lentTo.add(name);
      if (!LEAVES.test(name)) objects.overwrite(arg, name);
    }
  }

  #lendFields({ fields }: Unknown, name: string): void {
    const { descriptors } = this.path;
    for (const value of fields.values()) {
      if (value instanceof OpenFile) value.lentTo.add(name);
      else if (typeof value === "number" && descriptors.own.has(value)) descriptors.lent.set(value, name);
    }
  }
}

/** Whether a step decides whether a loop goes on. */
function isTested(step: Step | undefined): boolean {
  return step?.op === "each" || (step?.op === "unless" && step.isLoop && step.test.kind !== "number");
}

function lowest(value: Value): number {
  if (typeof value === "number") return value;
  return value instanceof Unknown ? value.low : 1;
}

function unknownParameter({ name, type }: Parameter): Unknown {
  const value = new Unknown(name, "parameter");
  value.struct = type.struct;
  if (type.pointers === 0 && UNSIGNED.test(type.words)) value.low = 0;
  return value;
}
