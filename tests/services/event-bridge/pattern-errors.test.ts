import { describe, expect, test } from "vitest";
import { arnOf, eventBridgeWorld, failureOf, placeIn, rejectedPattern } from "./event-bridge-world.js";

const world = eventBridgeWorld();
const failure = (EventPattern: string) => failureOf(world.events.putRule({ Name: "r", EventPattern }));

describe("errors that were recorded from AWS", () => {
  test.each<[pattern: string, reason: string, column: number]>([
    ['{"int": 42}', '"int" must be an object or an array', 11],
    ['{"string": "my-value"}', '"string" must be an object or an array', 13],
    [
      '{"source":["test.event-pattern"],"detail":{"lenderId":"LenderA"}}',
      '"lenderId" must be an object or an array',
      56,
    ],
    ['{"source": ["aws.health"], "detail": {}}', "Empty objects are not allowed", 40],
    ['{"resources": []}', "Empty arrays are not allowed", 17],
    ['["not", "a", "dict", "but valid json"]', "Filter is not an object", 2],
    ['{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}', "Unrecognized match type NUMERIC", 36],
    ['{"my_key": [{"EXISTS": true}]}', "Unrecognized match type EXISTS", 28],
    ['{"time": [{"prefix": 123}]}', "prefix match pattern must be a string", 25],
    ['{"time": [{"prefix": ["2022-07-13"]}]}', "prefix match pattern must be a string", 23],
    ['{"FileName": [{"suffix": 123}]}', "suffix match pattern must be a string", 29],
    ['{"FileName": [{"suffix": [".png"]}]}', "suffix match pattern must be a string", 27],
    ['{"EventBusArn": [{"wildcard": 123}]}', "wildcard match pattern must be a string", 34],
    [
      '{"EventBusArn": [{"wildcard": "arn:aws:events:us-east-1:**:event-bus/*"}]}',
      "Consecutive wildcard characters at pos 26",
      72,
    ],
    [
      '{"detail-type": [{"equals-ignore-case": ["ec2 instance state-change notification"]}]}',
      "equals-ignore-case match pattern must be a string",
      42,
    ],
    [
      '{"detail-type": [{"equals-ignore-case": {"prefix": "ec2"}}]}',
      "equals-ignore-case match pattern must be a string",
      42,
    ],
    [
      '{"detail": {"sourceIPAddress": [{"cidr": ["bad-type"]}]}}',
      "prefix match pattern must be a string",
      43,
    ],
    ['{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}', "Bad numeric range operator: >", 49],
    ['{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}', "Value of < must be numeric", 50],
    [
      '{"detail": {"FileName": [{"anything-but": {"prefix": {"equals-ignore-case": "file"}}}]}}',
      "Value of anything-but must be an array or single string/number value.",
      55,
    ],
    [
      '{"detail": {"state": [{"anything-but": {"prefix": 123}}]}}',
      "prefix/suffix match pattern must be a string",
      54,
    ],
    [
      '{"detail": {"FileName": [{"anything-but": {"suffix": 123}}]}}',
      "prefix/suffix match pattern must be a string",
      57,
    ],
    [
      '{"detail": {"FilePath": [{"anything-but": {"wildcard": 123}}]}}',
      "wildcard match pattern must be a string",
      59,
    ],
    [
      '{"detail": {"state": [{"anything-but": {"equals-ignore-case": 123}}]}}',
      "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
      66,
    ],
    [
      "this is valid json but not a dict",
      "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      5,
    ],
    [
      '{"not": closed mark"',
      "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      15,
    ],
    [
      "{'bad': 'quotation'}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
      2,
    ],
  ])("%s", async (pattern, reason, column) => {
    expect(await failure(pattern)).toEqual(rejectedPattern(reason + placeIn(pattern, column)));
  });

  // The parser of a list adds the place of its own to the error of an element.
  test.each<[pattern: string, reason: string, column: number]>([
    [
      '{"detail": {"state": [{"anything-but": {"prefix": [123, "test"]}}]}}',
      "prefix/suffix match pattern must be a string",
      55,
    ],
    [
      '{"detail": {"FileName": [{"anything-but": {"suffix": [123, ".txt"]}}]}}',
      "prefix/suffix match pattern must be a string",
      58,
    ],
    [
      '{"detail": {"state": [{"anything-but": {"wildcard": [123, "*/dir/*"]}}]}}',
      "wildcard match pattern must be a string",
      57,
    ],
    [
      '{"detail": {"state": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}}',
      "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
      67,
    ],
  ])("%s has its place twice", async (pattern, reason, column) => {
    const place = placeIn(pattern, column);
    expect(await failure(pattern)).toEqual(rejectedPattern(reason + place + place));
  });

  test.each([
    ["10.0.0.0", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/a", "Malformed CIDR, mask bits must be an integer"],
    ["xx.11.xx/8", "Nonstandard IP address: xx.11.xx"],
    ["xxxx:db8:1234:1a00::/64", "Nonstandard IP address: xxxx:db8:1234:1a00::"],
  ])("the block %s has no place", async (block, reason) => {
    expect(await failure(JSON.stringify({ ip: [{ cidr: block }] }))).toEqual(rejectedPattern(reason));
  });
});

test("TestEventPattern and archives reject the same patterns", async () => {
  const EventPattern = '{\n\t"source": "shop"\n}';
  const place = placeIn('{\n\\u0009"source": "shop"\n}', 13, 2);
  const expected = rejectedPattern(`"source" must be an object or an array${place}`);
  expect(await failure(EventPattern)).toEqual(expected);
  const members = ["id", "detail-type", "source", "account", "time", "region"];
  const Event = JSON.stringify(Object.fromEntries(members.map((name) => [name, "x"])));
  expect(await failureOf(world.events.testEventPattern({ EventPattern, Event }))).toEqual(expected);
  const archive = { ArchiveName: "a", EventSourceArn: arnOf("event-bus/default") };
  expect(await failureOf(world.events.createArchive({ ...archive, EventPattern }))).toEqual(expected);
  await world.events.createArchive(archive);
  expect(await failureOf(world.events.updateArchive({ ArchiveName: "a", EventPattern }))).toEqual(expected);
});
