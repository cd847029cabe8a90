/** Which faults are tried: spread over the functions and the operators, in an order that a seed decides, if they compile. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { countAccesses, ours, usual, type Fault } from "./operators.js";

/** A fault in its file. */
export interface Mutant {
  /** What it is known by while the text of its function stays: a hash. */
  readonly id: string;
  readonly file: string;
  /** The function, with its class: `Memory.load`. */
  readonly functionName: string;
  readonly operator: string;
  readonly line: number;
  /** What is changed, and what it is changed to. */
  readonly was: string;
  readonly is: string;
  readonly edits: Fault;
}

/** The text with a fault in it. */
export function mutated(text: string, edits: Fault): string {
  return edits.reduceRight(
    (changed, { start, end, text }) => changed.slice(0, start) + text + changed.slice(end),
    text,
  );
}

/** The faults that a function can have. */
export interface Faults {
  /** How many of its calls touch the memory, or hand it on. */
  readonly accesses: number;
  /** In the order of the seed. */
  readonly mutants: readonly Mutant[];
}

/** Every fault of a file, by function. */
export function mutantsOf(file: string, text: string, seed: number): Map<string, Faults> {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = new Map<string, Faults>();
  for (const [functionName, body] of functionsOf(source)) {
    const place = { source, body, nodes: [...nodesOf(body)] };
    const key = `${file} ${functionName}`;
    const mutants = Object.entries({ ...ours, ...usual }).flatMap(([operator, faults]) =>
      faults(place).map((edits, index) => mutantOf(source, body, functionName, operator, edits, index)),
    );
    if (mutants.length === 0) continue;
    found.set(key, { accesses: countAccesses(place), mutants: inOrder(mutants, seed, ({ id }) => id) });
  }
  return found;
}

function mutantOf(
  source: ts.SourceFile,
  body: ts.Node,
  functionName: string,
  operator: string,
  edits: Fault,
  index: number,
): Mutant {
  const { fileName: file, text } = source;
  const [first, last] = [edits[0], edits.at(-1)];
  const [start, end] = [first?.start ?? 0, last?.end ?? 0];
  const shifted = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return {
    id: hash(`${file} ${functionName} ${operator} ${index} ${body.getText(source)}`).slice(0, 16),
    file,
    functionName,
    operator,
    line: source.getLineAndCharacterOfPosition(start).line + 1,
    was: oneLine(text.slice(start, end)),
    is: oneLine(mutated(text.slice(start, end), shifted)),
    edits,
  };
}

function filesOf(root: string): string[] {
  return globSync(["src/kernel/**/*.ts"], { cwd: root }).sort();
}

/** Every fault of the model, by function. */
export function everyMutant(root: string, seed: number): Map<string, Faults> {
  return new Map(
    filesOf(root).flatMap((file) => [...mutantsOf(file, readFileSync(path.join(root, file), "utf8"), seed)]),
  );
}

/** The first `count` of the model that compile. */
export function draw(
  root: string,
  count: number,
  seed: number,
  progress?: (drawn: number) => void,
): Mutant[] {
  return spread(everyMutant(root, seed), count, seed, compiler(root, filesOf(root)), progress);
}

/**
 * Each function has one before any has a second, those with more accesses first. Which one it has, the operator says: one
 * of ours if it can, and of these one that was drawn least.
 */
export function spread(
  functions: ReadonlyMap<string, Faults>,
  count: number,
  seed: number,
  compiles: (mutant: Mutant) => boolean,
  progress?: (drawn: number) => void,
): Mutant[] {
  const queues = inOrder([...functions], seed, ([name]) => name)
    .sort(([, one], [, other]) => other.accesses - one.accesses)
    .map(([, { mutants }]) => [...mutants]);
  const drawn: Mutant[] = [];
  const times = new Map<string, number>();
  const next = (left: Mutant[]): Mutant | undefined => {
    while (left.length > 0) {
      const [first] = [...left].sort((one, other) => cost(one, times) - cost(other, times));
      left.splice(left.indexOf(first as Mutant), 1);
      if (compiles(first as Mutant)) return first;
    }
    return undefined;
  };
  while (drawn.length < count && queues.some(({ length }) => length > 0)) {
    for (const left of queues) {
      const mutant = next(left);
      if (mutant === undefined) continue;
      drawn.push(mutant);
      times.set(mutant.operator, (times.get(mutant.operator) ?? 0) + 1);
      progress?.(drawn.length);
      if (drawn.length === count) break;
    }
  }
  return drawn;
}

/** What stands first costs least: the operators of ours before the usual ones, the least drawn before the others. */
function cost({ operator }: Mutant, times: ReadonlyMap<string, number>): number {
  return (Object.hasOwn(ours, operator) ? 0 : 1e6) + (times.get(operator) ?? 0);
}

/** The functions of a file that have a name; what is written inside without one belongs to them. */
function* functionsOf(node: ts.Node, prefix = ""): Generator<[name: string, body: ts.Node]> {
  const name = nameOf(node);
  const isNamed = name !== undefined;
  const full = isNamed ? prefix + name : prefix;
  if (isNamed && ts.isFunctionLike(node) && "body" in node && node.body !== undefined)
    yield [full, node.body];
  const below = isNamed ? `${full}.` : prefix;
  for (const child of node.getChildren()) yield* functionsOf(child, below);
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) return node.name?.text;
  const isMethod = ts.isMethodDeclaration(node) || ts.isAccessor(node);
  if (isMethod) return `${ts.isSetAccessor(node) ? "set " : ""}${node.name.getText()}`;
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const { parent } = node;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed ? parent.name.getText() : undefined;
}

/** The nodes of a function that run: no types, and no named functions inside. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  if (ts.isTypeNode(node)) return;
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) if (nameOf(child) === undefined) yield* nodesOf(child);
}

/** Whether a mutant compiles: one incremental program, in which its file is the only one that differs. */
function compiler(root: string, files: readonly string[]): (mutant: Mutant) => boolean {
  const config = path.join(root, "tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const versions = new Map(
    files.map((file) => [path.join(root, file), { version: 0, text: undefined as string | undefined }]),
  );
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...versions.keys()],
    getScriptVersion: (file) => String(versions.get(file)?.version ?? 0),
    getScriptSnapshot: (file) => {
      const text = versions.get(file)?.text ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
  });
  return ({ file, edits }) => {
    const name = path.join(root, file);
    const set = (text: string | undefined): void => {
      versions.set(name, { version: (versions.get(name)?.version ?? 0) + 1, text });
    };
    set(mutated(readFileSync(name, "utf8"), edits));
    const found = [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)];
    set(undefined);
    return found.length === 0;
  };
}

/** In an order that the seed decides; one that is added or removed moves no other. */
function inOrder<T>(list: readonly T[], seed: number, key: (item: T) => string): T[] {
  const rank = new Map(list.map((item) => [item, hash(`${seed} ${key(item)}`)]));
  return [...list].sort((one, other) => ((rank.get(one) ?? "") < (rank.get(other) ?? "") ? -1 : 1));
}

/** A hash of a text. */
export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
