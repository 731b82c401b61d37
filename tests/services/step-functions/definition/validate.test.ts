import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import {
  describeDiagnostics,
  joinDiagnostics,
} from "../../../../lib/services/step-functions/definition/validation/diagnostics.js";
import { validateDefinition } from "../../../../lib/services/step-functions/definition/validation/validate.js";
import { diagnosticsOf, errorsOf } from "./machines.js";

type JsonObject = Readonly<Record<string, Json>>;

const SCHEMA = "SCHEMA_VALIDATION_FAILED";
const NOT_SUPPORTED = (name: string) => `${SCHEMA}: Field '${name}' is not supported`;
const TASK = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", End: true };
const PASS = { Type: "Pass", End: true };
const JSONATA = { QueryLanguage: "JSONata" };
const inner = (name: string, extra: JsonObject = {}) => ({
  StartAt: name,
  States: { [name]: PASS },
  ...extra,
});

describe("whole definitions", () => {
  test.each([
    ["", [{ severity: "ERROR", code: SCHEMA, message: "Definition must be a valid JSON object" }]],
    ["[]", [{ severity: "ERROR", code: SCHEMA, message: "Definition must be a valid JSON object" }]],
    [
      "{}",
      [
        {
          severity: "ERROR",
          code: SCHEMA,
          location: "/",
          message: "These fields are required: [States, StartAt]",
        },
      ],
    ],
    [
      "not a definition",
      [
        {
          severity: "ERROR",
          code: "INVALID_JSON_DESCRIPTION",
          location: '[Source: (String)"not a definition"; line: 1, column: 4]',
          message:
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4]",
        },
      ],
    ],
  ])("%j", (text, diagnostics) => {
    expect(validateDefinition(text)).toEqual(diagnostics);
  });

  test.each<[name: string, machine: JsonObject, errors: string]>([
    ["no StartAt", { States: { A: PASS } }, `${SCHEMA}: These fields are required: [StartAt] at /`],
    ["no States", { StartAt: "A" }, `${SCHEMA}: These fields are required: [States] at /`],
    ["an unknown field", { StartAt: "A", States: { A: PASS }, Foo: 1 }, `${NOT_SUPPORTED("Foo")} at /`],
    [
      "another version",
      { StartAt: "A", States: { A: PASS }, Version: "2.0" },
      `${SCHEMA}: Value should be one of the following: [1.0] at /Version`,
    ],
    [
      "another language",
      { StartAt: "A", States: { A: PASS }, QueryLanguage: "jq" },
      `${SCHEMA}: Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage`,
    ],
    [
      "a timeout below zero",
      { StartAt: "A", States: { A: PASS }, TimeoutSeconds: -1 },
      `${SCHEMA}: Minimum value is 0 at /TimeoutSeconds`,
    ],
    [
      "states that are a list",
      { StartAt: "A", States: [] },
      `${SCHEMA}: Expected value of type Object at /States`,
    ],
    [
      "a state that is none",
      { StartAt: "A", States: { A: 1 } },
      `${SCHEMA}: Expected value of type Object at /States/A, MISSING_END_STATE: Workflow has no terminal state at null`,
    ],
    [
      "a StartAt that does not exist",
      { StartAt: "B", States: { A: PASS } },
      "MISSING_TRANSITION_TARGET: Missing 'StartAt' target: B at /StartAt",
    ],
    [
      "a target that does not exist and a state that is not reached",
      { StartAt: "pass1", States: { pass1: { Type: "Pass", Next: "pass3" }, pass2: PASS } },
      `MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2`,
    ],
    [
      "a circle without an end",
      { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } },
      "MISSING_END_STATE: Workflow has no terminal state at null",
    ],
    [
      "a name that appears twice in the machine",
      { StartAt: "A", States: { A: { Type: "Parallel", Branches: [inner("B"), inner("B")], End: true } } },
      "DUPLICATE_STATE_NAME: Duplicate State name: B at /States/A/Branches[1]/States/B",
    ],
    [
      "a long name",
      { StartAt: "n".repeat(81), States: { ["n".repeat(81)]: PASS } },
      `INVALID_STATE_NAME: State name '${"n".repeat(81)}' exceeds the 80-character limit allowed by the service at /States/${"n".repeat(81)}`,
    ],
  ])("%s", (_, machine, errors) => {
    expect(joinDiagnostics(validateDefinition(JSON.stringify(machine)))).toBe(errors);
  });

  test("names that objects inherit", () => {
    const text =
      '{"StartAt": "constructor", "States": {"constructor": {"Type": "Pass", "Next": "__proto__"}, "__proto__": {"Type": "Succeed"}}}';
    expect(validateDefinition(text)).toEqual([]);
    expect(errorsOf({ Type: "Pass", Next: "toString" })).toBe(
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: toString at /States/X/Next, MISSING_END_STATE: Workflow has no terminal state at null",
    );
    expect(errorsOf({ ...PASS, constructor: 1 })).toBe(`${NOT_SUPPORTED("constructor")} at /States/X`);
  });

  test("a field that appears twice", () => {
    expect(validateDefinition('{"StartAt": "A", "StartAt": "B"}')[0]).toMatchObject({
      code: "INVALID_JSON_DESCRIPTION",
      message: expect.stringMatching(/^Duplicate field 'StartAt'\n at \[Source/),
    });
  });
});

