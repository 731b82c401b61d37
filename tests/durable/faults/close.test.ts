import { readdirSync } from "node:fs";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";
import { resolveOptions } from "../../../lib/options.js";
import { services } from "../../../lib/services/index.js";
import { startSim } from "../../../lib/sim.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";
import { FaultyMachine } from "./faulty-machine.js";

const FULL = "database or disk is full";
const FROZEN: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", delays: 0 };

describe.skipIf(!hasSqlite)("close() while the disk is full (S02)", () => {
  function startOn(dataDir: string, machine: FaultyMachine, options: AwsSimOptions) {
    return startSim(services, resolveOptions({ dataDir, ...options }, {}), machine.storage);
  }

  /** What close() rejects with; `undefined` if it resolves. */
  async function failureOf(closed: Promise<void>): Promise<string | undefined> {
    return closed.then(
      () => undefined,
      (error: Error) => error.message,
    );
  }

  /** Another simulator can be started: nothing holds the directory, and the state is complete. */
  async function next(dataDir: string): Promise<AwsSim> {
    const sim = await createAwsSim({ ...FROZEN, dataDir });
    expect(readdirSync(dataDir)).toContain("owner.json");
    return sim;
  }

  test("resolves if everything is stored", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    const sim = await startOn(directory.path, machine, FROZEN);
    sim.s3.createBucket("bucket");
    machine.breaks("COMMIT", FULL);
    expect(await failureOf(sim.close())).toBe(undefined);
    await using after = await next(directory.path);
    expect(after.s3.buckets().map(({ name }) => name)).toEqual(["bucket"]);
  });

  test("rejects if due work is not stored, which the next simulator does", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    const sim = await startOn(directory.path, machine, FROZEN);
    const cloudMap = new ServiceDiscovery(sim.clientConfig());
    // The first commit is that of the request; it is tried again with every request.
    machine.breaks("COMMIT", FULL, Number.POSITIVE_INFINITY, 1);
    await cloudMap.createHttpNamespace({ Name: "a" });
    for (let i = 0; i < 3; i++) await cloudMap.listNamespaces({});
    cloudMap.destroy();
    expect(await failureOf(sim.close())).toBe(
      `The data directory ${directory.path} cannot be written to: ${FULL}. Due work was not stored: it remains due, also in the next simulator with the directory.`,
    );
    expect(await failureOf(sim.close())).toBe(undefined);
    await using after = await next(directory.path);
    await after.clock.advance(0);
    expect(after.cloudMap.namespaces().map(({ Name }) => Name)).toEqual(["a"]);
  });

  test("rejects if the time is not stored, with the time", async () => {
    using directory = new TemporaryDirectory();
    const machine = await FaultyMachine.load();
    const sim = await startOn(directory.path, machine, FROZEN);
    machine.breaks("COMMIT", FULL);
    await expect(sim.clock.advance("1h")).rejects.toThrow(FULL);
    expect(await failureOf(sim.close())).toBe(
      `The time 2030-01-01T01:00:00.000Z was not stored in the data directory ${directory.path}: ${FULL}. All acknowledged changes are stored; the next simulator begins at the time of the last one.`,
    );
    await using after = await next(directory.path);
    expect(after.clock.date()).toEqual(new Date("2030-01-01T00:00:00Z"));
  });
});
