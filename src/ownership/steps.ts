/** What each step of a graph does to what is known, and which rules it can break. */
import type ts from "typescript";
import type { Block, Graph, Instruction, Leaving, Loan, Operand, Pass, Place, Slot, Value } from "./graph.js";
import { successors, type Liveness } from "./liveness.js";
import type { Life } from "./messages.js";
import * as say from "./messages.js";
import type { Complaint, Reporter } from "./reporter.js";
import { alive, Fate, held, noValues, type Borrowed, type Held, type State } from "./state.js";

type Step<K extends Instruction["kind"]> = Extract<Instruction, { kind: K }>;

const created: Readonly<Record<Step<"create">["as"], number>> = {
  owned: Fate.owned,
  free: Fate.free,
  borrowed: Fate.borrowed,
  captured: Fate.captured,
};

/** Takes the steps of one graph. */
export class Steps {
  readonly #values: Value[];
  readonly #threadBound: Value[];
  /** What stands for a value that a branch picked, by the temporary and by the value that was made first. */
  readonly #picked = new Map<Slot, Map<number, Value>>();
  readonly #origins = new Map<number, { readonly id: number; readonly slot: Slot }>();
  reporter: Reporter | undefined;
  liveness: (() => Liveness) | undefined;

  #state!: State;
  #block!: Block;
  #index = 0;

  constructor(graph: Graph) {
    this.#values = [...graph.values];
    this.#threadBound = graph.values.filter(({ facts }) => facts.threadBound);
  }

  take(step: Instruction, state: State, block: Block, index: number): void {
    this.#state = state;
    this.#block = block;
    this.#index = index;
    switch (step.kind) {
      case "create":
        return this.#create(step.value, created[step.as], this.#resolveLoans(step.value.loans, step.value));
      case "claim":
        return this.#claim(step);
      case "member": {
        const fates = this.#fates(this.#ids(step.of));
        const lent = (fates & (Fate.borrowed | Fate.captured)) !== 0;
        return this.#create(step.value, lent ? Fate.borrowed : Fate.free, []);
      }
      case "capture":
        return this.#capture(step);
      case "bind":
        return this.#bind(step);
      case "pick":
        return this.#pick(step);
      case "elsewhere":
        return this.#elsewhere(step.operand);
      case "use":
        return this.#use(step.operand, step.node, step.through);
      case "call":
        return this.#call(step);
      case "store":
        return this.#store(step);
      case "return":
        return this.#return(step);
      case "yield":
        return this.#yield(step);
      case "discard":
        return this.#discard(step.operand, step.node);
      case "unused":
        return this.#complain(() => say.unused(step.node, step.name));
      case "suspend":
        return this.#suspend(step);
      case "leave":
        return this.#leave(step.slots, step.how, step.node);
      case "throws":
        return;
    }
  }

  /** The slot turned out to hold nothing. */
  forget(slot: Slot, state: State): void {
    this.#state = state;
    for (const id of state.slot(slot.id) ?? noValues) {
      if (this.#holders(id, slot).length === 0) state.setValue(id, undefined);
    }
    state.setSlot(slot.id, noValues);
  }

  // Looking things up

  #complain(complaint: () => Complaint): void {
    this.reporter?.add(complaint());
  }

