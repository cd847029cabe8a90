/** Turns the code of one function into its graph: statements into blocks, expressions into steps. */
import type ts from "typescript";
import { Builder, isCode, type Lowered } from "./builder.js";
import type { ContractReader, Contract, Effect, Parameter } from "./contract.js";
import { plainFacts } from "./facts.js";
import type {
  Block,
  Capture,
  Graph,
  Instruction,
  Loan,
  Operand,
  Pass,
  Place,
  Refinement,
  Slot,
} from "./graph.js";
import { parameterAt } from "./inference.js";

const none: Operand = { kind: "none" };
/** Functions of the platform that call back when their caller's scopes are gone. */
const deferring = new Set([
  ..."setTimeout setInterval setImmediate queueMicrotask nextTick requestAnimationFrame requestIdleCallback".split(
    " ",
  ),
]);

/** One of the ways through an expression. */
interface Branch {
  readonly result: Operand;
  readonly node: ts.Node;
  readonly blocks: readonly Block[];
  /** Where it ends; undefined where control cannot come. */
  readonly end: Block | undefined;
}

/** The graphs of everything in a file that runs: the file itself, its functions, its initializers. */
export function lowerFile(contracts: ContractReader, sourceFile: ts.SourceFile): Graph[] {
  const graphs: Graph[] = [];
  new Lowering(contracts, graphs, new Map(), sourceFile, false).run();
  return graphs;
}

class Lowering {
  readonly #ts: typeof ts;
  readonly #contracts: ContractReader;
  readonly #graphs: Graph[];
  readonly #lowered: Map<ts.Node, Lowered>;
  readonly #b: Builder;
  readonly #node: ts.Node;
  #moduleLevel: boolean;
  #labels: string[] = [];
  #takenBack: ReadonlySet<string> | undefined;

  constructor(
    contracts: ContractReader,
    graphs: Graph[],
    lowered: Map<ts.Node, Lowered>,
    node: ts.Node,
    isOnce: boolean,
  ) {
    this.#ts = contracts.ts;
    this.#contracts = contracts;
    this.#graphs = graphs;
    this.#lowered = lowered;
    this.#node = node;
    this.#b = new Builder(contracts, node, isOnce);
    this.#moduleLevel = this.#ts.isSourceFile(node) || this.#ts.isModuleBlock(node);
  }

  run(): Lowered {
    const node = this.#node;
    this.#b.inScope(node, () => this.#code(node));
    if (this.#b.current !== undefined) this.#b.goTo(this.#b.exit);
    const lowered = this.#b.finish();
    this.#graphs.push(lowered.graph);
    return lowered;
  }

  #code(node: ts.Node): void {
    const ts = this.#ts;
    if (ts.isSourceFile(node) || ts.isModuleBlock(node)) return this.#statements(node.statements);
    if (ts.isClassStaticBlockDeclaration(node)) return this.#statements(node.body.statements);
    if (ts.isPropertyDeclaration(node)) {
      if (node.initializer !== undefined) {
        this.#b.emit({ kind: "store", operand: this.#expr(node.initializer), into: undefined, node });
      }
      return;
    }
    const declaration = node as ts.FunctionLikeDeclaration;
    this.#parameters(declaration);
    const { body } = declaration;
    if (body === undefined) return;
    if (ts.isBlock(body)) return this.#statements(body.statements);
    this.#b.emit({ kind: "return", operand: this.#expr(body), taker: this.#caller(), node: body });
  }

