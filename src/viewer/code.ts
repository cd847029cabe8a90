/** The program with the current line: numbered lines, the task that stands there, plain colours. */
import { html, Markup, type Markup as MarkupType } from "./html.js";
import { fileName } from "./words.js";

/** Where a run stands. */
export interface Standing {
  readonly line: number;
  /** Who stands there. */
  readonly label: Markup;
}

const TOKENS =
  /(?<comment>\/\/.*$|\/\*.*?(?:\*\/|$)|^\s*\*(?: .*|\/)?$)|(?<string>"[^"]*"|'[^']*'|`[^`]*`)|(?<keyword>\b(?:as|async|await|break|case|catch|class|const|continue|declare|default|do|else|export|extends|finally|for|from|function|if|import|in|interface|let|new|of|readonly|return|static|switch|this|throw|try|type|typeof|using|void|while)\b)/g;

/** One file. */
export function renderCode(file: string, text: string, standings: readonly Standing[]): MarkupType {
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line, index) => {
      const here = standings.filter((standing) => standing.line === index + 1);
      const current = here.length > 0;
      const labels = here.map(({ label }) => label);
      return html`<span
        class="line${current ? " current" : ""}"
        ${current && new Markup(' aria-current="step"')}
        >${current && html`<span class="stands">${labels}</span>`}${colour(line)}</span
      >`;
    });
  return html`<figure class="code">
    <figcaption>${fileName(file)}</figcaption>
    <pre tabindex="0" role="group" aria-label="Source of ${fileName(file)}"><code>${lines}</code></pre>
  </figure>`;
}

/** Comments, strings and keywords in their colours. */
function colour(line: string): MarkupType {
  const parts: MarkupType[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKENS)) {
    const kind = Object.entries(match.groups ?? {}).find(([, token]) => token !== undefined)?.[0];
    parts.push(html`${line.slice(end, match.index)}<span class="${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return html`${parts}${line.slice(end)}`;
}
