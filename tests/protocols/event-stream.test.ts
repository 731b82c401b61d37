import { Readable } from "node:stream";
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { CloudWatchLogsClient, StartLiveTailCommand } from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { FactsArchive } from "../../lib/model/archive.js";
import type { ServiceFacts } from "../../lib/model/facts.js";
import { ServiceModel } from "../../lib/model/service-model.js";
import { protocolFor } from "../../lib/protocols/index.js";
import { AwsError } from "../../lib/runtime/errors.js";
import { facts as logs } from "../../lib/services/logs/generated/facts.js";
import { failure } from "../support/failure.js";

const bedrock = new FactsArchive().facts("bedrock-runtime");

/** The settings of a client to which an operation returns `output` for any input. */
function answering(facts: ServiceFacts | undefined, name: string, output: object) {
  const model = facts && new ServiceModel(facts);
  const operation = model?.operation(name);
  if (!facts || !operation) throw new Error(`There is no ${name}.`);
  const { status, headers, body } = protocolFor(facts).serialize(operation, output, { requestId: "1" });
  const lower = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
  const bytes = body instanceof Uint8Array || typeof body === "string" ? [Buffer.from(body)] : (body ?? []);
  return {
    region: "us-east-1",
    endpoint: "http://localhost",
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
    maxAttempts: 1,
    disableHostPrefix: true,
    requestHandler: {
      handle: async () => ({ response: { statusCode: status, headers: lower, body: Readable.from(bytes) } }),
    },
  };
}

async function all<T>(events: AsyncIterable<T> | undefined): Promise<T[]> {
  const list: T[] = [];
  for await (const event of events ?? []) list.push(event);
  return list;
}

const CONVERSATION = [
  { messageStart: { role: "assistant" } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Zürich" } } },
  { messageStop: { stopReason: "end_turn" } },
];

async function* late() {
  yield* CONVERSATION;
}

test.each([
  ["an array", CONVERSATION],
  ["an async iterable", late()],
])("restJson, documents as events: %s", async (_, stream) => {
  const client = new BedrockRuntimeClient(answering(bedrock, "ConverseStream", { stream }));
  const output = await client.send(new ConverseStreamCommand({ modelId: "m", messages: [] }));
  expect(await all(output.stream)).toEqual(CONVERSATION);
});

test("bytes as the payload of an event, and members in headers of the response", async () => {
  const body = [{ chunk: { bytes: Buffer.from('{"a":1}') } }, { chunk: { bytes: new Uint8Array(0) } }];
  const settings = answering(bedrock, "InvokeModelWithResponseStream", {
    contentType: "application/json",
    body,
  });
  const client = new BedrockRuntimeClient(settings);
  const output = await client.send(new InvokeModelWithResponseStreamCommand({ modelId: "m", body: "{}" }));
  expect(output.contentType).toBe("application/json");
  expect((await all(output.body)).map(({ chunk }) => Buffer.from(chunk?.bytes ?? []).toString())).toEqual([
    '{"a":1}',
    "",
  ]);
});

test("an exception in the stream is the SDK's error", async () => {
  async function* events() {
    yield* CONVERSATION.slice(0, 1);
    throw new AwsError("ThrottlingException", "Too many tokens.");
  }
  const client = new BedrockRuntimeClient(answering(bedrock, "ConverseStream", { stream: events() }));
  const output = await client.send(new ConverseStreamCommand({ modelId: "m", messages: [] }));
  expect(await failure(all(output.stream))).toMatchObject({
    code: "ThrottlingException",
    message: "Too many tokens.",
  });
});

test("an unknown event of the stream is rejected with the valid ones", () => {
  expect(() => answering(bedrock, "ConverseStream", { stream: [{ messageBegin: {} }] })).toThrow(
    /^An event of ConverseStreamOutput is an object with one member of: messageStart, contentBlockStart, /,
  );
  expect(() => answering(bedrock, "ConverseStream", { stream: 1 })).toThrow("is not a list of events");
});

test("awsJson: an initial response, then the events", async () => {
  const sessionStart = { requestId: "1", sessionId: "2", logGroupIdentifiers: ["g"] };
  const client = new CloudWatchLogsClient(
    answering(logs, "StartLiveTail", { responseStream: [{ sessionStart }] }),
  );
  const output = await client.send(new StartLiveTailCommand({ logGroupIdentifiers: ["arn"] }));
  expect(await all(output.responseStream)).toEqual([{ sessionStart }]);
});