  #parameters(declaration: ts.FunctionLikeDeclaration): void {
    const ts = this.#ts;
    const b = this.#b;
    const contextual =
      ts.isArrowFunction(declaration) || ts.isFunctionExpression(declaration)
        ? this.#contracts.ofCallback(declaration)
        : undefined;
    let position = 0;
    for (const parameter of declaration.parameters) {
      const isThis = ts.isIdentifier(parameter.name) && parameter.name.text === "this";
      const words = this.#contracts.words.read(parameter.type);
      const expected = contextual && parameterAt(contextual.parameters, isThis ? -1 : position);
      if (!isThis) position++;
      // The type of a callback decides what a parameter is, unless the parameter has an annotation.
      const said = words.move || words.exclusive || words.shared;
      const moved = words.move || (!said && expected?.effect === "move");
      const lent = said ? words.shared : expected?.lent === true;
      if (parameter.initializer !== undefined)
        this.#use(this.#expr(parameter.initializer), parameter.initializer);
      const facts = b.factsOf(parameter.name);
      if (facts.primitive) continue;
      const value = b.value(parameter.name, facts);
      // Inside a method that takes its receiver, whatever the method does disposes the receiver.
      // A value that may be taken is disposed by its lender when the callee did not take it.
      // What the library hands to a callback is an element of something, whose owner is not known.
      const unknown = !said && contextual?.fromLibrary === true;
      const as =
        moved && !lent && facts.ends !== undefined && !isThis
          ? "owned"
          : moved || unknown
            ? "free"
            : "borrowed";
      b.emit({ kind: "create", value, as, node: parameter.name });
      const operand: Operand = { kind: "value", value };
      if (isThis) {
        const slot = b.declareSlot("this", parameter, "parameter");
        b.thisSlot = slot;
        b.emit({ kind: "bind", slot, operand, declares: true, using: false, node: parameter });
      } else {
        this.#bindName(parameter.name, operand, { declares: true, using: false }, parameter);
      }
    }
  }

  /** What takes the results of this function, when its signature hands them over. */
  #caller(): string | undefined {
    const { type } = this.#node as ts.FunctionLikeDeclaration;
    return type !== undefined && this.#contracts.words.read(type).move
      ? `the result is the caller's: \`${type.getText()}\``
      : undefined;
  }

  // Statements

  #statements(statements: readonly ts.Statement[]): void {
    // Function declarations are hoisted; their effects count before the code that calls them.
    for (const statement of statements)
      if (this.#ts.isFunctionDeclaration(statement)) this.#function(statement);
    for (const statement of statements) this.#statement(statement);
  }

  #statement(node: ts.Statement): void {
    const ts = this.#ts;
    const b = this.#b;
    const labels = this.#labels;
    this.#labels = [];
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the hundreds of kinds, those that do nothing
    switch (node.kind) {
      case ts.SyntaxKind.FunctionDeclaration:
      case ts.SyntaxKind.EmptyStatement:
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeAliasDeclaration:
      case ts.SyntaxKind.ImportDeclaration:
      case ts.SyntaxKind.ExportDeclaration:
      case ts.SyntaxKind.DebuggerStatement:
        return;
    }
    if (ts.isBlock(node)) {
      const outer = this.#moduleLevel;
      this.#moduleLevel = false;
      const after = labels.length > 0 ? b.block() : undefined;
      const run = (): void => b.inScope(node, () => this.#statements(node.statements));
      if (after !== undefined) {
        b.withTarget(labels, after, undefined, false, run);
        b.continueIn(after);
      } else run();
      this.#moduleLevel = outer;
    } else if (ts.isVariableStatement(node)) {
      this.#variables(
        node.declarationList,
        node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true,
      );
    } else if (ts.isExpressionStatement(node)) {
      this.#expressionStatement(node.expression);
    } else if (ts.isIfStatement(node)) {
      const [yes, no, after] = [b.block(), b.block(), b.block()];
      this.#condition(node.expression, yes, no);
      b.current = yes;
      this.#statement(node.thenStatement);
      b.goTo(after);
      b.current = no;
      if (node.elseStatement !== undefined) this.#statement(node.elseStatement);
      b.goTo(after);
      b.current = after;
    } else if (ts.isReturnStatement(node)) {
      const operand = node.expression === undefined ? none : this.#expr(node.expression);
      b.emit({ kind: "return", operand, taker: this.#caller(), node: node.expression ?? node });
      b.return(node);
    } else if (ts.isThrowStatement(node)) {
      const operand = this.#expr(node.expression);
      b.emit({ kind: "store", operand, into: undefined, node: node.expression });
      b.throw(node);
    } else if (ts.isBreakStatement(node)) {
      b.break(node.label?.text, node);
    } else if (ts.isContinueStatement(node)) {
      b.continue(node.label?.text, node);
    } else if (ts.isLabeledStatement(node)) {
      const inner = node.statement;
      this.#labels = [...labels, node.label.text];
      const own = ts.isBlock(inner) || ts.isIterationStatement(inner, true) || ts.isSwitchStatement(inner);
      if (own) return this.#statement(inner);
      const after = b.block();
      const names = this.#labels;
      this.#labels = [];
      b.withTarget(names, after, undefined, false, () => this.#statement(inner));
      b.continueIn(after);
    } else if (ts.isIterationStatement(node, false)) {
      this.#loop(node, labels);
    } else if (ts.isSwitchStatement(node)) {
      this.#switch(node, labels);
    } else if (ts.isTryStatement(node)) {
      this.#try(node);
    } else if (ts.isClassDeclaration(node)) {
      this.#class(node);
    } else if (ts.isModuleDeclaration(node)) {
      let body: ts.Node | undefined = node.body;
      while (body !== undefined && ts.isModuleDeclaration(body)) body = body.body;
      if (body !== undefined && ts.isModuleBlock(body)) this.#nested(body, false);
    } else if (ts.isExportAssignment(node)) {
      b.emit({ kind: "store", operand: this.#expr(node.expression), into: undefined, node });
    } else if (ts.isEnumDeclaration(node)) {
      for (const { initializer } of node.members) if (initializer !== undefined) this.#expr(initializer);
    } else {
      this.#children(node);
    }
  }

  #expressionStatement(expression: ts.Expression): void {
    const operand = this.#expr(expression);
    if (!this.#isAssignment(expression)) this.#b.emit({ kind: "discard", operand, node: expression });
  }

  #isAssignment(expression: ts.Expression): boolean {
    const ts = this.#ts;
    const inner = this.#bare(expression);
    return (
      ts.isBinaryExpression(inner) &&
      inner.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      inner.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  }

  #variables(list: ts.VariableDeclarationList, exported = false): void {
    const { ts } = this.#contracts;
    const flags: ts.NodeFlags = list.flags & ts.NodeFlags.BlockScoped;
    const using = flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing;
    for (const declaration of list.declarations) {
      const { initializer } = declaration;
      const operand = initializer === undefined ? none : this.#expr(initializer);
      const how = { declares: true, using };
      if (!exported) {
        this.#bindName(declaration.name, operand, how, declaration);
        continue;
      }
      this.#b.emit({ kind: "store", operand, into: undefined, node: declaration });
      const { name } = declaration;
      const place = ts.isIdentifier(name)
        ? { value: this.#b.repeated(name, this.#b.factsOf(name)), of: none }
        : undefined;
      this.#bindName(name, operand, place === undefined ? how : { ...how, place }, declaration);
    }
  }

  /** Gives a value to a name, or its parts to the names of a pattern. */
  #bindName(
    name: ts.BindingName,
    operand: Operand,
    how: { readonly declares: boolean; readonly using: boolean; readonly place?: Place },
    node: ts.Node,
  ): void {
    const ts = this.#ts;
    const b = this.#b;
    if (ts.isIdentifier(name)) {
      const slot = b.slotOf(name);
      if (slot === undefined) return;
      const isVar =
        ts.isVariableDeclaration(node) &&
        ts.isVariableDeclarationList(node.parent) &&
        (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
      if (how.declares && !isVar && (!this.#moduleLevel || how.using)) b.enterScope(slot);
      if (how.declares && (isVar || this.#moduleLevel)) slot.shared = true;
      b.emit({ kind: "bind", slot, operand, ...how, node });
      return;
    }
    for (const [index, element] of name.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.initializer !== undefined) this.#use(this.#expr(element.initializer), element.initializer);
      let part = none;
      const key =
        element.dotDotDotToken !== undefined
          ? undefined
          : ts.isArrayBindingPattern(name)
            ? `[${index}]`
            : element.propertyName === undefined
              ? ts.isIdentifier(element.name) && `.${element.name.text}`
              : ts.isIdentifier(element.propertyName) && `.${element.propertyName.text}`;
      if (operand.kind === "slot" && key !== undefined && key !== false) {
        const slot = b.pathOf(operand.slot, key, element.name);
        if (slot !== undefined) part = { kind: "slot", slot };
      }
      if (key !== undefined && key !== false && key.startsWith(".")) {
        const words = this.#contracts.propertyOf(b.checker.getTypeAtLocation(name), key.slice(1));
        if (words?.move === true) part = this.#handedOver(element.name);
      }
      if (part === none) part = this.#member(element.name, operand);
      this.#bindName(element.name, part, how, element);
    }
  }

  /** What a property hands over to the code that reads it. */
  #handedOver(node: ts.Node): Operand {
    const facts = this.#b.factsOf(node);
    if (facts.primitive) return none;
    const value = this.#b.repeated(node, facts);
    this.#b.emit({ kind: "create", value, as: facts.ends === undefined ? "free" : "owned", node });
    return { kind: "value", value };
  }

  #member(node: ts.Node, of: Operand): Operand {
    const facts = this.#b.factsOf(node);
    if (facts.primitive) return none;
    const value = this.#b.repeated(node, facts);
    this.#b.emit({ kind: "member", value, of, node });
    return { kind: "value", value };
  }

  #loop(node: ts.IterationStatement, labels: readonly string[]): void {
    const ts = this.#ts;
    const b = this.#b;
    const outer = this.#moduleLevel;
    const [head, body, next, after] = [b.block(), b.block(), b.block(), b.block()];
    const runBody = (): void => {
      this.#moduleLevel = false;
      b.withTarget(labels, after, next, true, () => this.#statement(node.statement));
      this.#moduleLevel = outer;
      b.goTo(next);
    };
    if (ts.isDoStatement(node)) {
      b.continueIn(body);
      runBody();
      b.current = next;
      this.#condition(node.expression, body, after);
    } else if (ts.isWhileStatement(node)) {
      b.continueIn(head);
      this.#condition(node.expression, body, after);
      b.current = body;
      runBody();
      b.current = next;
      b.goTo(head);
    } else if (ts.isForStatement(node)) {
      b.inScope(node, () => {
        this.#moduleLevel = false;
        if (node.initializer !== undefined) {
          if (ts.isVariableDeclarationList(node.initializer)) this.#variables(node.initializer);
          else this.#expressionStatement(node.initializer);
        }
        b.continueIn(head);
        if (node.condition !== undefined) this.#condition(node.condition, body, after);
        else b.goTo(body);
        b.current = body;
        runBody();
        b.current = next;
        if (node.incrementor !== undefined) this.#expressionStatement(node.incrementor);
        b.goTo(head);
        b.current = after;
        this.#moduleLevel = outer;
      });
      return;
    } else {
      const { expression, initializer, statement } = node as ts.ForOfStatement;
      const operand = this.#expr(expression);
      this.#use(operand, expression);
      b.mayThrow(expression);
      b.continueIn(head);
      if (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
        this.#suspend("await", node.awaitModifier);
      b.current?.next.push({ to: body, refine: undefined }, { to: after, refine: undefined });
      b.current = body;
      b.withTarget(labels, after, next, true, () => {
        b.inScope(node, () => {
          this.#moduleLevel = false;
          if (ts.isVariableDeclarationList(initializer)) {
            const flags: ts.NodeFlags = initializer.flags & ts.NodeFlags.BlockScoped;
            const using = flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing;
            for (const declaration of initializer.declarations) {
              const element = ts.isForInStatement(node) ? none : this.#member(declaration.name, operand);
              this.#bindName(declaration.name, element, { declares: true, using }, declaration);
            }
          } else {
            this.#assign(initializer, this.#member(initializer, operand), initializer);
          }
          this.#statement(statement);
          this.#moduleLevel = outer;
        });
      });
      b.goTo(next);
      b.current = next;
      b.goTo(head);
    }
    b.current = after;
  }

  #switch(node: ts.SwitchStatement, labels: readonly string[]): void {
    const ts = this.#ts;
    const b = this.#b;
    this.#use(this.#expr(node.expression), node.expression);
    const after = b.block();
    const { clauses } = node.caseBlock;
    const bodies = clauses.map(() => b.block());
    const outer = this.#moduleLevel;
    this.#moduleLevel = false;
    b.inScope(node, () => {
      b.withTarget(labels, after, undefined, true, () => {
        let fallback: Block | undefined;
        for (const [index, clause] of clauses.entries()) {
          const body = bodies[index] as Block;
          if (ts.isDefaultClause(clause)) {
            fallback = body;
            continue;
          }
          this.#use(this.#expr(clause.expression), clause.expression);
          b.current?.next.push({ to: body, refine: undefined });
        }
        b.goTo(fallback ?? after);
        for (const [index, clause] of clauses.entries()) {
          b.continueIn(bodies[index] as Block);
          this.#statements(clause.statements);
        }
        b.goTo(after);
        b.current = after;
      });
    });
    this.#moduleLevel = outer;
  }

  #try(node: ts.TryStatement): void {
    const b = this.#b;
    const { tryBlock, catchClause, finallyBlock } = node;
    const outerHandler = b.handler;
    const after = b.block();
    const finallyHandler = finallyBlock === undefined ? outerHandler : b.block();
    const catchBlock = catchClause === undefined ? undefined : b.block();
    const finalizer = (): void => {
      if (finallyBlock !== undefined) this.#statement(finallyBlock);
    };
    const guarded = (): void => {
      const declared = this.#collecting(() => {
        b.handler = catchBlock ?? finallyHandler;
        this.#statement(tryBlock);
      });
      b.handler = finallyHandler;
      if (catchClause === undefined || catchBlock === undefined) return;
      const end = b.block();
      b.goTo(end);
      b.current = catchBlock;
      if (declared.length > 0) b.emit({ kind: "leave", slots: declared, how: "caught", node: catchClause });
      b.inScope(catchClause, () => {
        const { variableDeclaration } = catchClause;
        if (variableDeclaration !== undefined) {
          this.#bindName(
            variableDeclaration.name,
            none,
            { declares: true, using: false },
            variableDeclaration,
          );
        }
        this.#statement(catchClause.block);
      });
      b.continueIn(end);
    };
    let declared: Slot[] = [];
    if (finallyBlock === undefined) guarded();
    else b.withFinally(finalizer, outerHandler, () => (declared = this.#collecting(guarded)));
    b.handler = outerHandler;
    finalizer();
    b.goTo(after);
    if (finallyBlock !== undefined && finallyHandler !== undefined) {
      b.current = finallyHandler;
      if (declared.length > 0) b.emit({ kind: "leave", slots: declared, how: "caught", node: finallyBlock });
      finalizer();
      // The exception goes on; what it leaves behind is not reported, so it leads to the handler or nowhere.
      if (outerHandler !== undefined) b.goTo(outerHandler);
      else b.current = undefined;
    }
    b.current = after;
  }

  #collecting(body: () => void): Slot[] {
    const b = this.#b;
    const outer = b.collector;
    const own: Slot[] = [];
    b.collector = own;
    body();
    b.collector = outer;
    outer?.push(...own);
    return own;
  }

  /** Evaluates a condition and goes on in one of two blocks. */
  #condition(node: ts.Expression, yes: Block, no: Block): void {
    const ts = this.#ts;
    const b = this.#b;
    const inner = this.#bare(node);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      return this.#condition(inner.operand, no, yes);
    }
    if (inner.kind === ts.SyntaxKind.TrueKeyword) return b.goTo(yes);
    if (inner.kind === ts.SyntaxKind.FalseKeyword) return b.goTo(no);
    if (ts.isBinaryExpression(inner)) {
      const { left, right, operatorToken } = inner;
      const operator = operatorToken.kind;
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
        const middle = b.block();
        if (operator === ts.SyntaxKind.BarBarToken) this.#condition(left, yes, middle);
        else this.#condition(left, middle, no);
        b.current = middle;
        return this.#condition(right, yes, no);
      }
      const equal =
        operator === ts.SyntaxKind.EqualsEqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsToken;
      const unequal =
        operator === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
        operator === ts.SyntaxKind.ExclamationEqualsToken;
      if ((equal || unequal) && this.#isNothing(right)) {
        const operand = this.#expr(left);
        const slot = operand.kind === "slot" ? operand.slot : undefined;
        return this.#split(slot, equal ? no : yes, equal ? yes : no);
      }
    }
    const operand = this.#expr(inner);
    if (operand.kind === "slot") return this.#split(operand.slot, yes, no);
    this.#use(operand, inner, true);
    if (b.current === undefined) return;
    const from = b.current;
    b.current = yes;
    from.next.push({ to: yes, refine: undefined }, { to: no, refine: undefined });
    if (ts.isCallExpression(inner)) {
      // What a guard makes exists on the true way only, so it gets a separate block.
      const made = b.block();
      b.current = made;
      this.#claims(inner, "guard");
      if (made.instructions.length > 0) {
        from.next[from.next.length - 2] = { to: made, refine: undefined };
        b.goTo(yes);
      }
    }
    b.current = undefined;
  }

  #split(slot: Slot | undefined, present: Block, absent: Block): void {
    const refine = (isAbsent: boolean): Refinement | undefined =>
      slot === undefined || slot.binding === "path" ? undefined : { slot, absent: isAbsent };
    this.#b.current?.next.push({ to: present, refine: refine(false) }, { to: absent, refine: refine(true) });
    this.#b.current = undefined;
  }

  #isNothing(node: ts.Expression): boolean {
    const inner = this.#bare(node);
    return (
      inner.kind === this.#ts.SyntaxKind.NullKeyword ||
      (this.#ts.isIdentifier(inner) && inner.text === "undefined")
    );
  }

  // Expressions

  /** Without parentheses and assertions. */
  #bare(node: ts.Expression): ts.Expression {
    const ts = this.#ts;
    let inner = node;
    while (
      ts.isParenthesizedExpression(inner) ||
      ts.isAsExpression(inner) ||
      ts.isNonNullExpression(inner) ||
      ts.isSatisfiesExpression(inner) ||
      ts.isTypeAssertionExpression(inner)
    ) {
      inner = inner.expression;
    }
    return inner;
  }

  #use(operand: Operand, node: ts.Node, through = false): void {
    if (operand.kind !== "none") this.#b.emit({ kind: "use", operand, through, node });
  }

  #children(node: ts.Node): void {
    const ts = this.#ts;
    ts.forEachChild(node, (child) => {
      if (ts.isTypeNode(child)) return;
      if (ts.isStatement(child)) this.#statement(child);
      else if (ts.isExpression(child)) this.#use(this.#expr(child), child);
      else this.#children(child);
    });
  }

  #expr(node: ts.Expression): Operand {
    const inner = this.#bare(node);
    const operand = this.#bareExpr(inner);
    if (inner !== node && operand.kind === "value") this.#disown(operand, node);
    return operand;
  }

  /** `new Events() as unknown as Record<string, unknown>`: after such a cast the value cannot be disposed. */
  #disown(operand: Operand & { readonly kind: "value" }, node: ts.Expression): void {
    const { facts } = operand.value;
    if (facts.ends === undefined || facts.strict || this.#b.factsOf(node).ends !== undefined) return;
    const pass = { operand, effect: "perhaps", node, said: false, sendable: false, later: false } as const;
    this.#b.emit({ kind: "call", passes: [{ ...pass, taker: "", into: undefined }], name: "as", node });
  }

  #bareExpr(inner: ts.Expression): Operand {
    const ts = this.#ts;
    const b = this.#b;
    if (ts.isIdentifier(inner)) {
      const slot = b.slotOf(inner);
      return slot === undefined ? none : { kind: "slot", slot };
    }
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the hundreds of kinds, those that are a word
    switch (inner.kind) {
      case ts.SyntaxKind.ThisKeyword:
        return { kind: "slot", slot: b.thisSlot };
      case ts.SyntaxKind.StringLiteral:
      case ts.SyntaxKind.NumericLiteral:
      case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      case ts.SyntaxKind.TrueKeyword:
      case ts.SyntaxKind.FalseKeyword:
      case ts.SyntaxKind.NullKeyword:
      case ts.SyntaxKind.SuperKeyword:
        return none;
    }
    if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
      return this.#access(inner);
    if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return this.#call(inner);
    if (ts.isAwaitExpression(inner)) return this.#await(inner);
    if (ts.isYieldExpression(inner)) {
      const operand = inner.expression === undefined ? none : this.#expr(inner.expression);
      if (operand.kind !== "none") b.emit({ kind: "yield", operand, node: inner });
      this.#suspend("yield", inner);
      return none;
    }
    if (ts.isBinaryExpression(inner)) return this.#binary(inner);
    if (ts.isConditionalExpression(inner)) {
      const [yes, no, after] = [b.block(), b.block(), b.block()];
      this.#condition(inner.condition, yes, no);
      const first = this.#branch(yes, inner.whenTrue);
      const second = this.#branch(no, inner.whenFalse);
      return this.#meet([first, second], after);
    }
    if (ts.isVoidExpression(inner)) {
      this.#expressionStatement(inner.expression);
      return none;
    }
    if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return this.#function(inner);
    if (ts.isClassExpression(inner)) {
      this.#class(inner);
      return none;
    }
    if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner))
      return this.#literal(inner);
    if (ts.isTaggedTemplateExpression(inner)) {
      this.#use(this.#expr(inner.tag), inner.tag);
      this.#children(inner.template);
      b.mayThrow(inner);
      return none;
    }
    this.#children(inner);
    return none;
  }

  #branch(start: Block, node: ts.Expression, run: () => Operand = () => this.#expr(node)): Branch {
    let result: Operand = none;
    const blocks = this.#b.blocksOf(start, () => (result = run()));
    return { result, node, blocks, end: this.#b.current };
  }

  /** Goes on where the branches of an expression meet, with the result of the one that was taken. */
  #meet(branches: readonly Branch[], after: Block): Operand {
    const b = this.#b;
    const results = branches.map((branch) => {
      const others = branches.filter((other) => other !== branch);
      const result = this.#picked(branch.result, branch, others);
      for (const operand of result.kind === "group" ? result.of : [result]) {
        // Of `first ?? second` the first one is there before the branches are.
        const isMadeHere = operand.kind === "value" && branch.blocks.length > 0;
        if (!isMadeHere && (operand.kind !== "slot" || operand.picked === undefined)) continue;
        for (const { end, node } of others) {
          b.current = end;
          b.emit({ kind: "elsewhere", operand, node });
        }
      }
      return result;
    });
    for (const { end } of branches) {
      b.current = end;
      b.goTo(after);
    }
    b.current = after;
    return this.#group(results);
  }

  /** `last ? file : file.close()`: of what another branch gives away, the result is what this one leaves. */
  #picked(operand: Operand, branch: Branch, others: readonly Branch[]): Operand {
    if (operand.kind === "group")
      return { kind: "group", of: operand.of.map((one) => this.#picked(one, branch, others)) };
    if (operand.kind !== "slot") return operand;
    const { slot } = operand;
    const { strict } = this.#b.factsOf(slot.node);
    const isGone = others.some(({ blocks }) =>
      blocks.some(({ instructions }) => instructions.some((step) => givesAway(step, slot, strict))),
    );
    if (!isGone) return operand;
    const { end, node } = branch;
    const into = this.#b.temporary(node);
    this.#b.current = end;
    this.#b.emit({ kind: "pick", operand, into, node });
    return { kind: "slot", slot, picked: into };
  }

  #group(operands: readonly Operand[]): Operand {
    const some = operands.filter(({ kind }) => kind !== "none");
    const [only] = some;
    return only === undefined ? none : some.length === 1 ? only : { kind: "group", of: some };
  }

  #access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Operand {
    const ts = this.#ts;
    const b = this.#b;
    const base = this.#expr(node.expression);
    let key: string | undefined;
    if (ts.isPropertyAccessExpression(node)) key = `.${node.name.text}`;
    else {
      const argument = node.argumentExpression;
      this.#use(this.#expr(argument), argument);
      if (ts.isStringLiteralLike(argument) || ts.isNumericLiteral(argument)) key = `[${argument.text}]`;
    }
    const property = key === undefined ? undefined : this.#contracts.property(node);
    const takes = property?.move === true && (property.borrows.length > 0 || !this.#isReadThrough(node));
    if (takes && base.kind === "slot") {
      this.#use(base, node.expression, true);
      const slot = b.pathOf(base.slot, key as string, node);
      if (slot !== undefined) {
        const facts = b.factsOf(node);
        const loans = this.#loans(property.borrows, base, undefined, undefined);
        const value = b.repeated(node, facts, { loans });
        b.emit({ kind: "claim", value, slot, part: property.borrows.length === 0, node });
        return { kind: "value", value };
      }
    }
    this.#use(base, node.expression, true);
    if (property !== undefined && (property.shared || property.exclusive || property.borrows.length > 0)) {
      const facts = b.factsOf(node);
      const loans =
        property.borrows.length > 0
          ? this.#loans(property.borrows, base, undefined, undefined)
          : [{ from: base, exclusive: property.exclusive }];
      const value = b.repeated(node, facts, { loans });
      b.emit({ kind: "create", value, as: "borrowed", node });
      return { kind: "value", value };
    }
    if (key !== undefined && base.kind === "slot") {
      const slot = b.pathOf(base.slot, key, node);
      return slot === undefined ? this.#member(node, base) : { kind: "slot", slot };
    }
    return base.kind === "none" ? none : this.#member(node, base);
  }

  /** `pair.first.size` reads a part where it is, and takes nothing. */
  #isReadThrough(node: ts.Expression): boolean {
    const ts = this.#ts;
    let outer: ts.Node = node;
    while (ts.isParenthesizedExpression(outer.parent) || ts.isNonNullExpression(outer.parent))
      outer = outer.parent;
    const { parent } = outer;
    return (
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression === outer
    );
  }

  #await(node: ts.AwaitExpression): Operand {
    const inner = this.#bare(node.expression);
    if (this.#ts.isCallExpression(inner) || this.#ts.isNewExpression(inner)) return this.#call(inner, node);
    const operand = this.#expr(inner);
    // Code that awaits a thenable value waits for its disposal.
    if (operand.kind === "slot" && this.#isThenable(inner)) {
      const taker = { said: false, sendable: false, later: false, taker: "", into: undefined };
      const passes: Pass[] = [{ operand, effect: "perhaps", node: inner, ...taker }];
      this.#b.emit({ kind: "call", passes, name: "await", node });
    } else this.#use(operand, inner);
    this.#suspend("await", node);
    const facts = this.#b.factsOf(node);
    if (facts.primitive) return none;
    const value = this.#b.repeated(node, facts);
    this.#b.emit({ kind: "create", value, as: "free", node });
    return { kind: "value", value };
  }

  #isThenable(node: ts.Expression): boolean {
    const type = this.#b.checker.getTypeAtLocation(node);
    return type.getProperty("then") !== undefined && this.#b.factsOf(node).ends !== undefined;
  }

  #suspend(word: "await" | "yield", node: ts.Node): void {
    this.#b.emit({ kind: "suspend", word, node });
    this.#b.mayThrow(node);
  }

  #binary(node: ts.BinaryExpression): Operand {
    const ts = this.#ts;
    const b = this.#b;
    const { left, right } = node;
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) {
      return this.#assign(left, this.#expr(right), node);
    }
    if (operator === ts.SyntaxKind.CommaToken) {
      this.#expressionStatement(left);
      return this.#expr(right);
    }
    const logicalAssignment =
      operator === ts.SyntaxKind.QuestionQuestionEqualsToken ||
      operator === ts.SyntaxKind.BarBarEqualsToken ||
      operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken;
    if (
      logicalAssignment ||
      operator === ts.SyntaxKind.QuestionQuestionToken ||
      operator === ts.SyntaxKind.BarBarToken ||
      operator === ts.SyntaxKind.AmpersandAmpersandToken
    ) {
      const isAnd =
        operator === ts.SyntaxKind.AmpersandAmpersandToken ||
        operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken;
      const [more, short, after] = [b.block(), b.block(), b.block()];
      let first: Operand = none;
      if (isAnd && !logicalAssignment) {
        this.#condition(left, more, short);
      } else {
        first = this.#expr(left);
        const slot = first.kind === "slot" ? first.slot : undefined;
        if (slot === undefined) {
          this.#use(first, left, true);
          b.current?.next.push({ to: more, refine: undefined }, { to: short, refine: undefined });
          b.current = undefined;
        } else if (isAnd) this.#split(slot, more, short);
        else this.#split(slot, short, more);
      }
      const result = isAnd ? none : first;
      const second = this.#branch(more, right, () => {
        const operand = this.#expr(right);
        return logicalAssignment ? this.#assign(left, operand, node) : operand;
      });
      return this.#meet([{ result, node: left, blocks: [], end: short }, second], after);
    }
    this.#use(this.#expr(left), left, true);
    this.#use(this.#expr(right), right, true);
    return none;
  }

  /** Gives a value to a place; returns what the assignment results in. */
  #assign(target: ts.Expression, operand: Operand, node: ts.Node): Operand {
    const ts = this.#ts;
    const b = this.#b;
    const inner = this.#bare(target);
    const how = { declares: false, using: false };
    if (ts.isIdentifier(inner)) {
      const slot = b.slotOf(inner);
      if (slot !== undefined) b.emit({ kind: "bind", slot, operand, ...how, node });
      else if (operand.kind !== "none") b.emit({ kind: "store", operand, into: undefined, node });
    } else if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
      const base = this.#expr(inner.expression);
      let key: string | undefined;
      if (ts.isPropertyAccessExpression(inner)) key = `.${inner.name.text}`;
      else this.#use(this.#expr(inner.argumentExpression), inner.argumentExpression);
      this.#use(base, inner.expression, true);
      if (operand.kind !== "none")
        b.emit({ kind: "store", operand, into: base, takenBack: this.#isTakenBack(inner), node });
      const slot = key !== undefined && base.kind === "slot" ? b.pathOf(base.slot, key, inner) : undefined;
      const facts = b.factsOf(inner);
      if (slot !== undefined) {
        // A constructor makes what it writes to.
        const isOwn = slot.root === b.thisSlot && ts.isConstructorDeclaration(this.#node);
        const place = { value: b.repeated(inner, facts), of: isOwn ? none : base };
        b.emit({ kind: "bind", slot, operand, ...how, place, node });
      }
      // What was stored is moved: `return (this.file = open())` shows what is there.
      if (operand.kind !== "none" && facts.strict) {
        if (slot !== undefined) return { kind: "slot", slot };
        if (!ts.isExpressionStatement(node.parent)) return this.#member(inner, base);
      }
    } else if (ts.isObjectLiteralExpression(inner)) {
      for (const property of inner.properties) {
        if (ts.isShorthandPropertyAssignment(property)) {
          this.#assign(property.name, this.#member(property.name, operand), node);
        } else if (ts.isPropertyAssignment(property)) {
          this.#assign(property.initializer, this.#member(property.initializer, operand), node);
        } else if (ts.isSpreadAssignment(property)) {
          this.#assign(property.expression, none, node);
        }
      }
    } else if (ts.isArrayLiteralExpression(inner)) {
      for (const element of inner.elements) {
        if (ts.isOmittedExpression(element)) continue;
        const place = ts.isSpreadElement(element) ? element.expression : element;
        this.#assign(place, this.#member(place, operand), node);
      }
    } else if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      this.#use(this.#expr(inner.right), inner.right);
      this.#assign(inner.left, operand, node);
    } else {
      this.#use(this.#expr(inner), inner);
    }
    return operand;
  }

  /** `finally { this.pending = undefined; }`, or `delete`: what is stored there does not outlive the function. */
  #isTakenBack(place: ts.Expression): boolean {
    const ts = this.#ts;
    if (this.#takenBack === undefined) {
      const places = new Set<string>();
      const collect = (node: ts.Node): void => {
        if (ts.isFunctionLike(node)) return;
        if (ts.isBinaryExpression(node) && this.#isAssignment(node)) places.add(node.left.getText());
        if (ts.isDeleteExpression(node)) places.add(node.expression.getText());
        ts.forEachChild(node, collect);
      };
      const visit = (node: ts.Node): void => {
        if (ts.isFunctionLike(node) && node !== this.#node) return;
        if (ts.isTryStatement(node) && node.finallyBlock !== undefined) collect(node.finallyBlock);
        ts.forEachChild(node, visit);
      };
      visit(this.#node);
      this.#takenBack = places;
    }
    return this.#takenBack.size > 0 && this.#takenBack.has(place.getText());
  }

  #literal(node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): Operand {
    const ts = this.#ts;
    const b = this.#b;
    const parts: { operand: Operand; node: ts.Node }[] = [];
    const add = (expression: ts.Expression): void => {
      parts.push({ operand: this.#expr(expression), node: expression });
    };
    if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) {
        if (ts.isSpreadElement(element)) this.#use(this.#expr(element.expression), element.expression);
        else if (!ts.isOmittedExpression(element)) add(element);
      }
    } else {
      for (const property of node.properties) {
        if (property.name !== undefined && ts.isComputedPropertyName(property.name)) {
          this.#use(this.#expr(property.name.expression), property.name);
        }
        if (ts.isPropertyAssignment(property)) add(property.initializer);
        else if (ts.isShorthandPropertyAssignment(property)) add(property.name);
        else if (ts.isSpreadAssignment(property))
          this.#use(this.#expr(property.expression), property.expression);
        else parts.push({ operand: this.#function(property), node: property });
      }
    }
    const value = b.repeated(node, b.factsOf(node));
    b.emit({ kind: "create", value, as: "free", node });
    const whole: Operand = { kind: "value", value };
    for (const part of parts) {
      if (part.operand.kind !== "none")
        b.emit({ kind: "store", operand: part.operand, into: whole, node: part.node });
    }
    return whole;
  }

  // Calls

  #call(node: ts.CallExpression | ts.NewExpression, awaited?: ts.AwaitExpression): Operand {
    const ts = this.#ts;
    const b = this.#b;
    const contract = this.#contracts.of(node);
    const callee = this.#bare(node.expression);
    const passes: Pass[] = [];
    let self: Operand = none;
    let name = contract.name;
    if (
      ts.isCallExpression(node) &&
      (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee))
    ) {
      self = this.#expr(callee.expression);
      if (ts.isElementAccessExpression(callee)) this.#use(this.#expr(callee.argumentExpression), callee);
      name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.argumentExpression.getText();
      const closes = this.#closesReceiver(node, name) && contract.self.effect === "shared";
      const receiver = closes ? { ...contract.self, effect: "perhaps" as const } : contract.self;
      passes.push(this.#pass(self, receiver, contract, name, callee.expression));
    } else if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) {
      this.#use(this.#function(callee, true), callee);
    } else if (callee.kind !== ts.SyntaxKind.ImportKeyword) {
      if (ts.isIdentifier(callee)) name = callee.text;
      const operand = this.#expr(callee);
      if (operand.kind !== "none") {
        // Calling a function value that must be disposed disposes it: `const stop = effect(...); stop();`
        const effect = b.factsOf(callee).ends === undefined ? "shared" : "perhaps";
        passes.push(this.#pass(operand, { ...contract.self, effect, said: false }, contract, name, callee));
      }
    }
    const operands: Operand[] = [];
    for (const [position, argument] of (node.arguments ?? []).entries()) {
      if (ts.isSpreadElement(argument)) {
        this.#use(this.#expr(argument.expression), argument);
        operands.push(none);
        continue;
      }
      const parameter = parameterAt(contract.parameters, position);
      const inner = this.#bare(argument);
      const once = parameter?.said === true && parameter.effect === "move";
      const operand =
        ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)
          ? this.#function(inner, once)
          : this.#expr(argument);
      operands.push(operand);
      if (operand.kind !== "none")
        passes.push(this.#pass(operand, parameter, contract, name, argument, self));
    }
    b.emit({ kind: "call", passes, name, node });
    b.mayThrow(node);
    if (awaited !== undefined) this.#suspend("await", awaited);
    this.#claims(node, "assertion");
    if (contract.mustUse && ts.isExpressionStatement(node.parent)) b.emit({ kind: "unused", name, node });
    return this.#result(awaited ?? node, contract, self, operands);
  }

  /** `handle.createReadStream()`, `handle.writer({ autoClose: true })`: what is made of it closes it. */
  #closesReceiver(node: ts.CallExpression, name: string): boolean {
    const ts = this.#ts;
    if (/^create(Read|Write)Stream$/.test(name)) return true;
    return node.arguments.some(
      (argument) =>
        ts.isObjectLiteralExpression(argument) &&
        argument.properties.some(
          (property) =>
            ts.isPropertyAssignment(property) &&
            property.initializer.kind === ts.SyntaxKind.TrueKeyword &&
            /^auto(Close|Destroy|Dispose)$/.test(property.name.getText()),
        ),
    );
  }

  #pass(
    operand: Operand,
    parameter: Parameter | undefined,
    contract: Contract,
    name: string,
    node: ts.Node,
    receiver: Operand = none,
  ): Pass {
    const effect: Effect = parameter?.effect ?? "perhaps";
    const what = parameter === contract.self ? "its receiver" : `\`${parameter?.name ?? ""}\``;
    return {
      operand,
      effect,
      said: parameter?.said ?? false,
      sendable: parameter?.sendable ?? false,
      later: deferring.has(name),
      into: effect === "store" ? receiver : undefined,
      node,
      taker: `\`${name}\` takes ownership of ${what}${parameter?.text === undefined ? "" : `: \`${parameter.text}\``}`,
    };
  }

  #result(node: ts.Expression, contract: Contract, self: Operand, operands: readonly Operand[]): Operand {
    const b = this.#b;
    const { result } = contract;
    if (result === "receiver" && self.kind !== "none") return self;
    if (typeof result === "object") return operands[result.argument] ?? none;
    const facts = b.factsOf(node);
    if (facts.primitive) return none;
    // A class without a constructor has no signature to read.
    const isPlain = this.#ts.isNewExpression(this.#bare(node)) && contract.name === "";
    const fresh = result === "fresh" || isPlain;
    const loans = this.#loans(contract.borrows, self, contract, operands);
    const maker = self.kind === "slot" ? self.slot : undefined;
    const value = b.repeated(node, facts, { loans, maker });
    const borrowed = result === "shared" || result === "exclusive";
    const as = fresh && facts.ends !== undefined ? "owned" : borrowed ? "borrowed" : "free";
    b.emit({ kind: "create", value, as, node });
    return { kind: "value", value };
  }

  #loans(
    borrows: Contract["borrows"],
    self: Operand,
    contract: Contract | undefined,
    operands: readonly Operand[] | undefined,
  ): Loan[] {
    return borrows.flatMap(({ name, exclusive }) => {
      const from =
        name === "this" ? self : operands?.[contract?.parameters.findIndex((p) => p.name === name) ?? -1];
      return from === undefined || from.kind === "none" ? [] : [{ from, exclusive }];
    });
  }

  /** The value that the call puts into a property, as its type predicate states: `asserts current is Reserving`. */
  #claims(node: ts.CallExpression | ts.NewExpression, kind: "assertion" | "guard"): void {
    const ts = this.#ts;
    const b = this.#b;
    if (!ts.isCallExpression(node)) return;
    for (const claim of this.#contracts.claims(node, kind)) {
      const subject =
        claim.parameter === "this"
          ? ts.isPropertyAccessExpression(node.expression)
            ? node.expression.expression
            : undefined
          : node.arguments[claim.parameter];
      if (subject === undefined) continue;
      const inner = this.#bare(subject);
      const slot = ts.isIdentifier(inner)
        ? b.slotOf(inner)
        : inner.kind === ts.SyntaxKind.ThisKeyword
          ? b.thisSlot
          : undefined;
      if (slot === undefined) continue;
      const facts = this.#contracts.facts.of(claim.type);
      const path = b.pathWith(slot, `.${claim.property}`, node, facts);
      const loans = this.#loans(claim.borrows, { kind: "slot", slot }, undefined, undefined);
      const value = b.repeated(node, facts, { loans });
      b.emit({ kind: "create", value, as: facts.ends === undefined ? "free" : "owned", node });
      b.emit({
        kind: "bind",
        slot: path,
        operand: { kind: "value", value },
        declares: true,
        using: false,
        node,
      });
      b.enterScope(path);
    }
  }

  // Functions inside this one

  #function(node: ts.Node, once = false): Operand {
    const ts = this.#ts;
    const b = this.#b;
    if ((node as ts.FunctionLikeDeclaration).body === undefined) return none;
    const captures = this.#captures(this.#nested(node, once), undefined);
    const name = ts.isFunctionDeclaration(node) ? node.name : undefined;
    const value = b.repeated(node, plainFacts, { captures });
    b.emit({ kind: "capture", value, once, node });
    const operand: Operand = { kind: "value", value };
    if (name !== undefined) {
      const slot = b.slotOf(name);
      if (slot !== undefined) b.emit({ kind: "bind", slot, operand, declares: true, using: false, node });
    }
    return operand;
  }

  #class(node: ts.ClassLikeDeclaration): void {
    const ts = this.#ts;
    const b = this.#b;
    for (const clause of node.heritageClauses ?? []) {
      for (const { expression } of clause.types) {
        if (clause.token === ts.SyntaxKind.ExtendsKeyword) this.#use(this.#expr(expression), expression);
      }
    }
    const captures: Capture[] = [];
    for (const member of node.members) {
      if (member.name !== undefined && ts.isComputedPropertyName(member.name)) {
        this.#use(this.#expr(member.name.expression), member.name);
      }
      if (isCode(ts, member)) captures.push(...this.#captures(this.#nested(member, false), "perhaps"));
    }
    if (captures.length === 0) return;
    b.emit({ kind: "capture", value: b.repeated(node, plainFacts, { captures }), once: false, node });
  }

  #captures(lowered: Lowered, effect: Effect | undefined): Capture[] {
    return lowered.outer.flatMap((use) => {
      const slot = use.symbol === undefined ? undefined : this.#b.slotOfSymbol(use.symbol, use.node);
      if (slot === undefined || slot.binding === "module") return [];
      const what = effect ?? use.effect;
      if (what !== "shared" && what !== "exclusive") slot.shared = true;
      return [{ slot, effect: what, node: use.node }];
    });
  }

  #nested(node: ts.Node, once: boolean): Lowered {
    let lowered = this.#lowered.get(node);
    if (lowered === undefined) {
      lowered = new Lowering(this.#contracts, this.#graphs, this.#lowered, node, once).run();
      this.#lowered.set(node, lowered);
    }
    return lowered;
  }
}

/** Whether a step moves what a slot holds, or a part of it, out of the slot. */
function givesAway(step: Instruction, slot: Slot, strict: boolean): boolean {
  const isIt = (operand: Operand): boolean =>
    operand.kind === "group"
      ? operand.of.some(isIt)
      : operand.kind === "slot" && (operand.slot === slot || operand.slot.root === slot);
  switch (step.kind) {
    case "call":
      return step.passes.some(
        ({ operand, effect }) =>
          (effect === "move" || (strict && (effect === "end" || effect === "store"))) && isIt(operand),
      );
    case "store":
    case "yield":
      return strict && isIt(step.operand);
    case "capture":
      return (
        step.once &&
        (step.value.captures ?? []).some(
          ({ slot: captured, effect }) => effect === "move" && (captured === slot || captured.root === slot),
        )
      );
    case "bind":
    case "claim":
    case "create":
    case "discard":
    case "elsewhere":
    case "leave":
    case "member":
    case "pick":
    case "return":
    case "suspend":
    case "throws":
    case "unused":
    case "use":
      return false;
  }
}
