/** Which rules the comments of a file silence, and where: as ESLint reads them. */
import type ts from "typescript";
import { misspelling } from "../ownership/internal.js";
import type { TypeScript } from "./compiler.js";

/** A comment that silences rules, or lets them speak again. */
interface Directive {
  /** What ESLint calls it, without `eslint-`; `off` for a comment that configures rules. */
  readonly kind: string;
  /** The rules; none: all. */
  readonly rules: readonly string[];
  readonly position: number;
  /** The line that one for a line is about, from 0. */
  readonly line: number;
}

/**
 * Whether a comment silences a rule at a place: `eslint-disable-line` in its line, `eslint-disable-next-line` in the one
 * before, or `eslint-disable` anywhere before, unless `eslint-enable` comes between; or `eslint rule: off` anywhere.
 *
 * @param rule - The rule with its plugin: `ownership/escape`.
 */
export function isSilenced(ts: TypeScript, rule: string, position: number, source: ts.SourceFile): boolean {
  const { line } = source.getLineAndCharacterOfPosition(position);
  const about = directivesOf(ts, source).filter(({ rules }) => rules.length === 0 || rules.includes(rule));
  return (
    about.some(({ kind, line: own }) => kind === "off" || (kind.endsWith("line") && own === line)) ||
    about.findLast((directive) => !directive.kind.endsWith("line") && directive.position <= position)
      ?.kind === "disable"
  );
}

/**
 * What is to be said of misspelt rules in the comments of a file: such a comment silences nothing.
 *
 * @param file - The file as messages name it.
 */
export function misspellingsIn(ts: TypeScript, source: ts.SourceFile, file: string): string[] {
  return directivesOf(ts, source).flatMap(({ rules, position }) => {
    const { line } = source.getLineAndCharacterOfPosition(position);
    return rules.flatMap((rule) => misspelling(rule, `${file}:${line + 1}`) ?? []);
  });
}

const known = new WeakMap<ts.SourceFile, readonly Directive[]>();

function directivesOf(ts: TypeScript, source: ts.SourceFile): readonly Directive[] {
  let directives = known.get(source);
  if (directives === undefined) {
    directives = source.text.includes("eslint")
      ? commentsOf(ts, source).flatMap((comment) => readDirective(ts, comment, source) ?? [])
      : [];
    known.set(source, directives);
  }
  return directives;
}

function readDirective(
  ts: TypeScript,
  { pos, end, kind }: ts.CommentRange,
  source: ts.SourceFile,
): Directive | undefined {
  const isBlock = kind === ts.SyntaxKind.MultiLineCommentTrivia;
  const text = source.text.slice(pos + 2, isBlock ? end - 2 : end);
  // What stands after two dashes is a reason.
  const [told = ""] = text.split(/\s-{2,}\s/, 1);
  const [, configured] = isBlock ? (/^eslint\s+([^]*)/.exec(told.trim()) ?? []) : [];
  if (configured !== undefined) {
    const rules = [...configured.matchAll(TURNED_OFF)].map(([, rule = ""]) => rule);
    return rules.length === 0 ? undefined : { kind: "off", rules, position: pos, line: 0 };
  }
  const [, name, list = ""] =
    /^eslint-(enable|disable(?:-next-line|-line)?)(?:\s+([^]*))?$/.exec(told.trim()) ?? [];
  if (name === undefined) return undefined;
  const [first, last] = [pos, end].map((at) => source.getLineAndCharacterOfPosition(at).line) as [
    number,
    number,
  ];
  // As in ESLint, a line comment is about a line, and one about its own line has no second one.
  if (name.endsWith("line") ? name === "disable-line" && first !== last : !isBlock) return undefined;
  const rules = list
    .split(",")
    .map((rule) => rule.trim().replace(/^(['"])(.*)\1$/, "$2"))
    .filter((rule) => rule !== "");
  return { kind: name, rules, position: pos, line: name === "disable-next-line" ? last + 1 : first };
}

/** `ownership/escape: off`, also as `0`, in quotes, or first in a list. */
const TURNED_OFF = /(?:^|,)\s*["']?([\w@/-]+)["']?\s*:\s*\[?\s*(?:0|"off"|'off'|off)(?=\s*(?:[,\]]|$))/g;

/** All comments, in their order: those before each token, and those behind it in its line. */
function commentsOf(ts: TypeScript, source: ts.SourceFile): ts.CommentRange[] {
  const comments = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(source);
    for (const child of children) visit(child);
    if (children.length > 0) return;
    for (const comment of [
      ...(ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []),
    ])
      comments.set(comment.pos, comment);
  };
  visit(source);
  return [...comments.values()].sort((one, other) => one.pos - other.pos);
}
