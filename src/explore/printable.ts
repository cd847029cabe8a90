/** Names and messages of programs, as a terminal may have them. */

/** Text with control characters as escapes: a terminal must not obey what a program calls its tasks. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is replaced
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}
