import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { parseCbor } from "../../lib/protocols/codecs/cbor-reader.js";
import { failure } from "../support/failure.js";
import { parse, serviceOf } from "./model-of.js";

const service = serviceOf({
  protocol: "rpc-v2-cbor",
  shapes: {
    Input: {
      type: "structure",
      members: { text: "Text", count: "Count", at: "Time", bytes: "Bytes", map: "Map", self: "Input" },
    },
    Output: { type: "structure" },
    Text: { type: "string" },
    Count: { type: "integer" },
    Time: { type: "timestamp" },
    Bytes: { type: "blob" },
    Map: { type: "map", key: "Text", value: "Count" },
  },
});

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const key = (name: string) =>
  Buffer.concat([Buffer.from([0x60 | name.length]), Buffer.from(name)]).toString("hex");

test.each<[what: string, body: string, input: object]>([
  ["an empty body", "", {}],
  ["maps and strings of indefinite length", `bf ${key("text")} 7f 61 61 62 6263 ff ff`, { text: "abc" }],
  ["bytes of indefinite length", `a1 ${key("bytes")} 5f 41 01 42 0203 ff`, { bytes: Buffer.from([1, 2, 3]) }],
  [
    "seconds since the epoch as an integer",
    `a1 ${key("at")} c1 1a 5e0be100`,
    { at: new Date(1_577_836_800_000) },
  ],
  ["seconds as a double", `a1 ${key("at")} c1 fb 3ff8000000000000`, { at: new Date(1_500) }],
  ["seconds as a half float", `a1 ${key("at")} c1 f9 3e00`, { at: new Date(1_500) }],
  ["a whole number as a float", `a1 ${key("count")} fa 40000000`, { count: 2 }],
  ["a negative number", `a1 ${key("count")} 38 63`, { count: -100 }],
  ["null and undefined", `a2 ${key("text")} f6 ${key("count")} f7`, {}],
  ["unknown members", `a1 ${key("other")} 83 01 02 03`, {}],
  [
    "keys of an object's prototype",
    `a1 ${key("map")} a1 ${key("__proto__")} 01`,
    { map: JSON.parse('{"__proto__":1}') },
  ],
  ["tags that have no meaning here", `a1 ${key("count")} d8 64 05`, { count: 5 }],
])("reads %s", async (_, body, input) => {
  const read: object = await parse(service, hex(body));
  expect(Object.entries(read).map(([name, value]) => [name, plain(value)])).toEqual(
    Object.entries(input).map(([name, value]) => [name, plain(value)]),
  );
});

/** Objects without a prototype compare as others do. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return [...value];
  return typeof value === "object" && value !== null ? Object.entries(value) : value;
}

const malformed = "The request body is not valid CBOR.";
test.each<[what: string, body: string, message: string]>([
  ["bytes that end too early", `a1 ${key("text")} 65 61`, malformed],
  ["a length that nothing can have", `a1 ${key("text")} 7b ffffffffffffffff`, malformed],
  ["a list of more items than bytes", `a1 ${key("text")} 9a ffffffff`, malformed],
  ["bytes behind the document", "a0 00", malformed],
  ["a break outside", "ff", malformed],
  ["a break as a value", `bf ${key("text")} ff`, malformed],
  ["a map without its end", "bf", malformed],
  ["a key that is no text", "a1 01 02", malformed],
  ["a reserved length", "1c", malformed],
  ["pieces of another type", `a1 ${key("text")} 7f 41 01 ff`, malformed],
  ["a time that is none", `a1 ${key("at")} c1 61 61`, malformed],
  ["text that is not UTF-8", `a1 ${key("text")} 61 ff`, "The request body has text that is not valid UTF-8."],
  ["a number for text", `a1 ${key("text")} 01`, "NUMBER_VALUE can not be converted to a String"],
  [
    "a fraction for an integer",
    `a1 ${key("count")} f9 3e00`,
    "DECIMAL_VALUE can not be converted to an Integer",
  ],
  ["a list for the input", "80", "Start of list found where not expected"],
  ["lists too deep", "81".repeat(100_000), "The request body is nested deeper than 200 levels."],
  ["tags too deep", "c1".repeat(100_000), "The request body is nested deeper than 200 levels."],
  [
    "lists without an end too deep",
    "9f".repeat(100_000),
    "The request body is nested deeper than 200 levels.",
  ],
])("rejects %s", async (_, body, message) => {
  await expect(parse(service, hex(body))).rejects.toMatchObject({
    code: "SerializationException",
    message,
    status: 400,
  });
});

test("reads numbers of every size", () => {
  const numbers = [
    "00",
    "17",
    "18 ff",
    "19 ffff",
    "1a ffffffff",
    "1b 001fffffffffffff",
    "3b 001ffffffffffffe",
    "f9 7c00",
    "f9 0001",
    "f9 8000",
  ];
  expect(numbers.map((text) => parseCbor(hex(text)))).toEqual([
    0,
    23,
    255,
    65_535,
    4_294_967_295,
    Number.MAX_SAFE_INTEGER,
    -Number.MAX_SAFE_INTEGER,
    Number.POSITIVE_INFINITY,
    2 ** -24,
    -0,
  ]);
});

test.each([
  ["CBOR", AwsSmithyRpcV2CborProtocol],
  ["query", AwsQueryProtocol],
])("CloudWatch is read in the protocol that its client speaks: %s", async (_, protocol) => {
  await using sim = await createAwsSim();
  const client = new CloudWatchClient({ ...sim.clientConfig(), protocol });
  const times = { StartTime: new Date(1_000), EndTime: new Date(2_500) };
  const MetricDataQueries = [{ Id: "a", Expression: "1+1", Period: 60, ReturnData: true }];
  const error = await failure(client.send(new GetMetricDataCommand({ ...times, MetricDataQueries })));
  expect(error).toMatchObject({ code: "NotImplemented", status: 501 });
  expect(sim.requests.last()).toMatchObject({
    service: "cloudwatch",
    operation: "GetMetricData",
    input: { ...times, MetricDataQueries },
  });
  sim.faults.add({ service: "cloudwatch", error: "InvalidNextToken" });
  expect(await failure(client.send(new DescribeAlarmsCommand({})))).toMatchObject({
    code: "InvalidNextToken",
    status: 400,
  });
});
