/** Which words are types, as far as words alone tell. */

/** Words that begin a type, and nothing else. */
const WORDS = new Set(
  (
    "void char short int long float double signed unsigned _Bool bool struct union enum const static extern typeof " +
    "typeof_member __typeof__ __typeof auto __auto_type __int128 __signed__ __builtin_va_list typeof_unqual"
  ).split(" "),
);

/** Names that the kernel gives to types of numbers. */
const NAMES =
  /^(?:(?:u|s|__u|__s|__le|__be|le|be|int|uint)\d+(?:_t)?|\w+_t|ulong|uint|ushort|uchar|unchar|efi_status|acpi_handle)$/;

/** Whether a word begins a type wherever it stands. */
export function isTypeWord(word: string): boolean {
  return WORDS.has(word);
}

/** Whether a word is likely to be a type. */
export function isTypeName(word: string): boolean {
  return WORDS.has(word) || NAMES.test(word);
}
