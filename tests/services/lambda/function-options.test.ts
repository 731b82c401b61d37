import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { FN, functionNamed, invalid, notFound, useLambda, validation } from "./lambda-world.js";

const world = useLambda();

beforeEach(() => world.lambda.createFunction(functionNamed("f1", { Publish: true, Tags: { a: "1" } })));

const gone = notFound(`Function not found: ${FN("gone")}`);

test("recursion is terminated unless allowed", async () => {
  const read = async () =>
    (await world.lambda.getFunctionRecursionConfig({ FunctionName: "f1" })).RecursiveLoop;
  expect(await read()).toBe("Terminate");
  expect(
    (await world.lambda.putFunctionRecursionConfig({ FunctionName: "f1", RecursiveLoop: "Allow" }))
      .RecursiveLoop,
  ).toBe("Allow");
  expect(await read()).toBe("Allow");
  expect(await failure(world.lambda.getFunctionRecursionConfig({ FunctionName: "gone" }))).toEqual(gone);
  const put = world.lambda.putFunctionRecursionConfig({
    FunctionName: "f1",
    RecursiveLoop: "Maybe" as "Allow",
  });
  expect(await failure(put)).toEqual(
    validation("Maybe", "recursiveLoop", "Member must satisfy enum value set: [Terminate, Allow]"),
  );
});

test("runtimes are managed automatically by default, per version", async () => {
  const read = async (Qualifier?: string) => {
    const { $metadata: _, ...answer } = await world.lambda.getRuntimeManagementConfig({
      FunctionName: "f1",
      Qualifier,
    });
    return answer;
  };
  expect(await read()).toEqual({ UpdateRuntimeOn: "Auto", FunctionArn: FN("f1") });
  const RuntimeVersionArn = `arn:aws:lambda:us-east-1::runtime:${"0".repeat(64)}`;
  await world.lambda.putRuntimeManagementConfig({
    FunctionName: "f1",
    UpdateRuntimeOn: "Manual",
    RuntimeVersionArn,
  });
  expect(await read()).toEqual({ UpdateRuntimeOn: "Manual", RuntimeVersionArn, FunctionArn: FN("f1") });
  expect(await read("1")).toEqual({ UpdateRuntimeOn: "Auto", FunctionArn: FN("f1:1") });
  const put = (more: object) =>
    world.lambda.putRuntimeManagementConfig({ FunctionName: "f1", UpdateRuntimeOn: "Auto", ...more });
  expect((await failure(put({ RuntimeVersionArn }))).code).toBe("InvalidParameterValueException");
  expect((await failure(put({ UpdateRuntimeOn: "Manual" }))).code).toBe("InvalidParameterValueException");
  expect(await failure(put({ FunctionName: "gone" }))).toEqual(gone);
});

describe("tags", () => {
  const Resource = FN("f1");
  const read = async () => (await world.lambda.listTags({ Resource })).Tags;

  test("are put, read and taken away, without a new revision", async () => {
    const before = world.sim.lambda.function("f1");
    expect((await world.lambda.tagResource({ Resource, Tags: { b: "2" } })).$metadata.httpStatusCode).toBe(
      204,
    );
    expect(await read()).toEqual({ a: "1", b: "2" });
    expect(
      (await world.lambda.untagResource({ Resource, TagKeys: ["a", "x"] })).$metadata.httpStatusCode,
    ).toBe(204);
    expect(await read()).toEqual({ b: "2" });
    await world.lambda.untagResource({ Resource, TagKeys: ["b"] });
    expect(await read()).toEqual({});
    expect(world.sim.lambda.function("f1")).toEqual(before);
  });

  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, ""]));
  test.each([
    ["more than 50", Resource, many, invalid("Number of tags exceeds resource tag limit.")],
    ["none", Resource, {}, invalid("An error occurred and the request cannot be processed.")],
    [
      "those of a version",
      FN("f1:1"),
      { b: "" },
      invalid("Tags on function aliases and versions are not supported. Please specify a function ARN."),
    ],
    ["those of a missing function", FN("gone"), { b: "" }, notFound(`Function not found: ${FN("gone")}`)],
  ])("rejects %s", async (_what, arn, Tags, expected) => {
    expect(await failure(world.lambda.tagResource({ Resource: arn, Tags }))).toEqual(expected);
    expect(await read()).toEqual({ a: "1" });
  });

  test("rejects an invalid ARN, and an empty list of keys", async () => {
    expect(await failure(world.lambda.listTags({ Resource: "f1" }))).toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining(
        "Value 'f1' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:",
      ),
    });
    const response = await fetch(`${world.sim.url}/2017-03-31/tags/${encodeURIComponent(Resource)}`, {
      method: "DELETE",
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        message:
          "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
      },
    ]);
  });
});

test("an enum of the model is rejected with its values", async () => {
  expect(
    await failure(
      world.lambda.updateFunctionConfiguration({
        FunctionName: "f1",
        SnapStart: { ApplyOn: "Never" as "None" },
      }),
    ),
  ).toEqual(
    validation("Never", "snapStart.applyOn", "Member must satisfy enum value set: [PublishedVersions, None]"),
  );
});
