/** Rows of cells as aligned columns of text. */

/** Aligns cells: numbers to the right, words to the left, two spaces between. */
export function alignColumns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, String(cell).length)));
  }
  const numeric = widths.map((_, column) => rows.slice(1).some((row) => typeof row[column] === "number"));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numeric[column] === true ? String(cell).padStart(width) : String(cell).padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** The same as a table in Markdown. */
export function markdownTable(rows: readonly (readonly (string | number)[])[]): string[] {
  const [head = []] = rows;
  const rule = head.map((_, column) =>
    rows.slice(1).some((row) => typeof row[column] === "number") ? "---:" : "---",
  );
  return [head, rule, ...rows.slice(1)].map((row) => `| ${row.join(" | ")} |`);
}
