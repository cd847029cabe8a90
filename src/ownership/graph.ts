/** The control-flow graph of one function: what happens to which value, in order, on every path. */
import type ts from "typescript";
import type { Effect } from "./effects.js";
import type { TypeFacts } from "./facts.js";

/** A name that holds values: a variable, a parameter, `this`, or a property of one of them. */
export interface Slot {
  readonly id: number;
  readonly name: string;
  /** Where it is declared, or first named. */
  readonly node: ts.Node;
  readonly binding: "using" | "const" | "let" | "parameter" | "path" | "outer" | "module" | "temporary";
  /** The slot that a path starts at. */
  readonly root: Slot | undefined;
  /** The slots of its properties. */
  readonly paths: Slot[];
  /** What a path holds as long as nothing was assigned to it. */
  readonly member: Value | undefined;
  /** How its declaration can bind it with `using`; undefined where it cannot. */
  usable: { readonly word: "using" | "await using"; readonly initializer: ts.Node } | undefined;
  /** It holds a function that moves what it captured: a call moves it as well. */
  callsOnce: boolean;
  /** A closure disposes, keeps or replaces its value, so the variable's own scope need not. */
  shared: boolean;
}

/** One value, or all the values that one place of the source makes. */
export interface Value {
  readonly id: number;
  /** The expression that makes it. */
  readonly node: ts.Node;
  readonly facts: TypeFacts;
  /** The slots that may ever hold it; grows while the graph is solved. */
  readonly slots: Set<Slot>;
  /** The values that may ever borrow from it; grows while the graph is solved. */
  readonly borrowers: Set<Value>;
  /** The root of the path that it is a member of. */
  readonly memberOf: Slot | undefined;
  /** What it borrows from as long as it lives. */
  readonly loans: readonly Loan[];
  /** The value that it came from, which may dispose it along with itself. */
  readonly maker: Slot | undefined;
  /** It is taken for its holder's own only because nothing says otherwise. */
  readonly doubtful: boolean;
  /** It is lent by an annotation, or by a signature that has them, and not exclusively. */
  readonly sharedOnly: boolean;
  /** It is what a loop takes out of this, one after the other. */
  readonly elementOf: Operand | undefined;
  /** Stands for those that the same place made in earlier rounds of a loop. */
  readonly earlier: Value | undefined;
  /** It is a closure, and captured these. */
  readonly captures: readonly Capture[] | undefined;
}

/** A borrow that a value holds. */
export interface Loan {
  readonly from: Operand;
  readonly exclusive: boolean;
}

/** What a closure does with a variable of the function around it. */
export interface Capture {
  readonly slot: Slot;
  /** `perhaps` stands for everything that gives the value another owner, or another value to the variable. */
  readonly effect: Effect;
  /** Where, in the closure. */
  readonly node: ts.Node;
}

/** What an expression stands for. */
export type Operand =
  | { readonly kind: "none" }
  /** `picked` is a temporary that has what the slot held when the expression was evaluated. */
  | { readonly kind: "slot"; readonly slot: Slot; readonly picked?: Slot }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "group"; readonly of: readonly Operand[] };

/** What a name stands for. */
export type SlotOperand = Extract<Operand, { kind: "slot" }>;

/** A property that owns what is assigned to it, as a separate value: the name that it came from must not be used. */
export interface Place {
  readonly value: Value;
  /** The value that has the property; `none` when no other value does. */
  readonly of: Operand;
}

/** One argument or receiver, and what the call does with it. */
export interface Pass {
  readonly operand: Operand;
  readonly effect: Effect;
  /** The signature states it in an annotation. */
  readonly said: boolean;
  readonly sendable: boolean;
  /** The callee runs it later, when the caller's scopes are gone. */
  readonly later: boolean;
  /** What it is put into, when the call stores it; `none` for what is not followed. */
  readonly into: Operand | undefined;
  readonly node: ts.Node;
  /** A `DisposableStack` disposes it from now on; `kept`, when the function never moves the stack on. */
  readonly stacked: "moves" | "kept" | undefined;
  /** The parameter's type says nothing of the value: nothing there can dispose it. */
  readonly opaque: boolean;
  /** The call stands in a `catch` or `finally` block, where code disposes what may be left. */
  readonly cleansUp: boolean;
  /** What takes it, for messages: "`commit` takes ownership of its receiver". */
  readonly taker: string;
}

/** What is known of a value when it comes into being. */
export type Origin = "owned" | "free" | "borrowed" | "captured";

