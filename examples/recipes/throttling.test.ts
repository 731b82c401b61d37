import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen" });
afterAll(() => sim.close());

test("requests beyond the limit are throttled until the next second", async () => {
  // One attempt per call, so that the test sees each response.
  const ecs = new ECSClient({ ...sim.clientConfig(), maxAttempts: 1 });
  sim.faults.add({ service: "ecs", throttle: { limit: 2, per: "1s" } });

  const burst = await Promise.allSettled([1, 2, 3].map(() => ecs.send(new ListClustersCommand({}))));
  expect(burst.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(sim.requests.filter({ errorCode: "ThrottlingException" })).toHaveLength(1);

  await sim.clock.advance("1s");
  await expect(ecs.send(new ListClustersCommand({}))).resolves.toMatchObject({ clusterArns: [] });
});
