/** Makes of a page's block of code the program that the playground opens: one that runs, or one to be checked only. */
import ts from "typescript";
import { readAnnouncements } from "./checked-code.js";

/** What a link opens. */
export interface PlayableProgram {
  readonly source: string;
  /** Whether it is about types, and has nothing to run. */
  readonly typesOnly: boolean;
}

/**
 * The block without what only the page's compiler reads. Where it defines a call, or is a few lines of one, the scenario
 * that explores it is added; what announces an error, or names what is not there, is about types.
 *
 * @param name - What the scenario is called.
 */
export function playableProgram(block: string, name: string): PlayableProgram {
  const { code, announced } = readAnnouncements(block);
  const source = code
    .split("\n")
    .filter((line) => !/^\s*\/\/(?: ---cut|\s+\^\?| @)/.test(line))
    .join("\n");
  const file = ts.createSourceFile("block.ts", source, ts.ScriptTarget.ES2023, true);
  const declared = file.statements.filter((statement) =>
    ts.canHaveModifiers(statement) ? isDeclared(statement) : false,
  );
  const runs = (added: string): PlayableProgram => ({ source: added, typesOnly: false });
  if (announced.length === 0) {
    if (declared.length === 0) {
      if (/\bexport\b[^;]*\bscenario(?:<[^>]*>)?\(/.test(source) || prints(file)) return runs(source);
      const call = exportedCall(file);
      if (call !== undefined) return runs(`${source.trimEnd()}\n\n${explored(call, source)}`);
    }
    const [only] = declared;
    if (declared.length === 1 && only?.getText() === "declare const current: Task;") {
      return runs(asTask(file, only, name));
    }
  }
  return { source, typesOnly: true };
}

function isDeclared(statement: ts.Statement & ts.HasModifiers): boolean {
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true;
}

/** Whether the program itself prints something, outside of the functions that it declares. */
function prints(file: ts.SourceFile): boolean {
  return file.statements.some(
    (statement) => !ts.isFunctionDeclaration(statement) && statement.getText().includes("console.log("),
  );
}

/** A call as the pages show it: a function of a task, and perhaps of an address of user memory. */
function exportedCall(file: ts.SourceFile): string | undefined {
  const found = file.statements.filter(ts.isFunctionDeclaration).filter(({ parameters, modifiers }) => {
    const types = parameters.map(({ type }) => type?.getText());
    const isCall = types[0] === "Task" && types.slice(1).every((type) => type === "number");
    return isCall && types.length <= 2 && modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  });
  return found.length === 1 ? found[0]?.name?.text : undefined;
}

/** The kernel that a design needs. */
function kernelFor(source: string): string {
  if (/\bbeginTransferring\b/.test(source))
    return '  kernel: { scheme: "tagged", unshareReserving: "transfer" },\n';
  if (/\bTransaction\b/.test(source)) return '  kernel: { scheme: "tagged" },\n';
  if (/\bSlotReservation\b/.test(source)) return '  kernel: { scheme: "slots" },\n';
  return /\bslots\b/.test(source) ? '  kernel: { scheme: "slots", guards: false },\n' : "";
}

function explored(call: string, source: string): string {
  return `import { allocUser } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

// Run explores the call: every step that can fail fails once.
export default scenario({
  name: "${call}",
${kernelFor(source)}  setup: ({ kernel }) => allocUser(kernel, 2),
  tasks: { caller: ${call} },
});
`;
}

function asTask(file: ts.SourceFile, declaration: ts.Statement, name: string): string {
  const isImport = (statement: ts.Statement): boolean => ts.isImportDeclaration(statement);
  const body = file.statements.filter((statement) => !isImport(statement) && statement !== declaration);
  const indented = body.flatMap((statement) =>
    statement
      .getFullText()
      .replace(/^\n+/, "")
      .split("\n")
      .map((line) => (line === "" ? line : `      ${line}`)),
  );
  return `${file.statements
    .filter(isImport)
    .map((statement) => statement.getText())
    .join("\n")}
import { syscall } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

export default scenario({
  name: ${JSON.stringify(name)},
${kernelFor(file.text)}  tasks: {
    caller: (current: Task) => syscall(current, () => {
${indented.join("\n")}
    }),
  },
});
`;
}
