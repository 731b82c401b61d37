const { CreateClusterCommand, ECSClient } = require("@aws-sdk/client-ecs");
const { InvokeCommand, LambdaClient } = require("@aws-sdk/client-lambda");
const { matchers, useAwsSim } = require("./cjs/testing/jest.js");

expect.extend(matchers);
const sim = useAwsSim({ region: "eu-west-1", delays: 0 });

test("there is a simulator", async () => {
  const ecs = new ECSClient(sim().clientConfig());
  await ecs.send(new CreateClusterCommand({ clusterName: "one" }));
  expect(sim().region).toBe("eu-west-1");
  expect(sim()).toHaveReceivedRequestWith("CreateCluster", { clusterName: expect.stringMatching(/^o/) });
  expect(sim()).not.toHaveReceivedRequestWith("CreateCluster", { clusterName: "two" });
});

test("it was reset", () => {
  expect(sim()).not.toHaveReceivedRequest("CreateCluster");
  expect(sim().ecs.clusters()).toEqual([]);
});

test("events of another realm match", async () => {
  sim().lambda.on("notify", { sent: true });
  const lambda = new LambdaClient(sim().clientConfig());
  await lambda.send(new InvokeCommand({ FunctionName: "notify", Payload: '{"a":{"b":[1,{"c":2}]},"d":3}' }));
  expect(sim()).toHaveInvokedWith("notify", { a: { b: [1, { c: expect.any(Number) }] } });
  expect(sim()).not.toHaveInvokedWith("notify", { a: { b: [1] } });
});

test("errors of handlers are seen as errors", async () => {
  sim().lambda.on("notify", () => {
    throw new TypeError("no");
  });
  const lambda = new LambdaClient(sim().clientConfig({ direct: true }));
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: "notify" }));
  expect(FunctionError).toBe("Unhandled");
  expect(sim()).toHaveInvokedTimes("notify", 1);
});