describe("states", () => {
  test.each<[state: JsonObject, errors: string]>([
    [
      {},
      `${SCHEMA}: These fields are required: [Type] at /States/X, MISSING_END_STATE: Workflow has no terminal state at null`,
    ],
    [
      { Type: "TypeThatDoesNotExist", End: true },
      `${SCHEMA}: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/X/Type`,
    ],
    [
      { ...PASS, Next: "X" },
      `${SCHEMA}: There should only be one of the following fields: [Next, End] at /States/X`,
    ],
    [
      { Type: "Pass" },
      `${SCHEMA}: This object should have only one of the following fields: [Next, End] at /States/X, MISSING_END_STATE: Workflow has no terminal state at null`,
    ],
    [{ ...PASS, foo: 1 }, `${NOT_SUPPORTED("foo")} at /States/X`],
    [{ ...PASS, comment: "x" }, `${NOT_SUPPORTED("comment")} at /States/X`],
    [{ ...PASS, Retry: [] }, `${NOT_SUPPORTED("Retry")} at /States/X`],
    [
      { ...PASS, End: "true" },
      `${SCHEMA}: This object should have only one of the following fields: [Next, End] at /States/X, ${SCHEMA}: Expected value of type Boolean at /States/X/End, MISSING_END_STATE: Workflow has no terminal state at null`,
    ],
    [{ Type: "Succeed", End: true }, `${NOT_SUPPORTED("End")} at /States/X`],
    [{ Type: "Succeed", Next: "X" }, `${NOT_SUPPORTED("Next")} at /States/X`],
    [{ Type: "Fail", InputPath: "$" }, `${NOT_SUPPORTED("InputPath")} at /States/X`],
    [{ Type: "Fail", Error: 1 }, `${SCHEMA}: Expected value of type String at /States/X/Error`],
    [
      { Type: "Fail", Error: "a", ErrorPath: "$.a" },
      `${SCHEMA}: There should only be one of the following fields: [Error, ErrorPath] at /States/X`,
    ],
    [
      { Type: "Fail", CausePath: "States.Nope()" },
      `${SCHEMA}: Value must be a valid JSONPath or a valid intrinsic function call at /States/X/CausePath`,
    ],
    [
      { Type: "Wait", End: true },
      `${SCHEMA}: There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/X`,
    ],
    [
      { Type: "Wait", Seconds: 1, SecondsPath: "$.a", End: true },
      `${SCHEMA}: There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/X`,
    ],
    [{ Type: "Wait", Seconds: -1, End: true }, `${SCHEMA}: Minimum value is 0 at /States/X/Seconds`],
    [
      { Type: "Wait", Seconds: 100_000_000, End: true },
      `${SCHEMA}: Maximum value is 99999999 at /States/X/Seconds`,
    ],
    [
      { Type: "Wait", Seconds: 1.5, End: true },
      `${SCHEMA}: Expected value of type Integer at /States/X/Seconds`,
    ],
    [
      { Type: "Wait", Seconds: "1", End: true },
      `${SCHEMA}: Expected value of type Integer at /States/X/Seconds`,
    ],
    [
      { Type: "Wait", Timestamp: "2016-12-05 21:29:29Z", End: true },
      `${SCHEMA}: String does not match RFC3339 timestamp at /States/X/Timestamp`,
    ],
    [{ Type: "Parallel", Branches: [], End: true }, `${SCHEMA}: Value cannot be empty at /States/X/Branches`],
    [{ Type: "Parallel", End: true }, `${SCHEMA}: These fields are required: [Branches] at /States/X`],
    [
      { Type: "Parallel", Branches: [{ States: { B: PASS } }], End: true },
      `${SCHEMA}: These fields are required: [StartAt] at /States/X/Branches[0]`,
    ],
    [
      { Type: "Parallel", Branches: [inner("B", { Foo: 1 })], End: true },
      `${NOT_SUPPORTED("Foo")} at /States/X/Branches[0]`,
    ],
    [{ ...TASK, TimeoutSeconds: 0 }, `${SCHEMA}: Minimum value is 1 at /States/X/TimeoutSeconds`],
    [
      { ...TASK, TimeoutSeconds: 1, TimeoutSecondsPath: "$.a" },
      `${SCHEMA}: There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at /States/X`,
    ],
    [
      { ...TASK, HeartbeatSecondsPath: "a" },
      `${SCHEMA}: Value is not a Reference Path: Reference path didn't start with '$' at /States/X/HeartbeatSecondsPath`,
    ],
    [
      { ...TASK, Credentials: {} },
      `${SCHEMA}: The field 'RoleArn' is required but was missing at /States/X/Credentials`,
    ],
    [{ ...PASS, InputPath: "a" }, `${SCHEMA}: Value must be a valid JSONPath. at /States/X/InputPath`],
    [{ ...PASS, OutputPath: 1 }, `${SCHEMA}: Value must be a valid JSONPath. at /States/X/OutputPath`],
    [
      { ...PASS, ResultPath: "a" },
      `${SCHEMA}: Value is not a Reference Path: Reference path didn't start with '$' at /States/X/ResultPath`,
    ],
    [
      { ...PASS, ResultPath: "$.a[*]" },
      `${SCHEMA}: Value is not a Reference Path: Reference path must select one value at /States/X/ResultPath`,
    ],
    [
      { ...PASS, Parameters: { "parsed.$": "foo" } },
      `${SCHEMA}: The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters`,
    ],
    [
      { ...PASS, Parameters: { a: [{ "b.$": 1 }] } },
      `${SCHEMA}: The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters/a[0]`,
    ],
  ])("%j", (state, errors) => {
    expect(errorsOf(state)).toBe(errors);
  });
});

