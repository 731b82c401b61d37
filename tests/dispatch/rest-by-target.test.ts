import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ delays: 0 });
});
afterAll(() => sim.close());

/** Calls Lambda in the way that only documents know: all members in one JSON body. */
async function call(operation: string, input: unknown) {
  const response = await fetch(sim.url, {
    method: "POST",
    headers: {
      "x-amz-target": `AWSLambda_20150331.${operation}`,
      "content-type": "application/x-amz-json-1.1",
    },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  return { status: response.status, body: await response.text() };
}

const definition = {
  FunctionName: "f",
  Role: "arn:aws:iam::123456789012:role/r",
  Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/f:1" },
  PackageType: "Image",
};

test("a target names an operation of Lambda, label, header and payload members in its body (G11)", async () => {
  const created = await call("CreateFunction", definition);
  expect([created.status, JSON.parse(created.body).FunctionName]).toEqual([201, "f"]);
  const found = await call("GetFunction", { FunctionName: "f" });
  expect(JSON.parse(found.body).Configuration.FunctionArn).toBe(
    "arn:aws:lambda:us-east-1:123456789012:function:f",
  );
  const spy = sim.lambda.on("f", (event) => ({ echo: event }));
  expect(
    await call("Invoke", { FunctionName: "f", InvocationType: "RequestResponse", Payload: '{"a":1}' }),
  ).toEqual({
    status: 200,
    body: '{"echo":{"a":1}}',
  });
  const Payload = Buffer.from('{"a":"é"}').toString("base64");
  expect(await call("Invoke", { FunctionName: "f", Payload })).toEqual({
    status: 200,
    body: '{"echo":{"a":"é"}}',
  });
  expect(await call("Invoke", { FunctionName: "f", Payload: { a: 2 } })).toEqual({
    status: 200,
    body: '{"echo":{"a":2}}',
  });
  expect(await call("Invoke", { FunctionName: "f", Payload: "true" })).toEqual({
    status: 200,
    body: '{"echo":true}',
  });
  expect(await call("Invoke", { FunctionName: "f", Payload: "abcd" })).toMatchObject({ status: 400 });
  expect(await call("Invoke", { FunctionName: "f", InvocationType: "DryRun" })).toEqual({
    status: 204,
    body: "",
  });
  expect(spy.callCount).toBe(4);
  expect(await call("DeleteFunction", { FunctionName: "f" })).toMatchObject({ status: 204 });
});

test("what is missing, unknown or no JSON gets AWS's error", async () => {
  expect((await call("GetFunction", {})).status).toBe(400);
  expect(await call("Fly", {})).toMatchObject({ status: 404 });
  expect(await call("GetFunction", "[")).toMatchObject({ status: 400 });
});
