const { CreateClusterCommand, ECSClient } = require("@aws-sdk/client-ecs");
const { matchers, useAwsSim } = require("./cjs/testing/jest.js");

expect.extend(matchers);
const sim = useAwsSim();

beforeEach(async () => {
  await new ECSClient(sim().clientConfig()).send(new CreateClusterCommand({ clusterName: "one" }));
});

test("an input that does not match", () => {
  expect(sim()).toHaveReceivedRequestWith("CreateCluster", { clusterName: expect.any(Number) });
});

test("a request that should not have been", () => {
  expect(sim()).not.toHaveReceivedRequest("CreateCluster");
});
