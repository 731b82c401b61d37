/** The values of each name of a query string, in order of appearance. A name without "=" has the value "". */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a raw query string or form body. "+" is a space; a malformed escape
 * is kept as it stands.
 */
export function parseQueryString(raw: string): QueryParameters {
  const parameters = new Map<string, string[]>();
  if (raw === "") return parameters;
  for (const part of raw.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? "" : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return decodePercent(spaced);
}

/** Percent-decodes; text with a malformed escape is returned as it stands. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
