import { expect, test } from "vitest";
import { executionsWorld } from "./executions-world.js";
import { activityArn } from "./step-functions-world.js";

/** Histories of what times out, fails or is stopped, after ExecutionStarted. */
const world = executionsWorld();
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
const invoke = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "f" },
  End: true,
  ...more,
});
const activity = (more: object = {}) => ({ Type: "Task", Resource: activityArn("a"), End: true, ...more });

/** The events after the first, each as its id, the id of its cause, its type, and its details but for inputs. */
async function events(executionArn: string) {
  const [, ...all] = await world.history(executionArn);
  return all.map(({ id, previousEventId, type, timestamp: _, ...details }) => {
    const [kept] = Object.values(details);
    const failed = /(Failed|TimedOut|Aborted)$/.test(type ?? "");
    return [`${id} ${previousEventId} ${type}`, ...(failed && kept ? [kept] : [])];
  });
}

async function started(states: object, input: unknown = {}, more: object = {}) {
  return world.start(await world.states(states, more), input);
}

test("lambda:invoke that times out", async () => {
  world.sim.lambda.on("f", (_event, context) => context.sleep("1h"));
  const arn = await started({ T: invoke({ TimeoutSeconds: 5 }) });
  await world.sim.clock.advance("10s");
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 TaskScheduled"],
    ["4 3 TaskStarted"],
    ["5 4 TaskTimedOut", { resourceType: "lambda", resource: "invoke", error: "States.Timeout" }],
    ["6 5 ExecutionFailed", { error: "States.Timeout" }],
  ]);
});

test("a function by its ARN that times out", async () => {
  world.sim.lambda.on("f", (_event, context) => context.sleep("1h"));
  const arn = await started({ T: { Type: "Task", Resource: FUNCTION, TimeoutSeconds: 5, End: true } });
  await world.sim.clock.advance("10s");
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 LambdaFunctionScheduled"],
    ["4 3 LambdaFunctionStarted"],
    ["5 4 LambdaFunctionTimedOut", { error: "States.Timeout" }],
    ["6 5 ExecutionFailed", { error: "States.Timeout" }],
  ]);
});

test("an activity that no worker takes in time", async () => {
  await world.sfn.createActivity({ name: "a" });
  const arn = await started({ T: activity({ TimeoutSeconds: 5 }) });
  await world.sim.clock.advance("10s");
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 ActivityScheduled"],
    ["4 3 ActivityTimedOut", { error: "States.Timeout" }],
    ["5 4 ExecutionFailed", { error: "States.Timeout" }],
  ]);
});

test("an activity whose worker fails", async () => {
  await world.sfn.createActivity({ name: "a" });
  const arn = await started({ T: activity() });
  const { taskToken } = await world.sfn.getActivityTask({ activityArn: activityArn("a") });
  await world.sfn.sendTaskFailure({ taskToken, error: "E", cause: "C" });
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 ActivityScheduled"],
    ["4 3 ActivityStarted"],
    ["5 4 ActivityFailed", { error: "E", cause: "C" }],
    ["6 5 ExecutionFailed", { error: "E", cause: "C" }],
  ]);
});

test("a callback whose heartbeat is missed", async () => {
  world.sim.lambda.on("f", {});
  const Resource = "arn:aws:states:::lambda:invoke.waitForTaskToken";
  const Parameters = { FunctionName: "f", Payload: { "token.$": "$$.Task.Token" } };
  const arn = await started({ T: invoke({ Resource, Parameters, HeartbeatSeconds: 5 }) });
  await world.sim.clock.advance("10s");
  const resource = "invoke.waitForTaskToken";
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 TaskScheduled"],
    ["4 3 TaskStarted"],
    ["5 4 TaskSubmitted"],
    ["6 5 TaskTimedOut", { resourceType: "lambda", resource, error: "States.Timeout" }],
    ["7 6 ExecutionFailed", { error: "States.Timeout" }],
  ]);
});

