import { expect, test } from "vitest";
import { functionNamed, useLambda } from "./lambda-world.js";

const world = useLambda();

test("accounts and regions do not see each other's functions", async () => {
  const places = [{}, { region: "eu-west-1" }, { accountId: "111122223333" }];
  for (const at of places)
    await world.client(at).createFunction(functionNamed("f1", { Description: JSON.stringify(at) }));
  for (const at of places) {
    const { Functions } = await world.client(at).listFunctions({});
    expect(Functions?.map((f) => f.Description)).toEqual([JSON.stringify(at)]);
  }
  const arns = [
    world.sim.lambda.function("f1"),
    world.sim.lambda.function("f1", { region: "eu-west-1" }),
    world.sim.lambda.function("f1", { account: "111122223333" }),
  ].map((f) => f?.FunctionArn);
  expect(arns).toEqual([
    "arn:aws:lambda:us-east-1:123456789012:function:f1",
    "arn:aws:lambda:eu-west-1:123456789012:function:f1",
    "arn:aws:lambda:us-east-1:111122223333:function:f1",
  ]);
});

test("a behaviour given to an ARN is for that account and region", async () => {
  world.sim.lambda.on("f1", "everywhere");
  world.sim.lambda.on("arn:aws:lambda:us-east-1:111122223333:function:f1", "there");
  const ask = async (at: object) =>
    (await world.client(at).invoke({ FunctionName: "f1" })).Payload?.transformToString();
  expect([
    await ask({}),
    await ask({ region: "eu-west-1" }),
    await ask({ accountId: "111122223333" }),
  ]).toEqual(['"everywhere"', '"everywhere"', '"there"']);
});
