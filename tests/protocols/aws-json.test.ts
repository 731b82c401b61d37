import { describe, expect, test } from "vitest";
import type { ShapeFacts } from "../../lib/model/facts.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { parse, request, serviceOf } from "./model-of.js";

const shapes: Record<string, ShapeFacts> = {
  Input: {
    type: "structure",
    members: {
      name: "String",
      count: "Integer",
      ratio: "Double",
      on: "Boolean",
      at: "Time",
      data: "Blob",
      tags: "Tags",
      names: "Names",
      inner: "Input",
    },
  },
  Output: {
    type: "structure",
    members: { name: "String", ratio: "Double", at: "Time", data: "Blob", tags: "Tags", names: "Names" },
  },
  NotFound: { type: "structure", members: { Message: "String", id: "String" }, error: {} },
  Broken: { type: "structure", members: { message: "String" }, error: { fault: true } },
  Old: { type: "structure", members: { message: "String" }, error: { code: "Test.Old", status: 404 } },
  String: { type: "string" },
  Integer: { type: "integer" },
  Double: { type: "double" },
  Boolean: { type: "boolean" },
  Time: { type: "timestamp" },
  Blob: { type: "blob" },
  Tags: { type: "map", key: "String", value: "String" },
  Names: { type: "list", member: "String" },
};
const service = serviceOf({ protocol: "json", jsonVersion: "1.0", shapes });
const context = { requestId: "id-1" };

describe("reading", () => {
  test("the operation is in the target", () => {
    const headers = { "x-amz-target": "Some_20200101.Prefix.Act" };
    expect(service.protocol.operationName(request({ headers }), new Uint8Array())).toBe("Act");
    expect(service.protocol.operationName(request(), new Uint8Array())).toBeUndefined();
  });

  test("timestamps and blobs are converted; null and unknown members are absent", async () => {
    const body = '{"name":null,"count":3,"at":1.5,"data":"aGk=","names":["a",null],"nope":{"x":1}}';
    expect(await parse(service, body)).toEqual({
      count: 3,
      at: new Date(1500),
      data: new Uint8Array([0x68, 0x69]),
      names: ["a"],
    });
  });

  test("an empty body is an empty input", async () => {
    expect(await parse(service, "")).toEqual({});
  });

  test("__proto__ and constructor are keys like any other, and never a prototype", async () => {
    const input = await parse(
      service,
      '{"tags":{"__proto__":"a","constructor":"b"},"__proto__":{"name":"x"}}',
    );
    expect(Object.keys(input)).toEqual(["tags"]);
    expect("name" in input).toBe(false);
    const tags: unknown = Reflect.get(input, "tags");
    expect(Object.entries(Object(tags))).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
    expect("toString" in Object(tags)).toBe(false);
  });
});

describe("refusing", () => {
  test.each([
    ['{"name":1}', "NUMBER_VALUE can not be converted to a String"],
    ['{"name":true}', "TRUE_VALUE can not be converted to a String"],
    ['{"name":{}}', "Start of structure or map found where not expected."],
    ['{"name":[]}', "Start of list found where not expected"],
    ['{"count":"1"}', "STRING_VALUE can not be converted to an Integer"],
    ['{"count":1.5}', "DECIMAL_VALUE can not be converted to an Integer"],
    ['{"on":"true"}', "STRING_VALUE can not be converted to a Boolean"],
    ['{"at":"soon"}', "STRING_VALUE can not be converted to milliseconds since epoch"],
    ['{"data":"%%"}', "Invalid base64 character in a Blob"],
    ['{"names":"a"}', "Unexpected field type"],
    ['{"names":{}}', "Start of structure or map found where not expected."],
    ['{"tags":[]}', "Start of list found where not expected"],
    ["[]", "Start of list found where not expected"],
    ["3", "Unexpected field type"],
    ["{", "The request body is not valid JSON."],
  ])("%s", async (body, message) => {
    await expect(parse(service, body)).rejects.toMatchObject({
      code: "SerializationException",
      status: 400,
      message,
    });
  });

  test("bytes that are not UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    await expect(parse(service, body)).rejects.toMatchObject({
      code: "SerializationException",
      message: "The request body is not valid UTF-8.",
    });
  });

  test("a document without bottom", async () => {
    const body = `${'{"inner":'.repeat(300)}{}${"}".repeat(300)}`;
    await expect(parse(service, body)).rejects.toMatchObject({
      code: "SerializationException",
      message: "The request body is nested deeper than 200 levels.",
    });
  });
});

describe("writing", () => {
  test("an output, without absent and unknown members", () => {
    const output = {
      name: "ü",
      secret: 1,
      ratio: Number.NaN,
      at: new Date(1_700_000_000_123),
      data: new Uint8Array([1, 2]),
      tags: { a: "b", c: undefined, d: null },
      names: ["x", null],
    };
    expect(service.protocol.serialize(service.operation, output, context)).toEqual({
      status: 200,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "application/x-amz-json-1.0" },
      body: '{"name":"ü","ratio":"NaN","at":1700000000.123,"data":"AQI=","tags":{"a":"b"},"names":["x"]}',
    });
  });

  test("an output of nothing", () => {
    expect(service.protocol.serialize(service.operation, undefined, context).body).toBe("{}");
  });

  test("a key named __proto__ is written", () => {
    const tags: unknown = JSON.parse('{"__proto__":"a"}');
    expect(service.protocol.serialize(service.operation, { tags }, context).body).toBe(
      '{"tags":{"__proto__":"a"}}',
    );
  });
});

describe("errors", () => {
  const write = (error: AwsError, of = service) =>
    of.protocol.serializeError(of.model, of.operation, error, context);

  test("are named in __type, with the message as the model spells it", () => {
    const error = new AwsError("NotFound", "Gone.", {
      members: { id: "x", other: 1 },
      headers: { "Retry-After": "1" },
    });
    expect(write(error)).toEqual({
      status: 400,
      headers: {
        "x-amzn-RequestId": "id-1",
        "Content-Type": "application/x-amz-json-1.0",
        "Retry-After": "1",
      },
      body: '{"__type":"NotFound","id":"x","Message":"Gone."}',
    });
  });

  test("take their status from themselves, the model, or the fault", () => {
    expect(write(new AwsError("Broken", "")).status).toBe(500);
    expect(write(new AwsError("Old", "")).status).toBe(404);
    expect(write(new AwsError("Old", "", { status: 409 })).status).toBe(409);
    expect(write(new AwsError("Unheard", "Of.")).body).toBe('{"__type":"Unheard","message":"Of."}');
  });

  test("may have a namespace, and an older name for clients of the query protocol", () => {
    const old = serviceOf({
      protocol: "json",
      errorNamespace: "com.amazonaws.test#",
      awsQueryCompatible: true,
      shapes,
    });
    const response = write(new AwsError("Old", "Gone."), old);
    expect(response.body).toBe('{"__type":"com.amazonaws.test#Old","message":"Gone."}');
    expect(response.headers["x-amzn-query-error"]).toBe("Test.Old;Sender");
  });
});
