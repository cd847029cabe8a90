/** The transfer functions: what each act does to what is known. They find no fault; `checks/` does. */
import type ts from "typescript";
import type { Act, ActOf } from "./acts.js";
import type { Loan, Operand, Pass, Place, Slot, Value } from "./graph.js";
import { isDisposal } from "./idioms.js";
import type { Knowledge } from "./knowledge.js";
import { alive, held, noValues, owned, Typestate, type Borrowed, type Held, type State } from "./state.js";

const created: Readonly<Record<ActOf<"create">["as"], number>> = {
  owned: Typestate.owned,
  free: Typestate.free,
  borrowed: Typestate.borrowed,
  captured: Typestate.captured,
};

/** Carries out acts on one state. */
export class Transfer {
  readonly #known: Knowledge;
  readonly #state: State;

  constructor(known: Knowledge) {
    this.#known = known;
    this.#state = known.state;
  }

  apply(act: Act): void {
    switch (act.kind) {
      case "create": {
        const loans = this.#resolveLoans(act.value.loans, act.value);
        return this.#create(act.value, created[act.as], loans);
      }
      case "claim":
        return this.#claim(act);
      case "member":
        return this.#create(act.value, this.#isLent(act.of) ? Typestate.borrowed : Typestate.free, []);
      case "capture":
        return this.#capture(act);
      case "bind":
        return this.#bind(act);
      case "pick":
        return this.#pick(act);
      case "elsewhere":
        return this.#elsewhere(act.operand);
      case "pass":
        return this.#pass(act.pass, act.call.name);
      case "store":
        return this.#store(act.operand, act.into, act.node, true);
      case "return":
        this.#handOut(this.#known.ids(act.operand), act.node, "it is returned");
        return this.#keep(this.#known.ids(act.operand));
      case "yield":
        return this.#yield(act);
      case "discard":
        return this.#discard(act.operand);
      case "drop":
        return this.#drop(act);
      case "left":
        for (const slot of act.slots) this.#state.setSlot(slot.id, undefined);
        return;
      case "caught":
        return this.#state.expose();
      case "use":
      case "mismatch":
      case "unused":
      case "suspend":
        return;
    }
  }

  /** The slot turned out to hold nothing. */
  forget(slot: Slot): void {
    for (const id of this.#state.slot(slot.id) ?? noValues) {
      if (this.#known.holders(id, slot).length === 0) this.#state.setValue(id, undefined);
    }
    this.#state.setSlot(slot.id, noValues);
  }

  #set(id: number, change: Partial<Held>): void {
    const known = this.#known.held(id) ?? held(0);
    this.#state.setValue(id, { ...known, ...change });
  }

