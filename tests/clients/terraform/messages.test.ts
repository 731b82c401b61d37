import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform, SQS and SNS", () => {
  test("Q01, Q03: deploys queues, topics and subscriptions with their policies, and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("messages");
    expect(await stack.apply()).toEqual({ added: 14 });
    expect(await stack.changes()).toBe("");
    expect(await stack.outputs()).toEqual({ url: expect.stringMatching(/\/orders$/) });
    expect(sim.sqs.queues().map(({ name }) => name)).toEqual(["orders", "orders-dead", "steps.fifo"]);
    expect(sim.sns.topics().map(({ name }) => name)).toEqual(["orders", "steps.fifo"]);
    expect(sim.sns.subscriptions().map(({ protocol, pending }) => [protocol, pending])).toEqual(
      expect.arrayContaining([
        ["sqs", false],
        ["email", true],
        ["sqs", false],
      ]),
    );
    await stack.destroy();
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});
