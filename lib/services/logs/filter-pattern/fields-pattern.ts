import { invalidPattern } from "../errors.js";
import { type Condition, readCondition } from "./conditions.js";
import { readComparison } from "./operand.js";
import type { FilterPattern } from "./pattern.js";
import { RegexCount } from "./regex.js";
import { Scanner } from "./scanner.js";

/** A field of the pattern, or `...` for any number of fields. */
type Field = { readonly name: string; readonly holds: Condition<string> } | "...";

/** `[ip, ..., status = 4*, bytes > 1000]`, for lines with fields separated by spaces. */
export function fieldsPattern(text: string): FilterPattern {
  if (!text.endsWith("]")) throw invalidPattern("If a filter pattern starts with '[' it must end with ']'");
  const fields = readFields(new Scanner(text.slice(1, -1)));
  return {
    matches(message) {
      const values = fieldsOf(message);
      return aligned(fields, values.length)?.every((field, i) => field.holds(values[i] ?? "")) ?? false;
    },
    extract(message) {
      const values = fieldsOf(message);
      const named = aligned(fields, values.length) ?? [];
      // Fields without a name are named by their position.
      return Object.fromEntries(named.map(({ name }, i) => [`$${name || i + 1}`, values[i] ?? ""]));
    },
    namesValues: true,
  };
}

function readFields(scanner: Scanner): Field[] {
  // AWS accepts `[]`, and subscription filters use it for all events.
  if (scanner.atEnd) return ["..."];
  const fields: Field[] = [];
  const regexes = new RegexCount();
  do {
    fields.push(scanner.accept("...") ? "..." : readField(scanner, regexes));
  } while (scanner.accept(","));
  if (!scanner.atEnd) throw scanner.unexpected();
  if (fields.filter((field) => field === "...").length > 1) throw invalidPattern();
  return fields;
}

/** A name, or conditions on it. */
function readField(scanner: Scanner, regexes: RegexCount): Field {
  let name = "";
  const holds = readCondition<string>(scanner, () => {
    scanner.skipSpaces();
    const word = scanner.read(/[\p{L}\p{N}_-]+/uy);
    if (word === undefined) throw scanner.unexpected();
    name ||= word;
    return readComparison(scanner, regexes) ?? (() => true);
  });
  return { name, holds };
}

const ANYTHING = { name: "", holds: () => true };

/** One field for each value; `undefined` if there are too few or too many values. */
function aligned(fields: readonly Field[], count: number): Exclude<Field, "...">[] | undefined {
  const named = fields.flatMap((field) => (field === "..." ? [] : [field]));
  const gap = fields.indexOf("...");
  if (gap < 0 ? named.length !== count : named.length > count) return undefined;
  if (gap >= 0) named.splice(gap, 0, ...Array<typeof ANYTHING>(count - named.length).fill(ANYTHING));
  return named;
}

/** The fields of a line: a string in brackets or quotes is one field. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  const lastBracket = line.lastIndexOf("]");
  const field = /\[(?<inner>[^\]]*)\]|"(?<quoted>(?:[^"\\]|\\.)*)"|\S+/g;
  const unbracketed = /"(?<quoted>(?:[^"\\]|\\.)*)"|\S+/g;
  for (let end = 0; ; ) {
    // After the last closing bracket, searching the end of opening ones would be wasted work.
    const expression = end < lastBracket ? field : unbracketed;
    expression.lastIndex = end;
    const match = expression.exec(line);
    if (!match) return fields;
    fields.push(match.groups?.inner ?? match.groups?.quoted ?? match[0]);
    end = expression.lastIndex;
  }
}