  #isLent(operand: Operand): boolean {
    const typestates = this.#known.typestates(this.#known.ids(operand));
    return (typestates & (Typestate.borrowed | Typestate.captured)) !== 0;
  }

  // Values come into being

  #create(value: Value, typestates: number, borrows: readonly Borrowed[]): void {
    this.#retire(value);
    this.#state.setValue(value.id, held(typestates, borrows));
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
    for (const slot of this.#known.allHolders(id)) {
      const renamed = [...new Set((this.#state.slot(slot.id) ?? noValues).map(rename))].sort((a, b) => a - b);
      this.#state.setSlot(slot.id, renamed);
      to.slots.add(slot);
      around = true;
    }
    for (const borrower of this.#known.value(id).borrowers) {
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
    const typestates = known.typestates | (before?.typestates ?? 0);
    this.#state.setValue(id, before === undefined ? known : { ...known, typestates });
  }

  #resolveLoans(loans: readonly Loan[], borrower: Value): Borrowed[] {
    return loans.flatMap(({ from, exclusive }) => {
      const ids =
        from.kind === "slot" && from.slot.root !== undefined
          ? [...this.#known.idsOf(from.slot.root), ...this.#known.ids(from)]
          : this.#known.ids(from);
      return ids.filter((id) => id !== borrower.id).map((id) => this.#borrow(id, exclusive, borrower));
    });
  }

  #borrow(id: number, exclusive: boolean, borrower: Value): Borrowed {
    this.#known.value(id).borrowers.add(borrower);
    return { from: id, exclusive };
  }

  #claim({ value, slot, part, node }: ActOf<"claim">): void {
    const claimed = value.facts.ends === undefined ? Typestate.free : Typestate.owned;
    if (part && slot.member !== undefined) {
      // A part of an object is there to be taken once.
      this.#create(value, claimed, []);
      this.#state.setSlot(slot.id, [slot.member.id]);
      const by = `\`${slot.name}\` hands it over`;
      return this.#set(slot.member.id, { typestates: Typestate.moved, at: node, by });
    }
    let borrows: readonly Borrowed[] = this.#resolveLoans(value.loans, value);
    for (const id of this.#state.slot(slot.id) ?? noValues) {
      for (const { from, exclusive } of this.#known.held(id)?.borrows ?? []) {
        if (!borrows.some((one) => one.from === from))
          borrows = [...borrows, this.#borrow(from, exclusive, value)];
      }
      this.#state.setValue(id, undefined);
    }
    this.#state.setSlot(slot.id, noValues);
    this.#create(value, claimed, borrows);
  }

  #capture({ value, once }: ActOf<"capture">): void {
    const borrows: Borrowed[] = [];
    for (const { slot, effect, node } of value.captures ?? []) {
      if (once && effect === "move") {
        this.#move({ kind: "slot", slot }, node, "the closure captures it");
        continue;
      }
      const ids = this.#state.slot(slot.id) ?? noValues;
      if (effect !== "shared" && effect !== "exclusive") this.#keep(ids);
      else this.#keepPromises({ kind: "slot", slot });
      for (const id of ids) borrows.push(this.#borrow(id, effect === "exclusive", value));
    }
    this.#create(value, Typestate.free, borrows);
  }

  // A branch of an expression has a result

  /**
   * What the slot holds gets another identity, for all that hold it: where the branches meet, it lives on, and what
   * another branch moved or disposed does not.
   */
  #pick({ operand, into }: ActOf<"pick">): void {
    const ids = this.#known.ids(operand);
    const values = ids.map((id) => this.#known.values.pick(into, id, operand.slot));
    for (const value of new Set(values)) if (!ids.includes(value.id)) this.#forgetPicked(value);
    // The parts of an object have no entry until something happens to them.
    if (operand.picked === undefined) this.#state.setSlot(operand.slot.id, ids);
    for (const [index, id] of ids.entries()) {
      const value = values[index] as Value;
      const known = this.#known.held(id);
      if (value.id === id || known === undefined) continue;
      for (const { from } of known.borrows) this.#known.value(from).borrowers.add(value);
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
      this.#state.setSlot(operand.slot.id, this.#known.idsOf(operand.slot));
      for (const value of this.#known.values.pickedInto(operand.picked)) this.#forgetPicked(value);
    }
  }

  // Values get names

  #bind({ slot, operand, declares, using, place, node }: ActOf<"bind">): void {
    const ids = this.#placed(this.#known.ids(operand), place, node);
    const before = this.#state.slot(slot.id) ?? noValues;
    if (!declares) {
      this.#overwrite(slot, before, ids);
      if (slot.root !== undefined) this.#takeOut(slot, ids);
    }
    if (using) this.#bindUsing(ids);
    else if (slot.binding === "outer" || slot.binding === "module" || slot.shared) this.#keep(ids);
    const parts = slot.paths.flatMap(({ member }) => (member === undefined ? [] : [member]));
    // Where `node = node.next` gives a part the name of its whole, it is told apart from the next one's part.
    for (const { id } of parts) if (ids.includes(id)) this.#set(id, {});
    this.#state.setSlot(slot.id, ids);
    for (const id of ids) this.#known.value(id).slots.add(slot);
    this.#forgetGone(before);
    for (const path of slot.paths) this.#state.setSlot(path.id, undefined);
    for (const part of parts) {
      this.#retire(part);
      this.#state.setValue(part.id, undefined);
    }
  }

  /** What the assignment has just moved is from here on the property's own: taken from there it is moved again. */
  #placed(ids: readonly number[], place: Place | undefined, node: ts.Node): readonly number[] {
    const moved = justMoved(this.#known, ids, place, node);
    if (place === undefined || moved.length === 0) return ids;
    const { value, of } = place;
    const borrows = moved.flatMap((id) => this.#known.held(id)?.borrows ?? []);
    this.#create(
      value,
      this.#isLent(of) ? Typestate.borrowed : Typestate.free,
      borrows.map(({ from, exclusive }) => this.#borrow(from, exclusive, value)),
    );
    return [...ids.filter((id) => !moved.includes(id)), value.id].sort((a, b) => a - b);
  }

  /** A moved or disposed value that has lost its last name no longer matters, even on a path where it is alive. */
  #forgetGone(ids: readonly number[]): void {
    for (const id of ids) {
      const isGone = ((this.#state.value(id)?.typestates ?? 0) & alive) === 0;
      if (isGone && this.#known.holders(id).length === 0) this.#state.setValue(id, undefined);
    }
  }

  /** What is overwritten is lost: reported once, it is nobody's. */
  #overwrite(slot: Slot, before: readonly number[], ids: readonly number[]): void {
    for (const id of before) {
      const isOwned = (this.#known.typestates([id]) & owned) !== 0;
      if (isOwned && !ids.includes(id) && this.#known.holders(id, slot).length === 0)
        this.#set(id, { typestates: Typestate.kept });
    }
  }

  /** `const file = this.file; this.file = undefined;`: what was in a property is the variable's own. */
  #takeOut(slot: Slot, ids: readonly number[]): void {
    for (const id of this.#known.idsOf(slot)) {
      const typestates = this.#known.typestates([id]);
      if (ids.includes(id) || (typestates & Typestate.borrowed) === 0) continue;
      if (this.#known.holders(id, slot).length > 0)
        this.#set(id, { typestates: (typestates & ~Typestate.borrowed) | Typestate.free });
    }
  }

  #bindUsing(ids: readonly number[]): void {
    for (const id of ids) {
      const typestates = this.#known.typestates([id]);
      if ((typestates & alive) !== 0) this.#set(id, { typestates: (typestates & ~alive) | Typestate.bound });
    }
  }

  // Values change hands

  #pass({ operand, effect, taker, into, stacked, node }: Pass, name: string): void {
    switch (effect) {
      case "move":
        return this.#move(operand, node, taker);
      case "end":
        return this.#end(operand, node, name);
      case "store":
        this.#store(operand, into, node, false);
        if (stacked === "kept" && into !== undefined) this.#tie(operand, into);
        return;
      case "perhaps":
        return this.#keep(this.#known.ids(operand));
      case "shared":
        this.#keepPromises(operand);
        if (operand.kind !== "slot") this.#dropTemporary(operand);
        return;
      case "exclusive":
        return;
    }
  }

  /** What is given a promise may await it. */
  #keepPromises(operand: Operand): void {
    const ids = this.#known.ids(operand);
    this.#keep(ids.filter((id) => this.#known.value(id).facts.promised !== undefined));
  }

  /** A value lives no longer than the stack that disposes it. */
  #tie(operand: Operand, stack: Operand): void {
    for (const id of this.#known.ids(operand)) {
      const value = this.#known.value(id);
      const { typestates, borrows } = this.#known.held(id) ?? held(0);
      if ((typestates & Typestate.bound) !== 0) continue;
      const more = this.#known
        .ids(stack)
        .filter((from) => from !== id && !borrows.some((one) => one.from === from));
      this.#set(id, { borrows: [...borrows, ...more.map((from) => this.#borrow(from, false, value))] });
    }
  }

  /** Nothing can dispose a value that was made only to be lent or discarded: reported once, it is nobody's. */
  #dropTemporary(operand: Operand): void {
    for (const id of this.#known.ids(operand)) {
      const isOwned = (this.#known.typestates([id]) & owned) !== 0;
      if (isOwned && this.#known.holders(id).length === 0) this.#set(id, { typestates: Typestate.kept });
    }
  }

  #move(operand: Operand, node: ts.Node, taker: string): void {
    for (const id of this.#known.ids(operand)) {
      const known = this.#known.held(id);
      if (known === undefined) continue;
      const { facts } = this.#known.value(id);
      if (facts.callable && facts.ends === undefined) continue;
      const left = this.#known.isCertain(operand, id) ? known.typestates & ~alive : known.typestates;
      this.#set(id, { typestates: left | Typestate.moved, at: node, by: taker });
      // A loop that takes each element of something takes all of it.
      const { elementOf } = this.#known.value(id);
      for (const whole of elementOf === undefined ? noValues : this.#known.ids(elementOf)) {
        const typestates = this.#known.typestates([whole]);
        if ((typestates & alive & ~Typestate.borrowed & ~Typestate.captured) !== 0)
          this.#set(whole, { typestates: Typestate.moved, at: node, by: taker });
      }
    }
  }

  #end(operand: Operand, node: ts.Node, name: string): void {
    for (const id of this.#known.ids(operand)) {
      const known = this.#known.held(id);
      if (known === undefined) continue;
      const { typestates } = known;
      if (isDisposal(name)) {
        const left = this.#known.isCertain(operand, id) ? typestates & ~alive : typestates;
        this.#set(id, { typestates: left | Typestate.ended, at: node, by: undefined });
      } else if (!this.#known.value(id).facts.strict) {
        // A type with annotations states what disposes it; without them, only names tell.
        this.#set(id, { typestates: (typestates & ~owned) | Typestate.kept });
      }
      // Who disposes a part of something takes care of the whole.
      const { memberOf } = this.#known.value(id);
      if (memberOf !== undefined)
        this.#keep(this.#known.idsOf(memberOf).filter((whole) => !this.#known.value(whole).facts.strict));
    }
  }

  /** From here on, something else may dispose them. */
  #keep(ids: readonly number[]): void {
    const seen = new Set<number>();
    const waiting = [...ids];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const { typestates, borrows } = this.#known.held(id) ?? held(0);
      if ((typestates & owned) !== 0) this.#set(id, { typestates: (typestates & ~owned) | Typestate.kept });
      const { captures, memberOf } = this.#known.value(id);
      // A closure keeps what it captured, and a part may lead back to its whole, unless annotations state otherwise.
      const along = [
        ...(captures === undefined ? noValues : borrows.map(({ from }) => from)),
        ...(memberOf === undefined ? noValues : this.#known.idsOf(memberOf)),
      ];
      waiting.push(...along.filter((one) => !this.#known.value(one).facts.strict));
    }
  }

  /** A property owns what it is given, and its name stands for it; a collection has it besides its first name. */
  #store(operand: Operand, into: Operand | undefined, node: ts.Node, moves: boolean): void {
    const ids = this.#known.ids(operand);
    const owners = into === undefined ? noValues : this.#known.ids(into);
    for (const id of ids) {
      const known = this.#known.held(id);
      if (known === undefined) continue;
      const { facts } = this.#known.value(id);
      if ((known.typestates & owned) !== 0 && facts.strict && moves) {
        const typestates = (known.typestates & ~alive) | Typestate.moved;
        this.#set(id, { typestates, at: node, by: "it is stored" });
      } else if ((known.typestates & owned) !== 0 && facts.strict) {
        const typestates = (known.typestates & ~alive) | Typestate.kept;
        this.#set(id, { typestates, at: node, by: "it is stored" });
      } else if ((known.typestates & Typestate.bound) !== 0 || known.borrows.length > 0) {
        // What holds a borrowed value must not outlive it either.
        for (const owner of owners) {
          const before = this.#known.held(owner) ?? held(Typestate.free);
          if (owner === id || before.borrows.some(({ from }) => from === id)) continue;
          const borrow = this.#borrow(id, false, this.#known.value(owner));
          this.#set(owner, { borrows: [...before.borrows, borrow] });
        }
      }
    }
    this.#keep(ids);
  }

  #yield({ operand, node }: ActOf<"yield">): void {
    const ids = this.#known.ids(operand);
    // A generator may lend a value until it goes on, if its type has no annotations.
    this.#handOut(
      ids.filter((id) => this.#known.value(id).facts.strict),
      node,
      "it is yielded",
    );
    this.#keep(ids);
  }

  #handOut(ids: readonly number[], node: ts.Node, by: string): void {
    for (const id of ids) {
      const typestates = this.#known.typestates([id]);
      if ((typestates & owned) !== 0)
        this.#set(id, { typestates: (typestates & ~alive) | Typestate.moved, at: node, by });
    }
  }

  #discard(operand: Operand): void {
    if (operand.kind !== "slot") this.#dropTemporary(operand);
  }

  // Scopes end

  #drop({ slot, leave: { slots, how } }: ActOf<"drop">): void {
    for (const id of this.#state.slot(slot.id) ?? noValues) {
      const known = this.#known.held(id);
      if (known === undefined) continue;
      if (isLeft(this.#known, id, slot, slots, how)) this.#set(id, { typestates: Typestate.kept });
      if (slot.binding === "using" && (known.typestates & Typestate.bound) !== 0) {
        const typestates = (known.typestates & ~alive) | Typestate.ended;
        this.#state.setValue(id, { ...known, typestates, at: slot.node, by: undefined });
      }
    }
  }
}

