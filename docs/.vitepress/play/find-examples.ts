/** Finds examples by words of their names, titles, prose and designs. */
import type { PlayExample } from "../../../scripts/site/examples.js";

/** Those that have every word; where a word is a design, in this design alone. */
export function withWords(examples: readonly PlayExample[], text: string): readonly PlayExample[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return examples;
  return examples.flatMap((example) => {
    const { name, group, title, prose, variants } = example;
    const own = `${name} ${group} ${title} ${prose}`.toLowerCase();
    const others = words.filter((word) => !own.includes(word));
    const kept = variants.filter(({ design }) => others.every((word) => design.toLowerCase().includes(word)));
    return kept.length === 0 ? [] : [{ ...example, variants: kept }];
  });
}
