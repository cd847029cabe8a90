/** Writes the API reference from the sources' own comments: a page an entry point, and a page a class with its members. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import {
  Application,
  Converter,
  DeclarationReflection,
  ReflectionKind,
  RendererEvent,
  type Context,
  type ProjectReflection,
  type SignatureReflection,
} from "typedoc";
import { markdownTable } from "../../src/cli/internal.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = path.join(root, "docs/api");

/** The entry points of package.json: by what users import, the page, and what it is. The page is the source's name. */
const ENTRY_POINTS = {
  "fd-reservation": {
    page: "binding/index",
    source: "index",
    what: "the binding: tasks, reservations, files, errors",
  },
  "fd-reservation/kernel": {
    page: "kernel/index",
    source: "kernel/index",
    what: "the model of the descriptor table",
  },
  "fd-reservation/table": {
    page: "table/index",
    source: "table/index",
    what: "a descriptor table for runtimes",
  },
  "fd-reservation/designs": {
    page: "designs/index",
    source: "designs/index",
    what: "the designs over one kernel",
  },
  "fd-reservation/explore": {
    page: "explore/index",
    source: "explore/index",
    what: "scenarios, and what runs them",
  },
  "fd-reservation/c": {
    page: "c/index",
    source: "c/index",
    what: "functions of the kernel's C, on every path",
  },
  "fd-reservation/ownership": {
    page: "ownership/index",
    source: "ownership/index",
    what: "annotations for signatures, and their analysis",
  },
  "fd-reservation/eslint": {
    page: "lint/index",
    source: "lint/index",
    what: "the rules as an ESLint plugin",
  },
} as const;

/**
 * Writes `docs/api/`.
 *
 * @throws Error when a source cannot be read as TypeScript.
 */
export async function writeApi(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const options = {
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: Object.values(ENTRY_POINTS).map(({ source }) => path.join(root, `src/${source}.ts`)),
    tsconfig: path.join(root, "tsconfig.build.json"),
    readme: "none",
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    disableSources: true,
    logLevel: "Error",
    out,
    // Of the Markdown plugin.
    router: "member",
    membersWithOwnFile: ["Class"],
    useCodeBlocks: true,
    expandParameters: true, // `this:` is where the types say who may call
    parametersFormat: "table",
    pageTitleTemplates: { module: "{name}", member: "{name}" },
    hidePageHeader: true,
    hideBreadcrumbs: true,
  };
  const application = await Application.bootstrapWithPlugins(options as never);
  application.converter.on(Converter.EVENT_CREATE_SIGNATURE, keepWordsOfSignature);
  application.converter.on(Converter.EVENT_CREATE_DECLARATION, keepWordsOfProperty);
  application.converter.on(Converter.EVENT_RESOLVE_END, leaveOutInherited);
  const project = await application.convert();
  if (project === undefined) throw new Error("typedoc could not read the sources; what it said is above");
  let tables: ReadonlyMap<string, string> = new Map();
  // Which anchor a member has is known as long as pages are written.
  application.renderer.on(RendererEvent.END, () => {
    tables = memberTables(project, application);
  });
  await application.generateOutputs(project);
  const exports = exportsOf(project);
  for (const file of readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  )) {
    const text = readFileSync(path.join(out, file), "utf8");
    rmSync(path.join(out, file));
    if (file === "README.md") continue;
    const place = path.join(out, renamed(file));
    mkdirSync(path.dirname(place), { recursive: true });
    // A class begins with what it is; then come its members, before everything that is said of each.
    const members = tables.get(file.replaceAll(path.sep, "/"));
    const whole = members === undefined ? text : text.replace(/^(?=## )/m, `## Members\n\n${members}\n\n`);
    writeFileSync(place, withCheckedExamples(corrected(whole), exports));
  }
  for (const file of readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  )) {
    const place = path.join(out, file);
    writeFileSync(place, withKnownHeadings(place, readFileSync(place, "utf8")));
  }
  const list = Object.entries(ENTRY_POINTS).map(
    ([name, { page, what }]) => `- [\`${name}\`](./${page}.md): ${what}`,
  );
  const introduction =
    "Made of the comments in the sources. A `this` among the parameters says who may call.";
  writeFileSync(path.join(out, "index.md"), `# API reference\n\n${introduction}\n\n${list.join("\n")}\n`);
}

