import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compile } from "../../../../lib/services/step-functions/definition/compile.js";
import { isRejected } from "../../../../lib/services/step-functions/definition/validation/diagnostics.js";
import { STATE_TYPES } from "../../../../lib/services/step-functions/definition/validation/schemas.js";
import { validateDefinition } from "../../../../lib/services/step-functions/definition/validation/validate.js";

/** Values that fields have, right ones and wrong ones. */
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    1e12,
    "",
    "A",
    "B",
    "$",
    "$.a",
    "$.a[*]",
    "$$.State.Name",
    "$v.x",
  ),
  fc.constantFrom<Json>(
    "{% 1 %}",
    "{% $states.input.a %}",
    "{% (",
    "States.UUID()",
    "2001-01-01T00:00:00Z",
    "FULL",
    "CSV",
  ),
  fc.constantFrom<Json>(
    [],
    {},
    ["States.ALL"],
    [{ ErrorEquals: ["E"], Next: "A" }],
    [{ ErrorEquals: ["E"] }],
  ),
  fc.constantFrom<Json>({ "a.$": "$.b" }, { "a.$": "nope" }, { a: "{% 1 %}" }, { RoleArn: "r" }, [
    { Variable: "$.a", IsNull: true, Next: "B" },
  ]),
  fc.constantFrom<Json>(
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:lambda:us-east-1:1:function:f",
  ),
  fc.jsonValue().map((json): Json => JSON.parse(JSON.stringify(json))),
);

const FIELDS = [
  "Comment",
  "QueryLanguage",
  "InputPath",
  "OutputPath",
  "ResultPath",
  "Parameters",
  "ResultSelector",
  "Arguments",
  "Output",
  "Assign",
  "Result",
  "Next",
  "End",
  "Default",
  "Resource",
  "Credentials",
  "Retry",
  "Catch",
  "TimeoutSeconds",
  "TimeoutSecondsPath",
  "HeartbeatSeconds",
  "Seconds",
  "SecondsPath",
  "Timestamp",
  "TimestampPath",
  "Choices",
  "Branches",
  "ItemProcessor",
  "Iterator",
  "Items",
  "ItemsPath",
  "ItemSelector",
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "MaxConcurrency",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
  "Label",
  "Error",
  "ErrorPath",
  "Cause",
  "CausePath",
  "foo",
  "__proto__",
];

/** A state before it has a name: its type, a field that may be wrong, and the states in it. */
interface Sketch {
  readonly type: (typeof STATE_TYPES)[number];
  readonly extra: Readonly<Record<string, Json>>;
  readonly inner: readonly Sketch[];
}

const { sketches } = fc.letrec<{ sketches: readonly Sketch[]; sketch: Sketch }>((tie) => ({
  sketches: fc.array(tie("sketch"), { minLength: 1, maxLength: 3, depthIdentifier: "states" }),
  sketch: fc.record({
    type: fc.constantFrom(...STATE_TYPES),
    extra: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...FIELDS), value, { minKeys: 1, maxKeys: 2 }) },
    ),
    inner: fc.oneof({ maxDepth: 2, depthIdentifier: "states" }, fc.constant([]), tie("sketches")),
  }),
}));

/** States in a row, with names that are unique in the machine. */
function graphOf(states: readonly Sketch[], names: { count: number }): Json {
  const list = states.length > 0 ? states : [{ type: "Pass", extra: {}, inner: [] } as const];
  const own = list.map(() => `s${names.count++}`);
  const entries = list.map(({ type, extra, inner }, i) => {
    const next = own[i + 1];
    return [own[i] ?? "", { ...stateOf(type, inner, next, names), ...extra }];
  });
  return { StartAt: own[0] ?? "", States: Object.fromEntries(entries) };
}

function stateOf(
  type: Sketch["type"],
  inner: readonly Sketch[],
  next: string | undefined,
  names: { count: number },
): Readonly<Record<string, Json>> {
  const ending: Readonly<Record<string, Json>> = next === undefined ? { End: true } : { Next: next };
  if (type === "Map") return { Type: type, ItemProcessor: graphOf(inner, names), ...ending };
  if (type === "Parallel") return { Type: type, Branches: [graphOf(inner, names)], ...ending };
  if (type === "Wait") return { Type: type, Seconds: 1, ...ending };
  if (type === "Task") return { Type: type, Resource: "arn:aws:lambda:us-east-1:1:function:f", ...ending };
  if (type === "Choice" && next !== undefined) {
    return { Type: type, Choices: [{ Variable: "$.a", IsPresent: true, Next: next }] };
  }
  return next === undefined && (type === "Succeed" || type === "Fail")
    ? { Type: type }
    : { Type: "Pass", ...ending };
}

const definition = fc
  .tuple(sketches, fc.constantFrom<Json>({}, { QueryLanguage: "JSONata" }, { TimeoutSeconds: 5 }))
  .map(([states, extra]) => JSON.stringify({ ...Object(graphOf(states, { count: 0 })), ...Object(extra) }));

test("validation ends with diagnostics, and what it accepts compiles", () => {
  let accepted = 0;
  fc.assert(
    fc.property(definition, (text) => {
      const diagnostics = validateDefinition(text);
      for (const { message, code } of diagnostics)
        expect([typeof message, typeof code]).toEqual(["string", "string"]);
      if (isRejected(diagnostics)) return;
      accepted++;
      expect(compile(text).states.size).toBeGreaterThan(0);
    }),
    { numRuns: 1_000, seed: 7 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("any text, and any JSON, ends with diagnostics", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(isRejected(validateDefinition(text))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a definition with 10,000 states is validated and compiled", () => {
  const states = Array.from({ length: 10_000 }, (_, i): [string, Json] => [
    `s${i}`,
    { Type: "Pass", Parameters: { "a.$": "$.b" }, ...(i < 9_999 ? { Next: `s${i + 1}` } : { End: true }) },
  ]);
  const text = JSON.stringify({ StartAt: "s0", States: Object.fromEntries(states) });
  expect(validateDefinition(text)).toEqual([]);
  expect(compile(text).states.size).toBe(10_000);
});

test("states nest as deep as JSON may", () => {
  let machine: Json = { StartAt: "d0", States: { d0: { Type: "Pass", End: true } } };
  for (let i = 1; i < 240; i++) {
    machine = {
      StartAt: `d${i}`,
      States: { [`d${i}`]: { Type: "Parallel", Branches: [machine], End: true } },
    };
  }
  const text = JSON.stringify(machine);
  expect(validateDefinition(text)).toEqual([]);
  expect(compile(text).startAt).toBe("d239");
});
