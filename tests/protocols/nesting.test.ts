import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";

const LEVELS = 100_000;
const json = (open = "[", close = "]", inner = "", levels = LEVELS) =>
  open.repeat(levels) + inner + close.repeat(levels);
const objects = json('{"a":', "}", "1");
const xml = json("<Tag>", "</Tag>");

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen" });
  sim.lambda.on("deep", () => {
    let value: unknown = 1;
    for (let i = 0; i < 4_000; i++) value = { value };
    return value;
  });
  sim.lambda.on("echo", (event) => event);
  sim.s3.createBucket("bucket");
  sim.ecr.pushImage("images", "latest");
  sim.logs.put("/deep", "stream", objects, json(), '{"flat":1}');
});
afterAll(() => sim.close());

function call(service: string, path: string, init: RequestInit & { target?: string } = {}) {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=a`;
  const { target, headers, ...rest } = init;
  return fetch(`${sim.url}${path}`, {
    method: "POST",
    ...rest,
    headers: { authorization, ...(target && { "x-amz-target": target }), ...headers },
  });
}

/** Status, and the code of the error however it is written. */
async function answer(response: Response): Promise<string> {
  const text = await response.text();
  const type = response.headers.get("x-amzn-errortype") ?? /"__type":"([^"]+)"/.exec(text)?.[1];
  return `${response.status} ${type ?? /<Code>([^<]+)</.exec(text)?.[1] ?? ""}`.trim();
}

function form(fields: Record<string, string>) {
  return { body: new URLSearchParams(fields) };
}

const ecs = "AmazonEC2ContainerServiceV20141113.";
const ecr = "AmazonEC2ContainerRegistry_V20150921.";
const logs = "Logs_20140328.";

describe("nesting without end is a client's error", () => {
  test.each<[what: string, expected: string, send: () => Promise<Response>]>([
    [
      "awsJson",
      "400 SerializationException",
      () => call("ecs", "/", { target: `${ecs}RunTask`, body: json() }),
    ],
    [
      "a member of awsJson",
      "400 SerializationException",
      () => call("ecs", "/", { target: `${ecs}CreateCluster`, body: `{"tags":${json()}}` }),
    ],
    [
      "an unknown member of awsJson",
      "200",
      () => call("ecs", "/", { target: `${ecs}CreateCluster`, body: `{"unknown":${json()}}` }),
    ],
    [
      "restJson",
      "400 SerializationException",
      () => call("lambda", "/2015-03-31/functions", { body: `{"FunctionName":${objects}}` }),
    ],
    [
      "a REST operation by its target",
      "400 SerializationException",
      () => call("lambda", "/", { target: "AWSLambda_20150331.CreateFunction", body: objects }),
    ],
    [
      "an event of Lambda",
      "400 InvalidRequestContentException",
      () => call("lambda", "/2015-03-31/functions/echo/invocations", { body: objects }),
    ],
    [
      "an asynchronous event of Lambda",
      "400 InvalidRequestContentException",
      () =>
        call("lambda", "/2015-03-31/functions/echo/invocations", {
          body: json(),
          headers: { "x-amz-invocation-type": "Event" },
        }),
    ],
    [
      "what a function returns",
      "200",
      () => call("lambda", "/2015-03-31/functions/deep/invocations", { body: "{}" }),
    ],
    [
      "restXml",
      "400 MalformedXML",
      () =>
        call("s3", "/bucket?cors", {
          method: "PUT",
          body: xml,
          headers: { "content-md5": createHash("md5").update(xml).digest("base64") },
        }),
    ],
    [
      "a policy of S3",
      "400 MalformedPolicy",
      () => call("s3", "/bucket?policy", { method: "PUT", body: `{"Statement":${json()}}` }),
    ],
    [
      "a policy of IAM",
      "400 MalformedPolicyDocument",
      () =>
        call(
          "iam",
          "/",
          form({
            Action: "CreateRole",
            Version: "2010-05-08",
            RoleName: "r",
            AssumeRolePolicyDocument: `{"Statement":${json("[", "]", "", 4_000)}}`,
          }),
        ),
    ],
    [
      "the names of a form",
      "400 MalformedInput",
      () =>
        call(
          "iam",
          "/",
          form({ Action: "ListUsers", Version: "2010-05-08", [`a${".1".repeat(50_000)}`]: "x" }),
        ),
    ],
    [
      "the names of a form of EC2",
      "400 MalformedInput",
      () =>
        call(
          "ec2",
          "/",
          form({ Action: "DescribeVpcs", Version: "2016-11-15", [`a${".1".repeat(50_000)}`]: "x" }),
        ),
    ],
    [
      "a manifest",
      "400 InvalidParameterException",
      () =>
        call("ecr", "/", {
          target: `${ecr}PutImage`,
          body: JSON.stringify({ repositoryName: "images", imageManifest: objects }),
        }),
    ],
    [
      "a policy of Logs",
      "400 InvalidParameterException",
      () =>
        call("logs", "/", {
          target: `${logs}PutResourcePolicy`,
          body: JSON.stringify({
            policyName: "p",
            policyDocument: json("[", "]", "", 2_000),
          }),
        }),
    ],
    [
      "a filter pattern",
      "400 InvalidParameterException",
      () =>
        call("logs", "/", {
          target: `${logs}FilterLogEvents`,
          body: JSON.stringify({ logGroupName: "/deep", filterPattern: `{ ${"(".repeat(1_000)} }` }),
        }),
    ],
    [
      "messages that a filter looks into",
      "200",
      () =>
        call("logs", "/", {
          target: `${logs}TestMetricFilter`,
          body: JSON.stringify({
            logEventMessages: [objects],
            filterPattern: "{ $.a NOT EXISTS || $.a.a != 2 }",
          }),
        }),
    ],
    [
      "a document for the control surface",
      "400",
      () => fetch(`${sim.url}/_sim/clock/advance`, { method: "POST", body: json() }),
    ],
  ])("%s: %s", async (_, expected, send) => {
    expect(await answer(await send())).toBe(expected);
  });

  test("Lambda rejects it in the words of its parser, and keeps no record of it", async () => {
    const response = await call("lambda", "/2015-03-31/functions/echo/invocations", { body: json() });
    expect(await response.json()).toEqual({
      Type: "User",
      message: expect.stringContaining(
        "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)",
      ),
    });
  });

  test("a query of messages that are nested without end completes", async () => {
    const start = await call("logs", "/", {
      target: `${logs}StartQuery`,
      body: JSON.stringify({
        logGroupName: "/deep",
        startTime: 0,
        endTime: 4_102_444_800,
        queryString: "filter flat = 1 or ispresent(a) | display flat",
      }),
    });
    const { queryId } = (await start.json()) as { queryId: string };
    await sim.clock.advance("1s");
    const results = await call("logs", "/", {
      target: `${logs}GetQueryResults`,
      body: JSON.stringify({ queryId }),
    });
    expect(await results.json()).toMatchObject({
      status: "Complete",
      results: [[{ field: "flat", value: "1" }, {}]],
    });
  });

  test("what the simulator shows can still be shown", async () => {
    const functionError = await call("lambda", "/2015-03-31/functions/deep/invocations", { body: "{}" });
    expect(functionError.headers.get("x-amz-function-error")).toBe("Unhandled");
    await functionError.text();
    for (const path of ["lambda/invocations", "state/lambda", "state/logs", "state/ecs", "requests"]) {
      const response = await fetch(`${sim.url}/_sim/${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      await response.text();
    }
    expect(sim.requests.filter(({ exception }) => exception !== undefined)).toEqual([]);
  });
});
