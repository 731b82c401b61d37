import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { MockConfiguration } from "../../../../lib/index.js";
import { stepFunctionsWorld } from "../step-functions-world.js";

const world = stepFunctionsWorld();

const RESPONSES = {
  ok: { "0": { Return: { rows: 3 } } },
  flaky: { "0-1": { Throw: { Error: "Busy", Cause: "later" } }, "2": { Return: null } },
};
const using = (configuration: unknown) => () =>
  world.sim.stepFunctions.useMocks(configuration as MockConfiguration);
const machines = (states: Record<string, unknown>) => ({
  StateMachines: { m: { TestCases: { Happy: states } } },
  MockedResponses: RESPONSES,
});

test("a file is read as it is", () => {
  const path = join(mkdtempSync(join(tmpdir(), "mocks-")), "MockConfigFile.json");
  writeFileSync(path, JSON.stringify(machines({ Load: "ok" })));
  expect(using(path)).not.toThrow();
  writeFileSync(path, "{");
  expect(using(path)).toThrow(/^The mock configuration .*MockConfigFile\.json cannot be read: /);
  expect(using("/none.json")).toThrow("The mock configuration /none.json cannot be read: ENOENT");
});

test.each<[unknown, string]>([
  [null, "The mock configuration must be an object."],
  [{ StateMachine: {} }, 'The mock configuration has no "StateMachine". Did you mean "StateMachines"?'],
  [{ StateMachines: [], MockedResponses: {} }, "StateMachines must be an object."],
  [{ StateMachines: { m: {} }, MockedResponses: {} }, "StateMachines.m.TestCases must be an object."],
  [machines({ Load: "okk" }), 'There is no response in MockedResponses "okk". Did you mean "ok"?'],
  [machines({ Load: { Return: 1 } }), "StateMachines.m.TestCases.Happy.Load must be the name of a response"],
  [
    { StateMachines: {}, MockedResponses: { r: { first: { Return: 1 } } } },
    'MockedResponses.r.first must be named by a number or a range, such as "0" or "1-2".',
  ],
  [
    { StateMachines: {}, MockedResponses: { r: { "0": {} } } },
    'MockedResponses.r.0 must have either "Return" or "Throw".',
  ],
  [
    { StateMachines: {}, MockedResponses: { r: { "0": { Return: 1, Throw: { Error: "E" } } } } },
    'MockedResponses.r.0 must have either "Return" or "Throw".',
  ],
  [
    { StateMachines: {}, MockedResponses: { r: { "0": { Throw: { Error: 1 } } } } },
    'MockedResponses.r.0.Throw must have strings as "Error" and "Cause".',
  ],
  [
    { StateMachines: {}, MockedResponses: { r: { "0": { Throw: { Reason: "E" } } } } },
    'MockedResponses.r.0.Throw has no "Reason".',
  ],
])("%j is rejected", (configuration, message) => {
  expect(using(configuration)).toThrow(message);
});