/** One step. */
export type Instruction =
  /** A value comes into being. */
  | { readonly kind: "create"; readonly value: Value; readonly as: Origin; readonly node: ts.Node }
  /**
   * A value is taken out of a property that hands it over, where a call put it or from nowhere known. From a `part`
   * of the object it can be taken once.
   */
  | {
      readonly kind: "claim";
      readonly value: Value;
      readonly slot: Slot;
      readonly part: boolean;
      readonly node: ts.Node;
    }
  /** An element or a property of something, which is borrowed if that is. */
  | { readonly kind: "member"; readonly value: Value; readonly of: Operand; readonly node: ts.Node }
  /** A closure comes into being. */
  | { readonly kind: "capture"; readonly value: Value; readonly once: boolean; readonly node: ts.Node }
  /** A slot gets a value, when it is declared or by assignment. */
  | {
      readonly kind: "bind";
      readonly slot: Slot;
      readonly operand: Operand;
      readonly declares: boolean;
      readonly using: boolean;
      /** `using` disposes what stays in something else, for certain or as far as can be seen, or what was taken out. */
      readonly lent?: "certain" | "doubtful" | "taken" | undefined;
      /** What the slot gets in place of a value that was moved there just before. */
      readonly place?: Place;
      readonly node: ts.Node;
    }
  /** One branch of an expression results in what a slot holds there, whatever another branch does to that. */
  | {
      readonly kind: "pick";
      readonly operand: SlotOperand;
      readonly into: Slot;
      readonly node: ts.Node;
    }
  /** The result of another branch of an expression does not come from this one. */
  | { readonly kind: "elsewhere"; readonly operand: Operand; readonly node: ts.Node }
  /** A value is read; `through` it, when only a property is. */
  | { readonly kind: "use"; readonly operand: Operand; readonly through: boolean; readonly node: ts.Node }
  /** A call takes its receiver and its arguments. */
  | { readonly kind: "call"; readonly passes: readonly Pass[]; readonly name: string; readonly node: ts.Node }
  /** A value goes into something else; undefined when that outlives the function. */
  | {
      readonly kind: "store";
      readonly operand: Operand;
      readonly into: Operand | undefined;
      /** A finally block takes it out again. */
      readonly takenBack?: boolean;
      readonly node: ts.Node;
    }
  /** A value goes to the caller; `taker` names the annotation that hands it over, if there is one. */
  | {
      readonly kind: "return";
      readonly operand: Operand;
      readonly taker: string | undefined;
      /** What the signature states that the result may borrow from; undefined when it states nothing. */
      readonly sources: readonly string[] | undefined;
      readonly node: ts.Node;
    }
  /** A method or a callback asks for more than the signature that it stands for. */
  | {
      readonly kind: "mismatch";
      readonly name: string;
      /** What is asked for: the value itself, or an exclusive borrow. */
      readonly asks: "move" | "exclusive";
      readonly of: "method" | "callback";
      /** The signature that states less. */
      readonly base: ts.Node | undefined;
      readonly node: ts.Node;
    }
  /** A generator hands out a value, and goes on when it is asked for more. */
  | { readonly kind: "yield"; readonly operand: Operand; readonly node: ts.Node }
  /** The value of an expression is discarded. */
  | { readonly kind: "discard"; readonly operand: Operand; readonly node: ts.Node }
  /** A `MustUse` result is discarded. */
  | { readonly kind: "unused"; readonly name: string; readonly node: ts.Node }
  /** `await` or `yield`. */
  | { readonly kind: "suspend"; readonly word: "await" | "yield"; readonly node: ts.Node }
  /** A flag gets a value. */
  | { readonly kind: "flag"; readonly flag: Flag; readonly is: boolean; readonly node: ts.Node }
  /** A handler begins: something has thrown. */
  | { readonly kind: "caught"; readonly node: ts.Node }
  /** Control may leave for the handler. */
  | { readonly kind: "throws"; readonly handler: Block; readonly node: ts.Node }
  | {
      readonly kind: "leave";
      readonly slots: readonly Slot[];
      readonly how: Leaving;
      readonly node: ts.Node;
    };

/** How a scope is left: at its end, by a jump out of it, or by an exception that was caught around it. */
export type Leaving = "end" | "return" | "jump" | "throw" | "caught";

/** A boolean variable that tells later which way control took. */
export interface Flag {
  readonly id: number;
  readonly name: string;
}

/** What a condition tells on one of its two ways out. */
export type Refinement =
  | {
      readonly slot: Slot;
      /** It holds nothing. */
      readonly absent: boolean;
    }
  | { readonly flag: Flag; readonly is: boolean };

/** Steps without a branch. */
export interface Block {
  readonly id: number;
  readonly instructions: Instruction[];
  readonly next: { readonly to: Block; readonly refine: Refinement | undefined }[];
}

/** A function, ready to be solved. */
export interface Graph {
  readonly node: ts.Node;
  readonly entry: Block;
  readonly blocks: readonly Block[];
  readonly values: readonly Value[];
  /** Something in it can break a rule. */
  readonly interesting: boolean;
}
