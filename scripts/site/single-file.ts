/** An example and the files beside it that it imports, as one program: the playground has one file. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import ts from "typescript";

/** What the files of a program import from packages: for each package its names, as written. */
type Imports = Map<string, Set<string>>;

/**
 * The text of a program with its own files put before it, their exports no longer exported.
 *
 * @throws Error when two of the files declare the same name, or import something in a way that cannot be merged.
 */
export async function singleFile(file: string): Promise<string> {
  const imports: Imports = new Map();
  const declared = new Map<string, string>();
  const parts: string[] = [];
  const helpers: string[] = [];
  const seen = new Set<string>();
  const add = (name: string, isEntry: boolean): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const source = ts.createSourceFile(name, readFileSync(name, "utf8"), ts.ScriptTarget.ES2023, true);
    for (const statement of source.statements.filter(ts.isImportDeclaration)) {
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (from.startsWith(".")) add(path.resolve(path.dirname(name), from.replace(/\.js$/, ".ts")), false);
      else collect(imports, statement, from);
    }
    for (const own of topLevelNames(source)) {
      const other = declared.get(own);
      if (other !== undefined) throw new Error(`${name} and ${other} both declare ${own}: rename one`);
      declared.set(own, name);
    }
    parts.push(body(source, isEntry));
    if (!isEntry) helpers.push(path.basename(name));
  };
  add(path.resolve(file), true);
  const head = [...imports].flatMap(([from, names]) => {
    const [whole, single] = [[...names].filter(isWhole), [...names].filter((name) => !isWhole(name)).sort()];
    const named = single.length === 0 ? [] : [`import { ${single.join(", ")} } from "${from}";`];
    return [...whole.map((name) => `import ${name} from "${from}";`), ...named];
  });
  const text = readFileSync(file, "utf8");
  const comment = ts.getLeadingCommentRanges(text, 0)?.[0];
  const opening = comment === undefined ? "" : text.slice(comment.pos, comment.end);
  // What other files brought is folded at first: an example is about its own.
  const setUp =
    helpers.length === 0
      ? []
      : [`// #region set-up: ${helpers.join(", ")}`, ...parts.slice(0, -1), "// #endregion", ""];
  return format([opening, head.join("\n"), "", ...setUp, ...parts.slice(-1)].join("\n"), {
    parser: "typescript",
    printWidth: 92, // what the editor shows beside the answers on a wide screen
  });
}

/** Whether an import is of a module as a whole: `* as kernel`. */
function isWhole(name: string): boolean {
  return name.startsWith("*");
}

function collect(imports: Imports, { importClause }: ts.ImportDeclaration, from: string): void {
  const bindings = importClause?.namedBindings;
  if (importClause?.name !== undefined || bindings === undefined) {
    throw new Error(`only named imports can be merged: "${from}" is imported in another way`);
  }
  const names = imports.get(from) ?? new Set();
  imports.set(from, names);
  if (ts.isNamespaceImport(bindings)) {
    names.add(bindings.getText());
    return;
  }
  const onlyTypes = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  for (const element of bindings.elements) {
    const name = element.getText().replace(/^type /, "");
    const isType = onlyTypes || element.isTypeOnly;
    // A value can be used as a type, so one import of the value is enough.
    if (isType && !names.has(name)) names.add(`type ${name}`);
    if (!isType) {
      names.delete(`type ${name}`);
      names.add(name);
    }
  }
}

function* topLevelNames(source: ts.SourceFile): Generator<string> {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) yield name.getText();
    } else if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      if (statement.name !== undefined) yield statement.name.text;
    }
  }
}

/** The file without its imports and its opening comment; `export` stays in the program's own file only. */
function body(source: ts.SourceFile, isEntry: boolean): string {
  return source.statements
    .filter((statement) => !ts.isImportDeclaration(statement))
    .map((statement) => {
      // A comment before the first statement of a file without imports is the file's own.
      const isFirst = statement === source.statements[0];
      const comments = isFirst ? [] : (ts.getLeadingCommentRanges(source.text, statement.pos) ?? []);
      const before = comments.map(({ pos, end }) => `${source.text.slice(pos, end)}\n`).join("");
      const text = statement.getText();
      return `${before}${isEntry ? text : text.replace(/^export (?=const|function|interface|type|class)/, "")}\n`;
    })
    .join("\n");
}
