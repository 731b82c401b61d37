import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";
import { JOB, RUN_JOB } from "./services/ecs/task-world.js";

let sim: AwsSim;
beforeEach(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0 });
});
afterEach(() => sim.close());

/** Options of a client that talks to the simulator without a socket. */
function config() {
  return { ...sim.clientConfig({ direct: true }), maxAttempts: 1 };
}

describe("settings go back with a snapshot, and to their defaults with a reset", () => {
  test("properties of services", () => {
    const settings = () => [
      sim.ecs.strictLogGroups,
      sim.ecr.strictPutImage,
      sim.ecr.pullCheck,
      sim.ecr.layerCheck,
      sim.ecr.longTokens,
      sim.lambda.pendingInvokes,
    ];
    const defaults = settings();
    sim.ecs.strictLogGroups = true;
    sim.ecr.pullCheck = "never";
    const snapshot = sim.snapshot();
    sim.ecs.strictLogGroups = false;
    sim.ecr.strictPutImage = true;
    sim.ecr.pullCheck = "always";
    sim.ecr.layerCheck = "never";
    sim.ecr.longTokens = true;
    sim.lambda.pendingInvokes = "accept";
    expect(settings()).toEqual([false, true, "always", "never", true, "accept"]);
    sim.restore(snapshot);
    expect(settings()).toEqual([true, false, "never", "uploaded", false, "reject"]);
    sim.reset();
    expect(settings()).toEqual(defaults);
  });

  test("values of secrets", async () => {
    const ecs = new ECS(config());
    const [container] = JOB.containerDefinitions;
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      ...JOB,
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      containerDefinitions: [{ ...container, secrets: [{ name: "KEY", valueFrom: "key" }] }],
    });
    sim.ecs.onTask("job", {});
    sim.ecs.secrets({ key: "first" });
    const snapshot = sim.snapshot();
    sim.ecs.secrets({ key: "second" });
    const keyOfTask = async () => {
      await ecs.runTask(RUN_JOB);
      await sim.clock.advance(0);
      return sim.ecs.runs("job").at(-1)?.environment.KEY;
    };
    expect(await keyOfTask()).toBe("second");
    sim.restore(snapshot);
    expect(await keyOfTask()).toBe("first");
  });

  test("outcomes of scans; functions stay", async () => {
    const ecr = new ECR(config());
    sim.ecr.pushImage("fixed", "v1");
    sim.ecr.pushImage("decided", "v1");
    sim.ecr.onScan("fixed", { status: "FAILED" });
    const snapshot = sim.snapshot();
    sim.ecr.onScan("fixed", { status: "UNSUPPORTED_IMAGE" });
    sim.ecr.onScan("decided", () => ({ status: "FAILED" }));
    const scan = async (repositoryName: string) => {
      const image = { repositoryName, imageId: { imageTag: "v1" } };
      await ecr.startImageScan(image);
      await sim.clock.advance(0);
      return (await ecr.describeImageScanFindings(image)).imageScanStatus?.status;
    };
    expect([await scan("fixed"), await scan("decided")]).toEqual(["UNSUPPORTED_IMAGE", "FAILED"]);
    sim.restore(snapshot);
    expect([await scan("fixed"), await scan("decided")]).toEqual(["FAILED", "FAILED"]);
  });
});

describe("records go back with a snapshot", () => {
  test("invocations, calls of spies, and how far a sequence has come", async () => {
    const lambda = new Lambda(config());
    const invoke = async () => {
      const { Payload } = await lambda.invoke({ FunctionName: "fn" });
      return Payload?.transformToString();
    };
    const spy = sim.lambda.on("fn", "one", "two", "three");
    const seen = () => [spy.callCount, spy.invocations.map(({ response }) => response)];
    expect(await invoke()).toBe('"one"');
    const snapshot = sim.snapshot();
    expect([await invoke(), await invoke()]).toEqual(['"two"', '"three"']);
    expect(seen()).toEqual([3, ["one", "two", "three"]]);
    sim.restore(snapshot);
    expect(seen()).toEqual([1, ["one"]]);
    expect(sim.lambda.invocations()).toEqual(spy.invocations);
    expect(await invoke()).toBe('"two"');
    spy.reset();
    expect([...seen(), spy.lastInvocation]).toEqual([0, [], undefined]);
    expect(await invoke()).toBe('"three"');
    expect(seen()).toEqual([1, ["three"]]);
  });

  test("a spy of before a reset shows nothing of after it", async () => {
    const lambda = new Lambda(config());
    const spy = sim.lambda.on("fn", "before");
    await lambda.invoke({ FunctionName: "fn" });
    sim.reset();
    const next = sim.lambda.on("fn", "after");
    await lambda.invoke({ FunctionName: "fn" });
    expect([spy.callCount, spy.invocations, next.callCount]).toEqual([0, [], 1]);
  });
});
