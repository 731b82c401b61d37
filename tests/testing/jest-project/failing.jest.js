const { CreateClusterCommand, ECSClient } = require("@aws-sdk/client-ecs");
const { GetServiceLastAccessedDetailsCommand, IAMClient } = require("@aws-sdk/client-iam");
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

test("a call that nothing answers", async () => {
  const iam = new IAMClient(sim().clientConfig());
  const job = { JobId: "98a765b4-3cde-2101-2345-example678f9" };
  await iam.send(new GetServiceLastAccessedDetailsCommand(job));
});
