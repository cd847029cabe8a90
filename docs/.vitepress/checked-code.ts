/**
 * Compiles every TypeScript block of the pages: an error that a block does not announce fails the build, and so does
 * an announced one that does not occur, with its line, its code and its text.
 *
 * A block announces an error in a comment below the line that has it: `// error 2339: text the message contains`.
 */
import { createTwoslasher, type TwoslashReturn } from "twoslash";

/** A page's block and what the compiler says about it differ. */
export class BlockError extends Error {
  override readonly name = "BlockError";
}

interface Announced {
  /** The line above the comment, from 0, in the block without such comments. */
  readonly line: number;
  readonly code: number;
  readonly text: string;
}

const ANNOUNCEMENT = /^\s*\/\/ error (\d+): (.+)$/;

/** The block without its announcements, and the announcements. */
export function readAnnouncements(code: string): { readonly code: string; readonly announced: Announced[] } {
  const announced: Announced[] = [];
  const lines: string[] = [];
  for (const line of code.split("\n")) {
    const match = ANNOUNCEMENT.exec(line);
    if (match === null) lines.push(line);
    else announced.push({ line: lines.length - 1, code: Number(match[1]), text: match[2] ?? "" });
  }
  return { code: lines.join("\n"), announced };
}

const ts = { target: 9, module: 99, moduleResolution: 100 } as const; // ES2022, ESNext, bundler

/**
 * A twoslasher that checks.
 *
 * @param root - The repository's root, without a slash at its end: with one, the compiler finds no file of the
 * package and no error is ever reported. The first thing done here is to see that an error is.
 */
export function checkedTwoslasher(root: string): (code: string, lang?: string) => TwoslashReturn {
  const entry = (name: string): [string] => [`${root}/dist/${name}`];
  const twoslasher = createTwoslasher({
    vfsRoot: root,
    compilerOptions: {
      ...ts,
      strict: true,
      allowJs: true,
      checkJs: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.esnext.disposable.d.ts"],
      types: [],
      paths: {
        "fd-reservation": entry("index.d.ts"),
        "fd-reservation/eslint": entry("lint/index.d.ts"),
        "fd-reservation/*": [...entry("*/index.d.ts")],
      },
    },
  });
  const check = (code: string, lang?: string): TwoslashReturn => {
    const read = readAnnouncements(code);
    const codes = [...new Set(read.announced.map((error) => error.code))];
    const header = codes.length === 0 ? "" : `// @errors: ${codes.join(" ")}\n`;
    const result = twoslasher(header + read.code, lang);
    compare(read.code, read.announced, result);
    return result;
  };
  const canary =
    'import { Errno } from "fd-reservation";\nconst n: number = Errno;\n// error 2322: typeof Errno\n';
  try {
    check(canary, "ts");
  } catch (cause) {
    throw new BlockError(
      `The blocks are not compiled: a known error is not reported. Is ${root} the root, and built?`,
      {
        cause,
      },
    );
  }
  return check;
}

/** Every announced error has its own reported one on its line, and none is left over. */
function compare(code: string, announced: readonly Announced[], result: TwoslashReturn): void {
  // What a cut or a notation removes moves lines: lines are compared by their text.
  const shown = result.code.split("\n");
  const source = code.split("\n");
  const left = [...result.errors];
  const problems: string[] = [];
  for (const expected of announced) {
    const at = left.findIndex(
      (error) =>
        Number(error.code) === expected.code &&
        shown[error.line]?.trim() === source[expected.line]?.trim() &&
        error.text.replace(/\s+/g, " ").includes(expected.text),
    );
    if (at < 0)
      problems.push(
        `missing: error ${expected.code}: ${expected.text} (below "${source[expected.line]?.trim()}")`,
      );
    else left.splice(at, 1);
  }
  for (const { code, line, text } of left) {
    problems.push(`not announced: error ${code}: ${text} (on "${shown[line]?.trim()}")`);
  }
  if (problems.length > 0) throw new BlockError(`${problems.join("\n")}\nin the block:\n${code}`);
}
