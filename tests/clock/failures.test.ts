import { CreateClusterCommand } from "@aws-sdk/client-ecs";
import { describe, expect, test, vi } from "vitest";
import { type AwsSimOptions, resolveOptions } from "../../lib/options.js";
import type { LogEntry, Logger } from "../../lib/runtime/logger.js";
import { startSim } from "../../lib/sim.js";
import { ecsOf, type ToySim, toyService } from "../support/toy.js";

/** A toy whose transitions throw the name of their cluster. */
function startFailing(options: AwsSimOptions = { clock: "frozen" }) {
  const service = {
    ...toyService(),
    timers: () => ({
      "ecs.toy-provisioned": (key: string) => {
        throw new Error(`transition of ${key}`);
      },
    }),
  };
  const delays = { ecs: { provisioning: 0 } };
  return startSim({ ecs: service }, resolveOptions({ delays, ...options }, {}));
}

async function create(sim: ToySim, clusterName: string): Promise<string | undefined> {
  const { cluster } = await ecsOf(sim, { direct: true }).send(new CreateClusterCommand({ clusterName }));
  return cluster?.clusterName;
}

describe("due work that throws at a delay of 0", () => {
  test("does not affect the response; the next advance rejects with it and does not move time", async () => {
    await using sim = await startFailing();
    const before = sim.clock.now();
    expect(await create(sim, "a")).toBe("a");
    await expect(sim.clock.advance("1s")).rejects.toThrow(/^transition of a$/);
    expect(sim.clock.now()).toBe(before);
    await sim.clock.advance("1s");
    expect(sim.clock.now()).toBe(before + 1000);
  });

  test.each(["set", "runUntilIdle"] as const)("makes the next %s reject as well", async (call) => {
    await using sim = await startFailing();
    await create(sim, "a");
    await expect(call === "set" ? sim.clock.set("2031-01-01") : sim.clock.runUntilIdle()).rejects.toThrow(
      "transition of a",
    );
  });

  test("is rejected with by the advance during which it ran", async () => {
    await using sim = await startFailing();
    const woken = sim.clock.sleep("1s").then(() => create(sim, "a"));
    await expect(sim.clock.advance("1m")).rejects.toThrow("transition of a");
    expect(await woken).toBe("a");
    await sim.clock.advance("1m");
  });

  test("makes close reject with all that is left, after it has closed", async () => {
    const sim = await startFailing();
    await create(sim, "a");
    await create(sim, "b");
    await expect(sim.close()).rejects.toMatchObject({
      name: "AggregateError",
      message: "2 timers failed: transition of a; transition of b",
      errors: [{ message: "transition of a" }, { message: "transition of b" }],
    });
    await expect(fetch(sim.url)).rejects.toThrow();
    await sim.close();
  });

  test("concerns no advance after a reset, but the close", async () => {
    const sim = await startFailing();
    await create(sim, "a");
    sim.reset();
    await sim.clock.advance("1s");
    await expect(sim.close()).rejects.toThrow(/^transition of a$/);
  });

  test("is not thrown by a program that stops: it has logged it", async () => {
    const sim = await startFailing();
    await create(sim, "a");
    await expect(sim.stop()).resolves.toBeUndefined();
  });
});

test("due work of a running clock that throws is logged, and the next advance rejects with it", async () => {
  const entries: LogEntry[] = [];
  const logger: Logger = (entry) => entries.push(entry);
  const sim = await startFailing({ delays: { ecs: { provisioning: 5 } }, logger });
  await create(sim, "a");
  await vi.waitUntil(() => entries.length > 0);
  expect(entries).toEqual([
    {
      level: "error",
      msg: "A timer failed inside the simulator",
      fields: { exception: new Error("transition of a") },
    },
  ]);
  await expect(sim.clock.advance(0)).rejects.toThrow("transition of a");
  await sim.close();
});