  #value(id: number): Value {
    return this.#values[id] as Value;
  }

  #ids(operand: Operand): readonly number[] {
    switch (operand.kind) {
      case "none":
        return noValues;
      case "slot":
        if (operand.picked !== undefined) return this.#state.slot(operand.picked.id) ?? noValues;
        return this.#idsOf(operand.slot);
      case "value":
        return [operand.value.id];
      case "group":
        return [...new Set(operand.of.flatMap((one) => this.#ids(one)))].sort((a, b) => a - b);
    }
  }

  #idsOf(slot: Slot): readonly number[] {
    return this.#state.slot(slot.id) ?? (slot.member === undefined ? noValues : [slot.member.id]);
  }

  #held(id: number): Held | undefined {
    const known = this.#state.value(id);
    if (known !== undefined || this.#value(id).memberOf === undefined) return known;
    return held(this.#isLent(id, new Set()) ? Fate.borrowed : Fate.free);
  }

  /** Whether a value, or what it is a part of, is borrowed; in a list, `node` may hold a part of `node.next`. */
  #isLent(id: number, seen: Set<number>): boolean {
    if (seen.has(id)) return false;
    seen.add(id);
    const known = this.#state.value(id);
    if (known !== undefined) return (known.fates & (Fate.borrowed | Fate.captured)) !== 0;
    const root = this.#value(id).memberOf;
    return root !== undefined && this.#idsOf(root).some((whole) => this.#isLent(whole, seen));
  }

  #fates(ids: readonly number[]): number {
    return ids.reduce((fates, id) => fates | (this.#held(id)?.fates ?? 0), 0);
  }

  /** The other names that hold a value. */
  #holders(id: number, except?: Slot): Slot[] {
    return this.#allHolders(id).filter((slot) => slot !== except && slot.binding !== "temporary");
  }

  #allHolders(id: number): Slot[] {
    const found: Slot[] = [];
    for (const slot of this.#value(id).slots) {
      if (this.#state.slot(slot.id)?.includes(id) === true) found.push(slot);
    }
    return found;
  }

  /** What the source calls the value. */
  #name(operand: Operand | undefined, id: number): string | undefined {
    if (operand?.kind === "slot") return operand.slot.name;
    return this.#holders(id)[0]?.name;
  }

  #set(id: number, change: Partial<Held>): void {
    const known = this.#held(id) ?? held(0);
    this.#state.setValue(id, { ...known, ...change });
  }

  /** Whether the operand is this very value on every path where the value is around. */
  #certain(operand: Operand, id: number): boolean {
    if (operand.kind === "value") return true;
    if (operand.kind !== "slot") return this.#holders(id).length <= 1;
    if (this.#ids(operand).length === 1) return true;
    const others = this.#holders(id, operand.slot);
    // What a branch picked is around on its paths only, and there the constant that got it has it.
    const from = operand.slot.binding === "const" ? this.#origins.get(id)?.slot : undefined;
    return others.every((other) => other === from);
  }

  // Values come into being

  #create(value: Value, fates: number, borrows: readonly Borrowed[]): void {
    this.#retire(value);
    this.#state.setValue(value.id, held(fates, borrows));
  }

  /** What this place made in an earlier round of a loop, and is still held, is another value. */
  #retire({ id, earlier }: Value): void {
    const old = this.#state.value(id);
    if (old === undefined || earlier === undefined || !this.#rename(id, earlier)) return;
    this.#add(earlier.id, old);
  }

  /** Renames a value for all that hold it or borrow from it; returns whether anything does. */
  #rename(id: number, to: Value): boolean {
    const rename = (one: number): number => (one === id ? to.id : one);
    let around = false;
    for (const slot of this.#allHolders(id)) {
      const renamed = [...new Set((this.#state.slot(slot.id) ?? noValues).map(rename))].sort((a, b) => a - b);
      this.#state.setSlot(slot.id, renamed);
      to.slots.add(slot);
      around = true;
    }
    for (const borrower of this.#value(id).borrowers) {
      const known = this.#state.value(borrower.id);
      if (known?.borrows.some(({ from }) => from === id) !== true) continue;
      to.borrowers.add(borrower);
      const borrows = known.borrows.map((one) => ({ ...one, from: rename(one.from) }));
      this.#state.setValue(borrower.id, { ...known, borrows });
      around = true;
    }
    return around;
  }

  /** Copies what is known of one value to another. */
  #add(id: number, known: Held): void {
    const before = this.#state.value(id);
    this.#state.setValue(id, before === undefined ? known : { ...known, fates: known.fates | before.fates });
  }

  #resolveLoans(loans: readonly Loan[], borrower: Value): Borrowed[] {
    return loans.flatMap(({ from, exclusive }) => {
      const ids =
        from.kind === "slot" && from.slot.root !== undefined ? this.#idsOf(from.slot.root) : this.#ids(from);
      return ids.filter((id) => id !== borrower.id).map((id) => this.#borrow(id, exclusive, borrower));
    });
  }

  #borrow(id: number, exclusive: boolean, borrower: Value): Borrowed {
    this.#value(id).borrowers.add(borrower);
    return { from: id, exclusive };
  }

  #claim({ value, slot, part, node }: Step<"claim">): void {
    const waiting = this.#state.slot(slot.id) ?? noValues;
    if (part && slot.member !== undefined) return this.#takePart(value, slot, slot.member, node);
    const fates = value.facts.ends === undefined ? Fate.free : Fate.owned;
    let borrows: readonly Borrowed[] = this.#resolveLoans(value.loans, value);
    for (const id of waiting) {
      for (const { from, exclusive } of this.#held(id)?.borrows ?? []) {
        if (!borrows.some((one) => one.from === from))
          borrows = [...borrows, this.#borrow(from, exclusive, value)];
      }
      this.#state.setValue(id, undefined);
    }
    this.#state.setSlot(slot.id, noValues);
    this.#create(value, fates, borrows);
  }

  /** A part of an object is there to be taken once. */
  #takePart(value: Value, slot: Slot, part: Value, node: ts.Node): void {
    const operand: Operand = { kind: "slot", slot };
    this.#checkUsable(operand, this.#idsOf(slot), node, true);
    this.#create(value, value.facts.ends === undefined ? Fate.free : Fate.owned, []);
    this.#state.setSlot(slot.id, [part.id]);
    this.#set(part.id, { fates: Fate.moved, at: node, by: `\`${slot.name}\` hands it over` });
  }

  #capture({ value, once }: Step<"capture">): void {
    const borrows: Borrowed[] = [];
    for (const { slot, effect, node: where } of value.captures ?? []) {
      const operand: Operand = { kind: "slot", slot };
      const ids = this.#state.slot(slot.id) ?? noValues;
      if (once && effect === "move") {
        this.#move(operand, where, "the closure captures it");
        continue;
      }
      this.#checkUsable(operand, ids, where, true);
      if (effect === "exclusive") this.#access(ids, true, where, operand);
      if (effect !== "shared" && effect !== "exclusive") this.#keep(ids);
      for (const id of ids) borrows.push(this.#borrow(id, effect === "exclusive", value));
    }
    this.#create(value, Fate.free, borrows);
  }

  // A branch of an expression has a result

  /**
   * What the slot holds gets another identity, for all that hold it: where the branches meet, it lives on, and what
   * another branch moved or disposed does not.
   */
  #pick({ operand, into, node }: Step<"pick">): void {
    const ids = this.#ids(operand);
    if (operand.picked === undefined) this.#checkParts(operand.slot, node);
    const values = ids.map((id) => this.#pickedValue(into, id, operand.slot));
    for (const value of new Set(values)) if (!ids.includes(value.id)) this.#forgetPicked(value);
    // The parts of an object have no entry until something happens to them.
    if (operand.picked === undefined) this.#state.setSlot(operand.slot.id, ids);
    for (const [index, id] of ids.entries()) {
      const value = values[index] as Value;
      const known = this.#held(id);
      if (value.id === id || known === undefined) continue;
      for (const { from } of known.borrows) this.#value(from).borrowers.add(value);
      this.#rename(id, value);
      this.#add(value.id, known);
      this.#state.setValue(id, undefined);
    }
    this.#state.setSlot(
      into.id,
      [...new Set(values.map(({ id }) => id))].sort((a, b) => a - b),
    );
    for (const value of values) value.slots.add(into);
  }

  #pickedValue(into: Slot, id: number, slot: Slot): Value {
    const origin = this.#origins.get(id)?.id ?? id;
    let all = this.#picked.get(into);
    if (all === undefined) this.#picked.set(into, (all = new Map<number, Value>()));
    let picked = all.get(origin);
    if (picked === undefined) {
      const earlier = this.#likeness(origin, slot, undefined);
      all.set(origin, (picked = this.#likeness(origin, slot, earlier)));
    }
    return picked;
  }

  #likeness(origin: number, slot: Slot, earlier: Value | undefined): Value {
    const like = this.#value(origin);
    const value: Value = {
      ...like,
      id: this.#values.length,
      slots: new Set(),
      borrowers: new Set(),
      earlier,
    };
    this.#values.push(value);
    if (value.facts.threadBound) this.#threadBound.push(value);
    this.#origins.set(value.id, { id: origin, slot });
    return value;
  }

  /** What was picked in an earlier round of a loop is another value. */
  #forgetPicked(value: Value): void {
    this.#retire(value);
    this.#state.setValue(value.id, undefined);
  }

  #elsewhere(operand: Operand): void {
    if (operand.kind === "value") {
      this.#forgetPicked(operand.value);
    } else if (operand.kind === "slot" && operand.picked !== undefined) {
      this.#state.setSlot(operand.picked.id, noValues);
      // In the other branch it has an entry, which must not stand for this one.
      this.#state.setSlot(operand.slot.id, this.#idsOf(operand.slot));
      for (const value of this.#picked.get(operand.picked)?.values() ?? []) this.#forgetPicked(value);
    }
  }

  // Values get names

  #bind({ slot, operand, declares, using, place, node }: Step<"bind">): void {
    const ids = this.#placed(this.#ids(operand), place, node);
    this.#checkUsable(operand, ids, node, false);
    if (!declares) this.#overwrite(slot, ids, node);
    if (using) this.#bindUsing(slot, operand, ids, node);
    if (slot.binding === "outer" || slot.binding === "module" || slot.shared) {
      if (slot.binding === "outer" || slot.binding === "module")
        this.#checkEscape(ids, node, operand, "stored");
      if (!using) this.#keep(ids);
    }
    const before = this.#state.slot(slot.id) ?? noValues;
    const parts = slot.paths.flatMap(({ member }) => (member === undefined ? [] : [member]));
    // Where `node = node.next` gives a part the name of its whole, it is told apart from the next one's part.
    for (const { id } of parts) if (ids.includes(id)) this.#set(id, {});
    this.#state.setSlot(slot.id, ids);
    for (const id of ids) this.#value(id).slots.add(slot);
    this.#forgetGone(before);
    for (const path of slot.paths) this.#state.setSlot(path.id, undefined);
    for (const part of parts) {
      this.#retire(part);
      this.#state.setValue(part.id, undefined);
    }
  }

  /** What the assignment has just moved is from here on the property's own: taken from there it is moved again. */
  #placed(ids: readonly number[], place: Place | undefined, node: ts.Node): readonly number[] {
    if (place === undefined) return ids;
    const { value, of } = place;
    const wasMoved = (id: number): boolean => {
      const known = this.#held(id);
      return known !== undefined && known.at === node && (known.fates & Fate.moved) !== 0;
    };
    const moved = ids.filter(wasMoved);
    if (moved.length === 0) return ids;
    const borrows = moved.flatMap((id) => this.#held(id)?.borrows ?? []);
    const isLent = (this.#fates(this.#ids(of)) & (Fate.borrowed | Fate.captured)) !== 0;
    this.#create(
      value,
      isLent ? Fate.borrowed : Fate.free,
      borrows.map(({ from, exclusive }) => this.#borrow(from, exclusive, value)),
    );
    return [...ids.filter((id) => !moved.includes(id)), value.id].sort((a, b) => a - b);
  }

  /** A moved or disposed value that has lost its last name no longer matters, even on a path where it is alive. */
  #forgetGone(ids: readonly number[]): void {
    for (const id of ids) {
      const isGone = ((this.#state.value(id)?.fates ?? 0) & alive) === 0;
      if (isGone && this.#holders(id).length === 0) this.#state.setValue(id, undefined);
    }
  }

  #overwrite(slot: Slot, ids: readonly number[], node: ts.Node): void {
    for (const id of this.#state.slot(slot.id) ?? noValues) {
      const before = this.#held(id);
      if (before === undefined || ids.includes(id) || this.#holders(id, slot).length > 0) continue;
      if ((before.fates & (Fate.owned | Fate.bound | Fate.free)) !== 0) {
        // The object that has the property holds it as well, and loses it by the assignment.
        const whole = slot.root === undefined ? noValues : this.#idsOf(slot.root);
        const life = this.#liveBorrower(id, false, whole, noValues, true);
        if (life !== undefined) {
          this.#complain(() => say.overwrittenWhileBorrowed(node, slot.name, this.#value(id), life));
        }
      }
      if ((before.fates & Fate.owned) === 0) continue;
      this.#complain(() => say.overwritten(this.#value(id), slot, node));
      this.#set(id, { fates: Fate.kept });
    }
  }

  #bindUsing(slot: Slot, operand: Operand, ids: readonly number[], node: ts.Node): void {
    for (const id of ids) {
      const { fates } = this.#held(id) ?? held(0);
      const { facts } = this.#value(id);
      const name = this.#name(operand, id) ?? slot.name;
      if ((fates & Fate.bound) !== 0) {
        const first = this.#holders(id).find((other) => other.binding === "using" && other !== slot);
        if (first !== undefined) this.#complain(() => say.boundTwice(node, name, first, this.#value(id)));
      } else if (facts.strict && (fates & (Fate.borrowed | Fate.captured)) !== 0) {
        this.#complain(() => say.boundBorrowed(node, name, this.#value(id)));
      }
      if ((fates & alive) !== 0) this.#set(id, { fates: (fates & ~alive) | Fate.bound });
    }
  }

  // Values are used

  #use(operand: Operand, node: ts.Node, through: boolean): void {
    const ids = this.#ids(operand);
    this.#checkUsable(operand, ids, node, through);
    this.#access(ids, false, node, operand);
  }

  /** Complains when the operand may have been moved or disposed. */
  #checkUsable(operand: Operand, ids: readonly number[], node: ts.Node, through: boolean): boolean {
    const fates = this.#fates(ids);
    if ((fates & (Fate.moved | Fate.ended)) === 0) {
      if (operand.kind === "slot" && operand.picked === undefined && !through)
        this.#checkParts(operand.slot, node);
      return true;
    }
    for (const id of ids) {
      const known = this.#held(id);
      if (known === undefined || (known.fates & (Fate.moved | Fate.ended)) === 0) continue;
      const value = this.#value(id);
      const moved = (known.fates & Fate.moved) !== 0;
      const maybe = (fates & alive) !== 0;
      // After its disposal a value of a type without annotations may still be inspected.
      if (!moved && !value.facts.strict && (through || maybe)) continue;
      this.#complain(() => {
        const how = { moved, maybe, again: this.#comesAgain() };
        return say.usedAfter(node, this.#name(operand, id), value, known, how);
      });
      return false;
    }
    return true;
  }

  /** Whether control comes here again: only in a loop can a move that stands further down have happened before. */
  #comesAgain(): boolean {
    const seen = new Set<Block>();
    const waiting = successors(this.#block);
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      if (block === this.#block) return true;
      if (seen.has(block)) continue;
      seen.add(block);
      waiting.push(...successors(block));
    }
    return false;
  }

  /** Complains when a part of the operand was moved out of it. */
  #checkParts(slot: Slot, node: ts.Node): void {
    for (const path of slot.paths) {
      if (!path.name.startsWith(slot.name)) continue;
      for (const id of this.#idsOf(path)) {
        const known = this.#state.value(id);
        if (known === undefined || (known.fates & Fate.moved) === 0) continue;
        this.#complain(() => say.partlyMoved(node, slot.name, path.name, this.#value(id), known));
        return;
      }
    }
  }

  /** Complains when something borrows what is accessed, in a way that the access disturbs. */
  #access(
    ids: readonly number[],
    exclusive: boolean,
    node: ts.Node,
    operand: Operand | undefined,
    passed: readonly number[] = noValues,
  ): void {
    for (const id of this.#withParts(ids, operand, exclusive)) {
      if (this.#value(id).borrowers.size === 0) continue;
      const life = this.#liveBorrower(id, !exclusive, ids, passed, exclusive);
      if (life === undefined) continue;
      const isExclusive =
        this.#held(life.value.id)?.borrows.some((one) => one.from === id && one.exclusive) === true;
      this.#complain(() =>
        say.conflict(node, this.#name(operand, id), life, { access: exclusive, borrow: isExclusive }),
      );
      return;
    }
  }

  /** A property is borrowed with the whole, the whole with its properties. */
  #withParts(ids: readonly number[], operand: Operand | undefined, exclusive: boolean): readonly number[] {
    if (!exclusive || operand?.kind !== "slot") return ids;
    const { slot } = operand;
    if (slot.root !== undefined) return [...ids, ...this.#idsOf(slot.root)];
    return slot.paths.length === 0 ? ids : [...ids, ...slot.paths.flatMap((path) => this.#idsOf(path))];
  }

  /** A value that borrows from this one and is still needed. */
  #liveBorrower(
    id: number,
    exclusiveOnly: boolean,
    except: readonly number[],
    passed: readonly number[],
    alsoPassed: boolean,
  ): Life | undefined {
    if (this.reporter === undefined) return undefined;
    for (const borrower of this.#value(id).borrowers) {
      if (except.includes(borrower.id)) continue;
      const known = this.#state.value(borrower.id);
      if (known?.borrows.some((one) => one.from === id && (one.exclusive || !exclusiveOnly)) !== true)
        continue;
      const life = this.#life(borrower, alsoPassed ? passed : noValues, new Set(except));
      if (life !== undefined) return life;
    }
    return undefined;
  }

  #life(value: Value, passed: readonly number[], seen: Set<number>): Life | undefined {
    if (seen.has(value.id)) return undefined;
    seen.add(value.id);
    const known = this.#state.value(value.id);
    if (known === undefined || (known.fates & alive) === 0) return undefined;
    if (passed.includes(value.id)) return { value, node: undefined, why: "passed" };
    for (const slot of this.#allHolders(value.id)) {
      const node = this.liveness?.().nextUse(slot, this.#block, this.#index);
      if (node !== undefined) return { value, node, why: "used" };
    }
    if (value.facts.ends !== undefined && (known.fates & (Fate.owned | Fate.bound)) !== 0) {
      return { value, node: undefined, why: "ends" };
    }
    for (const borrower of value.borrowers) {
      if (this.#state.value(borrower.id)?.borrows.some(({ from }) => from === value.id) !== true) continue;
      const life = this.#life(borrower, passed, seen);
      if (life !== undefined) return { ...life, value };
    }
    return undefined;
  }

  // Values change hands

  #call({ passes, name }: Step<"call">): void {
    const ids = passes.map(({ operand }) => this.#ids(operand));
    for (const [index, pass] of passes.entries()) {
      const own = ids[index] as readonly number[];
      const passed = ids.filter((_, other) => other !== index).flat();
      this.#checkTogether(passes, ids, index);
      if (pass.sendable) this.#send(pass, own);
      else if (pass.later) this.#checkEscape(own, pass.node, pass.operand, "deferred");
      this.#pass(pass, own, passed, name);
    }
  }

  /** Complains when a value that one argument borrows exclusively is also an earlier argument. */
  #checkTogether(passes: readonly Pass[], ids: readonly (readonly number[])[], index: number): void {
    const pass = passes[index] as Pass;
    for (const [other, earlier] of passes.slice(0, index).entries()) {
      if (pass.effect !== "exclusive" && earlier.effect !== "exclusive") continue;
      if (pass.effect === "move" || earlier.effect === "move") continue;
      const own = this.#withParts(ids[index] as readonly number[], pass.operand, true);
      const shared = own.find((id) => ids[other]?.includes(id));
      if (shared === undefined) continue;
      const name = this.#name(pass.operand, shared);
      const exclusive = { access: pass.effect === "exclusive", borrow: earlier.effect === "exclusive" };
      this.#complain(() => say.passedTwice(pass.node, name, earlier.node, exclusive));
      return;
    }
  }

  #pass(pass: Pass, ids: readonly number[], passed: readonly number[], name: string): void {
    const { operand, node } = pass;
    switch (pass.effect) {
      case "move":
        return this.#move(operand, node, pass.taker, passed);
      case "end":
        return this.#end(operand, ids, node, name);
      case "store":
        this.#access(ids, false, node, operand, passed);
        return this.#store({ kind: "store", operand, into: pass.into, node });
      case "perhaps":
        this.#checkUsable(operand, ids, node, false);
        this.#access(ids, false, node, operand, passed);
        return this.#keep(ids);
      case "exclusive":
        this.#checkUsable(operand, ids, node, false);
        return this.#access(ids, true, node, operand, passed);
      case "shared":
        this.#checkUsable(operand, ids, node, false);
        this.#access(ids, false, node, operand, passed);
        if (operand.kind !== "slot") this.#lendTemporary(ids, node, pass);
    }
  }

  /** Nothing can dispose a value that was made only to be lent. */
  #lendTemporary(ids: readonly number[], node: ts.Node, pass: Pass): void {
    for (const id of ids) {
      const known = this.#held(id);
      if (known === undefined || (known.fates & Fate.owned) === 0 || this.#holders(id).length > 0) continue;
      const value = this.#value(id);
      if (value.facts.strict || pass.said) this.#complain(() => say.notBound(node, value, "lent"));
      this.#set(id, { fates: Fate.kept });
    }
  }

  #move(operand: Operand, node: ts.Node, taker: string, passed: readonly number[] = noValues): void {
    const ids = this.#ids(operand);
    const usable = this.#checkUsable(operand, ids, node, false);
    for (const id of ids) {
      const known = this.#held(id);
      if (known === undefined) continue;
      const { fates } = known;
      const { facts } = this.#value(id);
      if (facts.callable && facts.ends === undefined) continue;
      if (usable) this.#checkMovable(operand, id, node, taker, passed);
      const moved = { fates: (fates & ~alive) | Fate.moved, at: node, by: taker };
      if (this.#certain(operand, id)) this.#set(id, moved);
      else this.#set(id, { ...moved, fates: fates | Fate.moved });
    }
  }

  #checkMovable(operand: Operand, id: number, node: ts.Node, taker: string, passed: readonly number[]): void {
    const value = this.#value(id);
    const { fates } = this.#held(id) ?? held(0);
    const name = this.#name(operand, id);
    if ((fates & Fate.captured) !== 0) {
      this.#complain(() => say.movedInClosure(node, name, value, taker));
    } else if ((fates & Fate.borrowed) !== 0) {
      this.#complain(() => say.movedOutOfBorrow(node, name, value, taker));
    } else if ((fates & Fate.bound) !== 0 && !value.facts.disarms) {
      const by = this.#holders(id).find(({ binding }) => binding === "using");
      this.#complain(() => say.movedWhileBound(node, name, by, taker, value));
    } else {
      const life = this.#liveBorrower(id, false, [id], passed, true);
      if (life !== undefined) this.#complain(() => say.movedWhileBorrowed(node, name, value, life, taker));
    }
  }

  #end(operand: Operand, ids: readonly number[], node: ts.Node, name: string): void {
    const isDisposal = /^\[?Symbol\.(asyncD|d)ispose\]?$/.test(name);
    for (const id of ids) {
      const known = this.#held(id);
      if (known === undefined) continue;
      const { fates } = known;
      const value = this.#value(id);
      const called = this.#name(operand, id);
      if (!isDisposal) {
        // A type with annotations states what disposes it; without them, only names tell.
        if (value.facts.strict) {
          this.#checkUsable(operand, ids, node, false);
          this.#access([id], false, node, operand);
          continue;
        }
        if ((fates & Fate.moved) !== 0) this.#checkUsable(operand, ids, node, false);
        this.#set(id, { fates: (fates & ~Fate.owned) | Fate.kept });
        continue;
      }
      if ((fates & Fate.ended) !== 0 && ((fates & alive) === 0 || value.facts.strict)) {
        this.#complain(() => say.endedTwice(node, called, value, known));
      } else if ((fates & Fate.moved) !== 0) {
        this.#checkUsable(operand, ids, node, false);
      } else if (value.facts.strict && (fates & Fate.captured) !== 0) {
        this.#complain(() => say.movedInClosure(node, called, value, `\`${name}\` disposes it`));
      } else if (value.facts.strict && (fates & Fate.borrowed) !== 0) {
        this.#complain(() => say.movedOutOfBorrow(node, called, value, `\`${name}\` disposes it`));
      } else {
        const life = this.#liveBorrower(id, false, [id], noValues, true);
        if (life !== undefined) {
          this.#complain(() => say.movedWhileBorrowed(node, called, value, life, `\`${name}\` disposes it`));
        }
      }
      const ended = { fates: (fates & ~alive) | Fate.ended, at: node, by: undefined };
      this.#set(id, this.#certain(operand, id) ? ended : { ...ended, fates: fates | Fate.ended });
    }
  }

  /** From here on, something else may dispose them. */
  #keep(ids: readonly number[]): void {
    const seen = new Set<number>();
    const waiting = [...ids];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const { fates, borrows } = this.#held(id) ?? held(0);
      if ((fates & Fate.owned) !== 0) this.#set(id, { fates: (fates & ~Fate.owned) | Fate.kept });
      const { captures, memberOf } = this.#value(id);
      // A closure keeps what it captured, and a part may lead back to its whole, unless annotations state otherwise.
      const along = [
        ...(captures === undefined ? noValues : borrows.map(({ from }) => from)),
        ...(memberOf === undefined ? noValues : this.#idsOf(memberOf)),
      ];
      waiting.push(...along.filter((one) => !this.#value(one).facts.strict));
    }
  }

  #store({ operand, into, takenBack = false, node }: Step<"store">): void {
    const ids = this.#ids(operand);
    this.#checkUsable(operand, ids, node, false);
    const owners = into === undefined ? noValues : this.#ids(into);
    const outlives =
      owners.length === 0 ||
      (this.#fates(owners) & (Fate.borrowed | Fate.captured | Fate.kept | Fate.moved)) !== 0;
    if (outlives && !takenBack) this.#checkEscape(ids, node, operand, "stored");
    for (const id of ids) {
      const known = this.#held(id);
      if (known === undefined) continue;
      const value = this.#value(id);
      if ((known.fates & Fate.owned) !== 0 && value.facts.strict) {
        this.#set(id, { fates: (known.fates & ~alive) | Fate.moved, at: node, by: "it is stored" });
      } else if ((known.fates & Fate.bound) !== 0 || known.borrows.length > 0) {
        // What holds a borrowed value must not outlive it either.
        for (const owner of owners) {
          const before = this.#held(owner) ?? held(Fate.free);
          if (owner === id || before.borrows.some(({ from }) => from === id)) continue;
          this.#set(owner, { borrows: [...before.borrows, this.#borrow(id, false, this.#value(owner))] });
        }
      }
    }
    this.#keep(ids);
  }

  /** Complains when what leaves the function is, or borrows, a value that a scope of the function disposes. */
  #checkEscape(
    ids: readonly number[],
    node: ts.Node,
    operand: Operand,
    how: say.Escape,
    moves = false,
  ): void {
    if (this.reporter === undefined) return;
    const seen = new Set<number>();
    const waiting = ids.map((id) => ({ id, via: undefined as Value | undefined }));
    for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
      const { id, via } = top;
      if (seen.has(id)) continue;
      seen.add(id);
      const known = this.#held(id);
      if (known === undefined) continue;
      // What moves itself does not escape; what it borrows does. A closure owns nothing: what it keeps leaks.
      const isTakenAlong = how === "stored" || via?.captures !== undefined || !this.#value(id).facts.strict;
      const local =
        via === undefined ? (moves ? 0 : Fate.bound) : isTakenAlong ? Fate.bound : Fate.bound | Fate.owned;
      const borrowedByClosure = via?.captures !== undefined && how === "sent" ? Fate.borrowed : 0;
      if ((known.fates & (local | borrowedByClosure)) !== 0 && (known.fates & Fate.moved) === 0) {
        const holder = this.#holders(id)[0];
        const name = holder?.name ?? this.#name(operand, id);
        this.#complain(() => say.escapes(node, name, holder, this.#value(id), via, how));
        return;
      }
      const from = via ?? this.#value(id);
      waiting.push(...known.borrows.map((borrow) => ({ id: borrow.from, via: from })));
    }
  }

  #return({ operand, taker, node }: Step<"return">): void {
    const ids = this.#ids(operand);
    this.#checkUsable(operand, ids, node, false);
    this.#checkEscape(ids, node, operand, "returned");
    if (taker !== undefined) this.#checkOwned(operand, ids, node, taker);
    this.#handOut(ids, node, "it is returned");
    this.#keep(ids);
  }

  #yield({ operand, node }: Step<"yield">): void {
    const ids = this.#ids(operand);
    this.#checkUsable(operand, ids, node, false);
    this.#checkEscape(ids, node, operand, "yielded");
    // A generator may lend a value until it goes on, if its type has no annotations.
    this.#handOut(
      ids.filter((id) => this.#value(id).facts.strict),
      node,
      "it is yielded",
    );
    this.#keep(ids);
  }

  #handOut(ids: readonly number[], node: ts.Node, by: string): void {
    for (const id of ids) {
      const { fates } = this.#held(id) ?? held(0);
      if ((fates & Fate.owned) !== 0) this.#set(id, { fates: (fates & ~alive) | Fate.moved, at: node, by });
    }
  }

  /** Complains when what is to become somebody's own is only lent. */
  #checkOwned(operand: Operand, ids: readonly number[], node: ts.Node, taker: string): void {
    for (const id of ids) {
      const { fates } = this.#held(id) ?? held(0);
      const value = this.#value(id);
      if ((fates & Fate.borrowed) === 0 || value.facts.callable || value.facts.ends === undefined) continue;
      this.#complain(() => say.movedOutOfBorrow(node, this.#name(operand, id), value, taker));
    }
  }

  #discard(operand: Operand, node: ts.Node): void {
    if (operand.kind === "slot") return this.#use(operand, node, true);
    for (const id of this.#ids(operand)) {
      const known = this.#held(id);
      if (known === undefined || (known.fates & Fate.owned) === 0 || this.#holders(id).length > 0) continue;
      this.#complain(() => say.notBound(node, this.#value(id), "discarded"));
      this.#set(id, { fates: Fate.kept });
    }
  }

  #send(pass: Pass, ids: readonly number[]): void {
    for (const id of ids) {
      const found = this.#threadBoundIn(id, new Set());
      if (found === undefined) continue;
      this.#complain(() =>
        say.notSendable(pass.node, this.#holders(found.id)[0]?.name, found, found.id !== id),
      );
      return;
    }
    this.#checkEscape(ids, pass.node, pass.operand, "sent", pass.effect === "move");
  }

  #threadBoundIn(id: number, seen: Set<number>): Value | undefined {
    if (seen.has(id)) return undefined;
    seen.add(id);
    const value = this.#value(id);
    if (value.facts.threadBound) return value;
    for (const { from } of this.#held(id)?.borrows ?? []) {
      const found = this.#threadBoundIn(from, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #suspend({ word, node }: Step<"suspend">): void {
    if (this.reporter === undefined) return;
    for (const value of this.#threadBound) {
      const known = this.#state.value(value.id);
      if (known === undefined || (known.fates & alive) === 0) continue;
      const [holder] = this.#holders(value.id);
      if (holder === undefined) continue;
      const ends = value.facts.ends !== undefined && (known.fates & (Fate.owned | Fate.bound)) !== 0;
      const [next] = [holder, ...this.#allHolders(value.id).filter(({ binding }) => binding === "temporary")]
        .map((slot) => this.liveness?.().nextUse(slot, this.#block, this.#index))
        .filter((use) => use !== undefined);
      if (ends || next !== undefined) this.#complain(() => say.heldAcross(node, word, holder, value, next));
    }
  }

  #leave(slots: readonly Slot[], how: Leaving, node: ts.Node): void {
    for (const slot of slots) {
      for (const id of this.#state.slot(slot.id) ?? noValues) {
        const known = this.#held(id);
        if (known === undefined) continue;
        const stays = this.#holders(id, slot).filter((other) => !slots.includes(other));
        const isLeft = (known.fates & Fate.owned) !== 0 && stays.length === 0 && how !== "caught";
        if (isLeft && !this.#isEndedAlong(this.#value(id))) {
          this.#complain(() => say.notEnded(this.#value(id), slot, node, how, this.#isSometimes(id, known)));
          this.#set(id, { fates: Fate.kept });
        }
        if (slot.binding === "using" && (known.fates & Fate.bound) !== 0)
          this.#endScope(slot, slots, id, stays, known);
      }
    }
    for (const slot of slots) this.#state.setSlot(slot.id, undefined);
  }

  /** Whether on another path the value was disposed, or given away. */
  #isSometimes(id: number, { fates }: Held): boolean {
    return (fates & ~Fate.owned) !== 0 || this.#origins.has(id);
  }

  /** `page = browser.newPage(); browser.close()`: annotations would state that a page outlives its browser. */
  #isEndedAlong({ maker, facts }: Value): boolean {
    if (maker === undefined || facts.strict) return false;
    const fates = this.#fates(this.#idsOf(maker));
    return (fates & (Fate.ended | Fate.kept)) !== 0 && (fates & Fate.owned) === 0;
  }

  #endScope(slot: Slot, leaving: readonly Slot[], id: number, stays: readonly Slot[], known: Held): void {
    const value = this.#value(id);
    let fates = (known.fates & ~alive) | Fate.ended;
    const outlived = (node: ts.Node): void => {
      this.#complain(() => say.outlived(slot, value, node));
      fates = Fate.free;
    };
    if (this.reporter !== undefined) {
      for (const other of stays) {
        const next = this.liveness?.().nextUse(other, this.#block, this.#index);
        if (next !== undefined) outlived(next);
      }
      for (const borrower of value.borrowers) {
        const borrows = this.#state.value(borrower.id)?.borrows.some(({ from }) => from === id) === true;
        if (!borrows) continue;
        // What has no name may still live in something that has one.
        const holders = this.#holders(borrower.id);
        if (holders.length > 0 && holders.every((holder) => leaving.includes(holder))) continue;
        const life = this.#life(borrower, noValues, new Set([id]));
        if (life?.node !== undefined) outlived(life.node);
      }
    }
    this.#state.setValue(id, { ...known, fates, at: slot.node, by: undefined });
  }
}
