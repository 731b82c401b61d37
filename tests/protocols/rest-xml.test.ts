import { describe, expect, test } from "vitest";
import type { ShapeFacts } from "../../lib/model/facts.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { parse, serviceOf } from "./model-of.js";

const shapes: Record<string, ShapeFacts> = {
  Input: {
    type: "structure",
    members: {
      Bucket: { shape: "String", location: "uri", locationName: "Bucket" },
      Meta: { shape: "Map", location: "headers", locationName: "x-amz-meta-" },
      Since: { shape: "Time", location: "header", locationName: "If-Modified-Since" },
      Names: { shape: "Flat", location: "header", locationName: "x-names" },
      Document: { shape: "Document", locationName: "Document" },
    },
    payload: "Document",
  },
  Document: {
    type: "structure",
    members: {
      Name: "String",
      Size: "Integer",
      Rules: { shape: "Flat", locationName: "Rule" },
      Grants: { shape: "Grants", locationName: "AccessControlList" },
    },
  },
  Grants: { type: "list", member: { shape: "Grantee", locationName: "Grant" } },
  Grantee: {
    type: "structure",
    members: { Type: { shape: "String", locationName: "xsi:type", xmlAttribute: true }, ID: "String" },
    xmlNamespace: { prefix: "xsi", uri: "http://www.w3.org/2001/XMLSchema-instance" },
  },
  Output: {
    type: "structure",
    members: {
      Tag: { shape: "String", location: "header", locationName: "ETag" },
      Meta: { shape: "Map", location: "headers", locationName: "x-amz-meta-" },
      Name: "String",
      Rules: { shape: "Flat", locationName: "Rule" },
      Grants: { shape: "Grants", locationName: "AccessControlList" },
    },
  },
  Place: { type: "structure", members: { LocationConstraint: "String" } },
  NoSuchKey: { type: "structure", error: { status: 404 } },
  Flat: { type: "list", member: "String", flattened: true },
  Map: { type: "map", key: "String", value: "String" },
  Time: { type: "timestamp" },
  String: { type: "string" },
  Integer: { type: "integer" },
};
const service = serviceOf({
  protocol: "rest-xml",
  xmlNamespace: "http://s3/",
  noErrorWrapping: true,
  operations: { Act: { input: "Input", output: "Output", outputRoot: "ActResult" } },
  shapes,
});
const context = { requestId: "id-1", hostId: "host-1" };
const ids = { "x-amzn-RequestId": "id-1" };

describe("reading", () => {
  test("headers, spread maps, and a document with attributes, flat lists and prefixes", async () => {
    const xml = `<?xml version="1.0"?><s:Document xmlns:s="http://s3/"><Name> a &amp; b </Name><Size>3</Size>
      <Rule>x</Rule><Rule>y</Rule><Other/><AccessControlList>
      <Grant xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="User"><ID>1</ID></Grant>
      </AccessControlList></s:Document>`;
    const headers = {
      "x-amz-meta-colour": "red",
      "if-modified-since": "Wed, 01 May 2024 12:00:00 GMT",
      "x-names": 'a, "b,c"',
    };
    expect(await parse(service, xml, { headers })).toEqual({
      Meta: { colour: "red" },
      Since: new Date("2024-05-01T12:00:00Z"),
      Names: ["a", "b,c"],
      Document: { Name: " a & b ", Size: 3, Rules: ["x", "y"], Grants: [{ Type: "User", ID: "1" }] },
    });
  });

  test("a request without a body has no document", async () => {
    expect(await parse(service, "")).toEqual({});
  });

  test.each([
    ["not closed", "<Document><Name>"],
    ["not XML", "Document"],
    ["an unknown entity", '<!DOCTYPE d [<!ENTITY e "x">]><Document><Name>&e;</Name></Document>'],
    ["a wrong type", "<Document><Size>many</Size></Document>"],
  ])("%s is MalformedXML", async (_, xml) => {
    await expect(parse(service, xml)).rejects.toMatchObject({ code: "MalformedXML", status: 400 });
  });

  test("elements named like members of every object are harmless", async () => {
    const input = await parse(
      service,
      "<Document><__proto__><Name>x</Name></__proto__><constructor/></Document>",
    );
    expect(input).toEqual({ Document: {} });
  });
});

describe("writing", () => {
  test("headers and a document", () => {
    const output = {
      Tag: '"1"',
      Meta: { colour: "red" },
      Name: "a<b",
      Rules: ["x"],
      Grants: [{ Type: "User", ID: "1" }],
    };
    expect(service.protocol.serialize(service.operation, output, context)).toEqual({
      status: 200,
      headers: { ...ids, "Content-Type": "application/xml", ETag: '"1"', "x-amz-meta-colour": "red" },
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<ActResult xmlns="http://s3/"><Name>a&lt;b</Name><Rule>x</Rule>' +
        '<AccessControlList><Grant xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="User">' +
        "<ID>1</ID></Grant></AccessControlList></ActResult>",
    });
  });

  test("an unwrapped answer", () => {
    const operations = { Act: { output: "Place", outputRoot: "LocationConstraint", unwrappedOutput: true } };
    const location = serviceOf({ protocol: "rest-xml", xmlNamespace: "http://s3/", operations, shapes });
    const { body } = location.protocol.serialize(
      location.operation,
      { LocationConstraint: "eu-west-1" },
      context,
    );
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3/">eu-west-1</LocationConstraint>',
    );
  });
});

describe("errors", () => {
  const error = new AwsError("NoSuchKey", "No key.", { members: { Key: "a&b" } });
  const CONTENT = "<Code>NoSuchKey</Code><Message>No key.</Message><Key>a&amp;b</Key>";
  const IDS = "<RequestId>id-1</RequestId><HostId>host-1</HostId>";

  test("are bare in S3", () => {
    expect(service.protocol.serializeError(service.model, service.operation, error, context)).toEqual({
      status: 404,
      headers: { ...ids, "Content-Type": "application/xml" },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${CONTENT}${IDS}</Error>`,
    });
  });

  test("are wrapped elsewhere", () => {
    const control = serviceOf({ protocol: "rest-xml", shapes });
    expect(control.protocol.serializeError(control.model, control.operation, error, context).body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse><Error>${CONTENT}</Error>${IDS}</ErrorResponse>`,
    );
  });

  test("of a HEAD have no body", () => {
    const response = service.protocol.serializeError(service.model, undefined, error, {
      ...context,
      head: true,
    });
    expect(response).toEqual({ status: 404, headers: ids });
  });
});
