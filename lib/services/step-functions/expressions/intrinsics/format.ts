import type { Json } from "../../../../runtime/store/codec.js";
import { type Arguments, IntrinsicFailure } from "./arguments.js";

/** `States.Format`: replaces each `{}` by an argument; `\{` and `\}` are literal braces. */
export function format(args: Arguments): string {
  const template = args.escapedFirst ?? args.string(0);
  const values = args.all.slice(1);
  let result = "";
  let used = 0;
  for (let i = 0; i < template.length; i++) {
    const character = template.charAt(i);
    if (character === "\\" && ESCAPED.has(template.charAt(i + 1))) {
      result += template.charAt(++i);
    } else if (character === "{" || character === "}") {
      if (!template.startsWith("{}", i))
        throw new IntrinsicFailure(`matching '${OTHER.get(character)}' not found for '${character}'`);
      result += formatted(values[used], used + 2);
      used++;
      i++;
    } else {
      result += character;
    }
  }
  if (used === values.length) return result;
  throw new IntrinsicFailure(
    `The number of arguments (${values.length}) does not match the number of placeholders (${used})`,
  );
}

const ESCAPED: ReadonlySet<string> = new Set(["\\", "{", "}", "'"]);
const OTHER: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["}", "{"],
]);

function formatted(value: Json | undefined, position: number): string {
  if (value === undefined) throw new IntrinsicFailure(`Argument ${position} is missing`);
  if (typeof value !== "object" || value === null) return String(value);
  throw new IntrinsicFailure(`Argument ${position} must be a string, a number, a boolean or null`);
}
