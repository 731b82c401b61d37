import { inspect } from "node:util";
import { CreateClusterCommand, DescribeClustersCommand, ListClustersCommand } from "@aws-sdk/client-ecs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createAwsSim } from "../lib/index.js";
import { ecsOf, startToy, type ToySim } from "./support/toy.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

async function create(sim: ToySim, clusterName?: string): Promise<string | undefined> {
  const { cluster } = await ecsOf(sim, { direct: true }).send(new CreateClusterCommand({ clusterName }));
  return cluster?.clusterArn;
}

async function statusOf(sim: ToySim, name: string): Promise<string | undefined> {
  const { clusters } = await ecsOf(sim, { direct: true }).send(
    new DescribeClustersCommand({ clusters: [name] }),
  );
  return clusters?.[0]?.status;
}

describe("createAwsSim", () => {
  test("takes region and account from the environment, options first (A10)", async () => {
    vi.stubEnv("SIM_AWS_REGION", "ap-south-1");
    vi.stubEnv("SIM_AWS_ACCOUNT_ID", "999999999999");
    await using fromEnvironment = await createAwsSim();
    await using fromOptions = await createAwsSim({ region: "eu-west-1", accountId: "111111111111" });
    expect([fromEnvironment, fromOptions].map(({ region, accountId }) => [region, accountId])).toEqual([
      ["ap-south-1", "999999999999"],
      ["eu-west-1", "111111111111"],
    ]);
  });

  test("with a wrong delay throws and leaves nothing listening", async () => {
    const before = servers();
    await expect(createAwsSim({ delays: { ecs: { nothing: 1 } } })).rejects.toThrow(
      'There is no transition "ecs.nothing"',
    );
    await vi.waitUntil(() => servers() <= before);
  });

  test("gives child processes their environment", async () => {
    await using sim = await createAwsSim({ region: "eu-west-1" });
    expect(sim.env()).toEqual({
      AWS_ENDPOINT_URL: sim.url,
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^[A-Z0-9]{20}$/),
      AWS_SECRET_ACCESS_KEY: expect.stringMatching(/./),
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
    });
  });
});

test("fifty simulators in parallel know nothing of each other (A13)", async () => {
  const sims = await Promise.all(Array.from({ length: 50 }, () => startToy()));
  await Promise.all(sims.map((sim, index) => create(sim, `c${index}`)));
  const states = sims.map((sim) =>
    (sim.ecs.state().clusters as { clusterName: string }[]).map(({ clusterName }) => clusterName),
  );
  expect(states).toEqual(sims.map((_, index) => [`c${index}`]));
  expect(new Set(sims.map(({ port }) => port)).size).toBe(50);
  await Promise.all(sims.map((sim) => sim.close()));
});

function servers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
}

/** Sockets, servers and pending system requests of this process. */
function handles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => !/Immediate|Timeout|MessagePort/.test(name));
}

test("close leaves no handle open, whatever is in progress (A13)", async () => {
  // Clients of other test files may still be closing theirs.
  const before = handles().length;
  for (let i = 0; i < 5; i++) {
    const sim = await startToy();
    await create(sim, "one");
    const fault = sim.faults.add({ latency: "1h" });
    const ecs = ecsOf(sim, { maxAttempts: 1 });
    const waiting = expect(ecs.send(new ListClustersCommand())).rejects.toMatchObject({ code: "ECONNRESET" });
    await vi.waitUntil(() => fault.hits === 1);
    expect(handles()).toContain("TCPServerWrap");
    await sim.close();
    await waiting;
    ecs.destroy();
  }
  await vi.waitUntil(() => handles().length <= before);
});

test("a seed repeats every id, also after reset (A12)", async () => {
  const run = async (sim: ToySim) => [await create(sim), await create(sim)];
  await using one = await startToy({ seed: "s" });
  await using two = await startToy({ seed: "s" });
  const first = await run(one);
  one.reset();
  expect([await run(two), await run(one)]).toEqual([first, first]);
});

test("reset undoes all: state, time, delays, faults, log", async () => {
  await using sim = await startToy({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", delays: "5s" });
  await create(sim, "one");
  await sim.clock.advance("1h");
  sim.clock.resume();
  sim.delays.set({ ecs: "never" });
  sim.faults.add({ operation: "DeleteCluster", drop: true });
  sim.reset();
  expect({
    state: sim.ecs.state(),
    now: sim.clock.date(),
    mode: sim.clock.mode,
    log: sim.requests.length,
  }).toEqual({
    state: { clusters: [] },
    now: new Date("2030-01-01T00:00:00Z"),
    mode: "frozen",
    log: 0,
  });
  await create(sim, "one");
  await sim.clock.advance("10s");
  expect(await statusOf(sim, "one")).toBe("ACTIVE");
});

test("a snapshot brings state, timers, time and ids back, as often as it is restored", async () => {
  await using sim = await startToy({ clock: "frozen", seed: 1 });
  await create(sim, "one");
  await sim.clock.advance("1s");
  const [early, at] = [sim.snapshot(), sim.clock.now()];
  const next = await create(sim);
  await sim.clock.advance("1h");
  const late = sim.snapshot();
  for (const _ of [1, 2]) {
    sim.restore(early);
    expect([sim.clock.now(), await statusOf(sim, "one")]).toEqual([at, "PROVISIONING"]);
    expect(await create(sim)).toBe(next);
    await sim.clock.advance("1s");
    expect(await statusOf(sim, "one")).toBe("PENDING");
    sim.restore(late);
    expect([sim.clock.now(), await statusOf(sim, "one")]).toEqual([at + 3_600_000, "ACTIVE"]);
  }
});

test("console.log and JSON show where a simulator is, not what it consists of", async () => {
  await using sim = await createAwsSim({ region: "eu-west-1", clock: "frozen", startTime: 0 });
  const shown = { url: sim.url, region: "eu-west-1", accountId: "123456789012", now: sim.clock.date() };
  expect(inspect(sim, { breakLength: Number.POSITIVE_INFINITY })).toBe(
    `AwsSim { url: '${sim.url}', region: 'eu-west-1', accountId: '123456789012', now: 1970-01-01T00:00:00.000Z }`,
  );
  expect(inspect({ sim })).toContain("AwsSim {");
  expect(JSON.parse(JSON.stringify({ sim }))).toEqual({ sim: { ...shown, now: shown.now.toJSON() } });
  expect(inspect(sim.s3Control, { breakLength: Number.POSITIVE_INFINITY })).toBe(
    "{ accessPoints: [Function: accessPoints], publicAccessBlock: [Function: publicAccessBlock], state: [Function: state] }",
  );
  expect(JSON.stringify(sim.ecs)).toBe('{"strictLogGroups":false}');
});

test("state that a test reads cannot be used to change the simulator", async () => {
  await using sim = await startToy({ clock: "frozen" });
  await create(sim, "one");
  const state: { clusters: unknown[] } = sim.ecs.state();
  Object.assign(state.clusters[0] ?? {}, { status: "CORRUPTED" });
  state.clusters.length = 0;
  expect(sim.ecs.state()).toEqual({ clusters: [{ clusterName: "one", status: "PROVISIONING" }] });
});

test("the running clock moves resources on by itself", async () => {
  await using sim = await startToy({ delays: "5ms" });
  await create(sim, "one");
  await vi.waitFor(() => expect(sim.ecs.state().clusters[0]?.status).toBe("ACTIVE"));
});
