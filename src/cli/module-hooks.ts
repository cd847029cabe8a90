/**
 * Loader hooks: scenario files, and TypeScript that they import, are ES modules whatever the nearest package.json
 * says. A folder without one, or one that `npm init` made, calls its files CommonJS, and tsx would turn them into
 * that; what they import is ESM only.
 */

/** The URLs of the scenario files. */
let scenarioFiles: ReadonlySet<string> = new Set();

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
}

/** Called by Node once, with what `module.register` was given. */
export function initialize(urls: readonly string[]): void {
  scenarioFiles = new Set(urls);
}

/** Called by Node for each import; the format it answers is what the loaders below go by. */
export async function resolve<C>(
  specifier: string,
  context: C,
  nextResolve: (specifier: string, context: C) => Promise<Resolved>,
): Promise<Resolved> {
  const resolved = await nextResolve(specifier, context);
  const [file = ""] = resolved.url.split("?");
  return isModule(file, scenarioFiles) ? { ...resolved, format: "module" } : resolved;
}

/**
 * Whether a file is an ES module whatever package.json says; types are checked by the same rule.
 *
 * @param file - Its path or URL.
 * @param scenarioFiles - Those of the scenario files.
 */
export function isModule(file: string, scenarioFiles: ReadonlySet<string>): boolean {
  return scenarioFiles.has(file) || (/\.tsx?$/.test(file) && !file.includes("/node_modules/"));
}
