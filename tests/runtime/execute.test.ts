import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR } from "@aws-sdk/client-ecr";
import { CreateClusterCommand, type ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ClientConfig } from "../../lib/client-config.js";
import type { Context } from "../../lib/runtime/context.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { type AnyHandler, type OperationHandler, Pending, whenReady } from "../../lib/runtime/handler.js";
import type { Handlers } from "../../lib/runtime/service.js";
import { createAwsSim } from "../../lib/sim.js";
import { failure } from "../support/failure.js";
import { ecsOf, startToy, TOYS, type ToySim } from "../support/toy.js";

interface Input {
  readonly clusterName?: string;
}

/** Something to wait for, which the test brings about. */
class Arrival {
  private arrive: (name: string) => void = () => {};
  private fail: (reason: Error) => void = () => {};
  waiting = false;

  wait(): Promise<string> {
    this.waiting = true;
    return new Promise((resolve, reject) => {
      this.arrive = resolve;
      this.fail = reject;
    });
  }

  async come(name: string): Promise<void> {
    await vi.waitUntil(() => this.waiting);
    this.arrive(name);
  }

  async breakOff(reason: Error): Promise<void> {
    await vi.waitUntil(() => this.waiting);
    this.fail(reason);
  }
}

function put(ctx: Context, clusterName: string): void {
  ctx.table(TOYS).put(clusterName, { clusterName, status: "ACTIVE" });
}

const opened: { readonly sim: ToySim; readonly client: ECSClient }[] = [];

/** A simulator whose CreateCluster is this handler. */
async function worldWith(createCluster: AnyHandler) {
  const sim = await startToy({}, { createCluster });
  const client = ecsOf(sim, { maxAttempts: 1 });
  opened.push({ sim, client });
  const create = (clusterName = "one") => client.send(new CreateClusterCommand({ clusterName }));
  const names = () => sim.ecs.state().clusters.map((cluster) => cluster.clusterName);
  return { sim, client, create, names };
}

afterEach(async () => {
  for (const { sim, client } of opened.splice(0)) {
    client.destroy();
    await sim.close();
  }
});

describe("a handler that has all it needs", () => {
  test.each([
    [
      "an error of AWS",
      () => new AwsError("ClientException", "No."),
      { code: "ClientException", status: 400 },
    ],
    ["an unexpected error", () => new Error("Oh."), { code: "InternalFailure", status: 500 }],
  ])("leaves nothing behind when it throws %s", async (_, error, expected) => {
    const { create, names } = await worldWith((_input, ctx) => {
      put(ctx, "one");
      put(ctx, "two");
      throw error();
    });
    expect(await failure(create())).toMatchObject(expected);
    expect(names()).toEqual([]);
  });

  test("leaves nothing behind, and fails by name, when it returns a promise", async () => {
    // Only a cast gets it past the type of handlers.
    const createCluster = (async (_: Input, ctx: Context) => {
      put(ctx, "one");
      await Promise.resolve();
      put(ctx, "two");
      return {};
    }) as unknown as AnyHandler;
    const { create, names } = await worldWith(createCluster);
    expect(await failure(create())).toEqual({
      code: "InternalFailure",
      status: 500,
      message: expect.stringContaining(
        "The handler createCluster returned a promise. Return whenReady(promise, commit) from it.",
      ),
    });
    expect(names()).not.toContain("one");
  });
});

describe("a handler that has to wait", () => {
  /** Writes "before" before the wait, and what arrives after it. */
  async function waitingWorld(commit: (name: string, ctx: Context) => object) {
    const arrival = new Arrival();
    const world = await worldWith((_input, ctx) => {
      put(ctx, "before");
      return whenReady(arrival.wait(), (name) => commit(name, ctx));
    });
    return { arrival, ...world };
  }

  const committed = (name: string, ctx: Context) => {
    put(ctx, name);
    put(ctx, `${name}-too`);
    return { cluster: { clusterName: name } };
  };

  test("commits before and after the wait, during which other requests are handled", async () => {
    const { arrival, client, create, names } = await waitingWorld(committed);
    const answer = create();
    await vi.waitUntil(() => arrival.waiting);
    expect(names()).toEqual(["before"]);
    await expect(client.send(new ListClustersCommand())).resolves.toMatchObject({
      clusterArns: ["arn:aws:ecs:us-east-1:123456789012:cluster/before"],
    });
    await arrival.come("after");
    await expect(answer).resolves.toMatchObject({ cluster: { clusterName: "after" } });
    expect(names()).toEqual(["after", "after-too", "before"]);
  });

  test("writes nothing more when what it waits for fails", async () => {
    const { arrival, create, names } = await waitingWorld(committed);
    const failed = failure(create());
    await arrival.breakOff(new AwsError("ClientException", "It never came."));
    expect(await failed).toEqual({ code: "ClientException", status: 400, message: "It never came." });
    expect(names()).toEqual(["before"]);
  });

  test("rolls back all of a commit that throws", async () => {
    const { arrival, create, names } = await waitingWorld((name, ctx) => {
      committed(name, ctx);
      throw new AwsError("ClientException", "No longer.");
    });
    const failed = failure(create());
    await arrival.come("after");
    expect((await failed).message).toBe("No longer.");
    expect(names()).toEqual(["before"]);
  });

  test.each([
    ["reset", (sim: ToySim) => sim.reset(), []],
    ["restore", (sim: ToySim) => sim.restore(sim.snapshot()), ["before"]],
  ])("writes nothing after a %s", async (_, end, left) => {
    const commit = vi.fn(committed);
    const { arrival, sim, create, names } = await waitingWorld(commit);
    const dropped = expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
    await vi.waitUntil(() => arrival.waiting);
    end(sim);
    await arrival.come("after");
    await dropped;
    expect(commit).not.toHaveBeenCalled();
    expect(names()).toEqual(left);
  });

  test("takes effect under a fault that drops its answer", async () => {
    const { arrival, sim, create, names } = await waitingWorld(committed);
    sim.faults.add({ drop: "after", times: 1 });
    const dropped = expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrival.come("after");
    await dropped;
    expect(names()).toEqual(["after", "after-too", "before"]);
    expect(sim.requests.last()).toMatchObject({ operation: "CreateCluster", status: 0 });
  });
});

