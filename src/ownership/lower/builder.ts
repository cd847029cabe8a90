/** Grows the graph of one function: its blocks, its slots and values, its scopes and what leaving them means. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import type { Effect } from "../effects.js";
import { plainFacts, type TypeFacts } from "../facts.js";
import { disposesOnPurpose } from "../idioms.js";
import type {
  Block,
  Graph,
  Instruction,
  Leaving,
  Operand,
  Origin,
  Refinement,
  Slot,
  Value,
} from "../graph.js";
import { operandsOf } from "../operands.js";
import { bare } from "../bare.js";

/** What a closure did with a variable of the functions around it. */
export interface OuterUse {
  readonly symbol: ts.Symbol | undefined;
  effect: Effect;
  node: ts.Node;
}

/** A function that was lowered, with what it took from outside. */
export interface Lowered {
  readonly graph: Graph;
  readonly outer: readonly OuterUse[];
}

type Frame =
  | { readonly kind: "scope"; readonly slots: Slot[] }
  | {
      readonly kind: "target";
      readonly labels: readonly string[];
      readonly breakTo: Block;
      readonly continueTo: Block | undefined;
      /** Whether a break without a label means it. */
      readonly plain: boolean;
    }
  | {
      readonly kind: "finally";
      readonly lower: () => void;
      readonly handler: Block | undefined;
      /** One copy of the finally block for each place that control goes to after it. */
      readonly copies: Map<Block, Block>;
    }
  | {
      /** A finally block of which there is one copy, whatever comes after it. */
      readonly kind: "shared finally";
      readonly start: Block;
      /** Where jumps through it lead. */
      readonly jumps: Jump[];
    };

/** A jump: down to a frame, and to a block. */
interface Jump {
  readonly to: number;
  readonly block: Block;
  readonly how: Leaving;
  readonly node: ts.Node;
}

/** How strongly an effect claims a variable, weakest first. */
const strength: readonly Effect[] = ["shared", "exclusive", "perhaps", "store", "end", "move"];

/** The state of growing one graph. */
export class Builder {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly contracts: ContractReader;
  readonly node: ts.Node;
  /** Where the next instruction goes; undefined where control cannot come. */
  current: Block | undefined;
  /** Where an exception goes. */
  handler: Block | undefined;
  /** Collects the slots declared since a `try` began. */
  collector: Slot[] | undefined;
  readonly exit: Block;

  readonly #blocks: Block[] = [];
  readonly #slots: Slot[] = [];
  readonly #values: Value[] = [];
  readonly #bySymbol = new Map<ts.Symbol, Slot | undefined>();
  readonly #paths = new Map<Slot, Map<string, Slot>>();
  readonly #outer = new Map<Slot, OuterUse>();
  /** The slots that hold nothing where a block begins. */
  readonly #absent = new Map<Block, Set<Slot>>();
  readonly #entry: Block;
  readonly #isOnce: boolean;
  #frames: Frame[] = [];
  #thisSlot: Slot | undefined;
  #interesting = false;

  constructor(contracts: ContractReader, node: ts.Node, isOnce: boolean) {
    this.ts = contracts.ts;
    this.checker = contracts.checker;
    this.contracts = contracts;
    this.node = node;
    this.#isOnce = isOnce;
    this.#entry = this.block();
    this.current = this.block();
    this.exit = this.block();
    this.#entry.next.push({ to: this.current, refine: undefined });
  }

