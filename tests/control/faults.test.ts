import { EC2 } from "@aws-sdk/client-ec2";
import { CreateClusterCommand, DescribeClustersCommand, ECS, ListClustersCommand } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Fault } from "../../lib/control/faults.js";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { ecsOf, startToy, type ToySim } from "../support/toy.js";

describe.each([
  ["over a socket", false],
  ["directly", true],
])("faults for a client %s (A20)", (_, direct) => {
  let sim: ToySim;
  const clients: { destroy(): void }[] = [];
  beforeEach(async () => {
    sim = await startToy({ clock: "frozen", seed: "faults" });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await sim.close();
  });
  function client(maxAttempts: number) {
    const made = ecsOf(sim, { direct, maxAttempts });
    clients.push(made);
    return made;
  }

  test("error: a code", async () => {
    sim.faults.add({ operation: "ListClusters", error: "ServerException" });
    await expect(client(1).send(new ListClustersCommand())).rejects.toMatchObject({
      name: "ServerException",
      $metadata: { httpStatusCode: 500 },
    });
  });

  test("error: code, message and status", async () => {
    sim.faults.add({ error: { code: "AccessDeniedException", message: "Not you.", status: 403 } });
    await expect(client(1).send(new ListClustersCommand())).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "Not you.",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("latency passes on the simulated clock and is the request's duration (A15)", async () => {
    const fault = sim.faults.add({ latency: "30s", times: 1 });
    let answered = false;
    const answer = client(1)
      .send(new ListClustersCommand())
      .then(() => {
        answered = true;
      });
    await vi.waitUntil(() => fault.hits === 1);
    await sim.clock.advance("29s");
    expect(answered).toBe(false);
    await sim.clock.advance("1s");
    await answer;
    expect(sim.requests.last()).toMatchObject({ operation: "ListClusters", duration: 30_000, status: 200 });
  });

  test("reset breaks requests off that a latency holds back", async () => {
    const fault = sim.faults.add({ latency: "1d" });
    const answer = client(1).send(new ListClustersCommand());
    await vi.waitUntil(() => fault.hits === 1);
    const refused = expect(answer).rejects.toMatchObject({ code: "ECONNRESET" });
    sim.reset();
    await refused;
  });

  test("drop: the client sees ECONNRESET", async () => {
    sim.faults.add({ drop: true });
    await expect(client(1).send(new ListClustersCommand())).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(sim.requests.last()).toMatchObject({ status: 0, errorCode: "ConnectionDropped" });
  });

  test("drop once: the SDK tries again", async () => {
    sim.faults.add({ drop: true, times: 1 });
    const { $metadata } = await client(3).send(new ListClustersCommand());
    expect($metadata.attempts).toBe(2);
    expect(sim.requests.filter().map(({ status }) => status)).toEqual([0, 200]);
  });

  test("throttle: one attempt fails, three succeed and the log shows them (A19)", async () => {
    const fault = sim.faults.add({ service: "ecs", operation: "ListClusters", throttle: true });
    await expect(client(1).send(new ListClustersCommand())).rejects.toMatchObject({
      name: "ThrottlingException",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400 },
    });
    fault.remove();
    sim.resetHistory();
    const twice = sim.faults.add({ throttle: true, times: 2 });
    const { $metadata } = await client(3).send(new ListClustersCommand());
    expect([$metadata.attempts, twice.hits]).toEqual([3, 2]);
    expect(sim.requests.filter().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [400, "ThrottlingException"],
      [400, "ThrottlingException"],
      [200, undefined],
    ]);
  });

  test("throttle by rate: only requests beyond the limit, until time has passed (A19)", async () => {
    sim.faults.add({ throttle: { limit: 2, per: "1s" } });
    const ecs = client(1);
    const statuses = async (count: number) => {
      for (let i = 0; i < count; i++) await ecs.send(new ListClustersCommand()).catch(() => {});
      const all = sim.requests.filter().map(({ status }) => status);
      sim.resetHistory();
      return all;
    };
    expect(await statuses(4)).toEqual([200, 200, 400, 400]);
    await sim.clock.advance(999);
    expect(await statuses(1)).toEqual([400]);
    await sim.clock.advance(1);
    expect(await statuses(3)).toEqual([200, 200, 400]);
  });

  test("resource: only requests that name it", async () => {
    sim.faults.add({ resource: "bad", error: "ServerException" });
    const ecs = client(1);
    const failing = async (name: string) =>
      ecs.send(new DescribeClustersCommand({ clusters: ["x", name] })).then(
        () => false,
        () => true,
      );
    const names = [
      "bad",
      "arn:aws:ecs:us-east-1:123456789012:cluster/bad",
      "worse:bad",
      "bad2",
      "notbad",
      "bad/good",
    ];
    expect(await Promise.all(names.map(failing))).toEqual([true, true, true, false, false, false]);
  });

  test("several take effect in order: first the wait, then the error", async () => {
    const slow = sim.faults.add({ latency: "5s" });
    sim.faults.add({ error: "ServerException" });
    const failed = expect(client(1).send(new ListClustersCommand())).rejects.toMatchObject({
      name: "ServerException",
    });
    await vi.waitUntil(() => slow.hits === 1);
    await sim.clock.advance("5s");
    await failed;
  });

  test("a fault writes nothing", async () => {
    sim.faults.add({ operation: "CreateCluster", error: "ServerException" });
    await client(1)
      .send(new CreateClusterCommand({ clusterName: "one" }))
      .catch(() => {});
    expect(sim.ecs.state()).toEqual({ clusters: [] });
  });

  test("clear and reset remove them", async () => {
    for (const remove of [() => sim.faults.clear(), () => sim.reset()]) {
      sim.faults.add({ error: "ServerException" });
      remove();
      await expect(client(1).send(new ListClustersCommand())).resolves.toMatchObject({ clusterArns: [] });
    }
  });
});

