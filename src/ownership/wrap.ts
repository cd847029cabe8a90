/** Lines of a width: long code in a sentence is shortened, and long sentences go on in the next line. */

/** How wide a line of a message is at most. */
export const WIDTH = 120;
/** How long a piece of code in a sentence is at most. */
const CODE = 60;

/** A sentence without the middle of what is too long of the code in it. */
export function shortened(text: string): string {
  return text.replace(/`([^`]+)`/g, (whole, code: string) =>
    code.length <= CODE ? whole : `\`${code.slice(0, CODE - 3)}...\``,
  );
}

/** A sentence in lines of at most a width, those after the first one indented. */
export function wrapped(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