  /** The finished graph. */
  finish(): Lowered {
    return {
      graph: {
        node: this.node,
        entry: this.#entry,
        blocks: this.#blocks,
        values: this.#values,
        interesting: this.#interesting,
      },
      outer: [...this.#outer.values()],
    };
  }

  block(): Block {
    const block: Block = { id: this.#blocks.length, instructions: [], next: [] };
    this.#blocks.push(block);
    return block;
  }

  emit(instruction: Instruction): void {
    if (this.current === undefined) return;
    this.current.instructions.push(instruction);
    this.#interesting ||= this.#isInteresting(instruction);
    this.#noteOuter(instruction);
  }

  // Only these can start a complaint; without one of them a function need not be solved.
  #isInteresting(instruction: Instruction): boolean {
    switch (instruction.kind) {
      case "create":
        return (
          instruction.as === "owned" || instruction.value.facts.threadBound || instruction.value.facts.strict
        );
      case "bind":
        return instruction.using;
      case "return":
        return instruction.taker !== undefined || instruction.sources !== undefined;
      case "call":
        return instruction.passes.some(
          ({ operand, effect, said, sendable }) =>
            sendable ||
            (said && effect !== "shared") ||
            effect === "exclusive" ||
            (operand.kind === "slot" && operand.slot.callsOnce),
        );
      case "member":
        return instruction.value.facts.strict;
      case "unused":
      case "mismatch":
      case "claim":
        return true;
      case "capture":
      case "caught":
      case "discard":
      case "elsewhere":
      case "flag":
      case "leave":
      case "pick":
      case "store":
      case "suspend":
      case "throws":
      case "use":
      case "yield":
        return false;
    }
  }

  /** The block with those that are made while something runs in it. */
  blocksOf(start: Block, run: () => void): readonly Block[] {
    const before = this.#blocks.length;
    this.current = start;
    run();
    return [start, ...this.#blocks.slice(before)];
  }

  /** On one of the ways to a block, a slot has turned out to hold nothing. */
  noteAbsence(slot: Slot, block: Block): void {
    const known = this.#absent.get(block);
    if (known === undefined) this.#absent.set(block, new Set([slot]));
    else known.add(slot);
  }

  /** The slots that hold nothing on one of the ways to a block. */
  absentIn(block: Block | undefined): Iterable<Slot> {
    return (block === undefined ? undefined : this.#absent.get(block)) ?? [];
  }

  /** Goes on in a block. */
  goTo(block: Block, refine?: Refinement): void {
    this.current?.next.push({ to: block, refine });
    this.current = undefined;
  }

  /** Goes on in a block and writes there. */
  continueIn(block: Block): void {
    this.goTo(block);
    this.current = block;
  }

  /** Control may leave for the handler here. */
  mayThrow(node: ts.Node): void {
    if (this.handler !== undefined) this.emit({ kind: "throws", handler: this.handler, node });
  }

  // Scopes and jumps

  /** Runs in a new scope, whose slots are left at its end. */
  inScope(node: ts.Node, body: () => void): void {
    const frame: Frame = { kind: "scope", slots: [] };
    this.#frames.push(frame);
    body();
    if (frame.slots.length > 0) this.emit({ kind: "leave", slots: frame.slots, how: "end", node });
    this.#frames.pop();
  }

  /** Runs with a place that `break` and `continue` go to. */
  withTarget(
    labels: readonly string[],
    breakTo: Block,
    continueTo: Block | undefined,
    plain: boolean,
    body: () => void,
  ): void {
    this.#frames.push({ kind: "target", labels, breakTo, continueTo, plain });
    body();
    this.#frames.pop();
  }

  /** Runs with a finally block, lowered again for each way out of it. */
  withFinally(lower: () => void, handler: Block | undefined, body: () => void): void {
    this.#frames.push({ kind: "finally", lower, handler, copies: new Map() });
    body();
    this.#frames.pop();
  }

  /** Runs with a finally block that begins at a block; returns the jumps that go on where it ends. */
  withSharedFinally(start: Block, body: () => void): readonly Jump[] {
    const frame: Frame = { kind: "shared finally", start, jumps: [] };
    this.#frames.push(frame);
    body();
    this.#frames.pop();
    return frame.jumps;
  }

  /** Goes on with a jump that has led to a finally block. */
  resume({ to, block, how, node }: Jump): void {
    this.#jump(to, block, how, node);
  }

  break(label: string | undefined, node: ts.Node): void {
    this.#jumpToTarget(node, (frame) =>
      (label === undefined ? frame.plain : frame.labels.includes(label)) ? frame.breakTo : undefined,
    );
  }

  continue(label: string | undefined, node: ts.Node): void {
    this.#jumpToTarget(node, (frame) =>
      label === undefined || frame.labels.includes(label) ? frame.continueTo : undefined,
    );
  }

  /** Leaves the function. */
  return(node: ts.Node): void {
    this.#jump(-1, this.exit, "return", node);
  }

  /** Goes to the handler, or leaves the function. */
  throw(node: ts.Node): void {
    if (this.handler === undefined) return this.#jump(-1, this.exit, "throw", node);
    this.mayThrow(node);
    this.current = undefined;
  }

  /** Goes no further: a call never returns. It may throw. */
  stop(node: ts.Node): void {
    this.mayThrow(node);
    this.current = undefined;
  }

  #jumpToTarget(node: ts.Node, find: (frame: Extract<Frame, { kind: "target" }>) => Block | undefined): void {
    for (let index = this.#frames.length - 1; index >= 0; index--) {
      const frame = this.#frames[index];
      const block = frame?.kind === "target" ? find(frame) : undefined;
      if (block !== undefined) return this.#jump(index, block, "jump", node);
    }
    this.current = undefined; // a label that does not exist: the file has errors
  }

