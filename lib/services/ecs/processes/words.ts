/**
 * Splits a command into words by the rules of a POSIX shell for quotes and backslashes. ExecuteCommand uses
 * no shell: `|`, `$HOME` and `*` are literal, unless the command is a shell.
 */
export function wordsOf(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < command.length; i++) {
    const character = command.charAt(i);
    if (character === quote) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (quote === "" && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "\\" && escapes(quote, command.charAt(i + 1)))
      word = (word ?? "") + command.charAt(++i);
    else word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** In double quotes a backslash is literal, except before these. */
function escapes(quote: string, next: string): boolean {
  return quote === "" || (quote === '"' && '"\\$`'.includes(next) && next !== "");
}

/** Quotes a word for a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
