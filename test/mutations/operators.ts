/** Faults that can be put into a function: each operator names the places of a syntax tree that it changes, and how. */
import ts from "typescript";

/** A piece of the text, and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One fault: the edits that make it, in the order of the text. */
export type Fault = readonly Edit[];

/** What an operator is given. */
export interface Place {
  readonly source: ts.SourceFile;
  /** The function. */
  readonly body: ts.Node;
  /** Every node of it, those of named functions inside left out. */
  readonly nodes: readonly ts.Node[];
}

type Operator = (place: Place) => Fault[];

/** The usual operators, by what they do. */
export const usual: Readonly<Record<string, Operator>> = {
  "condition negated": ({ source, nodes }) =>
    nodes.flatMap((node) => {
      const condition = conditionOf(node);
      return condition === undefined ? [] : [[replaced(source, condition, (text) => `!(${text})`)]];
    }),

  "comparison off by one": ({ source, nodes }) => swappedTokens(source, nodes, COMPARISONS),

  "arithmetic operator swapped": ({ source, nodes }) => swappedTokens(source, nodes, ARITHMETIC),

  "logical operator swapped": ({ source, nodes }) => swappedTokens(source, nodes, LOGICAL),

  "constant changed": ({ source, nodes }) =>
    nodes.flatMap((node) => {
      // An operand that an access has not got is 0, whatever it is.
      if (isMissingOperand(source, node)) return [];
      if (ts.isNumericLiteral(node)) return [[replaced(source, node, (text) => `(${text} + 1)`)]];
      if (node.kind === ts.SyntaxKind.TrueKeyword) return [[replaced(source, node, () => "false")]];
      if (node.kind === ts.SyntaxKind.FalseKeyword) return [[replaced(source, node, () => "true")]];
      return [];
    }),

  "statement removed": ({ source, nodes }) =>
    nodes
      .filter(ts.isExpressionStatement)
      .filter((statement) => !isRelease(source, statement))
      .map((statement) => [removed(source, statement)]),

  "early return removed": ({ source, nodes }) =>
    nodes
      .filter(ts.isIfStatement)
      .filter(({ thenStatement, elseStatement }) => elseStatement === undefined && leaves(thenStatement))
      .map((statement) => [removed(source, statement)]),

  "errno replaced": ({ source, nodes }) =>
    nodes.filter(ts.isPrefixUnaryExpression).flatMap(({ operator, operand }) => {
      const name = ts.isPropertyAccessExpression(operand) ? operand.name : operand;
      if (operator !== ts.SyntaxKind.MinusToken || !ts.isIdentifier(name)) return [];
      const others = errnosOf(source, name).filter((other) => other !== name.text);
      const other = others[name.text.length % Math.max(1, others.length)];
      return other === undefined ? [] : [[replaced(source, name, () => other)]];
    }),
};

