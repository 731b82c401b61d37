import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../../lib/index.js";

/** Start of the simulated time of these tests. */
export const START = new Date("2026-01-02T03:04:05.678Z");

/** What HTTP dates make of {@link START}. */
export const START_SECOND = new Date("2026-01-02T03:04:05.000Z");

/** A simulator with a frozen clock and a real SDK client, for a file of tests. */
export function s3World(options: AwsSimOptions = {}) {
  let sim: AwsSim | undefined;
  let s3: S3 | undefined;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: "s3", ...options });
    s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  // A test that moves time must not do so for the next.
  beforeEach(() => sim?.clock.set(START));
  afterAll(() => sim?.close());
  let buckets = 0;
  const world = {
    get sim(): AwsSim {
      if (!sim) throw new Error("The simulator is made before the first test.");
      return sim;
    },
    get s3(): S3 {
      if (!s3) throw new Error("The client is made before the first test.");
      return s3;
    },
    /** A new bucket. */
    bucket(versioning?: "Enabled" | "Suspended"): string {
      const name = `bucket-${++buckets}`;
      world.sim.s3.createBucket(name, versioning && { versioning });
      return name;
    },
    /** A request with headers as they are, unsigned: a test sees every byte of the answer. */
    async raw(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
      const response = await fetch(`${world.sim.url}${path}`, { method, headers, body });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  };
  return world;
}
