import type { CreateEventSourceMappingCommandInput } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import {
  ACCOUNT,
  conflict,
  FN,
  functionNamed,
  invalid,
  notFound,
  START,
  UUID,
  useLambda,
  validation,
} from "./lambda-world.js";

const world = useLambda();

const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
const FIFO = `${QUEUE}.fifo`;
const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/clicks`;
const TABLE = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/t/stream/2024-05-01T12:00:00.000`;
const GONE = "01234567-89ab-4def-8123-456789abcdef";
const MISSING = notFound("The resource you requested does not exist.");

beforeEach(async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  const sqs = new SQS(world.sim.clientConfig());
  for (const name of ["jobs", ...Array.from({ length: 8 }, (_, i) => `jobs-${i}`)])
    await sqs.createQueue({ QueueName: name });
  await sqs.createQueue({ QueueName: "jobs.fifo", Attributes: { FifoQueue: "true" } });
});

/** A mapping of the queue unless the change names another source. */
async function create(change: Partial<CreateEventSourceMappingCommandInput> = {}) {
  const { $metadata, ...mapping } = await world.lambda.createEventSourceMapping({
    FunctionName: "f1",
    EventSourceArn: QUEUE,
    ...change,
  });
  return { ...mapping, UUID: mapping.UUID ?? "", status: $metadata.httpStatusCode };
}

const read = async (UUID: string) => {
  const { $metadata: _, ...mapping } = await world.lambda.getEventSourceMapping({ UUID });
  return mapping;
};