  /** Unwinds down to a frame, through the finally blocks in between. */
  #jump(to: number, block: Block, how: Leaving, node: ts.Node): void {
    const { handler } = this;
    const frames = this.#frames;
    for (let index = frames.length - 1; index > to && this.current !== undefined; index--) {
      const frame = frames[index];
      if (frame?.kind === "scope" && frame.slots.length > 0) {
        this.emit({ kind: "leave", slots: [...frame.slots], how, node });
      }
      if (frame?.kind === "shared finally") {
        if (!frame.jumps.some((jump) => jump.block === block)) frame.jumps.push({ to, block, how, node });
        this.goTo(frame.start);
        break;
      }
      if (frame?.kind !== "finally") continue;
      const copy = frame.copies.get(block);
      if (copy !== undefined) {
        this.goTo(copy);
        break;
      }
      const start = this.block();
      frame.copies.set(block, start);
      this.continueIn(start);
      this.#frames = frames.slice(0, index);
      this.handler = frame.handler;
      frame.lower();
      this.#frames = frames;
    }
    this.goTo(block);
    this.handler = handler;
  }

  // Slots and values

  value(
    node: ts.Node,
    facts: TypeFacts = plainFacts,
    more: Partial<Omit<Value, "id" | "node" | "facts" | "slots" | "borrowers">> = {},
  ): Value {
    const value: Value = {
      id: this.#values.length,
      node,
      facts,
      slots: new Set(),
      borrowers: new Set(),
      memberOf: more.memberOf,
      loans: more.loans ?? [],
      maker: more.maker,
      doubtful: more.doubtful ?? false,
      sharedOnly: more.sharedOnly ?? false,
      elementOf: more.elementOf,
      earlier: more.earlier,
      captures: more.captures,
    };
    this.#values.push(value);
    return value;
  }

  /** A value that a place makes again in each round of a loop, with a stand-in for those of earlier rounds. */
  repeated(
    node: ts.Node,
    facts: TypeFacts,
    more: Partial<Pick<Value, "loans" | "captures" | "maker" | "doubtful" | "elementOf" | "sharedOnly">> = {},
  ): Value {
    const { doubtful = false } = more;
    return this.value(node, facts, { ...more, earlier: this.value(node, facts, { doubtful }) });
  }

  factsOf(node: ts.Node): TypeFacts {
    return this.contracts.facts.of(this.checker.getTypeAtLocation(node));
  }

  /** The slot that a name means, when it can hold something of interest. */
  slotOf(name: ts.Identifier): Slot | undefined {
    const symbol = this.ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.checker.getSymbolAtLocation(name);
    return symbol === undefined ? undefined : this.slotOfSymbol(symbol, name);
  }

  slotOfSymbol(symbol: ts.Symbol, name: ts.Node): Slot | undefined {
    if (!this.#bySymbol.has(symbol)) {
      const slot = this.#newSlot(symbol, name);
      if (slot !== undefined) slot.callsOnce = this.#isCalledOnce(symbol);
      this.#bySymbol.set(symbol, slot);
    }
    return this.#bySymbol.get(symbol);
  }

  /** `body: Move<() => void>`: a parameter that is a function to be called once. */
  #isCalledOnce({ valueDeclaration }: ts.Symbol): boolean {
    if (valueDeclaration === undefined || !this.ts.isParameter(valueDeclaration)) return false;
    return (
      this.contracts.annotations.read(valueDeclaration.type).move &&
      this.factsOf(valueDeclaration.name).callable
    );
  }

  /** The slot of `this`, which every function borrows. */
  get thisSlot(): Slot {
    this.#thisSlot ??= this.#outerSlot("this", this.node, "outer");
    return this.#thisSlot;
  }

  /** What `this` is to code that does not say so: lent, unless the code disposes it, and its parts with it. */
  get receiver(): Origin {
    return disposesOnPurpose(this.ts, this.contracts.conventions, this.node) ? "free" : "borrowed";
  }

  set thisSlot(slot: Slot) {
    this.#thisSlot = slot;
  }

  declareSlot(name: string, node: ts.Node, binding: Slot["binding"]): Slot {
    return this.#slot(name, node, binding, undefined, undefined);
  }

  /** A slot that no name of the source stands for. */
  temporary(node: ts.Node): Slot {
    return this.declareSlot("", node, "temporary");
  }

  /** From here on the slot is in scope. */
  enterScope(slot: Slot): void {
    for (let index = this.#frames.length - 1; index >= 0; index--) {
      const frame = this.#frames[index];
      if (frame?.kind !== "scope") continue;
      frame.slots.push(slot);
      this.collector?.push(slot);
      return;
    }
  }

  /** The slot of a property: `pair.first`. */
  pathOf(root: Slot, property: string, node: ts.Node): Slot | undefined {
    if (root.name.length > 200) return undefined;
    const known = this.#paths.get(root.root ?? root)?.get(`${root.name}${property}`);
    if (known !== undefined) return known;
    const facts = this.factsOf(node);
    return facts.primitive ? undefined : this.pathWith(root, property, node, facts);
  }

  /** The slot of a property whose facts are known. */
  pathWith(root: Slot, property: string, node: ts.Node, facts: TypeFacts): Slot {
    const start = root.root ?? root;
    const name = `${root.name}${property}`;
    let paths = this.#paths.get(start);
    if (paths === undefined) this.#paths.set(start, (paths = new Map<string, Slot>()));
    let slot = paths.get(name);
    if (slot === undefined) {
      const earlier = this.value(node, facts);
      slot = this.#slot(name, node, "path", start, this.value(node, facts, { memberOf: start, earlier }));
      paths.set(name, slot);
      start.paths.push(slot);
    }
    return slot;
  }

  #slot(
    name: string,
    node: ts.Node,
    binding: Slot["binding"],
    root: Slot | undefined,
    member: Value | undefined,
  ): Slot {
    const slot: Slot = {
      id: this.#slots.length,
      name,
      node,
      binding,
      root,
      paths: [],
      member,
      usable: undefined,
      callsOnce: false,
      shared: false,
    };
    member?.slots.add(slot);
    this.#slots.push(slot);
    return slot;
  }

  #newSlot(symbol: ts.Symbol, name: ts.Node): Slot | undefined {
    const { SymbolFlags } = this.ts;
    if (!(symbol.flags & (SymbolFlags.Variable | SymbolFlags.Function))) return undefined;
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    if (declaration === undefined) return undefined;
    const owner = functionAround(this.ts, declaration);
    if (owner !== this.node) {
      if (symbol.flags & SymbolFlags.Function)
        return this.#outerSlot(symbol.name, name, "outer", symbol, { ...plainFacts, callable: true });
      const facts = this.factsOf(name);
      if (facts.primitive) return undefined;
      const isModule = this.ts.isSourceFile(owner);
      return this.#outerSlot(symbol.name, name, isModule ? "module" : "outer", symbol, facts);
    }
    if (symbol.flags & SymbolFlags.Function)
      return this.#slot(symbol.name, declaration, "const", undefined, undefined);
    const facts = this.factsOf((declaration as { name?: ts.Node }).name ?? declaration);
    if (facts.primitive) return undefined;
    const slot = this.#slot(symbol.name, declaration, this.#bindingOf(declaration), undefined, undefined);
    slot.usable = this.#usable(declaration, facts);
    return slot;
  }

  /** How `using` can stand for the `const` of a declaration: of one name, in a block, for what the type says can be disposed. */
  #usable(declaration: ts.Declaration, { ends }: TypeFacts): Slot["usable"] {
    const { ts } = this;
    if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
    const { parent: list, initializer } = declaration;
    const isConst = this.#bindingOf(declaration) === "const";
    if (!isConst || initializer === undefined || !ts.isVariableDeclarationList(list)) return undefined;
    if (list.declarations.length !== 1 || !ts.isVariableStatement(list.parent)) return undefined;
    if (list.parent.modifiers !== undefined || !ts.isBlock(list.parent.parent)) return undefined;
    const isAsync =
      ((ts.getCombinedModifierFlags(this.node as ts.Declaration) as number) & ts.ModifierFlags.Async) !== 0;
    if (ends === undefined || ends === "method" || (ends === "async" && !isAsync)) return undefined;
    return { word: ends === "sync" ? "using" : "await using", initializer: bare(this, initializer) };
  }

  #bindingOf(declaration: ts.Declaration): Slot["binding"] {
    const { ts } = this;
    if (ts.isParameter(declaration)) return "parameter";
    const flags: ts.NodeFlags = ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped;
    const using: ts.NodeFlags = flags & ts.NodeFlags.Using;
    if (using === ts.NodeFlags.Using && flags !== ts.NodeFlags.Const) return "using";
    return flags === ts.NodeFlags.Const ? "const" : "let";
  }

  #outerSlot(
    name: string,
    node: ts.Node,
    binding: "outer" | "module",
    symbol?: ts.Symbol,
    facts?: TypeFacts,
  ): Slot {
    const slot = this.#slot(name, node, binding, undefined, undefined);
    const value = this.value(node, facts);
    value.slots.add(slot);
    this.#entry.instructions.push(
      {
        kind: "create",
        value,
        as:
          name === "this"
            ? this.receiver
            : binding === "module"
              ? "borrowed"
              : this.#isOnce
                ? "free"
                : "captured",
        node,
      },
      { kind: "bind", slot, operand: { kind: "value", value }, declares: true, using: false, node },
    );
    if (binding === "outer") this.#outer.set(slot, { symbol, effect: "shared", node });
    return slot;
  }

  // What the function around this one must know of its variables

  #noteOuter(instruction: Instruction): void {
    if (this.#outer.size === 0) return;
    for (const { operand, effect, said, node } of operandsOf(instruction)) {
      this.#noteOperand(operand, effect === "move" && !said ? "perhaps" : effect, node);
    }
    if (instruction.kind === "bind" && !instruction.declares)
      this.#noteOperand({ kind: "slot", slot: instruction.slot }, "perhaps", instruction.node);
  }

  #noteOperand(operand: Operand, effect: Effect, node: ts.Node): void {
    if (operand.kind === "group") for (const one of operand.of) this.#noteOperand(one, effect, node);
    if (operand.kind !== "slot") return;
    const use = this.#outer.get(operand.slot.root ?? operand.slot);
    if (use === undefined || strength.indexOf(effect) <= strength.indexOf(use.effect)) return;
    use.effect = operand.slot.root !== undefined && effect !== "exclusive" ? "shared" : effect;
    use.node = node;
  }
}

/** The function, initializer or file whose code a node belongs to. */
export function functionAround(typescript: typeof ts, node: ts.Node): ts.Node {
  let child = node;
  let parent = node.parent as ts.Node | undefined;
  while (parent !== undefined) {
    if (isCode(typescript, parent, child)) return parent;
    child = parent;
    parent = parent.parent;
  }
  return child;
}

/** Whether a node runs apart from what is around it, seen from one of its children. */
export function isCode(typescript: typeof ts, node: ts.Node, child?: ts.Node): boolean {
  if (typescript.isPropertyDeclaration(node)) return child === undefined || child === node.initializer;
  return (
    typescript.isSourceFile(node) ||
    typescript.isModuleBlock(node) ||
    typescript.isClassStaticBlockDeclaration(node) ||
    (typescript.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined)
  );
}
