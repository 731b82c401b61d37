import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { type Clock, createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen", delays: { lambda: { creating: "1m" } } });
const lambda = new LambdaClient(sim.clientConfig());
afterAll(() => sim.close());

/** The code under test: waits with a clock that it is given, `setTimeout` in production. */
async function whenActive(FunctionName: string, clock: Pick<Clock, "sleep">): Promise<number> {
  for (let attempts = 1; ; attempts++) {
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    if (Configuration?.State === "Active") return attempts;
    await clock.sleep("5s");
  }
}

test("polling a function for a minute takes milliseconds", async () => {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "resize",
      Role: "arn:aws:iam::123456789012:role/resize",
      PackageType: "Image",
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/resize:1" },
    }),
  );

  const active = whenActive("resize", sim.clock);
  await sim.clock.advance("2m");

  expect(await active).toBe(13);
});
