/**
 * What the rest of a function can still read: live variables, fields, and functions that may be called. Two paths that
 * differ in nothing of it go on alike.
 */
import { numberOf } from "./condition.js";
import { errorNumber } from "./errors.js";
import { TABLE_WORK } from "./facts.js";
import type { Code, Step } from "./lower.js";
import { MOST_FOREIGN_TOKENS } from "./limits.js";
import { Refusal } from "./refusal.js";
import { walk, type Relevance } from "./relevance.js";
import type { SourceIndex } from "./source-index.js";
import type { Expression } from "./syntax.js";
import type { FunctionDefinition } from "./unit.js";

/** A pointer is followed or given to a call that is not read: whether it is NULL or an error is not asked. */
export const FOLLOWED = 1;
/** All that is known of a value may be asked. */
export const READ = 2;

/** What is read, and how: variables by their names, fields with a dot before, operations as `operation` names them. */
export type Uses = Map<string, typeof FOLLOWED | typeof READ>;

/** What stands for an operation with what is on its right; without it, for one with anything. */
export function operation(operator: string, right = ""): string {
  return `%${operator}${right}`;
}

/** What stands for a look at an element, and for a look-up of a descriptor. */
export const ELEMENT = "%[]";
export const LOOK_UP = "%fd";

/** What one piece of code reads itself, and the functions that it may call. */
interface Direct {
  readonly uses: Uses;
  readonly callees: Set<FunctionDefinition>;
}

/** One step, as far as it matters here. */
interface Flow {
  readonly uses: Uses;
  /** Where it leads; where a loop of a macro goes round, what that sets. */
  readonly next: readonly { readonly to: number; readonly sets: readonly string[] }[];
}

/** What is known of one code. */
interface Analysis {
  readonly live: readonly Uses[];
  readonly joins: ReadonlySet<number>;
  readonly flows: readonly Flow[];
  readonly reached: Map<number, ReadonlySet<number>>;
}

export class Later {
  readonly #analyses = new Map<Code, Analysis>();
  readonly #directs = new Map<FunctionDefinition, Direct>();
  readonly #closures = new Map<FunctionDefinition, Uses>();
  readonly #variables = new Map<FunctionDefinition, ReadonlySet<string>>();
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;

  constructor(
    readonly index: SourceIndex,
    readonly relevance: Relevance,
  ) {}

  /** A number for a part of the program: the same on every path. */
  idOf(part: object): number {
    let id = this.#ids.get(part);
    if (id === undefined) this.#ids.set(part, (id = ++this.#lastId));
    return id;
  }

  /** What is read from a step on, itself included. */
  live(code: Code, at: number, definition: FunctionDefinition): Uses {
    return this.#analysis(code, definition).live[at] as Uses;
  }

  /** What is read once a call has returned that a step makes. */
  afterCall(code: Code, at: number, definition: FunctionDefinition, sites: readonly Expression[]): Uses {
    const step = code[at] as Step;
    const { live, flows } = this.#analysis(code, definition);
    // Only where nothing else of the step is left to do.
    if (sites.length !== 1 || callOf(step) !== sites[0]) return live[at] as Uses;
    const uses: Uses = new Map();
    for (const { to, sets } of flows[at]?.next ?? []) merge(uses, live[to] ?? (new Map() as Uses), sets);
    return uses;
  }

  /** Whether paths come together at a step. */
  isJoin(code: Code, at: number, definition: FunctionDefinition): boolean {
    return this.#analysis(code, definition).joins.has(at);
  }

  /** The steps that may run from a step on, itself included. */
  reached(code: Code, at: number, definition: FunctionDefinition): ReadonlySet<number> {
    const { flows, reached } = this.#analysis(code, definition);
    let found = reached.get(at);
    if (found === undefined) {
      const steps = new Set([at]);
      for (const step of steps) for (const { to } of flows[step]?.next ?? []) steps.add(to);
      reached.set(at, (found = steps));
    }
    return found;
  }