/** For each class, by its page: its members with what they are in a sentence, each leading to its place on the page. */
function memberTables(project: ProjectReflection, { renderer }: Application): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  const { router } = renderer;
  if (router === undefined) throw new Error("typedoc has written no pages");
  for (const one of project.getReflectionsByKind(ReflectionKind.Class)) {
    const members = (one as DeclarationReflection).children ?? [];
    const rows = members.map((member) => {
      // typedoc leaves the name of a well-known symbol without `Symbol`: see corrected.
      const [, symbol] = /^\[(\w+)\]$/.exec(member.name) ?? [];
      const anchor = symbol === undefined ? router.getAnchor(member) : `symbol-${symbol.toLowerCase()}`;
      const name = symbol === undefined ? member.name : `[Symbol.${symbol}]`;
      const call = member.signatures === undefined || member.kindOf(ReflectionKind.Constructor) ? "" : "()";
      const label = `\`${member.flags.isStatic ? "static " : ""}${name}${call}\``;
      return [anchor === undefined ? label : `[${label}](#${anchor})`, firstSentence(commentOf(member))];
    });
    if (rows.length > 0)
      tables.set(router.getFullUrl(one), markdownTable([["member", "what it is"], ...rows]).join("\n"));
  }
  return tables;
}

function commentOf(member: DeclarationReflection): string {
  const { summary = [] } =
    member.comment ?? member.signatures?.[0]?.comment ?? member.getSignature?.comment ?? {};
  return summary.map(({ text }) => text).join("");
}

function firstSentence(text: string): string {
  const words = text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
  return /^.*?[.:;](?=\s|$)/.exec(words)?.[0].replace(/[:;]$/, ".") ?? words;
}

/** Where users import each name from: the first entry point that has it. */
function exportsOf(project: ProjectReflection): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, { source }] of Object.entries(ENTRY_POINTS)) {
    const module = project.children?.find((child) => child.name === source.replace(/\/index$/, ""));
    for (const child of module?.children ?? [])
      if (child.name !== "default" && !found.has(child.name)) found.set(child.name, name);
  }
  return found;
}

/**
 * The examples as blocks that the site's build compiles, with the imports that they leave out.
 *
 * @throws Error when an example is no block of TypeScript or JavaScript.
 */
