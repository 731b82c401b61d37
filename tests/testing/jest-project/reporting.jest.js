const { CreateQueueCommand, SQSClient } = require("@aws-sdk/client-sqs");
const { useAwsSim } = require("./cjs/testing/jest.js");

const sim = useAwsSim({ inspect: "on-failure" });

describe("orders", () => {
  test("has no queue", async () => {
    await new SQSClient(sim().clientConfig()).send(new CreateQueueCommand({ QueueName: "orders" }));
    expect(sim().sqs.queues()).toEqual([]);
  });

  test("has none", () => {
    expect(sim().sqs.queues()).toEqual([]);
  });
});
