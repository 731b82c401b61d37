import { GetFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { createAwsSim } from "../lib/index.js";

test("an SDK does not take simulated time for a wrong clock of its own, and so sends nothing twice", async () => {
  await using sim = await createAwsSim({ clock: "frozen", startTime: "2024-05-01T12:00:00Z" });
  const lambda = new LambdaClient(sim.clientConfig());
  const missing = () => lambda.send(new GetFunctionCommand({ FunctionName: "gone" }));
  await expect(missing()).rejects.toThrow("Function not found");
  await sim.clock.advance("90d");
  await expect(missing()).rejects.toThrow("Function not found");
  expect(sim.requests.filter().map((request) => request.errorCode)).toEqual([
    "ResourceNotFoundException",
    "ResourceNotFoundException",
  ]);
});