/** Of some values, those that the assignment at a node has just moved into its place. */
export function justMoved(
  known: Knowledge,
  ids: readonly number[],
  place: Place | undefined,
  node: ts.Node,
): readonly number[] {
  if (place === undefined) return noValues;
  return ids.filter((id) => {
    const held = known.held(id);
    return held !== undefined && held.at === node && (held.typestates & Typestate.moved) !== 0;
  });
}

/** Whether a scope leaves an owned value behind that nothing outside of the scope holds. */
export function isLeft(
  known: Knowledge,
  id: number,
  slot: Slot,
  leaving: readonly Slot[],
  how: ActOf<"drop">["leave"]["how"],
): boolean {
  const isOwned = (known.typestates([id]) & owned) !== 0;
  if (!isOwned || how === "caught") return false;
  if (known.holders(id, slot).some((other) => !leaving.includes(other))) return false;
  return !isDisposedAlong(known, known.value(id));
}

/** `page = browser.newPage(); browser.close()`: annotations would state that a page outlives its browser. */
function isDisposedAlong(known: Knowledge, { maker, facts }: Value): boolean {
  if (maker === undefined || facts.strict) return false;
  const typestates = known.typestates(known.idsOf(maker));
  return (
    (typestates & (Typestate.ended | Typestate.kept | Typestate.bound)) !== 0 && (typestates & owned) === 0
  );
}