  /** What a function and all that it calls read of others: its own variables are not told. */
  closure(definition: FunctionDefinition): Uses {
    let uses = this.#closures.get(definition);
    if (uses === undefined) {
      uses = new Map();
      const functions = new Set([definition]);
      for (const one of functions) {
        const direct = this.#direct(one);
        merge(uses, direct.uses);
        for (const callee of direct.callees) functions.add(callee);
      }
      this.#closures.set(definition, uses);
    }
    return uses;
  }

  /** What a name brings with it that stands for a function, or for a table whose release may run. */
  named(name: string, file: string): Uses | undefined {
    const direct: Direct = { uses: new Map(), callees: new Set() };
    this.#callees(name, file, direct);
    return direct.callees.size === 0 ? undefined : this.#whole(direct);
  }

  #whole({ uses, callees }: Direct): Uses {
    for (const callee of callees) merge(uses, this.closure(callee));
    return uses;
  }

  #direct(definition: FunctionDefinition): Direct {
    let direct = this.#directs.get(definition);
    if (direct !== undefined) return direct;
    direct = { uses: new Map(), callees: new Set() };
    this.#directs.set(definition, direct);
    let code: Code;
    try {
      code = this.index.code(definition);
    } catch (error) {
      if (error instanceof Refusal) return direct;
      throw error;
    }
    const collector = new Collector(this, definition, direct);
    for (const step of code) collector.step(step);
    for (const { name } of definition.parameters) direct.uses.delete(name);
    for (const step of code) if (step.op === "declare") direct.uses.delete(step.declarator.name);
    return direct;
  }

  #analysis(code: Code, definition: FunctionDefinition): Analysis {
    let analysis = this.#analyses.get(code);
    if (analysis !== undefined) return analysis;
    const flows = code.map((step, at) => this.#flow(step, at, definition));
    const counts = new Map<number, number>();
    for (const { next } of flows) for (const { to } of next) counts.set(to, (counts.get(to) ?? 0) + 1);
    const joins = new Set([...counts].filter(([, count]) => count > 1).map(([to]) => to));
    analysis = { live: liveIn(code, flows), joins, flows, reached: new Map() };
    this.#analyses.set(code, analysis);
    return analysis;
  }

  #flow(step: Step, at: number, definition: FunctionDefinition): Flow {
    const direct: Direct = { uses: new Map(), callees: new Set() };
    const next = this.#next(step, at, definition);
    const isSkipped =
      (step.op === "unless" || step.op === "each") &&
      this.relevance.changesOnly(definition, step.statement) !== undefined;
    if (!isSkipped) new Collector(this, definition, direct).step(step);
    return { uses: this.#whole(direct), next };
  }

  #next(step: Step, at: number, definition: FunctionDefinition): Flow["next"] {
    const flow = (to: number, sets: readonly string[] = []): Flow["next"][number] => ({ to, sets });
    switch (step.op) {
      case "evaluate":
      case "declare": {
        const set = setBy(step);
        return [flow(at + 1, set === undefined ? [] : [set])];
      }
      case "leave":
        return [flow(at + 1)];
      case "jump":
        return [flow(step.to.at)];
      case "access":
        return [flow(at + 1), flow(step.to.at)];
      case "unless":
        if (this.relevance.changesOnly(definition, step.statement) !== undefined) return [flow(step.end.at)];
        return [flow(at + 1), flow(step.to.at)];
      case "each": {
        if (this.relevance.changesOnly(definition, step.statement) !== undefined) return [flow(step.to.at)];
        const variables = this.#variablesOf(definition);
        const names = step.args.flatMap((arg) =>
          arg.kind === "name" && variables.has(arg.name) ? [arg.name] : [],
        );
        return [flow(at + 1, names), flow(step.to.at)];
      }
      case "switch":
        return [...step.cases.map(({ to }) => flow(to)), flow(step.otherwise.at)];
      case "return":
        return [];
    }
  }

  #variablesOf(definition: FunctionDefinition): ReadonlySet<string> {
    let variables = this.#variables.get(definition);
    if (variables === undefined) {
      const declared = [...walk(definition.body)].flatMap((node) => ("kind" in node ? [] : [node.name]));
      variables = new Set([...definition.parameters.map(({ name }) => name), ...declared]);
      this.#variables.set(definition, variables);
    }
    return variables;
  }

  /** Adds the functions that a name may lead to, where it is not called at once. */
  #callees(name: string, file: string, { callees }: Direct): void {
    const definition = this.index.find(name, file);
    if (definition !== undefined) callees.add(definition);
    const release = this.index.table(name, file)?.get("release");
    const releasing = release === undefined ? undefined : this.index.find(release, file);
    if (releasing !== undefined) callees.add(releasing);
  }

  /** Adds what a name stands for that an expression mentions. */
  mention(name: string, file: string, direct: Direct): void {
    this.#callees(name, file, direct);
  }
}