describe("query languages", () => {
  test.each<[state: JsonObject, machine: JsonObject, errors: string]>([
    [
      { ...PASS, Output: 1 },
      {},
      `${SCHEMA}: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/X`,
    ],
    [
      { ...PASS, InputPath: "$" },
      JSONATA,
      `${SCHEMA}: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/X`,
    ],
    [
      { ...PASS, QueryLanguage: "JSONPath" },
      JSONATA,
      `${SCHEMA}: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/X`,
    ],
    [
      { ...PASS, Output: "{% 1" },
      JSONATA,
      `${SCHEMA}: JSONata string must start with {% and end with %} at /States/X/Output`,
    ],
    [
      { ...PASS, Output: { a: ["x %}"] } },
      JSONATA,
      `${SCHEMA}: JSONata string must start with {% and end with %} at /States/X/Output/a[0]`,
    ],
    [
      { ...PASS, Output: "{% 1 + %}" },
      JSONATA,
      "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/X/Output",
    ],
    [
      { Type: "Wait", Seconds: "{% $x", End: true },
      JSONATA,
      `${SCHEMA}: Expected value of type Integer at /States/X/Seconds`,
    ],
    [
      { ...PASS, Assign: { states: 1 } },
      {},
      "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/X/Assign/states",
    ],
    [
      { ...PASS, Assign: { "x.y": 1 } },
      JSONATA,
      "INVALID_VARIABLE_NAME: Invalid variable name 'x.y': the variable name contains invalid characters. at /States/X/Assign/x.y",
    ],
    [
      { ...PASS, Assign: { "1x.$": "$.a" } },
      {},
      "INVALID_VARIABLE_NAME: Invalid variable name '1x': the variable name contains invalid characters. at /States/X/Assign/1x",
    ],
  ])("%j in %j", (state, machine, errors) => {
    expect(errorsOf(state, machine)).toBe(errors);
  });

  test("states of a JSONPath machine may be JSONata", () => {
    expect(
      errorsOf({ ...PASS, QueryLanguage: "JSONata", Output: "{% $states.input %}", Assign: { größe: 1 } }),
    ).toBe("");
  });

  test("variables of the states around may not be assigned, unless executions of their own run", () => {
    const branch = { StartAt: "B", States: { B: { ...PASS, Assign: { x: 1 } } } };
    const parallel = { Type: "Parallel", Branches: [branch], End: true, Assign: { x: 2 } };
    expect(errorsOf(parallel)).toBe(
      `${SCHEMA}: Cannot assign to variable '$x' of an outer scope at /States/X/Branches[0]/States/B/Assign/x`,
    );
    const config = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
    expect(
      errorsOf({ Type: "Map", ItemProcessor: { ...branch, ...config }, End: true, Assign: { x: 2 } }),
    ).toBe("");
  });
});