test("a machine that times out", async () => {
  const arn = await started({ W: { Type: "Wait", Seconds: 100, End: true } }, {}, { TimeoutSeconds: 5 });
  await world.sim.clock.advance("10s");
  expect(await events(arn)).toEqual([
    ["2 0 WaitStateEntered"],
    ["3 0 ExecutionTimedOut", { error: "States.Timeout" }],
  ]);
});

test("an execution that is stopped", async () => {
  world.sim.lambda.on("f", (_event, context) => context.sleep("1h"));
  const arn = await started({ T: invoke() });
  await world.sim.clock.advance("1s");
  await world.sfn.stopExecution({ executionArn: arn, error: "E", cause: "C" });
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 TaskScheduled"],
    ["4 3 TaskStarted"],
    ["5 0 ExecutionAborted", { error: "E", cause: "C" }],
  ]);
});

test("a branch that fails aborts the others", async () => {
  world.sim.lambda.on("f", (_event, context) => context.sleep("1h"));
  const wait = (Seconds: number, more: object) => ({ Type: "Wait", Seconds, ...more });
  const Branches = [
    { StartAt: "T", States: { T: invoke() } },
    { StartAt: "W", States: { W: wait(9, { End: true }) } },
    { StartAt: "F", States: { F: wait(1, { Next: "X" }), X: { Type: "Fail", Error: "E" } } },
  ];
  const arn = await started({ P: { Type: "Parallel", Branches, End: true } });
  await world.sim.clock.advance("2s");
  expect(await events(arn)).toEqual([
    ["2 0 ParallelStateEntered"],
    ["3 2 ParallelStateStarted"],
    ["4 3 TaskStateEntered"],
    ["5 4 TaskScheduled"],
    ["6 5 TaskStarted"],
    ["7 3 WaitStateEntered"],
    ["8 3 WaitStateEntered"],
    ["9 8 WaitStateExited"],
    ["10 9 FailStateEntered"],
    ["11 10 TaskStateAborted"],
    ["12 10 WaitStateAborted"],
    ["13 10 ParallelStateFailed"],
    ["14 13 ExecutionFailed", { error: "E" }],
  ]);
});

test("JSONata that fails and is caught", async () => {
  const Arguments = { FunctionName: "f", Payload: "{% $nothing %}" };
  const Catch = [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "S" }];
  const { Parameters: _, ...task } = invoke({ Arguments, Catch });
  const arn = await started({ T: task, S: { Type: "Succeed" } }, {}, { QueryLanguage: "JSONata" });
  await world.settled();
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    [
      "3 2 EvaluationFailed",
      {
        error: "States.QueryEvaluationError",
        cause:
          "An error occurred while executing the state 'T' (entered at the event id #2). The JSONata expression '$nothing' specified for the field 'Arguments/Payload' returned nothing (undefined).",
        location: "Arguments/Payload",
        state: "T",
      },
    ],
    ["4 3 TaskStateExited"],
    ["5 4 SucceedStateEntered"],
    ["6 5 SucceedStateExited"],
    ["7 6 ExecutionSucceeded"],
  ]);
});

test("a call that fails before there is anything to wait for", async () => {
  const Resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  const QueueUrl = "http://sqs.us-east-1.amazonaws.com/123456789012/none";
  const arn = await started({ T: invoke({ Resource, Parameters: { QueueUrl, MessageBody: "m" } }) });
  await world.settled();
  const cause = expect.stringMatching(/^The specified queue does not exist\. \(Service: AmazonSQS; /);
  const error = "SQS.QueueDoesNotExistException";
  expect(await events(arn)).toEqual([
    ["2 0 TaskStateEntered"],
    ["3 2 TaskScheduled"],
    ["4 3 TaskStarted"],
    ["5 4 TaskFailed", { resourceType: "sqs", resource: "sendMessage.waitForTaskToken", error, cause }],
    ["6 5 ExecutionFailed", { error, cause }],
  ]);
});
