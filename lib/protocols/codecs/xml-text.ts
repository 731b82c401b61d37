export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const REFERENCES: ReadonlyMap<number, string> = new Map([
  [0x22, "&quot;"],
  [0x26, "&amp;"],
  [0x3c, "&lt;"],
  [0x3e, "&gt;"],
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const UNSAFE = /[&<>"\u0000-\u0008\u000b-\u001f\u0085\u2028]/;

/**
 * Escapes a string for content and attributes. Control characters become references, as S3 writes them in
 * keys.
 */
export function escapeXml(text: string): string {
  // ETags, which listings contain in large numbers, are quoted strings.
  if (text.startsWith('"')) {
    const inner = text.slice(1, -1);
    if (text.length > 1 && text.endsWith('"') && !UNSAFE.test(inner)) return `&quot;${inner}&quot;`;
  }
  if (!UNSAFE.test(text)) return text;
  let safe = "";
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const reference = referenceTo(text.charCodeAt(i));
    if (reference === undefined) continue;
    safe += text.slice(start, i) + reference;
    start = i + 1;
  }
  return safe + text.slice(start);
}

function referenceTo(unit: number): string | undefined {
  if (unit > 0x3e && unit !== 0x85 && unit !== 0x2028) return undefined;
  if (isControl(unit)) return `&#x${unit.toString(16).toUpperCase()};`;
  return REFERENCES.get(unit);
}

/** Tabs and line feeds do not need an escape. */
function isControl(unit: number): boolean {
  return (unit < 0x20 && unit !== 0x09 && unit !== 0x0a) || unit > 0x3e;
}