describe("Retry and Catch", () => {
  const all = { ErrorEquals: ["States.ALL"] };
  test.each<[fields: JsonObject, errors: string]>([
    [{ Retry: [{}] }, `${SCHEMA}: These fields are required: [ErrorEquals] at /States/X/Retry[0]`],
    [{ Retry: [{ ErrorEquals: [] }] }, `${SCHEMA}: Value cannot be empty at /States/X/Retry[0]/ErrorEquals`],
    [
      { Retry: [all, { ErrorEquals: ["E"] }] },
      `${SCHEMA}: States.ALL must appear alone and at end of list at /States/X/Retry[0]`,
    ],
    [
      { Retry: [{ ErrorEquals: ["States.ALL", "E"] }] },
      `${SCHEMA}: States.ALL must appear alone and at end of list at /States/X/Retry[0]`,
    ],
    [
      { Retry: [{ ...all, MaxAttempts: -1 }] },
      `${SCHEMA}: Minimum value is 0 at /States/X/Retry[0]/MaxAttempts`,
    ],
    [
      { Retry: [{ ...all, MaxAttempts: 100_000_000 }] },
      `${SCHEMA}: Maximum value is 99999999 at /States/X/Retry[0]/MaxAttempts`,
    ],
    [
      { Retry: [{ ...all, BackoffRate: 0.5 }] },
      `${SCHEMA}: Minimum value is 1 at /States/X/Retry[0]/BackoffRate`,
    ],
    [
      { Retry: [{ ...all, MaxDelaySeconds: 31_622_401 }] },
      `${SCHEMA}: Maximum value is 31622400 at /States/X/Retry[0]/MaxDelaySeconds`,
    ],
    [
      { Retry: [{ ...all, JitterStrategy: "SOME" }] },
      `${SCHEMA}: Value should be one of the following: [NONE, FULL] at /States/X/Retry[0]/JitterStrategy`,
    ],
    [{ Retry: [{ ...all, Next: "X" }] }, `${NOT_SUPPORTED("Next")} at /States/X/Retry[0]`],
    [{ Retry: [{ ...all, IntervalSeconds: 0 }] }, ""],
    [{ Catch: [all] }, `${SCHEMA}: These fields are required: [Next] at /States/X/Catch[0]`],
    [
      { Catch: [{ ...all, Next: "Y" }] },
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/X/Catch[0]/Next",
    ],
    [
      { Catch: [{ ...all, Next: "X", Output: 1 }] },
      `${SCHEMA}: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/X/Catch[0]`,
    ],
  ])("%j", (fields, errors) => {
    expect(errorsOf({ ...TASK, ...fields })).toBe(errors);
  });
});