/** Those of this model: what its locks, read sections, counts and releases are for. */
export const ours: Readonly<Record<string, Operator>> = {
  "bound off by one": ({ source, nodes }) =>
    nodes.filter(ts.isBinaryExpression).flatMap((node) => {
      const isPlusMinus = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.MinusToken].includes(
        node.operatorToken.kind,
      );
      return isPlusMinus && node.right.getText(source) === "1"
        ? [[replaced(source, node, () => `(${node.left.getText(source)})`)]]
        : [];
    }),

  "lock dropped": ({ source, nodes }) => {
    const calls = nodes
      .filter(ts.isExpressionStatement)
      .filter((node) => methodOf(node, LOCKS) !== undefined);
    const all = calls.length < 2 ? [] : [calls];
    // Dropped and taken again within one block: the pair is what lets others in.
    const again = calls.flatMap((taken, index) => {
      const dropped = calls[index - 1];
      return methodOf(taken, LOCKS) === "lock" &&
        dropped?.parent === taken.parent &&
        methodOf(dropped, LOCKS) === "unlock"
        ? [[dropped, taken]]
        : [];
    });
    return [...all, ...again].map((pair) => pair.map((statement) => removed(source, statement)));
  },

  "read section dropped": ({ source, nodes }) => {
    const calls = nodes
      .filter(ts.isExpressionStatement)
      .filter((node) => methodOf(node, SECTIONS) !== undefined);
    return calls.length < 2 ? [] : [calls.map((statement) => removed(source, statement))];
  },

  "read section left between two statements": ({ source, nodes }) => {
    const begin = nodes
      .filter(ts.isExpressionStatement)
      .find((node) => methodOf(node, SECTIONS) === "rcuReadLock");
    const last = nodes
      .filter(ts.isExpressionStatement)
      .findLast((node) => methodOf(node, SECTIONS) !== undefined);
    if (begin === undefined || last === undefined || begin === last) return [];
    const section = begin.getText(source);
    const between = `${section.replace("rcuReadLock", "rcuReadUnlock")} ${section} `;
    // Between the begin and what comes first, nobody has read anything that could be freed.
    return blocksOf(nodes)
      .flatMap((statements) => statements.slice(1))
      .filter((statement) => statement.pos > begin.end && statement.end <= last.pos)
      .map((statement) => [
        { start: statement.getStart(source), end: statement.getStart(source), text: between },
      ]);
  },

  "accesses swapped": ({ source, nodes }) =>
    blocksOf(nodes).flatMap((statements) =>
      statements.flatMap((second, index) => {
        const first = statements[index - 1];
        if (first === undefined || ![first, second].every((one) => !leaves(one) && accesses(source, one)))
          return [];
        if (isSafeToSwap(source, first, second)) return [];
        return [
          [
            replaced(source, first, () => second.getText(source)),
            replaced(source, second, () => first.getText(source)),
          ],
        ];
      }),
    ),

  "atomic split in two": ({ source, nodes }) =>
    nodes.filter(ts.isCallExpression).flatMap((call) => {
      if (!ts.isPropertyAccessExpression(call.expression)) return [];
      const memory = call.expression.expression.getText(source);
      const [address = "", ...operands] = call.arguments.map((argument) => `(${argument.getText(source)})`);
      const split = SPLIT[call.expression.name.text]?.(memory, address, operands);
      return split === undefined || !isMemory(memory) ? [] : [[replaced(source, call, () => split)]];
    }),

  "release left out": ({ source, nodes }) =>
    nodes
      .filter(ts.isExpressionStatement)
      .filter((statement) => isRelease(source, statement))
      .map((statement) => [removed(source, statement)]),
};

const COMPARISONS: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "<<": ">>",
  ">>": "<<",
  "&": "|",
  "|": "&",
};
const LOGICAL: Readonly<Record<string, string>> = { "&&": "||", "||": "&&", "===": "!==", "!==": "===" };

const LOCKS = ["lock", "unlock"];
const SECTIONS = ["rcuReadLock", "rcuReadUnlock"];
const BEGINS = ["lock", "rcuReadLock"];
const RELEASE = /^(f?put|free|release|recycle|disown|wakeUp|exit)(?![a-z])/;

/** What is atomic, as a load and a store: others come between. */
const SPLIT: Readonly<
  Record<string, (memory: string, address: string, operands: readonly string[]) => string>
> = {
  add: (memory, at, [delta = ""]) =>
    `((to) => (${memory}.store(${at}, to), to))(${memory}.load(${at}) + ${delta})`,
  incrementNotZero: (memory, at) =>
    `((was) => was !== 0 && (${memory}.store(${at}, was + 1), true))(${memory}.load(${at}))`,
  exchange: (memory, at, [value = ""]) =>
    `((was) => (${memory}.store(${at}, ${value}), was))(${memory}.load(${at}))`,
  compareExchange: (memory, at, [expected = "", value = ""]) =>
    `((was) => (was === ${expected} && ${memory}.store(${at}, ${value}), was))(${memory}.load(${at}))`,
};

function replaced(source: ts.SourceFile, node: ts.Node, change: (text: string) => string): Edit {
  return { start: node.getStart(source), end: node.end, text: change(node.getText(source)) };
}

function removed(source: ts.SourceFile, statement: ts.Statement): Edit {
  return replaced(source, statement, () => ";");
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) ? node.condition : undefined;
}

function isMissingOperand(source: ts.SourceFile, { parent: call }: ts.Node): boolean {
  return ts.isCallExpression(call) && /(\.|\?\.)perform$/.test(call.expression.getText(source));
}

function swappedTokens(
  source: ts.SourceFile,
  nodes: readonly ts.Node[],
  instead: Readonly<Record<string, string>>,
): Fault[] {
  return nodes.filter(ts.isBinaryExpression).flatMap(({ operatorToken }) => {
    const other = instead[operatorToken.getText(source)];
    return other === undefined ? [] : [[replaced(source, operatorToken, () => other)]];
  });
}