/** The call that is all that a step does, but for a test of its result or setting a variable to it. */
function callOf(step: Step): Expression | undefined {
  switch (step.op) {
    case "evaluate": {
      const { expression } = step;
      return setBy(step) === undefined
        ? expression
        : (expression as Expression & { kind: "assignment" }).right;
    }
    case "declare":
      return step.declarator.initialiser;
    case "unless":
      return step.test.kind === "unary" && step.test.operator === "!" ? step.test.operand : step.test;
    case "return":
      return step.value;
    case "leave":
    case "jump":
    case "access":
    case "each":
    case "switch":
      return undefined;
  }
}

/** The variable that a step sets, whatever it was. */
function setBy(step: Step & { op: "evaluate" | "declare" }): string | undefined {
  if (step.op === "declare") return step.declarator.name;
  const { expression } = step;
  const isSet =
    expression.kind === "assignment" && expression.operator === "=" && expression.left.kind === "name";
  return isSet ? expression.left.name : undefined;
}

/** For each step what is read from it on: from the end to the beginning, until nothing is added. */
function liveIn(code: Code, flows: readonly Flow[]): readonly Uses[] {
  const live = code.map((): Uses => new Map());
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (let at = code.length - 1; at >= 0; at--) {
      const here = live[at] as Uses;
      const { uses, next } = flows[at] as Flow;
      if (merge(here, uses)) hasChanged = true;
      for (const { to, sets } of next)
        if (live[to] !== undefined && merge(here, live[to], sets)) hasChanged = true;
    }
  }
  return live;
}

/** Adds uses to others; whether that changed them. */
export function merge(into: Uses, uses: Uses, without: readonly string[] = []): boolean {
  let hasChanged = false;
  for (const [name, use] of uses) {
    if ((into.get(name) ?? 0) >= use || without.includes(name)) continue;
    into.set(name, use);
    hasChanged = true;
  }
  return hasChanged;
}

/** Collects what steps and expressions read. */
class Collector {
  readonly #expanding = new Set<string>();

  constructor(
    readonly later: Later,
    readonly definition: FunctionDefinition,
    readonly direct: Direct,
  ) {}

  step(step: Step): void {
    switch (step.op) {
      case "evaluate":
        return this.#read(step.expression);
      case "declare": {
        const { initialiser, class: made } = step.declarator;
        if (initialiser !== undefined) this.#read(initialiser);
        if (made !== undefined) this.#add(LOOK_UP, READ);
        for (const arg of made?.args ?? []) this.#read(arg);
        return;
      }
      case "access":
        return this.#read(step.call);
      case "unless":
        return this.#read(step.test);
      case "switch":
        this.#read(step.value);
        for (const { low, high } of step.cases) {
          this.#read(low);
          if (high !== undefined) this.#read(high);
        }
        return;
      case "return":
        if (step.value !== undefined) this.#read(step.value);
        return;
      case "leave":
      case "jump":
      case "each":
    }
  }

