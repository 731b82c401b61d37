import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim();
afterAll(() => sim.close());

const script = fileURLToPath(new URL("count-objects.mjs", import.meta.url));

test("a script in a process of its own reads the simulated bucket", async () => {
  sim.s3.createBucket("exports");
  sim.s3.putObject("exports", "a.csv", "1");
  sim.s3.putObject("exports", "b.csv", "2");

  const { stdout } = await promisify(execFile)(process.execPath, [script, "exports"], {
    env: sim.env(process.env),
  });

  expect(stdout).toBe("2\n");
  expect(sim.requests.last()?.operation).toBe("ListObjectsV2");
});
