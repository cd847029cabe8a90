/** What the playground's page loads once it is shown: the editor, the compiler's client, the sandbox and the links. */
export { Editor } from "./editor.js";
export { LanguageClient, Superseded } from "./language-client.js";
export { languageOf, languages } from "./languages.js";
export { runProgram, STOPPED } from "./run-program.js";
export { Sandbox } from "./sandbox.js";
export { decodeState, encodeState } from "./state.js";
export { lineOf } from "./verdict-sentence.js";

/** The viewer, which also defines its element. */
export async function loadViewer(): Promise<typeof import("../../../src/viewer/internal.js")> {
  const [viewer] = await Promise.all([
    import("../../../src/viewer/internal.js"),
    import("../../../src/viewer/index.js"),
  ]);
  return viewer;
}