test("probability goes by the seed (A20)", async () => {
  const run = async () => {
    await using sim = await startToy({ seed: 42 });
    sim.faults.add({ probability: 0.5, error: "ServerException" });
    const ecs = ecsOf(sim, { direct: true, maxAttempts: 1 });
    for (let i = 0; i < 40; i++) await ecs.send(new ListClustersCommand()).catch(() => {});
    return sim.requests.filter().map(({ status }) => status);
  };
  const [first, second] = [await run(), await run()];
  expect(first).toEqual(second);
  const failures = first.filter((status) => status === 500).length;
  expect(failures).toBeGreaterThan(8);
  expect(failures).toBeLessThan(32);
});

test.each<[Fault, string]>([
  [{}, "A fault must do something. Set error, latency, drop or throttle."],
  [{ operation: "RunTask", drop: false, throttle: false }, "A fault must do something."],
  [{ drop: true, probability: 2 }, "Not a probability: 2."],
  [{ drop: true, times: 0 }, "A fault cannot apply 0 times."],
  [{ latency: "soon" as never }, 'Invalid duration: "soon"'],
  [{ throttle: { limit: -1, per: "1s" } }, "Not a rate limit: -1."],
  [{ throttle: { limit: 1, per: "often" as never } }, 'Invalid duration: "often"'],
])("the fault %j is rejected", async (fault, message) => {
  await using sim = await startToy();
  expect(() => sim.faults.add(fault)).toThrow(TypeError);
  expect(() => sim.faults.add(fault)).toThrow(message);
});

describe("names of faults (A20)", () => {
  let sim: AwsSim;
  beforeEach(async () => {
    sim = await createAwsSim({ clock: "frozen" });
  });
  afterEach(() => sim.close());

  test.each<[object, string]>([
    [{ service: "esc", error: "X" }, 'There is no service "esc". Did you mean "ecs"?'],
    [{ operation: "RunTsk", error: "X" }, 'There is no operation "RunTsk". Did you mean "RunTask"?'],
    [{ service: "ecs", operation: "PutObject", error: "X" }, 'There is no operation of ecs "PutObject".'],
    [{ operatoin: "RunTask", error: "X" }, 'A fault has no "operatoin". Did you mean "operation"?'],
    [{ error: { code: "X", mesage: "y" } }, 'The error of a fault has no "mesage". Did you mean "message"?'],
    [{ throttle: { limit: 1, pre: "1s" } }, 'The throttle of a fault has no "pre". Did you mean "per"?'],
    [{ drop: "later" }, '"drop" of a fault cannot be "later". Use true or "after".'],
  ])("%j is rejected", (fault, message) => {
    expect(() => sim.faults.add(fault as Fault)).toThrow(message);
    expect(sim.faults.list()).toEqual([]);
  });

  test("a service goes by the names that SDKs and endpoints have for it", async () => {
    const client = new ServiceDiscovery({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
    for (const service of ["servicediscovery", "cloudMap"] as const) {
      const fault = sim.faults.add({ service, operation: "ListNamespaces", error: "InternalFailure" });
      await expect(client.listNamespaces({})).rejects.toMatchObject({ name: "InternalFailure" });
      fault.remove();
    }
    expect(sim.requests.filter({ service: "servicediscovery" })).toHaveLength(2);
    sim.faults.add({ service: "cloudwatchlogs", error: "X" });
    sim.faults.add({ service: "elasticfilesystem", error: "X" });
  });

  const codes: [string, string, number][] = [
    ["s3", "InternalError", 500],
    ["s3", "SlowDown", 503],
    ["s3", "AccessDenied", 403],
    ["s3", "NoSuchBucket", 404],
    ["s3", "InvalidRequest", 400],
    ["ecs", "InternalFailure", 500],
    ["ecs", "ServiceUnavailable", 503],
    ["ecs", "ServerException", 500],
    ["ecs", "ThrottlingException", 400],
    ["ecs", "Invented", 400],
    ["lambda", "TooManyRequestsException", 429],
    ["lambda", "ServiceException", 500],
    ["iam", "ServiceUnavailable", 503],
    ["iam", "ServiceFailure", 500],
    ["ec2", "RequestLimitExceeded", 503],
    ["ec2", "InternalError", 500],
  ];
  test.each(codes)(
    "the error of %s with the plain code %s has the status %d",
    async (service, code, status) => {
      sim.faults.add({ error: code });
      const config = { ...sim.clientConfig({ direct: true }), maxAttempts: 1 };
      const calls: Record<string, () => Promise<unknown>> = {
        s3: () => new S3(config).listBuckets({}),
        ecs: () => new ECS(config).listClusters({}),
        lambda: () => new Lambda(config).listFunctions({}),
        iam: () => new IAM(config).listRoles({}),
        ec2: () => new EC2(config).describeVpcs({}),
      };
      await expect(calls[service]?.()).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
      expect(sim.requests.last()).toMatchObject({ status, errorCode: code });
    },
  );

  test("drop after: the operation takes effect and its answer is lost", async () => {
    const ecs = new ECS({ ...sim.clientConfig(), maxAttempts: 1 });
    const fault = sim.faults.add({ operation: "CreateCluster", drop: "after", times: 1 });
    await expect(ecs.createCluster({ clusterName: "kept" })).rejects.toMatchObject({ code: "ECONNRESET" });
    ecs.destroy();
    expect(fault.hits).toBe(1);
    expect(sim.ecs.clusters().map(({ clusterName }) => clusterName)).toEqual(["kept"]);
    expect(sim.requests.last()).toMatchObject({ operation: "CreateCluster", status: 0 });
  });
});
