import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { passing, ROLE, stepFunctionsWorld } from "./step-functions-world.js";

const world = stepFunctionsWorld();

const definitionOf = (states: Record<string, object>) => JSON.stringify({ StartAt: "A", States: states });
const BROKEN = definitionOf({ A: { Type: "Pass", Next: "B" }, C: { Type: "Pass", Next: "D" } });

test("a valid definition has no diagnostics", async () => {
  expect(await body(world.sfn.validateStateMachineDefinition({ definition: passing() }))).toEqual({
    result: "OK",
    diagnostics: [],
    truncated: false,
  });
});

test("everything that is wrong is named, up to as much as was asked for", async () => {
  const all = await body(world.sfn.validateStateMachineDefinition({ definition: BROKEN }));
  expect(all).toMatchObject({ result: "FAIL", truncated: false });
  expect(all.diagnostics).toContainEqual({
    severity: "ERROR",
    code: "MISSING_TRANSITION_TARGET",
    message: "Missing 'Next' target: B",
    location: "/States/A/Next",
  });
  const one = await body(world.sfn.validateStateMachineDefinition({ definition: BROKEN, maxResults: 1 }));
  expect(one).toEqual({ result: "FAIL", diagnostics: all.diagnostics?.slice(0, 1), truncated: true });
});

test("the type of the state machine counts", async () => {
  const definition = definitionOf({
    A: {
      Type: "Task",
      Resource: "arn:aws:states:::ecs:runTask.sync",
      Parameters: { TaskDefinition: "t" },
      End: true,
    },
  });
  expect((await world.sfn.validateStateMachineDefinition({ definition })).result).toBe("OK");
  const express = await world.sfn.validateStateMachineDefinition({ definition, type: "EXPRESS" });
  expect(express.diagnostics?.map(({ message }) => message)).toEqual([
    "Express state machine does not support '.sync' service integration",
  ]);
});

test("a state machine is neither created nor updated with an invalid definition", async () => {
  const invalid = {
    code: "InvalidDefinition",
    status: 400,
    message: expect.stringMatching(
      /^Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at \/States\/A\/Next, /,
    ),
  };
  expect(await failure(world.machine("m", { definition: BROKEN }))).toEqual(invalid);
  const stateMachineArn = await world.machine("m");
  expect(await failure(world.sfn.updateStateMachine({ stateMachineArn, definition: BROKEN }))).toEqual(
    invalid,
  );
  expect((await world.sfn.describeStateMachine({ stateMachineArn })).definition).toBe(passing());
  expect((await failure(world.machine("n", { definition: "{", roleArn: ROLE }))).message).toMatch(
    /^Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: /,
  );
});
