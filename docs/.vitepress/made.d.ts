/** What scripts/site makes for the site, as its files import it: there once the site is prepared. */
declare module "*/generated/play.json" {
  /** The names under which the playground's parts are served. */
  const files: { readonly language: string; readonly runner: string; readonly frame: string };
  export default files;
}

declare module "virtual:declarations" {
  /** The declarations of the package and of its library, by path. */
  const declarations: Readonly<Record<string, string>>;
  export default declarations;
}
