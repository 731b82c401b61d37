import { ECS } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { change, defineControl } from "../../../lib/control/definition/define-control.js";
import { resolveOptions } from "../../../lib/options.js";
import { stateIn } from "../../../lib/runtime/state-definitions.js";
import { ecs } from "../../../lib/services/ecs/index.js";
import { sts } from "../../../lib/services/sts/index.js";
import { startSim } from "../../../lib/sim.js";
import { JOB, momentAt, RUN_JOB, START } from "./task-world.js";

/** A log event as received by CloudWatch Logs. */
type Line = [at: string, group: string, stream: string, timestamp: Date, message: string];

/** A service that does nothing but note what the others log. */
const notebook = {
  ...sts,
  identity: { name: "notebook", signingName: "notebook" },
  wire: {},
  state: () => stateIn(),
  control: () =>
    defineControl<{ listen(): Line[] }>({
      listen: change([], ({ ports }) => {
        const lines: Line[] = [];
        ports.logs = {
          hasGroup: () => false,
          write({ account, region }, group, stream, events) {
            for (const { timestamp, message } of events) {
              lines.push([`${account} ${region}`, group, stream, new Date(timestamp), message]);
            }
          },
        };
        return lines;
      }),
    }),
};

async function logWorld(options: Record<string, string>) {
  const settings = {
    clock: "frozen",
    startTime: START,
    delays: { ecs: { provisioning: 0, pending: 0, logDelivery: "5s" } },
  } as const;
  const sim = await startSim({ ecs, notebook }, resolveOptions(settings, {}));
  const lines = sim.notebook.listen();
  const client = new ECS(sim.clientConfig());
  await client.createCluster({});
  await client.registerTaskDefinition({
    ...JOB,
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    containerDefinitions: [{ name: "app", image: "a", logConfiguration: { logDriver: "awslogs", options } }],
  });
  return { sim, client, lines };
}

test("B20 B21 what a container writes reaches its stream after the delay, with the time at which it was written", async () => {
  const { sim, client, lines } = await logWorld({
    "awslogs-group": "/ecs/job",
    "awslogs-region": "eu-west-1",
    "awslogs-stream-prefix": "ecs",
  });
  sim.ecs.onTask("job", async (task) => {
    task.stdout("one\ntwo\n");
    await task.sleep("1s");
    task.stderr("three");
  });
  const { tasks = [] } = await client.runTask(RUN_JOB);
  const stream = `ecs/app/${tasks[0]?.taskArn?.split("/").at(-1)}`;
  const line = (wait: number, message: string): Line => {
    return ["123456789012 eu-west-1", "/ecs/job", stream, momentAt(wait), message];
  };
  await sim.clock.advance(4_999);
  expect(lines).toEqual([]);
  await sim.clock.advance(1);
  expect(lines).toEqual([line(0, "one"), line(0, "two")]);
  await sim.clock.advance("1s");
  expect(lines).toEqual([line(0, "one"), line(0, "two"), line(1_000, "three")]);
  client.destroy();
  await sim.close();
});
