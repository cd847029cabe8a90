/** Names and messages of programs, as a terminal may have them. */

/** Text with control characters as escapes, also those of direction: no terminal may obey what a program calls its tasks. */
export function printable(text: string): string {
  return text.replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, "0")}`;
  });
}

// eslint-disable-next-line no-control-regex -- these are what is replaced
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
