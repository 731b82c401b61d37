import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

async function call(method: "GET" | "POST" | "DELETE", path: string, body?: unknown) {
  const answer = await request(`${sim.url}/_sim${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

describe("/_sim/ecs", () => {
  async function runTask() {
    const ecs = new ECSClient(sim.clientConfig({ direct: true }));
    await ecs.send(
      new RunTaskCommand({
        cluster: "c",
        taskDefinition: "export",
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      }),
    );
    await sim.clock.runUntilIdle();
  }

  async function prepare() {
    const ecs = new ECSClient(sim.clientConfig({ direct: true }));
    await ecs.send(new CreateClusterCommand({ clusterName: "c" }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "export",
        cpu: "256",
        memory: "512",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        containerDefinitions: [{ name: "main", image: "export:1" }],
      }),
    );
  }

  test("outcomes in sequence, and the runs that came of them", async () => {
    await prepare();
    const outcomes = [
      { exitCode: 1, stderr: "no" },
      { exitCode: 0, stdout: "42 rows" },
    ];
    expect(await call("POST", "/ecs/tasks/export/outcomes", outcomes)).toEqual({
      status: 204,
      body: undefined,
    });
    await runTask();
    await runTask();
    expect((await call("GET", "/ecs/tasks/export/runs")).body).toMatchObject({
      runs: [
        { family: "export", exitCode: 1, stderr: expect.stringContaining("no") },
        { family: "export", exitCode: 0, stdout: expect.stringContaining("42 rows") },
      ],
    });
    expect((await call("GET", "/ecs/runs?region=us-west-2")).body).toEqual({ runs: [] });
    expect((await call("GET", "/state/ecs")).body).toMatchObject({
      clusters: [{ clusterName: "c" }],
      taskDefinitions: [{ family: "export" }],
      runs: [{ exitCode: 1 }, { exitCode: 0 }],
    });
    expect((await call("DELETE", "/ecs/tasks/export/outcomes")).status).toBe(204);
    await runTask();
    expect(
      sim.ecs
        .runs("export")
        .map(({ stdout }) => stdout)
        .at(-1),
    ).toBe("");
  });

  test.each<[string, unknown, string]>([
    ["/ecs/tasks/f/outcomes", [], "A sequence of outcomes is empty."],
    [
      "/ecs/tasks/f/outcomes",
      { exitcode: 1 },
      'The outcome of a task has no "exitcode". Did you mean "exitCode"?',
    ],
    ["/ecs/tasks/f/outcomes", { failToStart: true }, '"failToStart" cannot be true.'],
    [
      "/ecs/tasks/f/containers/c/outcomes",
      { failToStart: "x" },
      'The outcome of a container has no "failToStart"',
    ],
    ["/ecs/secrets", ["x"], '"values" must be an object, not ["x"].'],
    ["/ecs/interruptions", { taskArn: 1 }, '"taskArn" must be a string, not 1.'],
    [
      "/ecs/interruptions",
      { taskArn: "a", stoppedReason: "b", stopCode: "c" },
      '"stopCode" must be "SpotInterruption"',
    ],
  ])("POST %s %j is rejected", async (path, body, error) => {
    expect(await call("POST", path, body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
  });
});

describe("/_sim/lambda", () => {
  async function invoke(): Promise<unknown> {
    const lambda = new LambdaClient(sim.clientConfig({ direct: true }));
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: "notify", Payload: '{"n":1}' }),
    );
    return [FunctionError, JSON.parse(Buffer.from(Payload ?? []).toString())];
  }

  test("responses in sequence, and the invocations", async () => {
    const responses = [
      { error: { name: "Busy", message: "later" } },
      { response: { sent: 42 } },
      { response: null },
    ];
    expect(await call("POST", "/lambda/functions/notify/responses", responses)).toEqual({
      status: 204,
      body: undefined,
    });
    expect([await invoke(), await invoke(), await invoke()]).toEqual([
      ["Unhandled", expect.objectContaining({ errorType: "Busy", errorMessage: "later" })],
      [undefined, { sent: 42 }],
      [undefined, null],
    ]);
    expect((await call("GET", "/lambda/functions/notify/invocations")).body).toMatchObject({
      invocations: [{ payload: { n: 1 }, rawPayload: Buffer.from('{"n":1}').toString("base64") }, {}, {}],
    });
    expect(await call("GET", "/lambda/functions/notfiy/invocations")).toEqual({
      status: 404,
      body: {
        error: 'There is no function "notfiy". Did you mean "notify"? There are: notify.',
        unknown: "function",
      },
    });
    expect((await call("DELETE", "/lambda/functions/notify/responses")).status).toBe(204);
    await expect(invoke()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test.each<[unknown, string]>([
    [[], '"outcomes" is missing. Pass at least one.'],
    [{}, 'Use either "response"'],
    [{ response: 1, error: {} }, 'Use either "response"'],
    [{ error: { message: 7 } }, '"message" must be a string, not 7.'],
    ["x", 'Use either "response"'],
  ])("the responses %j are rejected", async (body, error) => {
    const answer = await call("POST", "/lambda/functions/notify/responses", body);
    expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(error) } });
  });
});
