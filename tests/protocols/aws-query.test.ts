import { describe, expect, test } from "vitest";
import type { ShapeFacts } from "../../lib/model/facts.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { parse, request, serviceOf } from "./model-of.js";

const shapes: Record<string, ShapeFacts> = {
  Input: {
    type: "structure",
    members: {
      Name: "String",
      Count: "Integer",
      At: "Time",
      Tags: "Tags",
      Names: "Names",
      Map: "Map",
      Flat: "Flat",
    },
  },
  Output: {
    type: "structure",
    members: { Name: "String", At: "Time", Tags: "Tags", Map: "Map", Flat: "Flat" },
  },
  Expired: {
    type: "structure",
    members: { message: "String" },
    error: { code: "ExpiredToken", status: 403 },
  },
  Tag: { type: "structure", members: { Key: "String", Value: "String" } },
  Tags: { type: "list", member: "Tag" },
  Names: { type: "list", member: { shape: "String", locationName: "Name" } },
  Flat: { type: "list", member: "String", flattened: true },
  Map: { type: "map", key: "String", value: "Integer" },
  String: { type: "string" },
  Integer: { type: "integer" },
  Time: { type: "timestamp" },
};
const operations = { Act: { input: "Input", output: "Output", resultWrapper: "ActResult" } };
const query = serviceOf({ protocol: "query", xmlNamespace: "https://test/", operations, shapes });
const ec2 = serviceOf({ protocol: "ec2", xmlNamespace: "http://ec2/2016-11-15", shapes });
const context = { requestId: "id-1" };
const json = { ...context, request: { headers: { accept: "application/json" } } };

describe("reading a form", () => {
  test("the operation is its action, in the body or the query string", () => {
    expect(query.protocol.operationName(request(), Buffer.from("Action=Act&Version=1"))).toBe("Act");
    expect(query.protocol.operationName(request({ query: "Action=Act" }), new Uint8Array())).toBe("Act");
    expect(query.protocol.operationName(request(), new Uint8Array())).toBeUndefined();
  });

  test("lists and maps are numbered, in the order of their numbers", async () => {
    const body = [
      "Action=Act&Name=a+b%26&Count=3&At=2024-05-01T12%3A00%3A00Z",
      "Tags.member.10.Key=z&Tags.member.2.Key=b&Tags.member.2.Value=&Names.Name.1=x&Flat.1=f&Flat.2=g",
      "Map.entry.1.key=__proto__&Map.entry.1.value=7&Unknown.member.1=u",
    ].join("&");
    const input = await parse(query, body);
    expect(input).toMatchObject({
      Name: "a b&",
      Count: 3,
      At: new Date("2024-05-01T12:00:00Z"),
      Tags: [{ Key: "b", Value: "" }, { Key: "z" }],
      Names: ["x"],
      Flat: ["f", "g"],
    });
    expect(Object.entries(Object(Reflect.get(input, "Map")))).toEqual([["__proto__", 7]]);
    expect(Object.keys(input)).not.toContain("Unknown");
  });

  test("a list without value is empty", async () => {
    expect(await parse(query, "Tags=")).toEqual({ Tags: [] });
  });

  test("EC2's names have a capital and its lists no member", async () => {
    expect(await parse(ec2, "Tags.1.Key=a&Flat.1=x")).toEqual({ Tags: [{ Key: "a" }], Flat: ["x"] });
  });

  test("a value of the wrong type is rejected", async () => {
    await expect(parse(query, "Count=many")).rejects.toMatchObject({
      code: "MalformedInput",
      status: 400,
      message: "Invalid value for type integer: many",
    });
  });

  test("so is a name without end", async () => {
    await expect(parse(query, `${"a.".repeat(300)}b=1`)).rejects.toMatchObject({ code: "MalformedInput" });
  });
});

const output = {
  Name: 'a<b>&"\r',
  At: new Date("2024-05-01T12:00:00.250Z"),
  Tags: [{ Key: "k", Value: undefined }],
  Map: { m: 1 },
  Flat: ["x", "y"],
};
const CONTENT =
  "<Name>a&lt;b&gt;&amp;&quot;&#xD;</Name><At>2024-05-01T12:00:00.250Z</At><Tags><member><Key>k</Key></member></Tags>" +
  "<Map><entry><key>m</key><value>1</value></entry></Map><Flat>x</Flat><Flat>y</Flat>";

describe("writing", () => {
  test("XML in two wrappers", () => {
    expect(query.protocol.serialize(query.operation, output, context)).toEqual({
      status: 200,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "text/xml" },
      body:
        `<ActResponse xmlns="https://test/"><ActResult>${CONTENT}</ActResult>` +
        "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></ActResponse>\n",
    });
  });

  test("JSON, when asked", () => {
    expect(query.protocol.serialize(query.operation, { Name: "n", At: new Date(1500) }, json)).toEqual({
      status: 200,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "application/json" },
      body: '{"ActResponse":{"ActResult":{"Name":"n","At":1.5},"ResponseMetadata":{"RequestId":"id-1"}}}',
    });
  });

  test("EC2's XML without wrapper", () => {
    expect(ec2.protocol.serialize(ec2.operation, output, context).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        `<ActResponse xmlns="http://ec2/2016-11-15/"><requestId>id-1</requestId>${CONTENT}</ActResponse>`,
    );
  });
});

describe("errors", () => {
  const error = new AwsError("Expired", "Too <late>.");

  test("have the code and status of the model", () => {
    expect(query.protocol.serializeError(query.model, query.operation, error, context)).toEqual({
      status: 403,
      headers: { "x-amzn-RequestId": "id-1", "Content-Type": "text/xml" },
      body:
        '<ErrorResponse xmlns="https://test/"><Error><Type>Sender</Type><Code>ExpiredToken</Code>' +
        "<Message>Too &lt;late&gt;.</Message></Error><RequestId>id-1</RequestId></ErrorResponse>\n",
    });
  });

  test("are JSON, when asked", () => {
    expect(query.protocol.serializeError(query.model, undefined, new AwsError("X", "m"), json).body).toBe(
      '{"Error":{"Type":"Sender","Code":"X","Message":"m"},"RequestId":"id-1"}',
    );
  });

  test("of EC2", () => {
    expect(
      ec2.protocol.serializeError(ec2.model, undefined, new AwsError("X.NotFound", "m"), context).body,
    ).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        "<Response><Errors><Error><Code>X.NotFound</Code><Message>m</Message></Error></Errors>" +
        "<RequestID>id-1</RequestID></Response>",
    );
  });
});
