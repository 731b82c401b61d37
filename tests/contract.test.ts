import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  ECSClient,
  ListClustersCommand,
} from "@aws-sdk/client-ecs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ecsOf, startToy, type ToySim } from "./support/toy.js";
import { UUID } from "./support/wire.js";

describe.each([
  ["over a socket", false],
  ["directly", true],
])("an SDK client %s", (_, direct) => {
  let sim: ToySim;
  let ecs: ECSClient;
  beforeEach(async () => {
    sim = await startToy({
      region: "eu-west-1",
      clock: "frozen",
      startTime: "2030-01-01T00:00:00Z",
      seed: "contract",
    });
    ecs = ecsOf(sim, { direct, maxAttempts: 1 });
  });
  afterEach(async () => {
    ecs.destroy();
    await sim.close();
  });

  test("gets the output, with a request id that is in the log (A04, A15)", async () => {
    const { $metadata, ...output } = await ecs.send(new CreateClusterCommand({ clusterName: "one" }));
    expect(output).toEqual({
      cluster: {
        clusterName: "one",
        status: "PROVISIONING",
        clusterArn: "arn:aws:ecs:eu-west-1:123456789012:cluster/one",
      },
    });
    expect($metadata.requestId).toMatch(UUID);
    expect(sim.requests.filter()).toEqual([
      {
        requestId: $metadata.requestId,
        service: "ecs",
        operation: "CreateCluster",
        input: { clusterName: "one" },
        status: 200,
        account: "123456789012",
        region: "eu-west-1",
        accessKeyId: "AKIAAWSSIMULATOR0000",
        method: "POST",
        path: "/",
        userAgent: expect.stringMatching(/^aws-sdk-js\/3\./),
        startedAt: new Date("2030-01-01T00:00:00Z"),
        duration: 0,
      },
    ]);
  });

  test("gets errors by name, and nothing stays of what failed (A04, A15)", async () => {
    const failed = ecs.send(new CreateClusterCommand({ clusterName: "refused" }));
    await expect(failed).rejects.toMatchObject({
      name: "ClientException",
      message: "No such name here.",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(UUID) },
    });
    expect((await ecs.send(new ListClustersCommand())).clusterArns).toEqual([]);
    expect(sim.requests.last({ errorCode: "ClientException" })).toMatchObject({
      operation: "CreateCluster",
      status: 400,
      errorMessage: "No such name here.",
    });
    await sim.clock.runUntilIdle();
    expect(sim.clock.date()).toEqual(new Date("2030-01-01T00:00:00Z"));
  });

  test("gets InternalFailure for a mistake of the simulator, whose exception is kept (M05)", async () => {
    const failed = ecs.send(new CreateClusterCommand({ clusterName: "broken" }));
    await expect(failed).rejects.toMatchObject({
      name: "InternalFailure",
      message:
        "aws-sim failed on this request: the toy broke. The exception with its stack is in sim.requests.",
      $metadata: { httpStatusCode: 500 },
    });
    const exception = sim.requests.last()?.exception;
    expect(exception).toBeInstanceOf(Error);
    expect(exception).toMatchObject({
      message: "the toy broke",
      stack: expect.stringContaining("createCluster"),
    });
    expect((await ecs.send(new ListClustersCommand())).clusterArns).toEqual([]);
  });

  test("gets 501 for an operation that is modelled but not simulated", async () => {
    await expect(ecs.send(new DeleteClusterCommand({ cluster: "one" }))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringMatching(/^aws-sim does not simulate ecs:DeleteCluster\./),
      $metadata: { httpStatusCode: 501, requestId: expect.stringMatching(UUID) },
    });
    expect(sim.requests.last()).toMatchObject({
      operation: "DeleteCluster",
      status: 501,
      errorCode: "NotImplemented",
    });
  });

  test("works in the account that its key names and the region it signs for", async () => {
    const other = new ECSClient(sim.clientConfig({ direct, accountId: "999999999999", region: "us-west-2" }));
    const { cluster } = await other.send(new CreateClusterCommand({ clusterName: "theirs" }));
    other.destroy();
    expect(cluster?.clusterArn).toBe("arn:aws:ecs:us-west-2:999999999999:cluster/theirs");
    expect((await ecs.send(new ListClustersCommand())).clusterArns).toEqual([]);
    expect(sim.requests.filter({ account: "999999999999" })).toMatchObject([
      { region: "us-west-2", accessKeyId: "999999999999" },
    ]);
  });

  test("that polls with simulated sleeps sees each state during one advance (A12)", async () => {
    await ecs.send(new CreateClusterCommand({ clusterName: "one" }));
    const seen: string[] = [];
    const polling = (async () => {
      for (;;) {
        const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ["one"] }));
        const status = clusters?.[0]?.status ?? "gone";
        seen.push(`${status}@${sim.clock.date().toISOString().slice(14, 23)}`);
        if (status === "ACTIVE") return;
        await sim.clock.sleep("1s");
      }
    })();
    await sim.clock.advance("1h");
    await polling;
    expect(seen).toEqual([
      "PROVISIONING@00:00.000",
      "PROVISIONING@00:01.000",
      "PENDING@00:02.000",
      "PENDING@00:03.000",
      "ACTIVE@00:04.000",
    ]);
  });

  test("sees the initial state in the answer and the final one next, when nothing takes time (A11)", async () => {
    sim.delays.set(0);
    const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: "one" }));
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ["one"] }));
    expect([cluster?.status, clusters?.[0]?.status]).toEqual(["PROVISIONING", "ACTIVE"]);
  });

  test("sees a change after so many describe calls (A11)", async () => {
    sim.delays.set({ ecs: { provisioning: { describes: 2 }, pending: "never" } });
    await ecs.send(new CreateClusterCommand({ clusterName: "one" }));
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ["one"] }));
      seen.push(clusters?.[0]?.status);
    }
    expect(seen).toEqual(["PROVISIONING", "PROVISIONING", "PENDING", "PENDING"]);
    await sim.clock.advance("90d");
    expect(sim.transitions.release("ecs", "pending", "another")).toBe(0);
    expect(sim.transitions.release("ecs", "pending", "one")).toBe(1);
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ["one"] }));
    expect(clusters?.[0]?.status).toBe("ACTIVE");
  });

  test("is rejected once the simulator is closed", async () => {
    await sim.close();
    const failed = ecs.send(new ListClustersCommand());
    await expect(failed).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/) });
  });
});
