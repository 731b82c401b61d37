import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };

describeWith(terraform, "Terraform, Lambda", () => {
  test("deploys functions from archives and from S3 with all that belongs to one, and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    sim.lambda.on<{ step: number }>("greet", ({ step }) => `hello ${step}`);
    const stack = await stage.open("functions");
    expect(await stack.apply()).toEqual({ added: 16 });
    expect(await stack.changes()).toBe("");
    const read = { version: "1", functions: ["greet", "stored"] };
    expect(await stack.outputs()).toMatchObject({
      greeting: "hello 1",
      read: { ...read, timeout: 3, auth: "NONE", layer: expect.stringMatching(/:layer:shared:1$/) },
    });

    expect(await stack.apply(AFTER)).toEqual({ added: 3, changed: 8, destroyed: 3 });
    expect(await stack.outputs()).toMatchObject({
      greeting: "hello 2",
      read: { ...read, timeout: 6, auth: "AWS_IAM", layer: expect.stringMatching(/:layer:shared:2$/) },
    });
    expect(sim.lambda.versions("greet").map(({ Version }) => Version)).toEqual(["1", "2"]);

    // Of a function's code, only its digest can be read back; the rest comes with the next apply.
    expect(await stack.reimport(IDS, AFTER)).toEqual({ imported: Object.keys(IDS).length, changed: 2 });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

/** By what the resources are imported. */
const IDS = {
  "aws_lambda_function.greet": "greet",
  "aws_lambda_function.stored": "stored",
  "aws_lambda_alias.live": "greet/live",
  "aws_lambda_permission.account": "greet:live/account",
  "aws_lambda_permission.bucket": "greet/bucket",
  "aws_lambda_function_url.greet": "greet/live",
  "aws_lambda_function_event_invoke_config.greet": "greet",
  "aws_lambda_provisioned_concurrency_config.live": "greet,live",
  "aws_cloudwatch_log_group.greet": "/aws/lambda/greet",
};
