/** Gives each page a description for search engines and previews of links: its own, or its first paragraph. */
import type { MarkdownRenderer } from "vitepress";

/** As much as a preview shows. */
const LONGEST = 200;

/** What typedoc writes above the first paragraph of what is no stable API. */
const MARK = /^\*\*`\w+`\*\*$/;

export function describePages(md: MarkdownRenderer): void {
  md.core.ruler.push("describe-pages", ({ tokens, env }) => {
    const { frontmatter } = env as { frontmatter?: Record<string, unknown> };
    if (frontmatter === undefined || "description" in frontmatter) return;
    const at = tokens.findIndex(
      ({ type, level }, at) =>
        type === "paragraph_open" && level === 0 && !MARK.test(tokens[at + 1]?.content ?? ""),
    );
    const words = (tokens[at + 1]?.children ?? [])
      .map(({ type, content }) =>
        type === "text" || type === "code_inline" ? content : type === "softbreak" ? " " : "",
      )
      .join("");
    if (words !== "") frontmatter["description"] = shortened(words);
  });
}

/** As many sentences as fit; of a longer first sentence as many words. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const start = text.slice(0, LONGEST);
  const end = Math.max(...[". ", "? ", "! "].map((mark) => start.lastIndexOf(mark)));
  return end > 0 ? start.slice(0, end + 1) : `${start.replace(/\s+\S*$/, "")} …`;
}
