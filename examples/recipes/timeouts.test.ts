import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen", delays: 0 });
afterAll(() => sim.close());

test("a function that takes longer than its timeout fails", async () => {
  const lambda = new LambdaClient(sim.clientConfig());
  const FunctionName = "report";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: "arn:aws:iam::123456789012:role/report",
      PackageType: "Image",
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/report:1" },
      Timeout: 30,
    }),
  );
  sim.lambda.on(FunctionName, (_, context) => context.sleep("5m"));

  const invocation = lambda.send(new InvokeCommand({ FunctionName }));
  await sim.clock.advance("30s");
  const { FunctionError, Payload } = await invocation;

  expect(FunctionError).toBe("Unhandled");
  expect(JSON.parse(Payload?.transformToString() ?? "")).toMatchObject({
    errorMessage: expect.stringContaining("Task timed out after 30.00 seconds"),
  });
});
