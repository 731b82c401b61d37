import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeServicesCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DiscoverInstancesCommand } from "@aws-sdk/client-servicediscovery";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Clients, clientsFor, createStack } from "./stack.js";

let sim: AwsSim;
let clients: Clients;

beforeAll(async () => {
  sim = await createAwsSim({ region: "eu-west-1", clock: "frozen" });
  clients = clientsFor(sim.clientConfig());
});
beforeEach(() => sim.reset());
afterAll(() => sim.close());

/** Creates the stack with a pushed image, and waits until it is running. */
async function runStack(image: string) {
  const created = createStack(clients, {
    image,
    desiredCount: 2,
    subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"],
    sleep: (milliseconds) => sim.clock.sleep(milliseconds),
  });
  await sim.clock.advance("1m");
  await created;
}

/** Addresses at which the application is found. */
async function discovered(): Promise<string[]> {
  const { Instances = [] } = await clients.discovery.send(
    new DiscoverInstancesCommand({ NamespaceName: "shop.internal", ServiceName: "web" }),
  );
  return Instances.map(({ Attributes }) => Attributes?.AWS_INSTANCE_IPV4 ?? "").sort();
}

test("a service comes up, is found, and logs", async () => {
  const { imageUri, imageDigest } = sim.ecr.pushImage("shop/web", "1.0");
  sim.ecs.onTask("web", async (task) => {
    task.stdout(`listening on ${task.privateIpv4Address}:8080`);
    await task.stopped;
    return 0;
  });

  await runStack(imageUri);

  const { services } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: "shop", services: ["web"] }),
  );
  expect(services?.[0]).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: "COMPLETED" }] });
  const tasks = sim.ecs.tasks();
  expect(tasks.map(({ containers }) => containers?.[0]?.imageDigest)).toEqual([imageDigest, imageDigest]);

  const addresses = sim.ecs.runs("web").map(({ privateIpv4Address }) => privateIpv4Address);
  expect(await discovered()).toEqual(addresses.sort());

  const { events } = await clients.logs.send(
    new FilterLogEventsCommand({ logGroupName: "/shop/web", filterPattern: "listening" }),
  );
  expect(events?.map(({ message }) => message).sort()).toEqual(
    addresses.map((address) => `listening on ${address}:8080`).sort(),
  );
});

test("a task that dies is replaced, and the new one is found in its place", async () => {
  sim.ecs.onTask("web", [
    async (task) => {
      await task.sleep("5m");
      return 1;
    },
    { duration: "forever" },
  ]);
  await runStack(sim.ecr.pushImage("shop/web", "1.0").imageUri);
  const before = await discovered();

  await sim.clock.advance("10m");

  const after = await discovered();
  expect(after).toHaveLength(2);
  expect(after).not.toEqual(before);
  expect(sim.ecs.service("web")?.events?.map(({ message }) => message)).toContain(
    "(service web) has reached a steady state.",
  );
});

test("an image that was never pushed keeps the service from coming up", async () => {
  const { imageUri } = sim.ecr.pushImage("shop/web", "1.0");
  await runStack(imageUri.replace(":1.0", ":2.0"));

  expect(sim.ecs.service("web")).toMatchObject({ runningCount: 0 });
  const [run] = sim.ecs.runs("web");
  expect(run).toMatchObject({ stopCode: "TaskFailedToStart" });
  expect(run?.stoppedReason).toContain("CannotPullContainerError");
  expect(await discovered()).toEqual([]);
});

test("scaling down takes tasks out of discovery", async () => {
  await runStack(sim.ecr.pushImage("shop/web", "1.0").imageUri);
  expect(await discovered()).toHaveLength(2);

  await clients.ecs.send(new UpdateServiceCommand({ cluster: "shop", service: "web", desiredCount: 1 }));
  await sim.clock.advance("1m");

  expect(await discovered()).toHaveLength(1);
});
