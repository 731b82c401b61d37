import { ECS } from "@aws-sdk/client-ecs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

/** The simulated time of these tests. */
export const NOW = new Date("2026-01-02T03:04:05.678Z");

/** The role that task definitions of these tests name. */
export const ROLE = "arn:aws:iam::123456789012:role/execution";

/** A simulator with a real SDK client, as new for each test of a file. */
export function simulatedEcs() {
  let sim: AwsSim;
  let ecs: ECS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: NOW });
    ecs = new ECS(sim.clientConfig());
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    ecs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get ecs() {
      return ecs;
    },
    /** The client of another account or region. */
    elsewhere(options: { accountId?: string; region?: string }) {
      return new ECS(sim.clientConfig({ ...options, direct: true }));
    },
  };
}

/** A rejected request as an SDK error. */
export function awsError(name: string, message?: string) {
  return message === undefined ? { name } : { name, message };
}
