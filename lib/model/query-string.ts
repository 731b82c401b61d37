/** The values of each name of a query string, in order of appearance. A name without "=" has the value "". */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** Parses a raw query string or form body. "+" is a space; a malformed escape is kept unchanged. */
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

/** The first value of a parameter. Those behind it are not read. */
export function queryParameter(raw: string, name: string): string | undefined {
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = raw.indexOf("&", start);
    const part = end < 0 ? raw.slice(start) : raw.slice(start, end);
    const equals = part.indexOf("=");
    if (decode(equals < 0 ? part : part.slice(0, equals)) === name)
      return equals < 0 ? "" : decode(part.slice(equals + 1));
  }
  return undefined;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return decodePercent(spaced);
}

/** Percent-decodes a string. If it has a malformed escape, it is returned unchanged. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