function withCheckedExamples(text: string, exports: ReadonlyMap<string, string>): string {
  const checked = text.replace(
    /^(#+ Examples?\n\n)```(ts|js)\n([^]*?)^```$/gm,
    (_, heading: string, lang: string, code: string) => {
      const imports = new Map<string, string[]>();
      const program = code.replace(/\/\/.*$/gm, "");
      // Not what follows a dot, nor what the example itself declares or imports.
      for (const word of new Set(program.match(/(?<![.\w])[A-Za-z]\w*\b(?!\(this)/g))) {
        const entry = exports.get(word);
        const isOwn = new RegExp(`\\b(?:class|function|const|import) ${word}\\b`).test(program);
        if (entry !== undefined && !isOwn) imports.set(entry, [...(imports.get(entry) ?? []), word]);
      }
      const lines = [...imports].map(([entry, names]) => `import { ${names.join(", ")} } from "${entry}";\n`);
      return `${heading}\`\`\`${lang} twoslash\n${lines.length === 0 ? "" : `${lines.join("")}// ---cut---\n`}${code}\`\`\``;
    },
  );
  const unchecked = /^#+ Examples?\n\n(?!```(?:ts|js) twoslash)[^]{0,80}/m.exec(checked);
  if (unchecked !== null) throw new Error(`an example is no block of ts or js: ${unchecked[0]}`);
  return checked;
}

/** typedoc counts headings of one name that it then leaves out: `#errnocode-2` may be the second and last one. */
function withKnownHeadings(place: string, text: string): string {
  return text.replace(/\]\(([^)#\s]*)#(\w+)-(\d+)\)/g, (_, page: string, name: string, number: string) => {
    const target = page === "" ? text : readFileSync(path.join(path.dirname(place), page), "utf8");
    const same = target
      .match(/^#+ .+$/gm)
      ?.filter((heading) => heading.toLowerCase().replace(/[^a-z0-9]/g, "") === name);
    const last = Math.min(Number(number), Math.max(0, (same?.length ?? 0) - 1));
    return `](${page}#${name}${last === 0 ? "" : `-${last}`})`;
  });
}

/** An annotation with a word about ownership. The checker sees through the words, and typedoc asks the checker. */
function hasWords(type: ts.Node | undefined): type is ts.TypeNode {
  return type !== undefined && /\b(?:Move|Exclusive|Shared|Borrows|MustUse|Sendable)</.test(type.getText());
}

function keepWordsOfSignature(
  context: Context,
  signature: SignatureReflection,
  declaration: ts.SignatureDeclaration | ts.JSDocSignature | undefined,
): void {
  for (const node of declaration?.parameters ?? []) {
    if (!ts.isParameter(node) || !hasWords(node.type)) continue;
    const parameter = signature.parameters?.find(({ name }) => name === node.name.getText());
    if (parameter !== undefined)
      parameter.type = context.converter.convertType(
        context.withScope(signature).withScope(parameter),
        node.type,
      );
  }
  if (hasWords(declaration?.type))
    signature.type = context.converter.convertType(context.withScope(signature), declaration.type);
}

function keepWordsOfProperty(context: Context, reflection: DeclarationReflection): void {
  const declaration = context.getSymbolFromReflection(reflection)?.valueDeclaration;
  if (
    declaration === undefined ||
    !(ts.isPropertyDeclaration(declaration) || ts.isPropertySignature(declaration))
  )
    return;
  if (hasWords(declaration.type))
    reflection.type = context.converter.convertType(context.withScope(reflection), declaration.type);
}

/** What a type takes over from another one stands where it is declared. */
function leaveOutInherited({ project }: Context): void {
  for (const reflection of Object.values(project.reflections)) {
    if (reflection instanceof DeclarationReflection && reflection.inheritedFrom !== undefined) {
      project.removeReflection(reflection);
    }
  }
}

/** The page of a folder is its index; the folder of the first entry point, whose source is `index`, is the binding's. */
function renamed(file: string): string {
  return file
    .replace(/(^|\/)index\/(?=README\.md|classes\/)/, "$1binding/")
    .replace(/(^|\/)README\.md/, "$1index.md");
}

/** The page with its links to renamed pages, its module by the name that users import, and symbols by their names. */
function corrected(text: string): string {
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? "";
  const name = Object.entries(ENTRY_POINTS).find(
    ([, { source }]) => source.replace(/\/index$/, "") === heading,
  )?.[0];
  return (
    text
      // A class is found by its name; its parameters stand where it is declared.
      .replace(/^# .+$/m, `# ${name ?? heading.replace(/\\?<.*$/, "")}`)
      .replace(/\]\(([^)#\s]*\.md)/g, (_, link: string) => `](${renamed(link)}`)
      // The site's headings have hyphens where a name has underscores.
      .replace(/\]\([^)#\s]*#\w+(?=\))/g, (link) =>
        link.replace(/#.*/, (anchor) => anchor.replaceAll("_", "-")),
      )
      // typedoc leaves the name of a well-known symbol without \`Symbol\`.
      .replace(
        /\[(dispose|asyncDispose|iterator)(\\?)\](?=\(|\\?\()|(?<=\.)\[(dispose|asyncDispose|iterator)()\]/g,
        (_, a?: string, slash = "", b?: string) => `[Symbol.${a ?? b}${slash}]`,
      )
  );
}
