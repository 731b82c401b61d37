import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startToy, type ToySim } from "./support/toy.js";
import { post, UUID } from "./support/wire.js";

let sim: ToySim;
beforeAll(async () => {
  sim = await startToy();
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

const scope = (service: string, key = "AKID") =>
  `AWS4-HMAC-SHA256 Credential=${key}/20300101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=abc`;

async function send(
  path: string,
  headers: Record<string, string> = {},
  body = "",
  method: "GET" | "POST" | "HEAD" = "POST",
) {
  const answer = await request(`${sim.url}${path}`, { method, headers, ...(method === "POST" && { body }) });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

describe("requests that no one takes (A06)", () => {
  test.each([
    ["an unknown service", "Nonsense_20200101.Do", 'No AWS service has the target "Nonsense_20200101.Do".'],
    [
      "an unknown operation",
      "AmazonEC2ContainerServiceV20141113.DoNothing",
      "The requested operation is not recognized by the service.",
    ],
    [
      "an operation of every object",
      "AmazonEC2ContainerServiceV20141113.constructor",
      "The requested operation is not recognized by the service.",
    ],
    [
      "__proto__",
      "AmazonEC2ContainerServiceV20141113.__proto__",
      "The requested operation is not recognized by the service.",
    ],
    [
      "no operation",
      "AmazonEC2ContainerServiceV20141113.",
      "The requested operation is not recognized by the service.",
    ],
    ["an empty target", "", 'No AWS service has the target "".'],
  ])("%s: 400 UnknownOperationException", async (_, target, message) => {
    const { status, headers, text } = await send("/", { "x-amz-target": target }, "{}");
    expect([status, JSON.parse(text)]).toEqual([400, { __type: "UnknownOperationException", message }]);
    expect(headers["x-amzn-requestid"]).toMatch(UUID);
    expect(sim.requests.last()).toMatchObject({ status: 400, errorCode: "UnknownOperationException" });
  });

  test("no sign of a service: 404 that reports what was received", async () => {
    const { status, text } = await send("/some/path", {}, "", "GET");
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({
      __type: "UnknownOperationException",
      message: expect.stringContaining("cannot tell which service GET /some/path is for"),
    });
    expect(sim.requests.last()).toMatchObject({
      service: "unknown",
      method: "GET",
      path: "/some/path",
      status: 404,
    });
  });

  test("a service that is not simulated: 501 that names it", async () => {
    const { status, text } = await send("/", { authorization: scope("polly") });
    expect([status, JSON.parse(text)]).toEqual([
      501,
      {
        message: expect.stringMatching(
          /^aws-sim does not simulate polly:POST \/, nor any other operation of Polly\. The services that it simulates are ecs\. Remove /,
        ),
      },
    ]);
  });

  test("a form gets its answer in XML", async () => {
    const { status, headers, text } = await send(
      "/",
      { "content-type": "application/x-www-form-urlencoded" },
      "Action=A&Version=2000-01-01",
    );
    expect([status, headers["content-type"]]).toEqual([400, "text/xml"]);
    expect(text).toContain(
      "<Code>InvalidAction</Code><Message>Could not find operation A for version 2000-01-01</Message>",
    );
  });

  test("HEAD gets no body", async () => {
    const { status, headers, text } = await send("/x", {}, "", "HEAD");
    expect([status, text]).toEqual([404, ""]);
    expect(headers["x-amzn-requestid"]).toMatch(UUID);
  });
});

describe("signatures (A03)", () => {
  test("none is fine", async () => {
    expect((await post(sim.url, "ListClusters", "{}")).status).toBe(200);
    expect(sim.requests.last()).not.toHaveProperty("accessKeyId");
  });

  test("any well-formed one is fine", async () => {
    expect((await post(sim.url, "ListClusters", "{}", { authorization: scope("ecs") })).status).toBe(200);
    expect(sim.requests.last()).toMatchObject({ accessKeyId: "AKID", region: "eu-west-1" });
  });

  test.each([
    ["another scheme", "Basic dXNlcjpwYXNz", "Unsupported AWS 'algorithm': 'Basic'."],
    ["nothing", " ", "Unsupported AWS 'algorithm': ''."],
    [
      "the algorithm alone",
      "AWS4-HMAC-SHA256",
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter.",
    ],
    [
      "no signature",
      "AWS4-HMAC-SHA256 Credential=A/20300101/r/ecs/aws4_request, SignedHeaders=host",
      "Authorization header requires 'Signature' parameter.",
    ],
    [
      "a short credential",
      "AWS4-HMAC-SHA256 Credential=A/ecs, SignedHeaders=host, Signature=a",
      "Credential must have exactly 5 slash-delimited elements",
    ],
  ])("%s is IncompleteSignatureException", async (_, authorization, message) => {
    const { status, headers, text } = await post(sim.url, "CreateCluster", "{}", { authorization });
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { __type: "IncompleteSignatureException", message: expect.stringContaining(message) },
    ]);
    expect(headers["x-amzn-requestid"]).toMatch(UUID);
    expect(sim.ecs.state()).toEqual({ clusters: [] });
  });

  test("a malformed one without a service is reported as malformed", async () => {
    const { status, text } = await send("/", { authorization: "Bearer x" });
    expect([status, JSON.parse(text).__type]).toEqual([400, "IncompleteSignatureException"]);
  });

  test("a 12-digit key is an account, any other the simulator's own", async () => {
    for (const key of ["999999999999", "99999999999", "AKID"]) {
      await post(sim.url, "ListClusters", "{}", { authorization: scope("ecs", key) });
    }
    expect(sim.requests.filter().map(({ account }) => account)).toEqual([
      "999999999999",
      "123456789012",
      "123456789012",
    ]);
  });
});

test("every answer has a request id of its own (A04)", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(sim.url, "ListClusters", "{}")));
  const ids = answers.map(({ headers }) => String(headers["x-amzn-requestid"]));
  expect(new Set(ids).size).toBe(50);
  expect(ids.toSorted()).toEqual(
    sim.requests
      .filter()
      .map(({ requestId }) => requestId)
      .toSorted(),
  );
});