describe("Choice", () => {
  const choice = (...rules: JsonObject[]) => ({ Type: "Choice", Choices: rules });
  const errors = (state: JsonObject, machine: JsonObject = {}) =>
    joinDiagnostics(
      validateDefinition(
        JSON.stringify({ StartAt: "C", States: { C: state, X: { Type: "Succeed" } }, ...machine }),
      ),
    ).replace(/^(.*), MISSING_TRANSITION_TARGET: State "X" is not reachable. at \/States\/X$/, "$1");
  const KINDS = "[And, Or, Not, Variable, Condition]";

  test.each<[rule: JsonObject, expected: string]>([
    [
      { Variable: "$.a", IsPresent: true },
      `${SCHEMA}: These fields are required: [Next] at /States/C/Choices[0]`,
    ],
    [
      { Next: "X" },
      `${SCHEMA}: The object must have only one of the following fields, ${KINDS} at /States/C/Choices[0]`,
    ],
    [
      { Next: "X", Variable: "$.a", Not: { Variable: "$.a", IsNull: true }, IsNull: true },
      `${SCHEMA}: The object must have only one of the following fields, ${KINDS} at /States/C/Choices[0]`,
    ],
    [
      { Next: "X", And: [{ Next: "X", Variable: "$.a", IsNull: true }] },
      `${NOT_SUPPORTED("Next")} at /States/C/Choices[0]/And[0]`,
    ],
    [{ Next: "X", Or: [] }, `${SCHEMA}: Value cannot be empty at /States/C/Choices[0]/Or`],
    [
      { Next: "X", Variable: "$.a", StringEquals: 1 },
      `${SCHEMA}: Expected value of type String at /States/C/Choices[0]/StringEquals`,
    ],
    [
      { Next: "X", Variable: "$.a", NumericEquals: "1" },
      `${SCHEMA}: Expected value of type Number at /States/C/Choices[0]/NumericEquals`,
    ],
    [
      { Next: "X", Variable: "$.a", IsNull: "true" },
      `${SCHEMA}: Expected value of type Boolean at /States/C/Choices[0]/IsNull`,
    ],
    [
      { Next: "X", Variable: "$.a", TimestampEquals: "today" },
      `${SCHEMA}: String does not match RFC3339 timestamp at /States/C/Choices[0]/TimestampEquals`,
    ],
    [
      { Next: "X", Variable: "a", StringEqualsPath: "b" },
      `${SCHEMA}: Value must be a valid JSONPath. at /States/C/Choices[0]/Variable, ${SCHEMA}: Value must be a valid JSONPath. at /States/C/Choices[0]/StringEqualsPath`,
    ],
    [
      { Next: "X", Variable: "$.a", IsPresentPath: "$.b" },
      expect.stringContaining("Field 'IsPresentPath' is not supported at /States/C/Choices[0]"),
    ],
    [
      { Next: "X", Condition: "{% true %}" },
      `${SCHEMA}: The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage at /States/C/Choices[0]`,
    ],
    [
      { Next: "X", Variable: "$.a", StringEquals: "a", NumericEquals: 1 },
      expect.stringContaining(
        `${SCHEMA}: There should only be one of the following fields: [StringEquals, StringEqualsPath, `,
      ),
    ],
    [
      { Next: "X", Variable: "$.a" },
      expect.stringContaining(
        `${SCHEMA}: This object should have only one of the following fields: [StringEquals, `,
      ),
    ],
    [{ Next: "X", Variable: "$.a", StringEquals: "a" }, ""],
  ])("%j", (rule, expected) => {
    expect(errors(choice(rule))).toEqual(expected);
  });

  test("no rules, and a default that does not exist", () => {
    expect(errors(choice())).toBe(`${SCHEMA}: Value cannot be empty at /States/C/Choices`);
    expect(errors({ ...choice({ Variable: "$.a", IsNull: true, Next: "X" }), Default: "Y" })).toBe(
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/C/Default",
    );
  });

  test("in JSONata a rule has a condition", () => {
    expect(errors(choice({ Condition: "{% $states.input.a = 1 %}", Next: "X" }), JSONATA)).toBe("");
    expect(errors(choice({ Condition: "true", Next: "X" }), JSONATA)).toBe(
      `${SCHEMA}: JSONata string must start with {% and end with %} at /States/C/Choices[0]/Condition`,
    );
  });
});

