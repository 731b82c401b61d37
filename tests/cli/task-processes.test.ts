import { ECS } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectAwsSim } from "../../lib/index.js";
import { gone, server as serverScript } from "../services/ecs/processes/process-world.js";
import { Program } from "./program.js";

let program: Program;
beforeAll(async () => {
  program = await Program.build({ library: true });
});
afterAll(() => program?.[Symbol.asyncDispose]());

test("an init module runs tasks as processes, which end with the program", async () => {
  const init = await program.file(
    "init.mjs",
    `import { runCommand } from "./esm/index.js";
     export default (sim) => sim.ecs.onTask("*", runCommand());`,
  );
  await using server = await program.serve(["--init", init, "--delays", "0"]);
  const sim = await connectAwsSim(server.url);
  const ecs = new ECS(sim.clientConfig());
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({
    family: "job",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "app", image: "node", command: serverScript("console.log('ignored')") }],
  });
  await ecs.runTask({
    taskDefinition: "job",
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0a"] } },
  });
  const pid = await vi.waitFor(
    async () => {
      const [run] = await sim.ecs.runs("job");
      expect(run?.stdout).toMatch(/^pid \d+$/);
      return Number(run?.stdout.slice("pid ".length));
    },
    { timeout: 20_000 },
  );
  expect((await server.stop()).code).toBe(0);
  await gone(pid);
  ecs.destroy();
});
