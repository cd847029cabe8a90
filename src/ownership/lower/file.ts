/** Turns the code of a file into graphs: one for the file, and one for each function and initializer in it. */
import type ts from "typescript";
import type { ContractReader } from "../contract.js";
import type { Graph, Operand } from "../graph.js";
import { Builder, type Lowered } from "./builder.js";
import { expression } from "./expressions.js";
import { Flags } from "./flags.js";
import { classLike, closure, code, namedClosure } from "./functions.js";
import type { Lowering } from "./lowering.js";
import { statement, statements } from "./statements.js";

/** The graphs of everything in a file that runs: the file itself, its functions, its initializers. */
export function lowerFile(contracts: ContractReader, sourceFile: ts.SourceFile): Graph[] {
  const file = new FileLowering(contracts);
  file.lower(sourceFile, false);
  return file.graphs;
}

/** The graphs of one file; each of its nodes is lowered once. */
class FileLowering {
  readonly graphs: Graph[] = [];
  readonly #contracts: ContractReader;
  readonly #lowered = new Map<ts.Node, Lowered>();

  constructor(contracts: ContractReader) {
    this.#contracts = contracts;
  }

  lower(node: ts.Node, once: boolean): Lowered {
    let lowered = this.#lowered.get(node);
    if (lowered === undefined) {
      lowered = new CodeLowering(this, this.#contracts, node, once).run();
      this.#lowered.set(node, lowered);
      this.graphs.push(lowered.graph);
    }
    return lowered;
  }
}

/** The lowering of one function, initializer or file: sends each node to the part that knows its kind. */
class CodeLowering implements Lowering {
  readonly ts: typeof ts;
  readonly contracts: ContractReader;
  readonly b: Builder;
  readonly node: ts.Node;
  moduleLevel: boolean;
  readonly flags: Flags = new Flags(this);
  finalizers = 0;
  readonly #lower: (node: ts.Node, once: boolean) => Lowered;

  constructor(file: FileLowering, contracts: ContractReader, node: ts.Node, isOnce: boolean) {
    this.ts = contracts.ts;
    this.contracts = contracts;
    this.node = node;
    this.b = new Builder(contracts, node, isOnce);
    this.moduleLevel = this.ts.isSourceFile(node) || this.ts.isModuleBlock(node);
    this.#lower = (inner, once) => file.lower(inner, once);
  }

  run(): Lowered {
    const { b, node } = this;
    b.inScope(node, () => code(this));
    if (b.current !== undefined) b.goTo(b.exit);
    return b.finish();
  }

  statement(node: ts.Statement, labels: readonly string[] = []): void {
    statement(this, node, labels);
  }

  statements(nodes: readonly ts.Statement[]): void {
    statements(this, nodes);
  }

  expression(node: ts.Expression): Operand {
    return expression(this, node);
  }

  closure(node: ts.Node, once = false): Operand {
    return closure(this, node, once, this.#lower);
  }

  namedClosure(
    node: ts.ArrowFunction | ts.FunctionExpression,
    declaration: ts.VariableDeclaration & { readonly name: ts.Identifier },
  ): Operand {
    return namedClosure(this, node, declaration, this.#lower);
  }

  class(node: ts.ClassLikeDeclaration): void {
    classLike(this, node, this.#lower);
  }

  module(node: ts.ModuleBlock): void {
    this.#lower(node, false);
  }
}
