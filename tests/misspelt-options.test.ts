import { ECRClient, StartImageScanCommand } from "@aws-sdk/client-ecr";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, type ConnectedAwsSim, connectAwsSim, createAwsSim } from "../lib/index.js";
import { useAwsSim } from "../lib/testing/jest.js";
import { awsSimFixture } from "../lib/testing/vitest.js";

let sim: AwsSim;
let connected: ConnectedAwsSim;
beforeAll(async () => {
  sim = await createAwsSim();
  connected = await connectAwsSim(sim.url);
});
afterAll(() => sim.close());

/** What a test in JavaScript can pass: TypeScript rejects each of these by itself. */
const wrong = (options: object): never => options as never;
const hooks = { beforeAll() {}, afterEach() {}, afterAll() {} };

describe("in process", () => {
  test.each<[string, () => unknown, string]>([
    [
      "clientConfig",
      () => sim.clientConfig(wrong({ acountId: "1" })),
      'clientConfig has no option "acountId". Did you mean "accountId"?',
    ],
    [
      "restore",
      () => sim.restore(wrong({ id: "1" })),
      'restore cannot use {"id":"1"}. Pass the result of snapshot().',
    ],
    [
      "awsSimFixture",
      () => awsSimFixture(wrong({ delay: 0 })),
      'awsSimFixture has no option "delay". Did you mean "delays"?',
    ],
    [
      "awsSimFixture's scope",
      () => awsSimFixture(wrong({ scop: "file" })),
      'awsSimFixture has no option "scop". Did you mean "scope"?',
    ],
    [
      "a scope",
      () => awsSimFixture(wrong({ scope: "flie" })),
      'The scope of awsSimFixture cannot be "flie". Use test, file, worker.',
    ],
    [
      "useAwsSim",
      () => useAwsSim(wrong({ delay: 0 }), hooks),
      'useAwsSim has no option "delay". Did you mean "delays"?',
    ],
    [
      "a place",
      () => sim.ecs.clusters(wrong({ regoin: "x" })),
      'An account and region has no "regoin". Did you mean "region"?',
    ],
    [
      "no place",
      () => sim.ecs.clusters("us-west-2" as never),
      'An account and region cannot be "us-west-2". Use { account, region }.',
    ],
    ["logs.at", () => sim.logs.at(wrong({ acount: "x" })), 'An account and region has no "acount".'],
    ["s3.at", () => sim.s3.at(wrong({ acount: "x" })), 'An account and region has no "acount".'],
    [
      "onTask",
      () => sim.ecs.onTask("f", wrong({ exitcode: 1 })),
      'The outcome of a task has no "exitcode". Did you mean "exitCode"?',
    ],
    [
      "onTask's containers",
      () => sim.ecs.onTask("f", { containers: { c: wrong({ stdOut: "" }) } }),
      'The outcome of a container has no "stdOut". Did you mean "stdout"?',
    ],
    [
      "onContainer",
      () => sim.ecs.onContainer("f", "c", [{}, wrong({ exitcode: 1 })]),
      'The outcome of a container has no "exitcode".',
    ],
    [
      "interruptTask",
      () => sim.ecs.interruptTask("arn", wrong({ stopcode: "x" })),
      '"cause" has no "stopcode". Did you mean "stopCode"?',
    ],
    [
      "lambda.on",
      () => sim.lambda.on(wrong({ name: "f", captureconsole: true }), 1),
      '"name" has no "captureconsole". Did you mean "captureConsole"?',
    ],
    [
      "onScan",
      () => sim.ecr.onScan("r", wrong({ staus: "FAILED" })),
      '"behaviour" has no "staus". Did you mean "status"?',
    ],
    [
      "onScan's findings",
      () => sim.ecr.onScan("r", { findings: [wrong({ severty: "LOW" })] }),
      '"findings[0]" has no "severty". Did you mean "severity"?',
    ],
    [
      "pushImage",
      () => sim.ecr.pushImage("r", "v1", wrong({ contents: "x" })),
      '"options" has no "contents". Did you mean "content"?',
    ],
    [
      "failNextOperation",
      () => sim.cloudMap.failNextOperation(wrong({ errorcode: "x" })),
      '"failure" has no "errorcode". Did you mean "errorCode"?',
    ],
    [
      "setHealth",
      () => sim.cloudMap.setHealth(wrong({ servce: "x" }), "HEALTHY"),
      '"reference" has no "servce". Did you mean "service"?',
    ],
    [
      "setQuotas",
      () => sim.cloudMap.setQuotas(wrong({ namespace: 1 })),
      '"change" has no "namespace". Did you mean "namespaces"?',
    ],
    [
      "setSize",
      () => sim.efs.setSize("fs-1", wrong({ standart: 1 })),
      '"bytes" has no "standart". Did you mean "standard"?',
    ],
    [
      "placeSubnet",
      () => sim.efs.placeSubnet("subnet-1", wrong({ vpcID: "x" })),
      '"place" has no "vpcID". Did you mean "vpcId"?',
    ],
    [
      "addManagedPolicy",
      () => sim.iam.addManagedPolicy("P", wrong({ documnt: "{}" })),
      '"options" has no "documnt". Did you mean "document"?',
    ],
    [
      "logs.put",
      () => sim.logs.put("g", "s", wrong({ message: "m", timestmp: 1 })),
      '"messages" has no "timestmp". Did you mean "timestamp"?',
    ],
    [
      "createBucket",
      () => sim.s3.createBucket("b-1", wrong({ versionning: "Enabled" })),
      '"options" has no "versionning". Did you mean "versioning"?',
    ],
    [
      "createBucket's value",
      () => sim.s3.createBucket("b-1", wrong({ versioning: "enabled" })),
      '"versioning" must be "Enabled" or "Suspended", not "enabled". Did you mean "Enabled"?',
    ],
    [
      "putObject",
      () => sim.s3.putObject("b", "k", "", wrong({ contentType: "x" })),
      '"options" has no "contentType". Did you mean "ContentType"?',
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test.each<[string, object, string]>([
    ["createAwsSim", { delay: 0 }, 'createAwsSim has no option "delay". Did you mean "delays"?'],
    ["its option tls", { tls: { key: "k", cert: "c", caa: "" } }, 'it has no "caa". Did you mean "ca"?'],
    [
      "its option verifySignatures",
      { verifySignatures: { accessKeyId: "a", secretAccessKey: "b", sesionToken: "c" } },
      'Credential 1 of the option verifySignatures has no "sesionToken". Did you mean "sessionToken"?',
    ],
  ])("%s", async (_, options, message) => {
    await expect(createAwsSim(options)).rejects.toThrow(message);
  });

  test("what a function of onScan returns", async () => {
    sim.ecr.onScan("scanned", () => wrong({ findngs: [] }));
    sim.ecr.pushImage("scanned", "v1");
    await new ECRClient(sim.clientConfig({ direct: true })).send(
      new StartImageScanCommand({ repositoryName: "scanned", imageId: { imageTag: "v1" } }),
    );
    await expect(sim.clock.advance("1h")).rejects.toThrow(
      '"outcome" has no "findngs". Did you mean "findings"?',
    );
  });
});

describe("of a connected simulator", () => {
  test.each<[string, () => unknown, string]>([
    [
      "connectAwsSim",
      () => connectAwsSim(sim.url, wrong({ cert: "x" })),
      'connectAwsSim has no option "cert".',
    ],
    [
      "control",
      () => connected.control("GET", "/health", wrong({ qurey: {} })),
      'control has no option "qurey". Did you mean "query"?',
    ],
    [
      "clientConfig",
      async () => connected.clientConfig(wrong({ acountId: "1" })),
      'clientConfig has no option "acountId".',
    ],
    [
      "clientConfig, direct",
      async () => connected.clientConfig(wrong({ direct: true })),
      "Direct clients require a simulator in the same process.",
    ],
    [
      "a place",
      () => connected.ecs.state(wrong({ regoin: "x" })),
      'An account and region has no "regoin". Did you mean "region"?',
    ],
    [
      "logs.at",
      async () => connected.logs.at(wrong({ acount: "x" })).deliveries(),
      'An account and region has no "acount".',
    ],
    [
      "onTask",
      () => connected.ecs.onTask("f", wrong({ exitcode: 1 })),
      'The outcome of a task has no "exitcode". Did you mean "exitCode"?',
    ],
    [
      "interruptTask",
      () => connected.ecs.interruptTask("a", wrong({ stopcode: "x" })),
      '"cause" has no "stopcode".',
    ],
    [
      "ecs.set",
      () => connected.ecs.set(wrong({ strictLogGroup: true })),
      '"change" has no "strictLogGroup". Did you mean "strictLogGroups"?',
    ],
    ["onScan", () => connected.ecr.onScan("r", wrong({ staus: "FAILED" })), '"behaviour" has no "staus".'],
    [
      "pushImage",
      () => connected.ecr.pushImage("r", "v1", wrong({ contents: "x" })),
      '"options" has no "contents".',
    ],
    [
      "setHealth",
      () => connected.cloudMap.setHealth(wrong({ servce: "x" }), "HEALTHY"),
      '"reference" has no "servce".',
    ],
    [
      "logs.put",
      () => connected.logs.put("g", "s", wrong({ message: "m", timestmp: 1 })),
      '"messages" has no "timestmp".',
    ],
    [
      "logs.put, with a moment",
      () => connected.logs.put("g", "s", wrong({ message: "m", timestamp: 1, at: 1 })),
      '"messages" has no "at".',
    ],
    [
      "createBucket",
      () => connected.s3.createBucket("b-1", wrong({ versionning: "Enabled" })),
      '"options" has no "versionning".',
    ],
    [
      "putObject",
      () => connected.s3.putObject("b", "k", "", wrong({ contentType: "x" })),
      '"options" has no "contentType".',
    ],
  ])("%s", async (_, call, message) => {
    await expect(call).rejects.toThrow(message);
  });
});

test.each([
  [
    "/state/ecs?regoin=us-west-2",
    'The query string has no "regoin". Did you mean "region"? It has: account, region.',
  ],
  [
    "/s3/buckets/b/objects?prefx=a",
    'The query string has no "prefx". Did you mean "prefix"? It has: account, region, prefix.',
  ],
])("over HTTP: %s", async (path, error) => {
  const { statusCode, body } = await request(`${sim.url}/_sim${path}`);
  expect([statusCode, await body.json()]).toEqual([400, { error }]);
});
