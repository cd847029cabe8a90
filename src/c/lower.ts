/**
 * From a parsed body to steps with jumps, so that `goto` is a jump like any other. A step knows the scopes around it: a
 * jump runs the clean-ups of those that it leaves.
 */
import { Refusal } from "./refusal.js";
import type { Block, Declarator, Expression, Statement } from "./syntax.js";

/** Where a jump leads: the number of a step. */
export interface Target {
  at: number;
}

/** A `case` of a switch. */
export interface Case {
  readonly low: Expression;
  readonly high: Expression | undefined;
  readonly to: number;
}

/** What a step does. */
export type Act =
  | { readonly op: "evaluate"; readonly expression: Expression }
  | { readonly op: "declare"; readonly declarator: Declarator }
  /** Ends the scopes that are not around the step. */
  | { readonly op: "leave" }
  | { readonly op: "jump"; readonly to: Target }
  /** Jumps when the test is false; `statement` is what depends on it, and `end` what follows on that. */
  | {
      readonly op: "unless";
      readonly test: Expression;
      readonly to: Target;
      readonly end: Target;
      readonly isLoop: boolean;
      readonly statement: Statement;
    }
  /** One more round of a loop that a macro makes, or a jump. */
  | {
      readonly op: "each";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly to: Target;
      readonly statement: Statement;
    }
  | {
      readonly op: "switch";
      readonly value: Expression;
      readonly cases: readonly Case[];
      readonly otherwise: Target;
    }
  /** An access of user memory that jumps to a label when it fails: `unsafe_put_user(x, p, label)`. */
  | { readonly op: "access"; readonly call: Expression & { kind: "call" }; readonly to: Target }
  | { readonly op: "return"; readonly value: Expression | undefined; readonly isWritten: boolean };

/** A step of a function. */
export type Step = Act & {
  readonly line: number;
  /** The numbers of the scopes around it, the outermost first. */
  readonly scopes: readonly number[];
};

/** The code of a function. */
export type Code = readonly Step[];

/** Calls that jump to the label that is their last argument. */
const JUMPS = /^(?:__)?unsafe_\w+$/;

/** What `break` and `continue` lead to. */
interface Around {
  readonly next: Target | undefined;
  readonly out: Target;
}

/**
 * Lowers a body.
 *
 * @throws {@link Refusal} for a `goto` without its label, and for `break` and `continue` outside of loops.
 */
export function lower(body: Block): Code {
  return new Lowering(body).steps;
}

class Lowering {
  readonly steps: Step[] = [];
  readonly #labels = new Map<string, Target>();
  readonly #jumps: { readonly name: string; readonly line: number; readonly to: Target }[] = [];
  #scopes: readonly number[] = [0];
  #lastScope = 0;
  #switch: { readonly cases: Case[]; otherwise: Target | undefined } | undefined;

  constructor(body: Block) {
    this.#statement(body, undefined);
    this.#emit(body.endLine, { op: "return", value: undefined, isWritten: false });
    for (const { name, line, to } of this.#jumps) {
      const target = this.#labels.get(name);
      if (target === undefined) throw new Refusal(line, `there is no label "${name}" in the function`);
      to.at = target.at;
    }
  }

  #emit(line: number, act: Act): void {
    this.steps.push({ ...act, line, scopes: this.#scopes });
  }

  #mark(target: Target): void {
    target.at = this.steps.length;
  }

