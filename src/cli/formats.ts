/** The formats in which a run is written for other tools. */
export const formats = ["json", "mermaid", "itf", "shiviz"] as const;
