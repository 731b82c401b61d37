import { GetServiceLastAccessedDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { awsSimFixture } from "../../lib/testing/vitest.js";

let written: MockInstance<typeof process.stderr.write>;
beforeEach(() => {
  written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => written.mockRestore());

/** What was written to the standard error of aws-sim; the SDK writes there too. */
function report(): string {
  return written.mock.calls
    .map(([text]) => String(text))
    .filter((text) => text.includes("aws-sim"))
    .join("");
}

async function lastAccessed(sim: AwsSim): Promise<void> {
  const iam = new IAMClient({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
  const command = new GetServiceLastAccessedDetailsCommand({ JobId: "98a765b4-3cde-2101-2345-example678f9" });
  await iam.send(command).catch(() => {});
}

const TWICE = `
aws-sim does not simulate what this test called. Stub it:
  sim.stub("iam", "GetServiceLastAccessedDetails", { … }) (2 times)
`;

/** Runs the fixture as Vitest does, around a test with this result. */
async function runTest(state: "pass" | "fail", run: (sim: AwsSim) => Promise<void>): Promise<void> {
  await awsSimFixture().sim({ task: { result: { state } } }, run);
}

describe("what nothing answers is reported", () => {
  test("after a test of a simulator of its own that failed", async () => {
    await runTest("fail", async (sim) => {
      await lastAccessed(sim);
      await lastAccessed(sim);
    });
    expect(report()).toBe(TWICE);
  });

  test("after a test of a shared simulator that failed", async () => {
    const sim = await createAwsSim();
    await lastAccessed(sim);
    await lastAccessed(sim);
    const [reset] = awsSimFixture({ scope: "file" }).simReset;
    await reset({ sim, task: { result: { state: "fail" } } }, async () => {});
    expect(report()).toBe(TWICE);
    expect(sim.requests.unanswered()).toEqual([]);
    await sim.close();
  });

  test("not after a test that passed, and not if everything was answered", async () => {
    await runTest("pass", lastAccessed);
    await runTest("fail", async () => {});
    expect(report()).toBe("");
  });
});
