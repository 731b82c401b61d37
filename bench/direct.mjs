// SDK calls without a socket, beside the same calls over loopback.
import { CreateClusterCommand, DescribeTasksCommand, ECSClient } from "@aws-sdk/client-ecs";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const CALLS = 500;
const ROUNDS = 9;

export async function direct() {
  const sim = await createAwsSim();
  const clients = {
    loopback: new ECSClient(sim.clientConfig()),
    direct: new ECSClient(sim.clientConfig({ direct: true })),
  };
  await clients.direct.send(new CreateClusterCommand({}));
  const command = () => new DescribeTasksCommand({ tasks: ["0".repeat(32)] });
  const times = { loopback: [], direct: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, client] of Object.entries(clients)) {
      const start = performance.now();
      for (let call = 0; call < CALLS; call++) await client.send(command());
      if (round > 0) times[name].push((performance.now() - start) / CALLS);
    }
  }
  await sim.close();
  const ratio = median(times.loopback.map((time, i) => time / times.direct[i]));
  const [value, baseline] = [median(times.direct) * 1_000, median(times.loopback) * 1_000];
  report("SDK call, direct against loopback", {
    value,
    baseline,
    unit: "µs",
    ratio,
    target: "≥ 1.5× faster than loopback",
    ok: ratio >= 1.5,
  });
}
