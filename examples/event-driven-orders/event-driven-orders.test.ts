import type { AddressInfo } from "node:net";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deploy } from "./deploy.js";
import { createOrderService, type Order } from "./order-service.js";
import { createWarehouse } from "./warehouse.js";

expect.extend(matchers);

const sim = await createAwsSim({ clock: "frozen", startTime: "2026-01-02T12:00:00Z", seed: 1 });
const topicArn = await deploy(sim);
const deployed = sim.snapshot();
const service = createOrderService(new SNSClient(sim.clientConfig()), topicArn);

const stock = new Map<string, number>();
const shipped: number[] = [];

beforeAll(() => new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve)));
beforeEach(() => {
  sim.restore(deployed);
  shipped.length = 0;
  stock.clear();
  stock.set("lamp", 3);
  sim.lambda.on("shipping", createWarehouse(stock, shipped));
  sim.lambda.on("billing", null);
  sim.ecs.onTask("report", { exitCode: 0 });
});
afterAll(async () => {
  service.close();
  await sim.close();
});

/** Places orders as customers do, and waits for their effects. */
async function place(...orders: readonly Order[]): Promise<void> {
  const { port } = service.address() as AddressInfo;
  for (const order of orders) {
    const response = await fetch(`http://127.0.0.1:${port}/orders`, {
      method: "POST",
      body: JSON.stringify(order),
    });
    expect(response.status).toBe(202);
  }
  await sim.clock.advance("1s");
}

const lamp = (id: number): Order => ({ id, kind: "goods", items: ["lamp"] });
const unicorn = (id: number): Order => ({ id, kind: "goods", items: ["unicorn"] });

test("an order is shipped and billed", async () => {
  await place(lamp(7));
  expect(shipped).toEqual([7]);
  expect(sim).toHavePublished("orders", { id: 7 });
  expect(sim).toHaveInvoked("billing");
});

test("vouchers are billed only: the subscription of the shipping queue has a filter", async () => {
  await place({ id: 8, kind: "voucher", items: ["lamp"] });
  expect(sim).not.toHaveSentMessage("shipping");
  expect(sim).toHaveSentMessage("billing", { id: 8 });
});

test("an order that cannot be shipped does not hold up the others", async () => {
  await place(lamp(1), unicorn(2), lamp(3));
  expect(shipped).toEqual([1, 3]);
  expect(sim.sqs.messages("shipping")).toMatchObject([{ state: "inFlight" }]);
});

test("after three attempts it is a dead letter; once there are unicorns, it is redriven and shipped", async () => {
  await place(unicorn(2));
  await sim.clock.advance("10m");
  const [letter] = sim.sqs.messages("shipping-dead");
  expect(JSON.parse(letter?.body ?? "")).toEqual(unicorn(2));
  expect(shipped).toEqual([]);

  stock.set("unicorn", 1);
  const SourceArn = `arn:aws:sqs:${sim.region}:${sim.accountId}:shipping-dead`;
  await new SQSClient(sim.clientConfig()).send(new StartMessageMoveTaskCommand({ SourceArn }));
  await sim.clock.advance("1m");
  expect(shipped).toEqual([2]);
  expect(sim.sqs.messages("shipping-dead")).toEqual([]);
});

test("no order is lost while billing is down for an hour", async () => {
  const orders = Array.from({ length: 30 }, (_, id) => lamp(id));
  const billed = new Set<number>();
  let isDown = true;
  sim.lambda.on("billing", ({ Records }: { Records: { body: string }[] }) => {
    if (isDown) throw new Error("The bank does not answer.");
    for (const { body } of Records) billed.add((JSON.parse(body) as Order).id);
    return null;
  });
  await place(...orders);
  await sim.clock.advance("1h");
  expect(sim.sqs.messages("billing-dead")).toHaveLength(30);
  isDown = false;
  const SourceArn = `arn:aws:sqs:${sim.region}:${sim.accountId}:billing-dead`;
  await new SQSClient(sim.clientConfig()).send(new StartMessageMoveTaskCommand({ SourceArn }));
  await sim.clock.advance("1h");
  expect(billed.size).toBe(30);
});

test("a report runs at two every night", async () => {
  await sim.clock.advance("2d");
  expect(sim).toHaveRunTaskTimes("report", 2);
  expect(sim).toHaveRunTaskWith("report", { command: ["--yesterday"] });
  const times = sim.eventBridge.events().map(({ event }) => event.time);
  expect(times).toEqual(["2026-01-03T02:00:00Z", "2026-01-04T02:00:00Z"]);
});
