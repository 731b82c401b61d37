import fc from "fast-check";
import { expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, START } from "./event-bridge-world.js";

const world = eventBridgeWorld();

const payload = { acc_id: "0a787ecb-4015", sf_id: "baz" };
const detail = {
  payload,
  state: "HIGH",
  states: ["ACTIVE", "INACTIVE"],
  on: true,
  count: 3,
  ratio: 1.5,
  empty: null,
  "my-key": "dashed",
  items: [{ name: "a" }, { name: "b" }],
  quote: 'say "hi"\n',
};

/** What a queue gets of the event by a target. */
async function received(target: object): Promise<string[]> {
  const Arn = await world.queue("q");
  await world.rule("rule", { source: ["shop"] }, { Id: "t", Arn, ...target });
  await world.put(detail, { Resources: ["r"] });
  return world.bodies("q");
}

const transformer = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) => ({
  InputTransformer: { InputPathsMap, InputTemplate },
});

test.each([
  [{ Input: '{"constant": [1,  2]}' }, '{"constant": [1,  2]}'],
  [{ InputPath: "$.detail.payload" }, '{"acc_id":"0a787ecb-4015","sf_id":"baz"}'],
  [{ InputPath: "$.detail.payload.sf_id" }, '"baz"'],
  [{ InputPath: "$.detail.my-key" }, '"dashed"'],
  [{ InputPath: "$.detail['my-key']" }, '"dashed"'],
  [{ InputPath: "$['detail']['items'][1].name" }, '"b"'],
  [{ InputPath: "$.detail.items[*].name" }, '["a","b"]'],
  [{ InputPath: "$.detail.items.*.name" }, '["a","b"]'],
  [{ InputPath: "$.detail.none" }, "null"],
])("Q05 %j", async (target, body) => {
  expect(await received(target)).toEqual([body]);
});

test.each([
  [
    "a document",
    '{"method": "PUT",\n "path": "users-service/users/<userId>", "id": <userId>, "body": <payload>}',
    '{"method":"PUT","path":"users-service/users/0a787ecb-4015","id":"0a787ecb-4015","body":{"acc_id":"0a787ecb-4015","sf_id":"baz"}}',
  ],
  [
    "values of all types",
    "[<state>, <states>, <on>, <count>, <ratio>, <empty>]",
    '["HIGH",["ACTIVE","INACTIVE"],true,3,1.5,null]',
  ],
  [
    "several in a string",
    '{"a": "users/<userId>/second/<userId>"}',
    '{"a":"users/0a787ecb-4015/second/0a787ecb-4015"}',
  ],
  ["quotes in a string", '{"a": "<quote>"}', '{"a":"say \\"hi\\"\\n"}'],
  ["numbers in a string", '{"a": "<count> of <on>"}', '{"a":"3 of true"}'],
  ["one string", '"<state> of <count>"', '"HIGH of 3"'],
  ["an object in one string", '"<payload>"', '"{acc_id:0a787ecb-4015,sf_id:baz}"'],
  ["a list in one string", '"<states>"', '"[ACTIVE,INACTIVE]"'],
  ["several strings", '"one <state>"\n"two <on>"', '"one HIGH"\n"two true"'],
  ["no value", '{"a": <none>, "b": "x<none>y"}', '{"a":"","b":"xy"}'],
  ["one placeholder", "<payload>", '{"acc_id":"0a787ecb-4015","sf_id":"baz"}'],
])("Q05 a template with %s", async (_, template, body) => {
  const names = ["state", "states", "on", "count", "ratio", "empty", "payload", "quote", "none"];
  const paths = Object.fromEntries(names.map((name) => [name, `$.detail.${name}`]));
  expect(await received(transformer(template, { ...paths, userId: "$.detail.payload.acc_id" }))).toEqual([
    body,
  ]);
});

test("an object in a string of a document makes it invalid: the event is not delivered", async () => {
  expect(await received(transformer('{"a": "<payload>"}', { payload: "$.detail.payload" }))).toEqual([]);
  expect(world.sim.eventBridge.events()[0]?.matched[0]?.targets).toEqual([
    {
      id: "t",
      arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:q`,
      status: "failed",
      attempts: 1,
      errorCode: "INVALID_JSON",
      errorMessage: "The input is not JSON.",
    },
  ]);
});

test("Q05 reserved placeholders", async () => {
  const template = `{"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>, "event": <aws.events.event>, "json": <aws.events.event.json>}`;
  const [body = ""] = await received(transformer(template));
  const [{ event } = {}] = world.sim.eventBridge.events();
  expect(JSON.parse(body)).toEqual({
    arn: arnOf("rule/rule"),
    name: "rule",
    at: START,
    event: {
      id: event?.id,
      account: ACCOUNT,
      detailType: "Order Placed",
      time: START,
      source: "shop",
      region: "us-east-1",
      resources: ["r"],
      version: "0",
    },
    json: event,
  });
  expect(event?.detail).toEqual(detail);
});

test("Q05 whatever JSON an event has, a placeholder brings it whole", async () => {
  const Arn = await world.queue("q");
  const target = { Id: "t", Arn, ...transformer('{"a": <value>}', { value: "$.detail.value" }) };
  await world.rule("rule", { source: ["shop"] }, target);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      await world.put({ value });
      const [message] = world.sim.sqs.drain("q");
      // JSON does not distinguish -0 from 0.
      expect(JSON.parse(message?.body ?? "")).toEqual(JSON.parse(JSON.stringify({ a: value })));
    }),
    { numRuns: 30 },
  );
});