describe("resources", () => {
  const service = (name: string) => `arn:aws:states:::${name}`;
  const task = (name: string, parameters?: JsonObject) => ({
    ...TASK,
    Resource: service(name),
    ...(parameters && { Parameters: parameters }),
  });

  test.each([
    "lambda:invoke.sync",
    "sns:publish.sync",
    "sqs:sendMessage.sync",
    "dynamodb:query",
    "dynamodb:getItem.waitForTaskToken",
    "batch:submitJob.waitForTaskToken",
    "glue:startJobRun.waitForTaskToken",
    "ecs:runTask.sync:2",
    "aws-sdk:s3:getObject.sync",
    "aws-sdk:s3:GetObject",
    "nope:nope",
  ])("%s is not recognized", (name) => {
    expect(errorsOf(task(name, {}))).toBe(
      `${SCHEMA}: The resource provided ${service(name)} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/X/Resource`,
    );
  });

  test.each<[name: string, parameters: JsonObject]>([
    ["lambda:invoke", { "FunctionName.$": "$.f" }],
    ["lambda:invoke.waitForTaskToken", { FunctionName: "f" }],
    ["ecs:runTask.sync", { TaskDefinition: "t" }],
    ["states:startExecution.sync:2", { StateMachineArn: "a" }],
    ["batch:submitJob.sync", {}],
    ["aws-sdk:dynamodb:getItem", {}],
    ["aws-sdk:sfn:startExecution.waitForTaskToken", {}],
    ["http:invoke", {}],
  ])("%s is accepted", (name, parameters) => {
    expect(errorsOf(task(name, parameters))).toBe("");
  });

  test.each<[name: string, missing: string[]]>([
    ["lambda:invoke", ["FunctionName"]],
    ["sqs:sendMessage", ["QueueUrl", "MessageBody"]],
    ["sns:publish", ["Message"]],
    ["dynamodb:putItem", ["TableName", "Item"]],
    ["dynamodb:getItem", ["TableName", "Key"]],
    ["states:startExecution", ["StateMachineArn"]],
    ["events:putEvents", ["Entries"]],
    ["ecs:runTask", ["TaskDefinition"]],
    ["glue:startJobRun", ["JobName"]],
  ])("%s requires its parameters", (name, missing) => {
    const errors = missing.map(
      (member) => `${SCHEMA}: The field '${member}' is required but was missing at /States/X/Parameters`,
    );
    expect(errorsOf(task(name, {}))).toBe(errors.join(", "));
    expect(errorsOf(task(name))).toBe(
      `${SCHEMA}: Parameters field is required for resource ARN: ${service(name)} at /States/X`,
    );
    expect(errorsOf(task(name), JSONATA)).toBe(
      `${SCHEMA}: Arguments field is required for resource ARN: ${service(name)} at /States/X`,
    );
    expect(errorsOf({ ...task(name), Arguments: "{% $states.input %}" }, JSONATA)).toBe("");
  });

  test.each(["lambda", "arn:aws", "function:f", ""])("%s is not an ARN", (resource) => {
    expect(errorsOf({ ...TASK, Resource: resource })).toBe(
      `${SCHEMA}: Value is not a valid resource ARN at /States/X/Resource`,
    );
  });

  test("Express machines call services and do not wait for them", () => {
    const activity = "arn:aws:states:us-east-1:123456789012:activity:a";
    const express = (state: JsonObject) => errorsOf(state, {}, { type: "EXPRESS" });
    expect(express(task("ecs:runTask.sync", { TaskDefinition: "t" }))).toBe(
      `${SCHEMA}: Express state machine does not support '.sync' service integration at /States/X/Resource`,
    );
    expect(express(task("sqs:sendMessage.waitForTaskToken", { QueueUrl: "u", MessageBody: "b" }))).toBe(
      `${SCHEMA}: Express state machine does not support '.waitForTaskToken' service integration  at /States/X/Resource`,
    );
    expect(express({ ...TASK, Resource: activity })).toBe(
      `${SCHEMA}: Express state machine does not support Activity ARN at /States/X/Resource`,
    );
    expect([express(TASK), errorsOf({ ...TASK, Resource: activity })]).toEqual(["", ""]);
  });
});

