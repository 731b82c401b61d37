import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createAwsSim } from "aws-sim";
import { expect, test } from "vitest";

test("a function becomes active after five simulated seconds", async () => {
  const sim = await createAwsSim({ clock: "frozen", delays: { lambda: { creating: "5s" } } });
  const lambda = new LambdaClient(sim.clientConfig());
  const FunctionName = "resize";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: "arn:aws:iam::123456789012:role/resize",
      PackageType: "Image",
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/resize:1" },
    }),
  );
  const state = async () =>
    (await lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration?.State;

  expect(await state()).toBe("Pending");
  await sim.clock.advance("5s");
  expect(await state()).toBe("Active");
  await sim.close();
});
