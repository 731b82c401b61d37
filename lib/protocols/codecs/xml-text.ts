export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Text safe in content and attributes. Control characters are written as references, as S3 does for keys. */
export function escapeXml(text: string): string {
  return UNSAFE.test(text) ? text.replace(ESCAPED, escapeCharacter) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const UNSAFE = /[&<>"\u0000-\u0008\u000b-\u001f\u0085\u2028]/;
const ESCAPED = new RegExp(UNSAFE, "g");

function escapeCharacter(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}