describe("Map", () => {
  const map = (fields: JsonObject, processor: JsonObject = {}) => ({
    Type: "Map",
    ItemProcessor: inner("Y", processor),
    End: true,
    ...fields,
  });
  const distributed = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" } };
  const reader = (config: JsonObject) =>
    map({ ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: config } }, distributed);
  const CONFIG = "/States/X/ItemReader/ReaderConfig";

  test.each<[state: JsonObject, errors: string]>([
    [map({}), ""],
    [map({}, distributed), ""],
    [{ Type: "Map", End: true }, `${SCHEMA}: These fields are required: [ItemProcessor] at /States/X`],
    [
      map({ Iterator: inner("Z") }),
      `${SCHEMA}: There should only be one of the following fields: [ItemProcessor, Iterator] at /States/X`,
    ],
    [
      map({}, { ProcessorConfig: { Mode: "DISTRIBUTED" } }),
      `${SCHEMA}: These fields are required: [ExecutionType] at /States/X/ItemProcessor/ProcessorConfig`,
    ],
    [
      map({}, { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "FAST" } }),
      `${SCHEMA}: Value should be one of the following: [STANDARD, EXPRESS] at /States/X/ItemProcessor/ProcessorConfig/ExecutionType`,
    ],
    [
      map({}, { ProcessorConfig: { Mode: "INLINE", ExecutionType: "STANDARD" } }),
      `${SCHEMA}: Field 'ExecutionType' is not supported at /States/X/ItemProcessor/ProcessorConfig`,
    ],
    [map({ MaxConcurrency: -1 }), `${SCHEMA}: Minimum value is 0 at /States/X/MaxConcurrency`],
    [
      map({ ToleratedFailurePercentage: 101 }),
      `${SCHEMA}: Maximum value is 100 at /States/X/ToleratedFailurePercentage`,
    ],
    [
      map({ MaxConcurrency: 1, MaxConcurrencyPath: "$.a" }),
      `${SCHEMA}: There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath] at /States/X`,
    ],
    [
      map({ ItemsPath: "$.a[*]" }),
      `${SCHEMA}: Value is not a Reference Path: Reference path must select one value at /States/X/ItemsPath`,
    ],
    [
      map({ Label: "l".repeat(41) }),
      `INVALID_LABEL_NAME: Label '${"l".repeat(41)}' exceeds the 40-character limit allowed by the service at /States/X/Label`,
    ],
    [map({ Label: "a b" }), "INVALID_LABEL_NAME: Invalid Label name: a b at /States/X/Label"],
    [
      map({ ItemReader: { Resource: "arn:aws:states:::s3:putObject" } }),
      `${SCHEMA}: The field 'Resource' does not match any of the allowed values at /States/X/ItemReader/Resource`,
    ],
    [reader({ InputType: "CSV" }), `${SCHEMA}: The field 'CSVHeaderLocation' is required at ${CONFIG}`],
    [
      reader({ InputType: "JSON", CSVHeaderLocation: "FIRST_ROW" }),
      `${SCHEMA}: Field 'CSVHeaderLocation' is not supported at ${CONFIG}`,
    ],
    [
      reader({ InputType: "CSV", CSVHeaderLocation: "GIVEN" }),
      `${SCHEMA}: These fields are required: [CSVHeaders] at ${CONFIG}`,
    ],
    [
      reader({ InputType: "XML" }),
      `${SCHEMA}: Value should be one of the following: [CSV, JSON, JSONL, PARQUET, MANIFEST] at ${CONFIG}/InputType`,
    ],
    [
      reader({
        InputType: "CSV",
        CSVHeaderLocation: "GIVEN",
        CSVHeaders: ["a"],
        CSVDelimiter: "TAB",
        MaxItems: 5,
      }),
      "",
    ],
    [
      map({ ItemBatcher: { MaxItemsPerBatch: 0 } }, distributed),
      `${SCHEMA}: Minimum value is 1 at /States/X/ItemBatcher/MaxItemsPerBatch`,
    ],
    [
      map({ ItemBatcher: { MaxInputBytesPerBatch: 262_145 } }, distributed),
      `${SCHEMA}: Maximum value is 262144 at /States/X/ItemBatcher/MaxInputBytesPerBatch`,
    ],
    [
      map({ ResultWriter: { WriterConfig: { Transformation: "ZIP" } } }, distributed),
      `${SCHEMA}: Value should be one of the following: [NONE, COMPACT, FLATTEN] at /States/X/ResultWriter/WriterConfig/Transformation`,
    ],
  ])("%j", (state, errors) => {
    expect(errorsOf(state)).toBe(errors);
  });

  test("labels are unique", () => {
    const both = {
      Type: "Parallel",
      Branches: ["A", "B"].map((name) => ({
        StartAt: name,
        States: { [name]: { ...map({ Label: "l" }), ItemProcessor: inner(`${name}1`) } },
      })),
      End: true,
    };
    expect(errorsOf(both)).toBe(
      "DUPLICATE_LABEL_NAME: Duplicate Label name: l at /States/X/Branches[1]/States/B/Label",
    );
  });
});

