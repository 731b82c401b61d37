import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import {
  compilePath,
  compileReferencePath,
  compileTemplate,
} from "../../../../lib/services/step-functions/expressions/compile.js";
import { StatesError } from "../../../../lib/services/step-functions/expressions/errors.js";
import { isEqual } from "../../../../lib/services/step-functions/expressions/json-path/compare.js";
import { readPath } from "../../../../lib/services/step-functions/expressions/paths.js";
import { applyResultPath } from "../../../../lib/services/step-functions/expressions/result-path.js";
import { ExpressionSyntaxError } from "../../../../lib/services/step-functions/expressions/scanner.js";
import { applyTemplate } from "../../../../lib/services/step-functions/expressions/template.js";
import { scopeOf } from "./scopes.js";

/** JSON with few names, so that paths hit them, and names that objects inherit. */
const name = fc.constantFrom("a", "b", "c", "odd name", "it's", "__proto__", "constructor");
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, 1.5, "", "a"),
    fc.array(tie("json"), { maxLength: 3 }),
    fc
      .array(fc.tuple(name, tie("json")), { maxLength: 3 })
      .map((members): Json => Object.fromEntries(members)),
  ),
}));

const quoted = (text: string) => `['${text.replaceAll("'", "\\'")}']`;
const memberPath = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .map((names) => `$${names.map(quoted).join("")}`);

const segment = fc.oneof(
  name.map(quoted),
  fc.constantFrom(".a", ".b", ".*", "..a", "..*", "[*]", "[0]", "[-1]", "[0,1]", "[1:]", "[:2]", "['a','b']"),
  fc.constantFrom(
    "[?(@.a)]",
    "[?(@.a == 1.5)]",
    "[?(@ in [0, 'a'])]",
    "[?(!@.b && @.a != $.a)]",
    ".length()",
    ".sum()",
  ),
);
const anyPath = fc.array(segment, { maxLength: 4 }).map((segments) => `$${segments.join("")}`);

/** What a function returns, or the error of the language that it throws. Other errors are defects. */
function outcomeOf<Result>(run: () => Result): Result | StatesError | ExpressionSyntaxError {
  try {
    return run();
  } catch (error) {
    if (error instanceof StatesError || error instanceof ExpressionSyntaxError) return error;
    throw error;
  }
}

test("what ResultPath puts into an input is read there, and all else stays", () => {
  fc.assert(
    fc.property(memberPath, json, json, (path, input, result) => {
      const before = structuredClone(input);
      const output = outcomeOf(() => applyResultPath(compileReferencePath(path), input, result));
      expect(isEqual(input, before)).toBe(true);
      if (output instanceof Error) return;
      expect(isEqual(readPath(compilePath(path), scopeOf(output)), result)).toBe(true);
      // A second result replaces the first.
      const again = applyResultPath(compileReferencePath(path), output, "again");
      expect(isEqual(applyResultPath(compileReferencePath(path), again, result), output)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("reading never throws anything but errors of the language, and changes nothing", () => {
  fc.assert(
    fc.property(anyPath, json, (path, input) => {
      const before = structuredClone(input);
      outcomeOf(() => readPath(compilePath(path), scopeOf(input)));
      expect(isEqual(input, before)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("parsing any text as a path ends with a path or a syntax error", () => {
  const pieces = [
    "$",
    "@",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "?",
    "*",
    "'",
    '"',
    "a",
    "0",
    "-",
    ":",
    ",",
    "==",
    "&&",
    "||",
    "!",
    "/",
    "\\",
    " ",
    "length()",
    "\u{1f600}",
  ];
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => `$${parts.join("")}`),
  );
  fc.assert(
    fc.property(text, (path) => {
      const compiled = outcomeOf(() => compilePath(path));
      if (!(compiled instanceof Error)) expect(compiled.text).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});

test("a definite path selects one value, others an array", () => {
  fc.assert(
    fc.property(anyPath, json, (path, input) => {
      const compiled = outcomeOf(() => compilePath(path));
      if (compiled instanceof Error) return;
      const found = outcomeOf(() => readPath(compiled, scopeOf(input)));
      if (found instanceof Error || compiled.compiled.definite) return;
      expect(Array.isArray(found)).toBe(true);
    }),
  );
});

test("templates never change their input or themselves", () => {
  const value = fc.oneof(
    anyPath,
    fc.constantFrom("States.Array($.a)", "States.JsonMerge($, $, false)", "States.Format('{}', $.a)"),
  );
  const members = fc.array(
    fc.tuple(
      name,
      fc.oneof(
        value.map((text): [string, Json] => [".$", text]),
        json.map((constant): [string, Json] => ["", constant]),
      ),
    ),
    { maxLength: 4 },
  );
  const template = members.map(
    (list): Json => ({ inner: [Object.fromEntries(list.map(([key, [suffix, v]]) => [key + suffix, v]))] }),
  );
  fc.assert(
    fc.property(template, json, (source, input) => {
      const before = structuredClone([source, input]);
      const compiled = outcomeOf(() => compileTemplate("Parameters", source, "JSONPath"));
      if (!(compiled instanceof Error)) {
        const first = outcomeOf(() => applyTemplate(compiled, scopeOf(input)));
        const second = outcomeOf(() => applyTemplate(compiled, scopeOf(input)));
        if (!(first instanceof Error) && !(second instanceof Error))
          expect(isEqual(first, second)).toBe(true);
      }
      expect(isEqual([source, input], before)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
