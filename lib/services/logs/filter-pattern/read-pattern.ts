import { fieldsPattern } from "./fields-pattern.js";
import { jsonPattern } from "./json-pattern.js";
import type { FilterPattern } from "./pattern.js";
import { termsPattern } from "./terms-pattern.js";

/**
 * Parses a filter pattern:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws InvalidParameterException for a pattern that AWS rejects.
 */
export function readPattern(text = ""): FilterPattern {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return jsonPattern(trimmed);
  if (trimmed.startsWith("[")) return fieldsPattern(trimmed);
  return termsPattern(trimmed);
}
