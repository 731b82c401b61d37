import { beforeEach, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { FN, functionNamed, invalid, notFound, useLambda, validation } from "./lambda-world.js";

const world = useLambda();
const QUEUE = "arn:aws:sqs:us-east-1:123456789012:q";

beforeEach(() => world.lambda.createFunction(functionNamed("f1", { Publish: true })));

const put = (more: object = { MaximumRetryAttempts: 1 }) =>
  world.lambda.putFunctionEventInvokeConfig({ FunctionName: "f1", ...more });
const bare = ({ $metadata: _, ...answer }: { $metadata: unknown }) => answer;

test("Put replaces, Update keeps what it was not sent", async () => {
  expect(
    bare(await put({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: QUEUE } } })),
  ).toEqual({
    LastModified: new Date("2024-05-01T12:00:00.000Z"),
    FunctionArn: FN("f1:$LATEST"),
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: QUEUE } },
  });
  await world.lambda.updateFunctionEventInvokeConfig({ FunctionName: "f1", MaximumEventAgeInSeconds: 60 });
  expect(bare(await world.lambda.getFunctionEventInvokeConfig({ FunctionName: "f1" }))).toMatchObject({
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: QUEUE } },
  });
  expect(bare(await put({ MaximumEventAgeInSeconds: 90 }))).toEqual({
    LastModified: new Date("2024-05-01T12:00:00.000Z"),
    FunctionArn: FN("f1:$LATEST"),
    MaximumEventAgeInSeconds: 90,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
});

test("each qualifier has its own; List pages through them", async () => {
  await put();
  await put({ Qualifier: "1", MaximumRetryAttempts: 2 });
  const first = await world.lambda.listFunctionEventInvokeConfigs({ FunctionName: "f1", MaxItems: 1 });
  const second = await world.lambda.listFunctionEventInvokeConfigs({
    FunctionName: "f1",
    MaxItems: 1,
    Marker: first.NextMarker,
  });
  const arns = [first, second].flatMap((page) =>
    page.FunctionEventInvokeConfigs?.map((config) => config.FunctionArn),
  );
  expect(arns).toEqual([FN("f1:$LATEST"), FN("f1:1")]);
  expect(second.NextMarker).toBeUndefined();
});

test("Delete answers 204 once", async () => {
  await put();
  const remove = () => world.lambda.deleteFunctionEventInvokeConfig({ FunctionName: "f1" });
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
  expect(await failure(remove())).toEqual(
    notFound(`The function ${FN("f1:$LATEST")} doesn't have an EventInvokeConfig`),
  );
});

test.each([
  ["nothing", {}, invalid("You must specify at least one of error handling or destination setting.")],
  [
    "a missing function",
    { FunctionName: "gone", MaximumRetryAttempts: 1 },
    notFound("The function doesn't exist."),
  ],
  ["a missing alias", { Qualifier: "x", MaximumRetryAttempts: 1 }, notFound("The function doesn't exist.")],
  [
    "a missing destination",
    { DestinationConfig: { OnSuccess: { Destination: FN("gone") } } },
    invalid(`The destination ARN ${FN("gone")} is invalid.`),
  ],
  [
    "itself",
    { DestinationConfig: { OnSuccess: { Destination: FN("f1") } } },
    invalid("You can't specify the function as a destination for itself."),
  ],
  [
    "another service",
    { DestinationConfig: { OnSuccess: { Destination: "arn:aws:kinesis:us-east-1:123456789012:stream/s" } } },
    invalid(
      "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:kinesis:us-east-1:123456789012:stream/s), onFailure=null) is invalid.",
    ),
  ],
  [
    "a bucket for successes",
    { DestinationConfig: { OnSuccess: { Destination: "arn:aws:s3:::bucket" } } },
    invalid(
      "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:s3:::bucket), onFailure=null) is invalid.",
    ),
  ],
  [
    "three retries",
    { MaximumRetryAttempts: 3 },
    validation("3", "maximumRetryAttempts", "Member must have value less than or equal to 2"),
  ],
  [
    "a short age",
    { MaximumEventAgeInSeconds: 59 },
    validation("59", "maximumEventAgeInSeconds", "Member must have value greater than or equal to 60"),
  ],
])("Put rejects %s", async (_what, input, expected) => {
  expect(await failure(put(input))).toEqual(expected);
});

test("reads of what is not configured name the ARN, even of missing functions", async () => {
  const missing = (arn: string) => notFound(`The function ${arn} doesn't have an EventInvokeConfig`);
  expect(await failure(world.lambda.getFunctionEventInvokeConfig({ FunctionName: "gone" }))).toEqual(
    missing(FN("gone:$LATEST")),
  );
  expect(await failure(world.lambda.deleteFunctionEventInvokeConfig({ FunctionName: "gone" }))).toEqual(
    missing(FN("gone:$LATEST")),
  );
  expect(
    await failure(
      world.lambda.updateFunctionEventInvokeConfig({ FunctionName: "f1", MaximumRetryAttempts: 1 }),
    ),
  ).toEqual(missing(FN("f1:$LATEST")));
  expect(await failure(world.lambda.listFunctionEventInvokeConfigs({ FunctionName: "gone" }))).toEqual(
    notFound("The function doesn't exist."),
  );
});
