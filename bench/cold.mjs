// A fresh process up to the first answered request, beside one that only imports the SDK's ECS client.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, report } from "./measure.mjs";

const RUNS = 15;
const url = new URL("../dist/esm/index.js", import.meta.url).href;

const simulator = `
  const start = performance.now();
  const { createAwsSim } = await import(${JSON.stringify(url)});
  const sim = await createAwsSim();
  const answer = await fetch(sim.url, { method: "POST", headers: { "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters" }, body: "{}" });
  if (answer.status !== 200) throw new Error(await answer.text());
  await answer.text();
  console.log(performance.now() - start);
  await sim.close();`;
const client = `
  const start = performance.now();
  await import("@aws-sdk/client-ecs");
  console.log(performance.now() - start);`;

export function cold() {
  const times = { simulator: [], client: [] };
  for (let run = 0; run <= RUNS; run++) {
    const [simulators, clients] = [measure(simulator), measure(client)];
    if (run === 0) continue;
    times.simulator.push(simulators);
    times.client.push(clients);
  }
  const ratio = median(times.simulator.map((time, i) => time / times.client[i]));
  report("cold: import to the first answer", {
    value: median(times.simulator),
    baseline: median(times.client),
    unit: "ms",
    ratio,
    target: "≤ 2× importing the ECS client",
    ok: ratio <= 2,
  });
}

function measure(program) {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  return Number(
    execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", program], {
      cwd,
      encoding: "utf8",
    }),
  );
}
