import { describe, expect, test } from "vitest";
import { ServiceModel } from "../../lib/model/service-model.js";
import { protocolFor } from "../../lib/protocols/index.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { facts } from "../../lib/services/lambda/generated/facts.js";
import { type StreamingBody, streamingBody } from "../../lib/wire/streaming-body.js";
import { request } from "./model-of.js";

const model = new ServiceModel(facts);
const protocol = protocolFor(facts);
const context = { requestId: "id-1" };

function operation(name: string) {
  const found = model.operation(name);
  if (found === undefined) throw new Error(`Lambda has no ${name}.`);
  return found;
}

async function call(
  method: string,
  path: string,
  body: string | StreamingBody = "",
  query = "",
  headers = {},
) {
  const wire = request({ method, path, query, headers });
  const match = model.route(wire);
  if (match === undefined) throw new Error("No operation matches.");
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return {
    name: match.operation.name,
    input: await protocol.parse(match.operation, wire, bytes, match.labels),
  };
}

describe("reading", () => {
  test("labels, query, headers and a raw payload", async () => {
    const path = "/2015-03-31/functions/f/invocations";
    expect(await call("POST", path, '{"a":1}', "Qualifier=v1", { "x-amz-invocation-type": "Event" })).toEqual(
      {
        name: "Invoke",
        input: {
          FunctionName: "f",
          InvocationType: "Event",
          Qualifier: "v1",
          Payload: Buffer.from('{"a":1}'),
        },
      },
    );
  });

  test("numbers and lists in the query string", async () => {
    expect(await call("GET", "/2015-03-31/functions/", "", "MaxItems=5&Marker=a%2Bb")).toEqual({
      name: "ListFunctions",
      input: { MaxItems: 5, Marker: "a+b" },
    });
    expect(await call("DELETE", "/2017-03-31/tags/arn%3Ax", "", "tagKeys=a&tagKeys=b")).toEqual({
      name: "UntagResource",
      input: { Resource: "arn:x", TagKeys: ["a", "b"] },
    });
  });

  test("a streaming member arrives unread", async () => {
    const body = streamingBody("hello");
    const { input } = await call("POST", "/2014-11-13/functions/f/invoke-async", body);
    expect(input).toEqual({ FunctionName: "f", InvokeArgs: body });
  });

  test("a query parameter of the wrong type is rejected", async () => {
    await expect(call("GET", "/2015-03-31/functions", "", "MaxItems=many")).rejects.toMatchObject({
      code: "SerializationException",
      message: "STRING_VALUE can not be converted to an Integer",
    });
  });

  test("a body that is not JSON is rejected", async () => {
    await expect(call("POST", "/2015-03-31/functions", "{")).rejects.toMatchObject({
      code: "SerializationException",
    });
  });
});

describe("writing", () => {
  test("the model's status", () => {
    expect(
      protocol.serialize(operation("CreateFunction"), { FunctionName: "f", Timeout: 3 }, context),
    ).toEqual({
      status: 201,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "application/json" },
      body: '{"FunctionName":"f","Timeout":3}',
    });
  });

  test("the output's own status, its headers and raw payload", () => {
    const output = { StatusCode: 202, FunctionError: "Unhandled", Payload: Buffer.from("{}") };
    expect(protocol.serialize(operation("Invoke"), output, context)).toEqual({
      status: 202,
      headers: {
        "x-amzn-RequestId": "id-1",
        "Content-Type": "application/json",
        "X-Amz-Function-Error": "Unhandled",
      },
      body: Buffer.from("{}"),
      streamed: false,
    });
  });

  test("nothing: no length on 204, a length of 0 otherwise", () => {
    expect(protocol.serialize(operation("TagResource"), {}, context)).toEqual({
      status: 204,
      headers: { "x-amzn-RequestId": "id-1" },
    });
    expect(protocol.serialize(operation("Invoke"), { StatusCode: 200 }, context)).toEqual({
      status: 200,
      headers: { "x-amzn-RequestId": "id-1", "Content-Length": "0" },
      streamed: false,
    });
  });
});

describe("errors keep Lambda's casing", () => {
  const write = (error: AwsError, head = false) =>
    protocol.serializeError(model, undefined, error, { ...context, head });

  test.each([
    ["ResourceNotFoundException", 404, '{"Type":"User","Message":"m"}'],
    ["InvalidParameterValueException", 400, '{"Type":"User","message":"m"}'],
    ["ServiceException", 500, '{"Type":"Service","Message":"m"}'],
    ["ValidationException", 400, '{"message":"m"}'],
  ])("%s", (code, status, body) => {
    expect(write(new AwsError(code, "m"))).toEqual({
      status,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "application/json", "x-amzn-ErrorType": code },
      body,
    });
  });

  test("members bound to headers go there", () => {
    const members = { retryAfterSeconds: "5", Reason: "CallerRateLimitExceeded" };
    const response = write(new AwsError("TooManyRequestsException", "m", { members }));
    expect(response.headers["Retry-After"]).toBe("5");
    expect(response.body).toBe('{"Type":"User","Reason":"CallerRateLimitExceeded","message":"m"}');
  });

  test("a HEAD has no body", () => {
    expect(write(new AwsError("ResourceNotFoundException", "m"), true)).not.toHaveProperty("body");
  });
});
