import { setImmediate as nextTurn } from "node:timers/promises";
import { ECS } from "@aws-sdk/client-ecs";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";
import { resolveOptions } from "../../../lib/options.js";
import { services } from "../../../lib/services/index.js";
import { startSim } from "../../../lib/sim.js";
import { JOB, RUN_JOB } from "../../services/ecs/task-world.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";
import { FaultyMachine } from "./faulty-machine.js";

const FULL = "database or disk is full";

describe.skipIf(!hasSqlite)("what is due while the disk is full (S02)", () => {
  function startOn({ path }: TemporaryDirectory, machine: FaultyMachine, options: AwsSimOptions = {}) {
    return startSim(services, resolveOptions({ dataDir: path, ...options }, {}), machine.storage);
  }

  async function statusOf(sim: AwsSim, OperationId: string | undefined): Promise<string | undefined> {
    const cloudMap = new ServiceDiscovery({ ...sim.clientConfig(), maxAttempts: 1 });
    return (await cloudMap.getOperation({ OperationId })).Operation?.Status;
  }

  test("remains due: an advance rejects, and the next one does it", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    await using sim = await startOn(directory, machine, { clock: "frozen" });
    const cloudMap = new ServiceDiscovery(sim.clientConfig());
    const { OperationId } = await cloudMap.createHttpNamespace({ Name: "a" });
    machine.breaks("COMMIT", FULL);
    for (let i = 0; i < 2; i++) await expect(sim.clock.advance("1m")).rejects.toThrow(FULL);
    machine.mend();
    expect(await statusOf(sim, OperationId)).not.toBe("SUCCESS");
    await sim.clock.advance("1m");
    expect(await statusOf(sim, OperationId)).toBe("SUCCESS");
  });

  test("is done by a running clock once there is room, without a request", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    const sim = await startOn(directory, machine, { delays: 0 });
    const cloudMap = new ServiceDiscovery(sim.clientConfig());
    const begun = cloudMap.createHttpNamespace({ Name: "a" });
    // The first commit is that of the request.
    machine.breaks("COMMIT", FULL, Number.POSITIVE_INFINITY, 1);
    const { OperationId } = await begun;
    while (machine.hits < 3) await nextTurn();
    const failed = machine.hits;
    machine.breaks("nothing", FULL);
    while (sim.cloudMap.namespaces().length === 0) await nextTurn();
    expect(failed).toBeGreaterThan(1);
    expect(await statusOf(sim, OperationId)).toBe("SUCCESS");
    // It was stored in the end.
    await sim.close();
  });

  test("an outcome of a handler is written once there is room", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    const options = { clock: "frozen", delays: 0 } as const;
    {
      await using sim = await startOn(directory, machine, options);
      const ecs = new ECS(sim.clientConfig());
      await ecs.createCluster({});
      await ecs.registerTaskDefinition(JOB);
      sim.ecs.onTask("job", async (task) => {
        await task.sleep("1m");
        machine.breaks("COMMIT", FULL);
        return 3;
      });
      await ecs.runTask(RUN_JOB);
      await expect(sim.clock.advance("2m")).rejects.toThrow(FULL);
      expect(sim.ecs.runs().map(({ exitCode }) => exitCode)).not.toEqual([3]);
      machine.mend();
      await sim.clock.advance("1m");
      expect(sim.ecs.runs().map(({ exitCode }) => exitCode)).toEqual([3]);
    }
    await using sim = await createAwsSim({ ...options, dataDir: directory.path });
    expect(sim.ecs.runs().map(({ exitCode }) => exitCode)).toEqual([3]);
  });
});