test("a fault that drops the answer also hides the error of the operation", async () => {
  const { sim, create, names } = await worldWith((_input, ctx) => {
    put(ctx, "one");
    throw new AwsError("ClientException", "No.");
  });
  const fault = sim.faults.add({ drop: "after", times: 1 });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(fault.hits).toBe(1);
  expect(names()).toEqual([]);
  expect(sim.requests.last()).toMatchObject({ status: 0, errorCode: "ConnectionDropped" });
});

test("whenReady commits immediately with a value that is here", () => {
  expect(whenReady(1, (value) => value + 1)).toBe(2);
  expect(whenReady(Promise.resolve(1), (value) => value + 1)).toBeInstanceOf(Pending);
});

test("the type of handlers rejects promises", () => {
  interface Operations {
    deleteCluster: [{ readonly cluster: string }, { readonly cluster?: object }];
    listTags: [object, object];
  }
  const handlers = {
    deleteCluster: () => ({ cluster: {} }),
    listTags: () => whenReady(Promise.resolve(), () => ({})),
  } satisfies Handlers<Operations>;
  // @ts-expect-error a promise is not an output
  const later: OperationHandler<object, { readonly cluster?: object }> = async () => ({ cluster: {} });
  // @ts-expect-error nor where the output has no members
  const empty: OperationHandler<object, object> = async () => ({});
  expect([handlers, later, empty]).toHaveLength(3);
});

describe("a call of the test and a request of a client", () => {
  const invalid: [string, string, object, (config: ClientConfig) => Promise<unknown>][] = [
    [
      "iam",
      "CreateRole",
      { RoleName: "!", AssumeRolePolicyDocument: "" },
      (config) => new IAM(config).createRole({ RoleName: "!", AssumeRolePolicyDocument: "" }),
    ],
    [
      "logs",
      "CreateLogGroup",
      { logGroupName: "a b" },
      (config) => new CloudWatchLogs(config).createLogGroup({ logGroupName: "a b" }),
    ],
    [
      "lambda",
      "GetFunction",
      { FunctionName: "a b" },
      (config) => new Lambda(config).getFunction({ FunctionName: "a b" }),
    ],
    [
      "ecr",
      "CreateRepository",
      { repositoryName: "A" },
      (config) => new ECR(config).createRepository({ repositoryName: "A" }),
    ],
    ["ec2", "DescribeVpcs", { MaxResults: 1 }, (config) => new EC2(config).describeVpcs({ MaxResults: 1 })],
  ];

  test.each(invalid)(
    "fail with the same validation error: %s %s",
    async (service, operation, input, send) => {
      await using sim = await createAwsSim();
      const called: unknown = await sim.call({ service, operation, input }).catch((error: unknown) => error);
      expect(called).toBeInstanceOf(AwsError);
      const { code, message } = await failure(send(sim.clientConfig()));
      expect(called).toMatchObject({ code, message });
    },
  );

  test("each have a request id of their own", async () => {
    const seen: string[] = [];
    const { sim, create } = await worldWith((_input, ctx) => {
      seen.push(ctx.requestId);
      return {};
    });
    await sim.call({ service: "ecs", operation: "createCluster" });
    await sim.call({ service: "ecs", operation: "createCluster" });
    const { $metadata } = await create();
    expect(seen[2]).toBe($metadata.requestId);
    expect(new Set(seen).size).toBe(3);
    for (const id of seen) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("differ in faults, which spare the call", async () => {
    const { sim, create, names } = await worldWith((_input, ctx) => {
      put(ctx, "one");
      return {};
    });
    const fault = sim.faults.add({ error: "ServerException" });
    await expect(sim.call({ service: "ecs", operation: "createCluster" })).resolves.toEqual({});
    expect(fault.hits).toBe(0);
    expect(names()).toEqual(["one"]);
    expect((await failure(create())).code).toBe("ServerException");
  });
});