describe("warnings", () => {
  test.each<[fields: JsonObject, code: string, location: string]>([
    [{ Parameters: { a: "$.b" } }, "NO_DOLLAR", "/States/X/Parameters/a"],
    [{ Parameters: { a: "States.UUID()" } }, "NO_DOLLAR", "/States/X/Parameters/a"],
    [{ Result: { "a.$": "$.b" } }, "PASS_RESULT_IS_STATIC", "/States/X/Result"],
  ])("%j", (fields, code, location) => {
    const diagnostics = diagnosticsOf({ ...PASS, ...fields });
    expect(diagnostics).toMatchObject([{ severity: "WARNING", code, location }]);
    expect(joinDiagnostics(diagnostics)).toBe("");
    expect(describeDiagnostics(diagnostics)).toEqual({ result: "OK", diagnostics: [], truncated: false });
    expect(describeDiagnostics(diagnostics, { severity: "WARNING" })).toEqual({
      result: "OK",
      diagnostics,
      truncated: false,
    });
  });
});

test("at most maxResults diagnostics are returned, 100 by default", () => {
  const states = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`s${i}`, { Type: "Nope" }]));
  const diagnostics = validateDefinition(JSON.stringify({ StartAt: "s0", States: states }));
  const counts = [undefined, 0, 3].map((maxResults) => {
    const { result, diagnostics: returned, truncated } = describeDiagnostics(diagnostics, { maxResults });
    return [result, returned.length, truncated];
  });
  expect(counts).toEqual([
    ["FAIL", 100, true],
    ["FAIL", 100, true],
    ["FAIL", 3, true],
  ]);
});
