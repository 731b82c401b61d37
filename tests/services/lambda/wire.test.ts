import { expect, test } from "vitest";
import { ACCOUNT, FN, functionNamed, useLambda } from "./lambda-world.js";

const world = useLambda();

const get = (path: string, init: RequestInit = {}) => fetch(`${world.sim.url}${path}`, init);

test("errors carry their code in a header, and Message or message as AWS has it", async () => {
  const missing = await get("/2015-03-31/functions/gone");
  expect(missing.status).toBe(404);
  expect(missing.headers.get("x-amzn-errortype")).toBe("ResourceNotFoundException");
  expect(await missing.json()).toEqual({ Type: "User", Message: `Function not found: ${FN("gone")}` });
  await world.lambda.createFunction(functionNamed("f1"));
  const invalid = await get("/2015-03-31/functions/f1?Qualifier=$LATEST", { method: "DELETE" });
  expect(await invalid.json()).toEqual({
    Type: "User",
    message: "$LATEST version cannot be deleted without deleting the function.",
  });
  const broken = await get("/2015-03-31/functions?MaxItems=0");
  expect(await broken.json()).toEqual({
    message:
      "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  });
});

test("G11 paths with a slash at the end, and ARNs in the path, percent-encoded", async () => {
  await world.lambda.createFunction(functionNamed("f1"));
  const list = (await (await get("/2015-03-31/functions/")).json()) as { Functions: unknown[] };
  expect(list.Functions).toHaveLength(1);
  const one = (await (await get(`/2015-03-31/functions/${encodeURIComponent(FN("f1"))}`)).json()) as {
    Configuration: { FunctionName: string };
  };
  expect(one.Configuration.FunctionName).toBe("f1");
});

test("G11 the target that some descriptions name is tolerated", async () => {
  await world.lambda.createFunction(functionNamed("f1"));
  const response = await get("/2015-03-31/functions/f1/configuration", {
    headers: { "x-amz-target": "AWSLambda_20150331.GetFunctionConfiguration" },
  });
  expect([response.status, ((await response.json()) as { FunctionName: string }).FunctionName]).toEqual([
    200,
    "f1",
  ]);
});

test("Invoke without a body, and its headers", async () => {
  world.sim.lambda.on("f1", () => {
    throw new Error("no");
  });
  const response = await get(`/2015-03-31/functions/${ACCOUNT}:function:f1/invocations`, { method: "POST" });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-amz-function-error")).toBe("Unhandled");
  expect(response.headers.get("x-amz-executed-version")).toBe("$LATEST");
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("x-amzn-requestid")).toBe(world.sim.lambda.invocations()[0]?.requestId);
});

test("an operation that is not simulated reports it", async () => {
  const response = await get("/2025-11-30/capacity-providers", {
    method: "GET",
    headers: { authorization: SIGNED },
  });
  expect(response.status).toBe(501);
});

const SIGNED =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240501/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=" +
  "0".repeat(64);
