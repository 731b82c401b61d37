import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, queueArn, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld();
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m`;

/** A target whose attempts fail as a stub of StartExecution does. */
async function failing(code: string, status: number, RetryPolicy?: object) {
  const Arn = await world.queue("dead");
  world.sim.stub("stepFunctions", "StartExecution", { error: code, message: "no", status });
  await world.rule(
    "r",
    { source: ["shop"] },
    { Id: "t", Arn: MACHINE, RoleArn: ROLE, DeadLetterConfig: { Arn }, ...(RetryPolicy && { RetryPolicy }) },
  );
}
const target = () => world.sim.eventBridge.events()[0]?.matched[0]?.targets[0];
const text = (StringValue: string) => ({ DataType: "String", StringValue });

test("Q05 what is throttled is tried again, until the attempts are used up; then the dead-letter queue has it", async () => {
  await failing("ThrottlingException", 429, { MaximumRetryAttempts: 3 });
  const id = await world.put({ id: 1 });
  expect(target()).toMatchObject({
    status: "pending",
    attempts: 1,
    errorCode: "THROTTLING",
    errorMessage: "no",
  });
  await world.sim.clock.advance("1s");
  expect(target()).toMatchObject({ status: "pending", attempts: 2 });
  await world.sim.clock.advance("6s");
  expect(target()).toMatchObject({ status: "deadLettered", attempts: 4 });
  const [message] = world.sim.sqs.messages("dead");
  expect(JSON.parse(message?.body ?? "")).toMatchObject({ id, detail: { id: 1 } });
  expect(message?.messageAttributes).toEqual({
    RULE_ARN: text(arnOf("rule/r")),
    TARGET_ARN: text(MACHINE),
    ERROR_CODE: text("THROTTLING"),
    ERROR_MESSAGE: text("no"),
    RETRY_ATTEMPTS: text("3"),
    EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
  });
});

test("an event that is too old is not tried again", async () => {
  await failing("ServiceUnavailable", 503, { MaximumEventAgeInSeconds: 60 });
  await world.put({});
  await world.sim.clock.advance("2m");
  expect(target()).toMatchObject({ status: "deadLettered", attempts: 6 });
  expect(world.sim.sqs.messages("dead")[0]?.messageAttributes).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: text("MaximumEventAgeInSeconds"),
    ERROR_CODE: text("ERROR_FROM_TARGET"),
  });
});

test("185 retries within a day are the default", async () => {
  await failing("ServiceUnavailable", 503);
  await world.put({});
  await world.sim.clock.advance("25h");
  expect(target()).toMatchObject({ status: "deadLettered" });
  expect(target()?.attempts).toBeGreaterThan(180);
  expect(target()?.attempts).toBeLessThanOrEqual(186);
});

test("what no retry helps goes to the dead-letter queue immediately", async () => {
  await failing("InvalidName", 400);
  await world.put({});
  expect(target()).toMatchObject({ status: "deadLettered", attempts: 1 });
  const { EXHAUSTED_RETRY_CONDITION, ERROR_CODE, RETRY_ATTEMPTS } =
    world.sim.sqs.messages("dead")[0]?.messageAttributes ?? {};
  expect([EXHAUSTED_RETRY_CONDITION, ERROR_CODE, RETRY_ATTEMPTS]).toEqual([
    undefined,
    text("INVALID_PARAMETER"),
    text("0"),
  ]);
});

test("targets that do not exist", async () => {
  await world.rule(
    "r",
    { source: ["shop"] },
    { Id: "queue", Arn: queueArn("none") },
    { Id: "function", Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:none` },
    { Id: "topic", Arn: `arn:aws:sns:us-east-1:${ACCOUNT}:none` },
    { Id: "group", Arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:none` },
    { Id: "machine", Arn: MACHINE, RoleArn: ROLE },
  );
  await world.put({});
  const targets = world.sim.eventBridge.events()[0]?.matched[0]?.targets ?? [];
  expect(targets.map(({ id, status, errorCode }) => [id, status, errorCode])).toEqual(
    ["queue", "function", "topic", "group", "machine"].map((id) => [id, "failed", "NO_RESOURCE"]),
  );
});

test("Q09 after a restore, a retry that was pending continues", async () => {
  await failing("ThrottlingException", 429, { MaximumRetryAttempts: 2 });
  await world.put({});
  const snapshot = world.sim.snapshot();
  await world.sim.clock.advance("1m");
  expect(target()).toMatchObject({ status: "deadLettered", attempts: 3 });
  world.sim.restore(snapshot);
  expect(target()).toMatchObject({ status: "pending", attempts: 1 });
  expect(world.sim.sqs.messages("dead")).toEqual([]);
  await world.sim.clock.advance("1m");
  expect(target()).toMatchObject({ status: "deadLettered", attempts: 3 });
  expect(world.sim.sqs.messages("dead")).toHaveLength(1);
});

test("an event reaches a log group that was created before the retry", async () => {
  const logs = new CloudWatchLogs(world.sim.clientConfig());
  await world.rule(
    "r",
    { source: ["shop"] },
    { Id: "l", Arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g` },
  );
  await logs.createLogGroup({ logGroupName: "g" });
  const id = await world.put({});
  expect(world.sim.logs.messages("g").map((message) => JSON.parse(message).id)).toEqual([id]);
  logs.destroy();
});