  #within(line: number, read: () => void): void {
    const outer = this.#scopes;
    this.#scopes = [...outer, ++this.#lastScope];
    read();
    this.#scopes = outer;
    this.#emit(line, { op: "leave" });
  }

  #goto(name: string, line: number): Target {
    const to = nowhere();
    this.#jumps.push({ name, line, to });
    return to;
  }

  #statement(statement: Statement, around: Around | undefined): void {
    const { line } = statement;
    switch (statement.kind) {
      case "empty":
        return;
      case "block":
        this.#within(statement.endLine, () => {
          for (const inner of statement.body) this.#statement(inner, around);
        });
        return;
      case "expression":
        this.#expression(statement.expression, line);
        return;
      case "declaration":
        for (const declarator of statement.declarators)
          this.#emit(declarator.line, { op: "declare", declarator });
        return;
      case "label":
        this.#labels.set(statement.name, { at: this.steps.length });
        return;
      case "goto":
        this.#emit(line, { op: "jump", to: this.#goto(statement.name, line) });
        return;
      case "return":
        this.#emit(line, { op: "return", value: statement.value, isWritten: true });
        return;
      case "break":
      case "continue": {
        const to = statement.kind === "break" ? around?.out : around?.next;
        if (to === undefined) throw new Refusal(line, `a ${statement.kind} stands outside of what it leaves`);
        this.#emit(line, { op: "jump", to });
        return;
      }
      case "if": {
        const [otherwise, end] = [nowhere(), nowhere()];
        this.#emit(line, {
          op: "unless",
          test: statement.test,
          to: otherwise,
          end,
          isLoop: false,
          statement,
        });
        this.#statement(statement.then, around);
        if (statement.otherwise !== undefined) {
          this.#emit(line, { op: "jump", to: end });
          this.#mark(otherwise);
          this.#statement(statement.otherwise, around);
        } else this.#mark(otherwise);
        this.#mark(end);
        return;
      }
      case "while": {
        const [next, out] = [nowhere(), nowhere()];
        this.#mark(next);
        this.#emit(line, { op: "unless", test: statement.test, to: out, end: out, isLoop: true, statement });
        this.#statement(statement.body, { next, out });
        this.#emit(line, { op: "jump", to: next });
        this.#mark(out);
        return;
      }
      case "do": {
        const [first, next, out] = [nowhere(), nowhere(), nowhere()];
        this.#mark(first);
        this.#statement(statement.body, { next, out });
        this.#mark(next);
        this.#emit(line, { op: "unless", test: statement.test, to: out, end: out, isLoop: true, statement });
        this.#emit(line, { op: "jump", to: first });
        this.#mark(out);
        return;
      }
      case "for":
        this.#for(statement);
        return;
      case "each": {
        const [next, out] = [nowhere(), nowhere()];
        const { name, args, body } = statement;
        this.#mark(next);
        this.#emit(line, { op: "each", name, args, to: out, statement });
        this.#statement(body, { next, out });
        this.#emit(line, { op: "jump", to: next });
        this.#mark(out);
        return;
      }
      case "scope":
        this.#scope(statement, around);
        return;
      case "switch":
        this.#lowerSwitch(statement, around);
        return;
      case "case":
        if (this.#switch === undefined) throw new Refusal(line, "a case stands outside of a switch");
        this.#switch.cases.push({ low: statement.low, high: statement.high, to: this.steps.length });
        return;
      case "default":
        if (this.#switch === undefined) throw new Refusal(line, "a default stands outside of a switch");
        this.#switch.otherwise = { at: this.steps.length };
        return;
    }
  }

  #expression(expression: Expression, line: number): void {
    if (expression.kind === "call" && expression.callee.kind === "name") {
      const { name } = expression.callee;
      const last = expression.args.at(-1);
      if (name === "return_ptr" && last !== undefined) {
        const callee: Expression = { kind: "name", name: "no_free_ptr", line };
        const value: Expression = { kind: "call", callee, args: [last], line };
        this.#emit(line, { op: "return", value, isWritten: true });
        return;
      }
      if (JUMPS.test(name) && last?.kind === "name" && expression.args.length > 1) {
        this.#emit(line, { op: "access", call: expression, to: this.#goto(last.name, line) });
        return;
      }
    }
    this.#emit(line, { op: "evaluate", expression });
  }

  #for(statement: Statement & { kind: "for" }): void {
    const { line, first, test, step, body } = statement;
    this.#within(line, () => {
      const [again, next, out] = [nowhere(), nowhere(), nowhere()];
      if (first !== undefined) this.#statement(first, undefined);
      this.#mark(again);
      if (test !== undefined)
        this.#emit(line, { op: "unless", test, to: out, end: out, isLoop: true, statement });
      this.#statement(body, { next, out });
      this.#mark(next);
      if (step !== undefined) this.#emit(line, { op: "evaluate", expression: step });
      this.#emit(line, { op: "jump", to: again });
      this.#mark(out);
    });
  }

  /** `scoped_class(kind, name, args)` declares `name` for its body; of other scopes the body alone matters. */
  #scope({ name, args, body, line }: Statement & { kind: "scope" }, around: Around | undefined): void {
    const [kind, variable, ...rest] = args;
    if (name !== "scoped_class" || kind?.kind !== "name" || variable?.kind !== "name") {
      this.#statement(body, around);
      return;
    }
    this.#within(line, () => {
      const type = { words: "int", pointers: 0, struct: undefined };
      const made = { name: kind.name, args: rest };
      this.#emit(line, {
        op: "declare",
        declarator: { name: variable.name, type, isArray: false, class: made, line },
      });
      this.#statement(body, around);
    });
  }

  #lowerSwitch({ value, body, line }: Statement & { kind: "switch" }, around: Around | undefined): void {
    const outer = this.#switch;
    const out = nowhere();
    const [cases, otherwise] = [[] as Case[], nowhere()];
    this.#emit(line, { op: "switch", value, cases, otherwise });
    const inner = { cases, otherwise: undefined as Target | undefined };
    this.#switch = inner;
    this.#statement(body, { next: around?.next, out });
    this.#switch = outer;
    this.#mark(out);
    otherwise.at = (inner.otherwise ?? out).at;
  }
}

function nowhere(): Target {
  return { at: -1 };
}
