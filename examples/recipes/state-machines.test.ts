import { readFileSync } from "node:fs";
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createAwsSim, definitionFromTemplate } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, expect, test } from "vitest";

expect.extend(matchers);

const sim = await createAwsSim({ clock: "frozen" });
const sfn = new SFNClient(sim.clientConfig());
afterAll(() => sim.close());

test("an order is priced and reserved, and the workflow ends after three days", async () => {
  const template = JSON.parse(readFileSync(new URL("OrdersStack.template.json", import.meta.url), "utf8"));
  const values = { "PriceFunctionD4E5F6A1.Arn": "price", Reservations5A6B7C8D: "reservations" };
  const definition = definitionFromTemplate(template, { values });
  const roleArn = `arn:aws:iam::${sim.accountId}:role/orders`;
  await sfn.send(new CreateStateMachineCommand({ name: "orders", definition, roleArn }));
  sim.stepFunctions.onTask("lambda:invoke", { Payload: { id: "7", total: 42 } });
  const reservations = sim.stub("dynamodb", "PutItem", {});

  const stateMachineArn = sim.stepFunctions.stateMachine("orders")?.stateMachineArn;
  await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"id":"7"}' }));
  await sim.clock.advance("3d");

  expect(sim.stepFunctions.executions("orders")[0]).toHavePassedThrough(["Price", "Reserve", "Remind"]);
  expect(reservations.lastCall?.input).toEqual({ TableName: "reservations", Item: { id: { S: "7" } } });
});
