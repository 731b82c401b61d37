/** An IPv4 block, /8 to /28. */
export function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return false;
  const [, a, b, c, d, bits] = match.map(Number);
  return (
    [a, b, c, d].every((part) => part !== undefined && part <= 255) &&
    bits !== undefined &&
    bits >= 8 &&
    bits <= 28
  );
}

/** Host names without ports. */
export function isListOfHosts(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && /^[\w.-]+$/.test(name));
}

/** Origins as browsers send them, or `*`. */
export function isListOfOrigins(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin))
  );
}

/** A header field name (RFC 9110, section 5.1). */
export function isHeaderName(value: unknown): boolean {
  return typeof value === "string" && /^[\w!#$%&'*+.^`|~-]+$/.test(value);
}