describe("a new mapping", () => {
  test("of a queue shows AWS's defaults", async () => {
    const { status, ...created } = await create();
    expect(status).toBe(202);
    const shown = {
      UUID: expect.stringMatching(UUID),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:event-source-mapping:${created.UUID}`,
      EventSourceArn: QUEUE,
      FunctionArn: FN("f1"),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      LastModified: new Date(START),
      StateTransitionReason: "USER_INITIATED",
    };
    expect(created).toEqual({ ...shown, State: "Creating" });
    expect(await read(created.UUID)).toEqual({ ...shown, State: "Enabled" });
  });

  test("of a stream shows AWS's defaults", async () => {
    const { status: _, ...created } = await create({ EventSourceArn: STREAM, StartingPosition: "LATEST" });
    expect(created).toEqual({
      UUID: expect.stringMatching(UUID),
      EventSourceMappingArn: expect.stringContaining(created.UUID),
      EventSourceArn: STREAM,
      FunctionArn: FN("f1"),
      StartingPosition: "LATEST",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: false,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: {} },
      FunctionResponseTypes: [],
      LastModified: new Date(START),
      LastProcessingResult: "No records processed",
      State: "Creating",
      StateTransitionReason: "User action",
    });
  });

  test("of a Kafka cluster gets a consumer group", async () => {
    const { SelfManagedKafkaEventSourceConfig, ...created } = await create({
      EventSourceArn: undefined,
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ["broker:9092"] } },
      SourceAccessConfigurations: [],
      Topics: ["orders"],
    });
    expect(created).toMatchObject({ BatchSize: 100, Topics: ["orders"], State: "Creating" });
    expect(SelfManagedKafkaEventSourceConfig).toEqual({ ConsumerGroupId: expect.stringMatching(UUID) });
  });

  test("keeps the qualifier of its function, but drops $LATEST from a full ARN", async () => {
    const arns: (string | undefined)[] = [];
    for (const FunctionName of ["f1:1", `${ACCOUNT}:function:f1:$LATEST`])
      arns.push((await create({ FunctionName, EventSourceArn: `${QUEUE}-${arns.length}` })).FunctionArn);
    arns.push((await create({ FunctionName: FN("f1:$LATEST") })).FunctionArn);
    expect(arns).toEqual([FN("f1:1"), FN("f1:$LATEST"), FN("f1")]);
  });

  const FILTER = invalid("Invalid filter pattern definition.");
  const unsupported = (parameter: string) =>
    invalid(`Unsupported ${parameter} parameter for given event source mapping type.`);
  test.each<[string, Partial<CreateEventSourceMappingCommandInput>, object]>([
    ["no source", { EventSourceArn: undefined }, invalid("Unrecognized event source.")],
    [
      "a topic",
      { EventSourceArn: `arn:aws:sns:us-east-1:${ACCOUNT}:t` },
      invalid("Unrecognized event source."),
    ],
    ["a missing function", { FunctionName: "gone" }, invalid("Function does not exist")],
    ["a missing alias", { FunctionName: "f1:gone" }, invalid("Function does not exist")],
    [
      "a stream without a position",
      { EventSourceArn: STREAM },
      invalid(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      ),
    ],
    [
      "a time in a table's stream",
      { EventSourceArn: TABLE, StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: new Date(0) },
      invalid(`Unsupported starting position for arn type: ${TABLE}`),
    ],
    [
      "a time without AT_TIMESTAMP",
      { EventSourceArn: STREAM, StartingPosition: "LATEST", StartingPositionTimestamp: new Date(0) },
      invalid("Timestamp only valid with StartingPosition AT_TIMESTAMP"),
    ],
    [
      "a position in a queue",
      { StartingPosition: "LATEST" },
      invalid("StartingPosition is not valid for SQS event sources."),
    ],
    [
      "a large batch without a window",
      { BatchSize: 11 },
      invalid(
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
      ),
    ],
    [
      "a queue that does not exist",
      { EventSourceArn: `${QUEUE}-none` },
      invalid(
        "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
      ),
    ],
    [
      "a window of a FIFO queue",
      { EventSourceArn: FIFO, MaximumBatchingWindowInSeconds: 1 },
      invalid("Batching window is not supported for FIFO queues"),
    ],
    [
      "a destination of a queue",
      { DestinationConfig: { OnFailure: { Destination: QUEUE } } },
      unsupported("DestinationConfig"),
    ],
    [
      "a destination for successes",
      {
        EventSourceArn: STREAM,
        StartingPosition: "LATEST",
        DestinationConfig: { OnSuccess: { Destination: QUEUE } },
      },
      unsupported("DestinationConfig"),
    ],
    ["retries of a queue", { MaximumRetryAttempts: 1 }, unsupported("MaximumRetryAttempts")],
    ["a filter that is not JSON", { FilterCriteria: { Filters: [{ Pattern: "{" }] } }, FILTER],
    ["a filter with a bare value", { FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } }, FILTER],
    ["a filter that is a list", { FilterCriteria: { Filters: [{ Pattern: "[]" }] } }, FILTER],
  ])("cannot have %s", async (_, change, error) => {
    expect(await failure(create(change))).toEqual(error);
    expect((await world.lambda.listEventSourceMappings({})).EventSourceMappings).toEqual([]);
  });

  test("is validated by the model", async () => {
    expect(await failure(create({ BatchSize: 10_001 }))).toEqual({
      code: "ValidationException",
      message:
        "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10000",
      status: 400,
    });
    expect(await failure(create({ EventSourceArn: STREAM, StartingPosition: "0" as "LATEST" }))).toEqual(
      validation(
        "0",
        "startingPosition",
        "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
      ),
    );
  });

  test("cannot map a source to a function twice, but to its versions", async () => {
    const { UUID } = await create();
    expect(await failure(create())).toEqual(
      conflict(
        `An event source mapping with SQS arn (" ${QUEUE} ") and function (" f1 ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      ),
    );
    await create({ FunctionName: "f1:1" });
    const stream = { EventSourceArn: STREAM, StartingPosition: "LATEST" } as const;
    const other = await create(stream);
    expect(await failure(create(stream))).toEqual(
      conflict(
        `The event source arn (" ${STREAM} ") and function (" f1 ") provided mapping already exists. Please update or delete the existing mapping with UUID ${other.UUID}`,
      ),
    );
  });
});

describe("the states of a mapping", () => {
  const slow = async () => {
    world.sim.delays.set({ lambda: { mapping: "2s" } });
    return create();
  };

  test("pass on the clock", async () => {
    const { UUID } = await slow();
    const state = async () => (await read(UUID)).State;
    const update = async (Enabled?: boolean) =>
      (await world.lambda.updateEventSourceMapping({ UUID, Enabled, BatchSize: 5 })).State;
    await world.sim.clock.advance(1999);
    expect(await state()).toBe("Creating");
    await world.sim.clock.advance(1);
    expect(await state()).toBe("Enabled");
    expect(await update()).toBe("Updating");
    await world.sim.clock.advance("2s");
    expect([await state(), await update(false)]).toEqual(["Enabled", "Disabling"]);
    await world.sim.clock.advance("2s");
    expect([await state(), await update(true)]).toEqual(["Disabled", "Enabling"]);
    await world.sim.clock.advance("2s");
    expect(await state()).toBe("Enabled");
    const { $metadata, State } = await world.lambda.deleteEventSourceMapping({ UUID });
    expect([$metadata.httpStatusCode, State, await state()]).toEqual([202, "Deleting", "Deleting"]);
    await world.sim.clock.advance("2s");
    expect(await failure(read(UUID))).toEqual(MISSING);
  });

  test("that pass forbid changes", async () => {
    const { UUID } = await slow();
    const inUse = (what: string) => ({
      code: "ResourceInUseException",
      message: `Cannot ${what} the event source mapping because it is in use.`,
      status: 400,
    });
    expect(await failure(world.lambda.updateEventSourceMapping({ UUID }))).toEqual(inUse("update"));
    expect(await failure(world.lambda.deleteEventSourceMapping({ UUID }))).toEqual(inUse("delete"));
  });

  test("start as Disabled for a mapping that is not enabled", async () => {
    const { UUID } = await create({ Enabled: false });
    expect((await read(UUID)).State).toBe("Disabled");
  });
});

describe("an existing mapping", () => {
  test("keeps what an update does not name", async () => {
    const { UUID } = await create({
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order",{"exists":false}]}}' }] },
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    await world.sim.clock.advance("1m");
    const updated = await world.lambda.updateEventSourceMapping({
      UUID,
      FunctionName: "f1:1",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
    });
    expect(updated).toMatchObject({
      FunctionArn: FN("f1:1"),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      ScalingConfig: { MaximumConcurrency: 2 },
      LastModified: new Date("2024-05-01T12:01:00.000Z"),
    });
    await world.lambda.updateEventSourceMapping({ UUID, FilterCriteria: {}, ScalingConfig: {} });
    const emptied = await read(UUID);
    expect(emptied).not.toHaveProperty("FilterCriteria");
    expect(emptied).not.toHaveProperty("ScalingConfig");
    expect(
      await failure(world.lambda.updateEventSourceMapping({ UUID, MaximumBatchingWindowInSeconds: 0 })),
    ).toMatchObject({ code: "InvalidParameterValueException" });
    expect(await failure(world.lambda.updateEventSourceMapping({ UUID, FunctionName: "gone" }))).toEqual(
      invalid("Function does not exist"),
    );
  });

  test("is found by source and by function, in pages", async () => {
    const first = await create();
    const second = await create({ FunctionName: "f1:1" });
    const third = await create({ EventSourceArn: `${QUEUE}-2` });
    const found = async (input: object) => {
      const { EventSourceMappings = [], NextMarker } = await world.lambda.listEventSourceMappings(input);
      return { uuids: EventSourceMappings.map(({ UUID }) => UUID), NextMarker };
    };
    expect((await found({ EventSourceArn: QUEUE })).uuids.sort()).toEqual([first.UUID, second.UUID].sort());
    expect((await found({ FunctionName: "f1" })).uuids.sort()).toEqual([first.UUID, third.UUID].sort());
    expect((await found({ FunctionName: "f1:1" })).uuids).toEqual([second.UUID]);
    expect((await found({ FunctionName: "gone" })).uuids).toEqual([]);
    const page = await found({ MaxItems: 2 });
    const rest = await found({ MaxItems: 2, Marker: page.NextMarker });
    expect([...page.uuids, ...rest.uuids].sort()).toEqual([first.UUID, second.UUID, third.UUID].sort());
    expect(rest.NextMarker).toBeUndefined();
    expect(await failure(found({ Marker: "x" }))).toEqual(invalid("Invalid pagination token"));
    expect(
      (await world.client({ region: "eu-west-1" }).listEventSourceMappings({})).EventSourceMappings,
    ).toEqual([]);
  });

  test("has tags, and outlives its function", async () => {
    const { UUID, EventSourceMappingArn: Resource = "" } = await create({ Tags: { team: "data" } });
    await world.lambda.tagResource({ Resource, Tags: { stage: "test" } });
    await world.lambda.untagResource({ Resource, TagKeys: ["team"] });
    expect((await world.lambda.listTags({ Resource })).Tags).toEqual({ stage: "test" });
    await world.lambda.deleteFunction({ FunctionName: "f1" });
    expect((await read(UUID)).State).toBe("Enabled");
  });

  test("is read in the test's own process", async () => {
    const { UUID } = await create();
    expect(world.sim.lambda.eventSourceMappings()).toEqual([await read(UUID)]);
    expect(world.sim.lambda.eventSourceMappings({ region: "eu-west-1" })).toEqual([]);
  });

  test("must exist", async () => {
    expect(await failure(read(GONE))).toEqual(MISSING);
    expect(await failure(world.lambda.updateEventSourceMapping({ UUID: GONE }))).toEqual(MISSING);
    expect(await failure(world.lambda.deleteEventSourceMapping({ UUID: GONE }))).toEqual(MISSING);
    const Resource = `arn:aws:lambda:us-east-1:${ACCOUNT}:event-source-mapping:${GONE}`;
    expect(await failure(world.lambda.listTags({ Resource }))).toEqual(
      notFound(`Event source mapping not found: ${Resource}`),
    );
  });
});