/** The lists of statements. */
function blocksOf(nodes: readonly ts.Node[]): (readonly ts.Statement[])[] {
  return nodes
    .filter((node) => ts.isBlock(node) || ts.isCaseOrDefaultClause(node))
    .map(({ statements }) => statements);
}

/** Whether control does not reach what follows a statement, or not always. */
function leaves(statement: ts.Node): boolean {
  const isJump =
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement);
  if (isJump) return true;
  if (ts.isFunctionLike(statement)) return false;
  return ts.forEachChild(statement, leaves) ?? false;
}

/**
 * Whether nothing can come of another order: a load or a store that gets into a section at its begin or its end, where it is
 * only better guarded; two stores into two words of one object. In this model such words are of a new object, of one task,
 * or guarded by one lock. And what no task runs.
 */
function isSafeToSwap(source: ts.SourceFile, first: ts.Statement, second: ts.Statement): boolean {
  const [before, after] = [sectionCall(first), sectionCall(second)];
  const entersAtBegin = after !== undefined && BEGINS.includes(after) && isOneAccess(source, first);
  const entersAtEnd = before !== undefined && !BEGINS.includes(before) && isOneAccess(source, second);
  if (entersAtBegin || entersAtEnd) return true;
  const [one, other] = [first, second].map((statement) => storedInto(source, statement));
  if (one !== undefined && one.object === other?.object && one.word !== other.word) return true;
  return source.fileName.endsWith("/invariants.ts");
}

/** Whether a statement is a load or a store and calls nothing else: it neither waits nor releases anything. */
function isOneAccess(source: ts.SourceFile, statement: ts.Statement): boolean {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  const [call] = calls;
  return (
    calls.length === 1 &&
    (ts.isExpressionStatement(statement) || ts.isVariableStatement(statement)) &&
    /\.(load|store)$/.test(call?.expression.getText(source) ?? "")
  );
}

function sectionCall(statement: ts.Statement): string | undefined {
  return ts.isExpressionStatement(statement) ? methodOf(statement, [...LOCKS, ...SECTIONS]) : undefined;
}

/** Where a statement stores a word that it does not load: `file` and its count of `memory.store(file + FileStruct.count, 1)`. */
function storedInto(
  source: ts.SourceFile,
  statement: ts.Statement,
): { readonly object: string; readonly word: string } | undefined {
  if (!isOneAccess(source, statement) || !ts.isExpressionStatement(statement)) return undefined;
  if (methodOf(statement, ["store"]) === undefined) return undefined;
  const [address] = (statement.expression as ts.CallExpression).arguments;
  if (address === undefined || !ts.isBinaryExpression(address)) return undefined;
  return { object: address.left.getText(source), word: address.right.getText(source) };
}

/** Whether it calls a method of the memory, or hands the kernel or the memory to a function, or something in it does. */
function accesses(source: ts.SourceFile, node: ts.Node): boolean {
  return isAccess(source, node) || (ts.forEachChild(node, (child) => accesses(source, child)) ?? false);
}

function isAccess(source: ts.SourceFile, node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  if (ts.isPropertyAccessExpression(node.expression) && isMemory(node.expression.expression.getText(source)))
    return true;
  return node.arguments.some((argument) =>
    /^(this\.|kernel\.)?#?(kernel|memory)$/.test(argument.getText(source)),
  );
}

/** How many calls of a function touch the memory, or hand it on. */
export function countAccesses({ source, nodes }: Place): number {
  return nodes.filter((node) => isAccess(source, node)).length;
}

function isMemory(text: string): boolean {
  return /(^|\.)#?memory$/.test(text);
}

/** The name of the method that a statement calls, when it is one of these. */
function methodOf({ expression }: ts.ExpressionStatement, names: readonly string[]): string | undefined {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
    return undefined;
  const { text } = expression.expression.name;
  return names.includes(text) ? text : undefined;
}

function isRelease(source: ts.SourceFile, { expression }: ts.ExpressionStatement): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const called = expression.expression.getText(source);
  return RELEASE.test(called.slice(called.lastIndexOf(".") + 1));
}

/** The error numbers that a file takes out of the table; where it takes none out, some that every table has. */
function errnosOf(source: ts.SourceFile, name: ts.Identifier): readonly string[] {
  if (ts.isPropertyAccessExpression(name.parent)) return ["EINVAL", "ENOMEM"];
  const names: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer?.getText(source) !== "errnoNumbers" || !ts.isObjectBindingPattern(name)) continue;
      names.push(...name.elements.map((element) => element.name.getText(source)));
    }
  }
  return names.includes(name.text) ? names : [];
}
