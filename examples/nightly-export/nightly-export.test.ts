import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createInfrastructure, deployment } from "./infrastructure.js";
import { ExportTimedOut, nightlyExport } from "./nightly-export.js";

let sim: AwsSim;
let ecs: ECSClient;
let lambda: LambdaClient;

beforeAll(async () => {
  sim = await createAwsSim({ region: "eu-west-1" });
  ecs = new ECSClient(sim.clientConfig());
  lambda = new LambdaClient(sim.clientConfig());
});
beforeEach(async () => {
  sim.reset();
  await createInfrastructure(ecs);
});
afterAll(() => sim.close());

const run = () => nightlyExport({ ...deployment, ecs, lambda, clock: sim.clock });

test("reports a successful export", async () => {
  sim.delays.set(0);
  sim.ecs.onTask("export", { exitCode: 0, stdout: "42 rows" });
  const notify = sim.lambda.on("notify", { sent: true });

  const finished = run();
  await sim.clock.advance("1m");

  const [task] = sim.ecs.runs("export");
  expect(await finished).toEqual({
    status: "succeeded",
    attempts: [{ taskArn: task?.taskArn, exitCode: 0, reason: "Essential container in task exited" }],
  });
  expect(task).toMatchObject({
    command: ["--format", "parquet"],
    environment: { BUCKET: "exports" },
    stdout: "42 rows",
  });
  expect(notify.invocations.map(({ payload }) => payload)).toEqual([await finished]);
});

test("sees every state of a task that takes its time", async () => {
  sim.delays.set({ ecs: { provisioning: "8s", pending: "30s", stopping: "2s", deprovisioning: "15s" } });
  sim.ecs.onTask("export", { duration: "12m" });
  sim.lambda.on("notify", {});
  const start = sim.clock.now();
  const timeline: [seconds: number, status: string][] = [];

  const finished = nightlyExport({
    ...deployment,
    ecs,
    lambda,
    clock: sim.clock,
    pollEvery: 1_000,
    onChange: ({ status }) => timeline.push([Math.round((sim.clock.now() - start) / 1_000), status]),
  });
  await sim.clock.advance("1h");

  expect(await finished).toMatchObject({ status: "succeeded" });
  expect(timeline).toEqual([
    [0, "PROVISIONING"],
    [8, "PENDING"],
    [38, "RUNNING"],
    [760, "DEPROVISIONING"],
    [775, "STOPPED"],
  ]);
});

test("tries a failed export once more", async () => {
  sim.ecs.onTask("export", [{ exitCode: 1 }, { exitCode: 0 }]);
  sim.lambda.on("notify", {});

  const finished = run();
  await sim.clock.advance("1h");

  expect(await finished).toMatchObject({ status: "succeeded", attempts: [{ exitCode: 1 }, { exitCode: 0 }] });
  expect(sim.ecs.runs("export").map(({ exitCode }) => exitCode)).toEqual([1, 0]);
});

test("gives up after the second failure, and reports it", async () => {
  sim.ecs.onTask("export", () => {
    throw new Error("disk full");
  });
  const notify = sim.lambda.on("notify", {});

  const finished = run();
  await sim.clock.advance("1h");

  expect(await finished).toMatchObject({ status: "failed", attempts: [{ exitCode: 1 }, { exitCode: 1 }] });
  expect(notify.lastInvocation?.payload).toMatchObject({ status: "failed" });
  expect(sim.ecs.runs("export")[0]?.stderr).toContain("disk full");
});

test("reports an image that cannot be pulled", async () => {
  const reason =
    "CannotPullContainerError: pull image manifest has been retried 5 time(s): ghcr.io/example/export:1.4: not found";
  sim.ecs.onTask("export", { failToStart: reason });
  sim.lambda.on("notify", {});

  const finished = run();
  await sim.clock.advance("1h");

  const { status, attempts } = await finished;
  expect(status).toBe("failed");
  expect(attempts).toHaveLength(2);
  expect(attempts[0]).toMatchObject({ exitCode: undefined, reason });
});

test("survives a throttled API, because the SDK tries again", async () => {
  sim.ecs.onTask("export", {});
  sim.lambda.on("notify", {});
  const throttling = sim.faults.add({ service: "ecs", operation: "RunTask", throttle: true, times: 1 });

  const finished = run();
  // The SDK waits in real time before it tries again: only then is there a task for the clock to move.
  await expect.poll(() => sim.ecs.tasks().length, { timeout: 8_000 }).toBe(1);
  await sim.clock.advance("1h");

  expect(await finished).toMatchObject({ status: "succeeded" });
  expect(throttling.hits).toBe(1);
  expect(sim.requests.filter({ operation: "RunTask" }).map(({ errorCode }) => errorCode)).toEqual([
    "ThrottlingException",
    undefined,
  ]);
});

test("fails when the function that is notified throws", async () => {
  sim.ecs.onTask("export", {});
  sim.lambda.on("notify", () => {
    throw new Error("no such channel");
  });

  const finished = expect(run()).rejects.toThrow("The function notify failed: no such channel");
  await sim.clock.advance("1h");
  await finished;
});

test("stops the task and throws when the night is over", async () => {
  sim.ecs.onTask("export", { duration: "forever" });

  const finished = expect(run()).rejects.toThrow(ExportTimedOut);
  await sim.clock.advance("2h");
  await finished;

  expect(sim.ecs.runs("export")).toMatchObject([
    { stopCode: "UserInitiated", stoppedReason: "The nightly export timed out", exitCode: 143 },
  ]);
});

test("throws too when the task never gets to run", async () => {
  sim.delays.set({ ecs: { pending: "never" } });

  const finished = expect(run()).rejects.toThrow("timed out");
  await sim.clock.advance("1h");
  await finished;
});
