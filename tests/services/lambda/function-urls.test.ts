import { beforeEach, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { conflict, FN, functionNamed, invalid, notFound, useLambda } from "./lambda-world.js";

const world = useLambda();
const MISSING = notFound("The resource you requested does not exist.");

beforeEach(async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
});

const create = (more: object = {}) =>
  world.lambda.createFunctionUrlConfig({ FunctionName: "f1", AuthType: "NONE", ...more });
const bare = ({ $metadata: _, ...answer }: { $metadata: unknown }) => answer;

test("a URL is created, read, updated, listed and deleted", async () => {
  const Cors = { AllowOrigins: ["*"], AllowMethods: ["GET"], MaxAge: 60 };
  const created = await create({ Cors });
  expect(created.$metadata.httpStatusCode).toBe(201);
  expect(bare(created)).toEqual({
    FunctionUrl: expect.stringMatching(/^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/),
    FunctionArn: FN("f1"),
    AuthType: "NONE",
    Cors,
    CreationTime: "2024-05-01T12:00:00.000000Z",
  });
  await world.sim.clock.advance("1s");
  const whole = { ...bare(created), AuthType: "AWS_IAM", LastModifiedTime: "2024-05-01T12:00:01.000000Z" };
  expect(
    bare(await world.lambda.updateFunctionUrlConfig({ FunctionName: "f1", AuthType: "AWS_IAM" })),
  ).toEqual(whole);
  expect(bare(await world.lambda.getFunctionUrlConfig({ FunctionName: "f1" }))).toEqual({
    ...whole,
    InvokeMode: "BUFFERED",
  });
  expect((await create({ Qualifier: "live", InvokeMode: "RESPONSE_STREAM" })).InvokeMode).toBe(
    "RESPONSE_STREAM",
  );
  const { FunctionUrlConfigs } = await world.lambda.listFunctionUrlConfigs({ FunctionName: "f1" });
  expect(FunctionUrlConfigs?.map((config) => config.FunctionArn)).toEqual([FN("f1"), FN("f1:live")]);
  expect((await world.lambda.deleteFunctionUrlConfig({ FunctionName: "f1" })).$metadata.httpStatusCode).toBe(
    204,
  );
  expect(await failure(world.lambda.getFunctionUrlConfig({ FunctionName: "f1" }))).toEqual(MISSING);
});

test("a URL of an alias outlives the alias", async () => {
  await create({ Qualifier: "live" });
  await world.lambda.deleteAlias({ FunctionName: "f1", Name: "live" });
  expect(
    (await world.lambda.getFunctionUrlConfig({ FunctionName: "f1", Qualifier: "live" })).FunctionArn,
  ).toBe(FN("f1:live"));
});

test("rejections", async () => {
  await create();
  expect(await failure(create())).toEqual(
    conflict(
      `Failed to create function url config for [functionArn = ${FN("f1")}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    ),
  );
  expect(await failure(create({ FunctionName: "gone" }))).toEqual(notFound("Function does not exist"));
  expect(await failure(create({ Qualifier: "x" }))).toEqual(notFound("Function does not exist"));
  expect(
    await failure(world.lambda.updateFunctionUrlConfig({ FunctionName: "f1", Qualifier: "live" })),
  ).toEqual(MISSING);
  expect(await failure(world.lambda.deleteFunctionUrlConfig({ FunctionName: "gone" }))).toEqual(MISSING);
  expect(await failure(create({ Qualifier: "live", Cors: { AllowMethods: ["*", "GET"] } }))).toEqual(
    invalid(
      "You can't specify additional fields for AllowMethods because you already specified the wildcard character (*).",
    ),
  );
  for (const Qualifier of ["1", "$LATEST"])
    expect((await failure(create({ Qualifier }))).code).toBe("ValidationException");
  expect((await failure(create({ Qualifier: "live", InvokeMode: "FAST" }))).message).toContain(
    "Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
  );
});
