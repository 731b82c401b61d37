/**
 * The expression in `{% … %}`; `undefined` for other strings. There may be no whitespace outside the
 * delimiters.
 */
export function jsonataSource(text: string): string | undefined {
  const isExpression = text.length >= 4 && text.startsWith("{%") && text.endsWith("%}");
  return isExpression ? text.slice(2, -2) : undefined;
}
