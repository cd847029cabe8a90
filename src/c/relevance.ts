/** Which statements cannot matter for descriptors, so that no path branches in them. */
import type { SourceIndex } from "./source-index.js";
import type { Declarator, Expression, Statement } from "./syntax.js";
import type { FunctionDefinition } from "./unit.js";

type Node = Expression | Statement | Declarator;

/** Statements that lead elsewhere. */
const TRANSFERS = new Set(["return", "goto", "break", "continue", "label", "case", "default"]);

/** Calls that matter although they have nothing to do with descriptors: they end objects, tell user space, or stop. */
const MATTERS =
  /^(?:kfree|kvfree|kref_put|unsafe_|put_user|copy_to_user|no_free_ptr|take_fd|retain_|return_ptr|BUG|panic)/;

/** All that a node consists of, itself first. */
export function* walk(node: unknown): Generator<Node> {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const part of node) yield* walk(part);
    return;
  }
  if ("line" in node) yield node as Node;
  for (const part of Object.values(node)) if (typeof part === "object") yield* walk(part);
}

function isStatement(node: Node, kinds: ReadonlySet<string>): boolean {
  return "kind" in node && kinds.has(node.kind);
}

/** The name of the variable that an expression begins with. */
function variableOf(node: Expression): string | undefined {
  for (let at: Expression | undefined = node; at !== undefined;) {
    switch (at.kind) {
      case "name":
        return at.name;
      case "unary":
      case "postfix":
      case "cast":
        at = at.operand;
        break;
      case "member":
      case "index":
        at = at.base;
        break;
      case "binary":
      case "assignment":
      case "comma":
        at = at.left;
        break;
      case "call":
        at = at.callee;
        break;
      case "number":
      case "string":
      case "conditional":
      case "sizeof":
      case "initialiser":
      case "statements":
      case "text":
        return undefined;
    }
  }
  return undefined;
}

/** What can be said of the statements of functions. */
export class Relevance {
  readonly #changes = new Map<Statement, ReadonlySet<string> | undefined>();
  readonly #names = new Map<FunctionDefinition, ReadonlySet<string>>();

  constructor(readonly index: SourceIndex) {}

  /**
   * The variables that a statement may change, where nothing else that it does can matter.
   *
   * @returns undefined where it can matter.
   */
  changesOnly(definition: FunctionDefinition, statement: Statement): ReadonlySet<string> | undefined {
    if (!this.#changes.has(statement)) this.#changes.set(statement, this.#find(definition, statement));
    return this.#changes.get(statement);
  }

  #find(definition: FunctionDefinition, statement: Statement): ReadonlySet<string> | undefined {
    const changed = new Set<string>();
    const add = (node: Expression): void => {
      const name = variableOf(node);
      if (name !== undefined) changed.add(name);
    };
    for (const node of walk(statement)) {
      if (!("kind" in node)) {
        if (node.class !== undefined || node.cleanup !== undefined) return undefined;
      } else if (TRANSFERS.has(node.kind) && node !== statement) return undefined;
      else if (node.kind === "call" && node.callee.kind === "name") {
        const { name } = node.callee;
        if (MATTERS.test(name) || this.index.isCallAboutDescriptors(name, definition.file)) return undefined;
        for (const arg of node.args) if (arg.kind === "unary" && arg.operator === "&") add(arg);
      } else if (node.kind === "assignment") add(node.left);
      else if (node.kind === "postfix") add(node.operand);
      else if (node.kind === "unary" && /^(?:\+\+|--)$/.test(node.operator)) add(node.operand);
    }
    const decisive = this.#decisive(definition);
    return [...changed].some((name) => decisive.has(name)) ? undefined : changed;
  }

  /** Names that decide about descriptors: in returns, in calls that matter, and in tests that lead to them. */
  #decisive(definition: FunctionDefinition): ReadonlySet<string> {
    const known = this.#names.get(definition);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const add = (node: unknown): void => {
      for (const one of walk(node)) if ("kind" in one && one.kind === "name") names.add(one.name);
    };
    const isCallThatMatters = (node: Node): node is Expression & { kind: "call" } =>
      "kind" in node &&
      node.kind === "call" &&
      node.callee.kind === "name" &&
      this.index.isCallAboutDescriptors(node.callee.name, definition.file);
    const decides = (node: unknown): boolean => {
      for (const one of walk(node)) if (isStatement(one, TRANSFERS) || isCallThatMatters(one)) return true;
      return false;
    };
    const nodes = [...walk(definition.body)];
    for (const node of nodes) {
      if (isCallThatMatters(node)) add(node.args);
      if (!("kind" in node)) {
        if (node.class !== undefined || node.cleanup !== undefined) names.add(node.name);
      } else if (node.kind === "return") add(node.value);
      else if (node.kind === "switch") add(node.value);
      else if (node.kind === "if" && (decides(node.then) || decides(node.otherwise))) add(node.test);
      else if ((node.kind === "while" || node.kind === "do") && decides(node.body)) add(node.test);
      else if (node.kind === "for" && decides(node.body)) add([node.first, node.test, node.step]);
      else if (node.kind === "assignment" && isCallThatMatters(node.right)) add(node.left);
    }
    // What such a name is assigned from decides with it.
    for (let before = -1; before !== names.size;) {
      before = names.size;
      for (const node of nodes) {
        if (!("kind" in node)) {
          const { initialiser } = node;
          if (names.has(node.name) && initialiser !== undefined && initialiser.kind !== "call")
            add(initialiser);
        } else if (
          node.kind === "assignment" &&
          node.right.kind !== "call" &&
          names.has(variableOf(node.left) ?? "")
        )
          add(node.right);
      }
    }
    names.delete("NULL");
    this.#names.set(definition, names);
    return names;
  }
}
