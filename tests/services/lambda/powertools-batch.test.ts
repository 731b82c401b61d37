import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from "@aws-lambda-powertools/batch";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { ACCOUNT, functionNamed, START, useLambda } from "./lambda-world.js";

const world = useLambda();
const NOW = Date.parse(START);

interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly MessageGroupId?: string };
}
interface SqsEvent {
  readonly Records: SqsRecord[];
}

/** A function that is mapped to a queue with a dead-letter queue, and reports partial failures. */
async function mapped(suffix: "" | ".fifo", maxReceiveCount: number) {
  const sqs = new SQS({ ...world.sim.clientConfig({ direct: true }), maxAttempts: 1 });
  const fifo = suffix && { FifoQueue: "true", ContentBasedDeduplication: "true" };
  const arn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}${suffix}`;
  await sqs.createQueue({ QueueName: `dead${suffix}`, Attributes: { ...fifo } });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount });
  const { QueueUrl = "" } = await sqs.createQueue({
    QueueName: `jobs${suffix}`,
    Attributes: { ...fifo, RedrivePolicy },
  });
  await world.lambda.createFunction(functionNamed("work"));
  const begin = async () => {
    await world.lambda.createEventSourceMapping({
      FunctionName: "work",
      EventSourceArn: arn("jobs"),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    await world.sim.clock.advance(0);
  };
  const bodies = (name: string) => world.sim.sqs.messages(`${name}${suffix}`).map(({ body }) => body);
  return {
    begin,
    send: async (...messages: string[]) => {
      for (const MessageBody of messages) {
        const group = suffix && { MessageGroupId: MessageBody.split("-")[0] };
        await sqs.sendMessage({ QueueUrl, MessageBody, ...group });
      }
    },
    left: () => bodies("jobs"),
    dead: () => bodies("dead"),
  };
}

/** The bodies of each batch that the function got, by the seconds after the start. */
const batches = () =>
  world.sim.lambda.invocations("work").map(({ payload, time }) => {
    const { Records } = payload as SqsEvent;
    return [(time.getTime() - NOW) / 1000, ...Records.map(({ body }) => body)];
  });

/** Handles one record, as a user of the library writes it. */
const handleRecord = async ({ body }: SqsRecord) => {
  if (body.includes("bad")) throw new Error(`no ${body}`);
};

describe("Q10: @aws-lambda-powertools/batch, unchanged", () => {
  test("only the records that fail come back, and are dead letters after maxReceiveCount", async () => {
    const processor = new BatchProcessor(EventType.SQS);
    world.sim.lambda.on("work", (event: unknown) =>
      processPartialResponse(event as SqsEvent, handleRecord, processor, { throwOnFullBatchFailure: false }),
    );
    const { begin, send, left, dead } = await mapped("", 2);
    await send("good", "bad", "fine");
    await begin();
    const [{ messageId: itemIdentifier } = {}] = world.sim.sqs.messages("jobs");
    expect(world.sim.lambda.invocations("work")).toMatchObject([
      { response: { batchItemFailures: [{ itemIdentifier }] } },
    ]);
    expect([left(), dead()]).toEqual([["bad"], []]);
    await world.sim.clock.advance("5m");
    expect(batches()).toEqual([
      [0, "good", "bad", "fine"],
      [30, "bad"],
    ]);
    expect([left(), dead()]).toEqual([[], ["bad"]]);
  });

  test("a batch that fails as a whole is an error of the function, and comes back as a whole", async () => {
    const processor = new BatchProcessor(EventType.SQS);
    world.sim.lambda.on("work", (event: unknown) =>
      processPartialResponse(event as SqsEvent, handleRecord, processor),
    );
    const { begin, send, left, dead } = await mapped("", 1);
    await send("bad1", "bad2");
    await begin();
    expect(world.sim.lambda.invocations("work")).toMatchObject([
      { error: { errorType: "FullBatchFailureError" } },
    ]);
    expect([left(), dead()]).toEqual([["bad1", "bad2"], []]);
    await world.sim.clock.advance("1m");
    expect([batches().length, left(), dead()]).toEqual([1, [], ["bad1", "bad2"]]);
  });

  test("the FIFO processor stops at the first failure, and the order stays", async () => {
    const processor = new SqsFifoPartialProcessorAsync();
    let isDown = true;
    const handled: string[] = [];
    const handle = async ({ body }: SqsRecord) => {
      if (body === "a-2" && isDown) throw new Error("down");
      handled.push(body);
    };
    world.sim.lambda.on("work", (event: unknown) =>
      processPartialResponse(event as SqsEvent, handle, processor),
    );
    const { begin, send, left } = await mapped(".fifo", 3);
    await send("a-1", "a-2", "a-3");
    await begin();
    expect([handled, left()]).toEqual([["a-1"], ["a-2", "a-3"]]);
    isDown = false;
    await world.sim.clock.advance("30s");
    expect([handled, left()]).toEqual([["a-1", "a-2", "a-3"], []]);
  });

  test("the FIFO processor skips the groups that fail", async () => {
    const processor = new SqsFifoPartialProcessorAsync();
    world.sim.lambda.on("work", (event: unknown) =>
      processPartialResponse(event as SqsEvent, handleRecord, processor, { skipGroupOnError: true }),
    );
    const { begin, send, left, dead } = await mapped(".fifo", 1);
    await send("a-bad", "a-after", "b-1", "b-2");
    await begin();
    expect([left(), dead()]).toEqual([["a-bad", "a-after"], []]);
    await world.sim.clock.advance("5m");
    expect([left(), dead()]).toEqual([[], ["a-bad", "a-after"]]);
  });
});
