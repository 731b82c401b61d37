import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { typeError } from "../../support/type-error.js";
import { FN, functionNamed, invalid, notFound, precondition, UUID, useLambda } from "./lambda-world.js";
import { zipOf } from "./zip.js";

const world = useLambda();

describe("PublishVersion", () => {
  test("freezes $LATEST under the next number", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Description: "latest" }));
    const { $metadata, ...published } = await world.lambda.publishVersion({ FunctionName: "f1" });
    expect($metadata.httpStatusCode).toBe(201);
    const { $metadata: _, ...latest } = await world.lambda.getFunctionConfiguration({ FunctionName: "f1" });
    expect(published).toEqual({
      ...latest,
      FunctionArn: FN("f1:1"),
      Version: "1",
      State: "Active",
      LastUpdateStatus: "Successful",
      RevisionId: expect.stringMatching(UUID),
    });
    expect(published.RevisionId).not.toBe(latest.RevisionId);
  });

  test("keeps what it froze when $LATEST changes", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Timeout: 5 }));
    await world.lambda.publishVersion({ FunctionName: "f1", Description: "five seconds" });
    await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
    expect(await world.lambda.getFunctionConfiguration({ FunctionName: "f1", Qualifier: "1" })).toMatchObject(
      {
        Timeout: 5,
        Description: "five seconds",
      },
    );
    expect(world.sim.lambda.function("f1")).toMatchObject({ Timeout: 9, Description: "" });
  });

  test("gives the last version again when nothing changed", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const first = await world.lambda.publishVersion({ FunctionName: "f1" });
    const second = await world.lambda.publishVersion({ FunctionName: "f1", Description: "other" });
    expect(second).toMatchObject({ Version: "1", RevisionId: first.RevisionId });
    await world.lambda.updateFunctionCode({ FunctionName: "f1", ZipFile: zipOf("a", "b") });
    expect((await world.lambda.publishVersion({ FunctionName: "f1" })).Version).toBe("2");
  });

  test("never uses a number twice", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "1" });
    expect((await world.lambda.publishVersion({ FunctionName: "f1" })).Version).toBe("2");
  });

  test("of a function with SnapStart is Pending first, then optimized", async () => {
    await world.lambda.createFunction(
      functionNamed("f1", { Runtime: "java21", SnapStart: { ApplyOn: "PublishedVersions" } }),
    );
    expect(await world.lambda.publishVersion({ FunctionName: "f1" })).toMatchObject({
      State: "Pending",
      SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "Off" },
    });
    expect(await world.lambda.getFunctionConfiguration({ FunctionName: "f1", Qualifier: "1" })).toMatchObject(
      {
        State: "Active",
        SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "On" },
      },
    );
    expect(world.sim.lambda.function("f1")?.SnapStart).toEqual({
      ApplyOn: "PublishedVersions",
      OptimizationStatus: "Off",
    });
  });

  test("rejects other code, an old revision and an unknown function", async () => {
    const { CodeSha256, RevisionId } = await world.lambda.createFunction(functionNamed("f1"));
    expect(await failure(world.lambda.publishVersion({ FunctionName: "f1", CodeSha256: "other" }))).toEqual(
      invalid(
        `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      ),
    );
    expect(await failure(world.lambda.publishVersion({ FunctionName: "f1", RevisionId }))).toEqual(
      precondition(
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
      ),
    );
    expect(await failure(world.lambda.publishVersion({ FunctionName: "gone" }))).toEqual(
      notFound(`Function not found: ${FN("gone")}`),
    );
  });
});

describe("ListVersionsByFunction", () => {
  test("lists $LATEST, then the numbers in order, by pages", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    for (let n = 1; n <= 11; n++) {
      await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Description: `change ${n}` });
      await world.lambda.publishVersion({ FunctionName: "f1" });
    }
    const first = await world.lambda.listVersionsByFunction({ FunctionName: "f1", MaxItems: 10 });
    expect(first.Versions?.map((v) => v.Version)).toEqual([
      "$LATEST",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
    ]);
    expect(first.Versions?.[0]?.FunctionArn).toBe(FN("f1:$LATEST"));
    expect(first.Versions?.[1]).not.toHaveProperty("State");
    const second = await world.lambda.listVersionsByFunction({
      FunctionName: "f1",
      MaxItems: 10,
      Marker: first.NextMarker,
    });
    expect(second.Versions?.map((v) => v.FunctionArn)).toEqual([FN("f1:10"), FN("f1:11")]);
    expect(second.NextMarker).toBeUndefined();
  });

  test("rejects an unknown function", async () => {
    expect(await failure(world.lambda.listVersionsByFunction({ FunctionName: "gone" }))).toEqual(
      notFound(`Function not found: ${FN("gone")}`),
    );
  });
});

test("sim.lambda: reads of a function that does not exist throw, a known one may have nothing", async () => {
  const { sim, lambda } = world;
  await lambda.createFunction(functionNamed("orders"));
  sim.lambda.on("notify", null);
  expect([sim.lambda.versions("orders"), sim.lambda.aliases("notify")]).toEqual([[], []]);
  expect([sim.lambda.invocations("orders"), sim.lambda.invocations("notify")]).toEqual([[], []]);
  const message = 'There is no function "ordres" in account 123456789012, region us-east-1. ';
  const missing = typeError(`${message}Did you mean "orders"? There are: notify, orders.`);
  expect(() => sim.lambda.versions("ordres")).toThrow(missing);
  expect(() => sim.lambda.aliases("ordres")).toThrow(missing);
  expect(() => sim.lambda.invocations("ordres")).toThrow(
    typeError('There is no function "ordres". Did you mean "orders"? There are: notify, orders.'),
  );
});

test("sim.lambda: invocations of a function of another account are not a misspelling", async () => {
  await world.client({ accountId: "210987654321" }).createFunction(functionNamed("theirs"));
  expect(world.sim.lambda.invocations("theirs")).toEqual([]);
});