  #add(name: string, use: typeof FOLLOWED | typeof READ): void {
    const { uses } = this.direct;
    uses.set(name, use === READ ? READ : (uses.get(name) ?? FOLLOWED));
  }

  #read(node: Expression, use: typeof FOLLOWED | typeof READ = READ): void {
    switch (node.kind) {
      case "number":
      case "string":
      case "sizeof":
      case "text":
        return;
      case "name":
        return this.#name(node.name, use);
      case "cast":
        return this.#read(node.operand, use);
      case "unary":
        if (node.operator === "*") this.#add(ELEMENT, use);
        if (/^(?:\+\+|--)$/.test(node.operator)) this.#operation(node.operator.slice(0, 1), 1);
        return this.#read(node.operand, node.operator === "*" ? FOLLOWED : READ);
      case "postfix":
        this.#operation(node.operator.slice(0, 1), 1);
        return this.#read(node.operand);
      case "binary":
        this.#operation(node.operator, node.right);
        this.#read(node.left);
        return this.#read(node.right);
      case "comma":
        this.#read(node.left);
        return this.#read(node.right, use);
      case "conditional":
        this.#read(node.test);
        if (node.then !== undefined) this.#read(node.then, use);
        return this.#read(node.otherwise, use);
      case "member":
        this.#add(`.${node.name}`, use);
        return this.#read(node.base, FOLLOWED);
      case "index":
        this.#add(ELEMENT, use);
        this.#read(node.base, FOLLOWED);
        return this.#read(node.index);
      case "assignment":
        this.#read(node.right);
        if (node.operator === "=") return this.#written(node.left);
        this.#operation(node.operator.slice(0, -1), node.right);
        return this.#read(node.left);
      case "initialiser":
        for (const { value } of node.items) this.#read(value);
        return;
      case "statements":
        for (const step of this.later.index.nested(node.body)) this.step(step);
        return;
      case "call":
        return this.#call(node);
    }
  }

  #operation(operator: string, right: Expression | number): void {
    const name = typeof right === "number" ? String(right) : this.#constant(right);
    this.#add(operation(operator, name), READ);
  }

  /** What a constant is called as a value; undefined for what may be anything. */
  #constant(node: Expression): string | undefined {
    if (node.kind === "number") return numberOf(node.text)?.toString();
    if (node.kind === "unary" && node.operator === "~") {
      const name = this.#constant(node.operand);
      return name === undefined || /^-?\d/.test(name) ? undefined : `~${name}`;
    }
    if (node.kind !== "name" || !/^[A-Z][A-Z\d_]*$/.test(node.name)) return undefined;
    const isDefined = this.later.index.macro(node.name, this.definition.file) !== undefined;
    return isDefined || errorNumber(node.name) !== undefined || node.name === "NULL" ? undefined : node.name;
  }

  /** What a place reads that is written. */
  #written(node: Expression): void {
    if (node.kind === "name") {
      // A macro may stand for it.
      if (this.later.index.macro(node.name, this.definition.file) !== undefined) this.#read(node);
    } else if (node.kind === "member") this.#read(node.base, FOLLOWED);
    else this.#read(node);
  }

  #name(name: string, use: typeof FOLLOWED | typeof READ): void {
    const { index } = this.later;
    const { file } = this.definition;
    this.#add(name, use);
    this.later.mention(name, file, this.direct);
    const macro = index.macro(name, file);
    if (macro !== undefined && macro.parameters === undefined) this.#expand(name, macro.expression);
  }

  #expand(name: string, expression: Expression): void {
    if (this.#expanding.has(name)) return;
    this.#expanding.add(name);
    this.#read(expression);
    this.#expanding.delete(name);
  }

  #call({ callee, args }: Expression & { kind: "call" }): void {
    const { index } = this.later;
    const { file } = this.definition;
    if (callee.kind !== "name") {
      this.#read(callee);
      for (const arg of args) this.#read(arg);
      return;
    }
    const { name } = callee;
    this.#add(name, READ);
    const macro = index.macro(name, file);
    if (macro?.parameters !== undefined) this.#expand(name, index.expanded(macro, args));
    const effect = index.facts.effectOf(name);
    const isFact = effect !== undefined;
    if (effect?.act === "look up" || effect?.act === "close") this.#add(LOOK_UP, READ);
    const definition = isFact ? undefined : index.find(name, file);
    const isRead = definition !== undefined && this.#mayBeRead(definition);
    if (isRead) this.direct.callees.add(definition);
    for (const arg of args) this.#read(arg, isFact || isRead || macro !== undefined ? READ : FOLLOWED);
  }

  #mayBeRead(callee: FunctionDefinition): boolean {
    if (TABLE_WORK.has(callee.name)) return false;
    if (callee.file === this.definition.file) return true;
    return callee.tokens.length < MOST_FOREIGN_TOKENS && this.later.index.isAboutDescriptors(callee, 1);
  }
}
