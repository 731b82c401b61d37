import { isUtf8 } from "node:buffer";

/** Length at which values in messages are truncated. */
const LONGEST = 600;

/** A value on one line, similar to JSON. */
export function show(value: unknown): string {
  const text = write(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function write(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Uint8Array)
    return isUtf8(value) ? write(Buffer.from(value).toString()) : `<${value.length} bytes>`;
  if (value instanceof Date) return value.toISOString();
  if (Symbol.asyncIterator in value) return "<stream>";
  if ("asymmetricMatch" in value) return writeAsymmetric(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${write(member)}`).join(", ")}}`;
}

/** As in the runners: `Any<Number>`, `ObjectContaining {"a": 1}`. */
function writeAsymmetric(matcher: object): string {
  if ("toAsymmetricMatcher" in matcher && typeof matcher.toAsymmetricMatcher === "function") {
    return String(matcher.toAsymmetricMatcher());
  }
  return "sample" in matcher ? `${String(matcher)} ${write(matcher.sample)}` : String(matcher);
}
