/** What a function of C consists of: expressions, statements, declarations. */

/** A type as it is declared: its words are kept, not understood. */
export interface DeclaredType {
  /** Without pointers, `const` and storage: `struct file`, `unsigned int`. */
  readonly words: string;
  /** How many pointers lead to it. */
  readonly pointers: number;
  /** The name of the struct or union; undefined for other types. */
  readonly struct: string | undefined;
}

/** Where something stands. */
interface Placed {
  /** Its line, from 1. */
  readonly line: number;
}

/** An expression. */
export type Expression = Placed &
  (
    | { readonly kind: "number"; readonly text: string }
    | { readonly kind: "string"; readonly text: string }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
    | { readonly kind: "postfix"; readonly operator: "++" | "--"; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "conditional";
        readonly test: Expression;
        /** Absent in `a ?: b`. */
        readonly then: Expression | undefined;
        readonly otherwise: Expression;
      }
    | {
        readonly kind: "assignment";
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: "comma"; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Expression[] }
    | { readonly kind: "index"; readonly base: Expression; readonly index: Expression }
    | {
        readonly kind: "member";
        readonly base: Expression;
        readonly name: string;
        readonly isArrow: boolean;
      }
    | { readonly kind: "cast"; readonly type: DeclaredType; readonly operand: Expression }
    | { readonly kind: "sizeof"; readonly text: string }
    | { readonly kind: "initialiser"; readonly items: readonly InitialiserItem[] }
    | { readonly kind: "statements"; readonly body: Block }
    /** An argument of a macro that is no expression, such as a type. */
    | { readonly kind: "text"; readonly text: string }
  );

/** A part of `{ .a.b = c, d }`. */
export interface InitialiserItem {
  /** The fields that lead to it; an index as `[3]`. */
  readonly path: readonly string[];
  readonly value: Expression;
}

/** One name that a declaration declares. */
export interface Declarator extends Placed {
  readonly name: string;
  readonly type: DeclaredType;
  readonly isArray: boolean;
  /** What `__free(x)` names. */
  readonly cleanup?: string;
  readonly initialiser?: Expression;
  /** `CLASS(kind, name)(args)`: the class that makes and cleans up. */
  readonly class?: { readonly name: string; readonly args: readonly Expression[] };
}

/** A statement in braces. */
export interface Block extends Placed {
  readonly kind: "block";
  readonly body: readonly Statement[];
  readonly endLine: number;
}

/** A statement. */
export type Statement =
  | Block
  | (Placed &
      (
        | { readonly kind: "empty" }
        | { readonly kind: "expression"; readonly expression: Expression }
        | { readonly kind: "declaration"; readonly declarators: readonly Declarator[] }
        | { readonly kind: "label"; readonly name: string }
        | { readonly kind: "goto"; readonly name: string }
        | { readonly kind: "return"; readonly value: Expression | undefined }
        | { readonly kind: "break" }
        | { readonly kind: "continue" }
        | {
            readonly kind: "if";
            readonly test: Expression;
            readonly then: Statement;
            readonly otherwise: Statement | undefined;
          }
        | { readonly kind: "while"; readonly test: Expression; readonly body: Statement }
        | { readonly kind: "do"; readonly test: Expression; readonly body: Statement }
        | {
            readonly kind: "for";
            readonly first: Statement | undefined;
            readonly test: Expression | undefined;
            readonly step: Expression | undefined;
            readonly body: Statement;
          }
        /** A loop that a macro makes: `list_for_each_entry(...)`. */
        | {
            readonly kind: "each";
            readonly name: string;
            readonly args: readonly Expression[];
            readonly body: Statement;
          }
        /** A block that a macro opens: `scoped_guard(...)`. */
        | {
            readonly kind: "scope";
            readonly name: string;
            readonly args: readonly Expression[];
            readonly body: Statement;
          }
        | { readonly kind: "switch"; readonly value: Expression; readonly body: Statement }
        /** `case low ... high:` */
        | { readonly kind: "case"; readonly low: Expression; readonly high: Expression | undefined }
        | { readonly kind: "default" }
      ));

/** A parameter of a function. */
export interface Parameter {
  /** Empty where it has no name. */
  readonly name: string;
  readonly type: DeclaredType;
}
