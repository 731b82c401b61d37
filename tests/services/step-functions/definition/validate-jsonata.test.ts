import { describe, expect, test } from "vitest";
import { joinDiagnostics } from "../../../../lib/services/step-functions/definition/validation/diagnostics.js";
import { validateDefinition } from "../../../../lib/services/step-functions/definition/validation/validate.js";

/** The errors of a machine with these states, starting with the first. */
function errorsOf(States: Record<string, object>, type?: "EXPRESS"): string {
  const definition = { QueryLanguage: "JSONata", StartAt: Object.keys(States)[0], States };
  return joinDiagnostics(validateDefinition(JSON.stringify(definition), type && { type }));
}

const output = (expression: string) => ({ E: { Type: "Pass", Output: `{% ${expression} %}`, End: true } });
const TASK = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "f" },
  End: true,
};
const ITEMS = { ItemProcessor: { StartAt: "I", States: { I: { Type: "Pass", End: true } } } };
const BRANCHES = { Branches: [{ StartAt: "B", States: { B: { Type: "Pass", End: true } } }] };

describe("expressions that cannot be parsed", () => {
  test.each([
    ["a[1,2)", 'Expected "]", got ","'],
    ['"unterminated', "String literal must be terminated by a matching quote"],
    ["1 +", "Unexpected end of expression"],
    ['{"a":}', 'The symbol "}" cannot be used as a unary operator'],
    ['$match("a", /abc', "No terminating / in regular expression"],
    ["", "Unexpected end of expression"],
  ])("%s", (expression, message) => {
    expect(errorsOf(output(expression))).toBe(`INVALID_JSONATA_EXPRESSION: ${message} at /States/E/Output`);
  });
});

describe("references to an input that expressions do not have", () => {
  test.each([
    ["phone", "phone"],
    ["phone[0].number", "phone"],
    ["$.phone", "$"],
    ["$sum(phone)", "phone"],
    ["-phone", "phone"],
    ["{ phone: 1 }", "phone"],
    ["[1, phone]", "phone"],
    ["$a ? 1 : phone", "phone"],
    ["($x := phone; $x)", "phone"],
    ["$map($states.input.a, function($x) { phone })", "phone"],
  ])("%s", (expression, name) => {
    expect(errorsOf(output(expression))).toBe(
      `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported. at /States/E/Output`,
    );
  });

  test("each name once, in the order of the text", () => {
    expect(errorsOf(output("aaa + bbb * aaa"))).toBe(
      ["aaa", "bbb"]
        .map(
          (name) =>
            `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported. at /States/E/Output`,
        )
        .join(", "),
    );
  });

  test("$$", () => {
    expect(errorsOf(output("$$"))).toBe(
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/E/Output",
    );
  });

  test.each([
    "$states.input.phone",
    "$states.input.items[phone > 3]",
    "$states.input.items^(price)",
    "$states.input.items{ name: price }",
    "$map($states.input.a, function($x) { $x.phone })",
    "$states.input.items.(price * quantity)",
    "$phone.number",
    "$states.context.Execution.Id",
    "'phone'",
  ])("%s has an input", (expression) => {
    expect(errorsOf(output(expression))).toBe("");
  });

  test("in every field that has expressions", () => {
    const at = (place: string) =>
      `UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'a' at the top level is not supported. at /States/${place}`;
    const a = "{% a %}";
    expect(
      errorsOf({ C: { Type: "Choice", Choices: [{ Condition: a, Next: "S" }] }, S: { Type: "Succeed" } }),
    ).toBe(at("C/Choices[0]/Condition"));
    expect(errorsOf({ W: { Type: "Wait", Seconds: a, End: true } })).toBe(at("W/Seconds"));
    expect(errorsOf({ F: { Type: "Fail", Cause: a } })).toBe(at("F/Cause"));
    expect(errorsOf({ M: { Type: "Map", Items: a, ...ITEMS, End: true } })).toBe(at("M/Items"));
    expect(errorsOf({ P: { Type: "Pass", Assign: { Next: a }, End: true } })).toBe(at("P/Assign/Next"));
    expect(errorsOf({ P: { Type: "Pass", Comment: a, End: true } })).toBe("");
  });
});

describe("members of $states", () => {
  const noField = (member: string, place: string) =>
    `UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.${member}' does not exist. at /States/${place}`;
  const result = "{% $states.result %}";
  const errorOutput = "{% $states.errorOutput.Cause %}";

  test.each([
    ["Task", TASK],
    ["Map", { Type: "Map", Items: [], ...ITEMS, End: true }],
    ["Parallel", { Type: "Parallel", ...BRANCHES, End: true }],
  ])("result is there in Output and Assign of %s", (_, state) => {
    expect(errorsOf({ T: { ...state, Output: { r: result }, Assign: { r: result } } })).toBe("");
  });

  test("result is not there in states and fields without one", () => {
    expect(errorsOf(output("$states.result"))).toBe(noField("result", "E/Output"));
    expect(errorsOf({ W: { Type: "Wait", Seconds: 1, Assign: { r: result }, End: true } })).toBe(
      noField("result", "W/Assign/r"),
    );
    expect(errorsOf({ T: { ...TASK, Arguments: { FunctionName: result } } })).toBe(
      noField("result", "T/Arguments/FunctionName"),
    );
    expect(errorsOf(output("$states.input.items[id = $states.result.id]"))).toBe(
      noField("result", "E/Output"),
    );
  });

  test("errorOutput is there in catchers alone", () => {
    const catching = (more: object) => ({
      T: { ...TASK, Catch: [{ ErrorEquals: ["States.ALL"], Next: "S", ...more }] },
      S: { Type: "Succeed" },
    });
    expect(errorsOf(catching({ Output: errorOutput, Assign: { e: errorOutput } }))).toBe("");
    expect(errorsOf(catching({ Output: result }))).toBe(noField("result", "T/Catch[0]/Output"));
    expect(errorsOf({ T: { ...TASK, Output: errorOutput } })).toBe(noField("errorOutput", "T/Output"));
  });
});

test("Express state machines have no distributed Map", () => {
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" };
  const ItemProcessor = { ...ITEMS.ItemProcessor, ProcessorConfig };
  const states = { M: { Type: "Map", Items: [], ItemProcessor, End: true } };
  expect(errorsOf(states)).toBe("");
  expect(errorsOf(states, "EXPRESS")).toBe(
    "SCHEMA_VALIDATION_FAILED: Express state machine does not support Distributed Map at /States/M/ItemProcessor/ProcessorConfig/Mode",
  );
});

test("a JSONPath in Error and Cause is warned of", () => {
  const definition = { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "$.cause" } } };
  expect(validateDefinition(JSON.stringify(definition))).toEqual([
    expect.objectContaining({ severity: "WARNING", code: "NO_PATH", location: "/States/F/Cause" }),
  ]);
});

test("what is reached counts only where there is a terminal state", () => {
  const circle = { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } };
  expect(errorsOf(circle)).toBe("MISSING_END_STATE: Workflow has no terminal state at null");
  expect(errorsOf({ ...circle, C: { Type: "Pass", Next: "A" } })).toBe(
    "MISSING_END_STATE: Workflow has no terminal state at null",
  );
  expect(errorsOf({ ...circle, C: { Type: "Succeed" } })).toBe(
    'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
  );
  expect(errorsOf({ A: { Type: "Pass", Next: "NOPE" } })).toBe(
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null",
  );
});
