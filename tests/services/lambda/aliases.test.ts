import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import {
  conflict,
  FN,
  functionNamed,
  invalid,
  notFound,
  precondition,
  UUID,
  useLambda,
  validation,
} from "./lambda-world.js";

const world = useLambda();

beforeEach(async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
  await world.lambda.publishVersion({ FunctionName: "f1" });
});

const create = (more: object = {}) =>
  world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1", ...more });

describe("CreateAlias", () => {
  test("answers the alias", async () => {
    const { $metadata, ...alias } = await create();
    expect($metadata.httpStatusCode).toBe(201);
    const whole = {
      AliasArn: FN("f1:live"),
      Name: "live",
      FunctionVersion: "1",
      Description: "",
      RevisionId: expect.stringMatching(UUID),
    };
    expect(alias).toEqual(whole);
    expect(world.sim.lambda.aliases("f1")).toEqual([whole]);
  });

  test("takes weights, and $LATEST alone", async () => {
    expect(
      (await create({ RoutingConfig: { AdditionalVersionWeights: { "2": 0.2 } } })).RoutingConfig,
    ).toEqual({
      AdditionalVersionWeights: { "2": 0.2 },
    });
    expect((await create({ Name: "dev", FunctionVersion: "$LATEST" })).FunctionVersion).toBe("$LATEST");
  });

  test.each([
    ["a missing version", { FunctionVersion: "10" }, notFound(`Function not found: ${FN("f1:10")}`)],
    ["a missing function", { FunctionName: "gone" }, notFound(`Function not found: ${FN("gone:1")}`)],
    [
      "a number for a name",
      { Name: "12" },
      validation(
        "12",
        "name",
        "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
      ),
    ],
    [
      "two weights",
      { RoutingConfig: { AdditionalVersionWeights: { "2": 0.1, "3": 0.1 } } },
      invalid("Number of items in AdditionalVersionWeights cannot be greater than 1"),
    ],
    [
      "its own version as weight",
      { RoutingConfig: { AdditionalVersionWeights: { "1": 0.1 } } },
      invalid("Invalid function version 1. Function version 1 is already included in routing configuration."),
    ],
    [
      "weights beside $LATEST",
      { FunctionVersion: "$LATEST", RoutingConfig: { AdditionalVersionWeights: { "1": 0.1 } } },
      invalid("$LATEST is not supported for an alias pointing to more than 1 version"),
    ],
    [
      "a weight above 1",
      { RoutingConfig: { AdditionalVersionWeights: { "2": 1.5 } } },
      validation(
        "{2=1.5}",
        "routingConfig.additionalVersionWeights",
        "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
      ),
    ],
  ])("rejects %s", async (_what, change, expected) => {
    expect(await failure(create(change))).toEqual(expected);
    expect(world.sim.lambda.aliases("f1")).toEqual([]);
  });

  test("rejects a name that is in use", async () => {
    await create();
    expect(await failure(create())).toEqual(conflict(`Alias already exists: ${FN("f1:live")}`));
  });
});

describe("GetAlias and UpdateAlias", () => {
  test("an update changes what was sent, with a new revision", async () => {
    const { RevisionId } = await create({
      Description: "first",
      RoutingConfig: { AdditionalVersionWeights: { "2": 0.2 } },
    });
    const updated = await world.lambda.updateAlias({
      FunctionName: "f1",
      Name: "live",
      RevisionId,
      RoutingConfig: { AdditionalVersionWeights: {} },
    });
    expect(updated).toMatchObject({ FunctionVersion: "1", Description: "first" });
    expect(updated).not.toHaveProperty("RoutingConfig");
    expect(updated.RevisionId).not.toBe(RevisionId);
    expect(await failure(world.lambda.updateAlias({ FunctionName: "f1", Name: "live", RevisionId }))).toEqual(
      precondition(
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
      ),
    );
    expect((await world.lambda.getAlias({ FunctionName: "f1", Name: "live" })).RevisionId).toBe(
      updated.RevisionId,
    );
  });

  test("have their own error for a missing alias", async () => {
    expect(await failure(world.lambda.getAlias({ FunctionName: "f1", Name: "x" }))).toEqual(
      notFound(`Cannot find alias arn: ${FN("f1:x")}`),
    );
    expect(await failure(world.lambda.updateAlias({ FunctionName: "f1", Name: "x" }))).toEqual(
      notFound(`Alias not found: ${FN("f1:x")}`),
    );
  });
});

test("DeleteAlias answers 204, for missing ones too", async () => {
  await create();
  for (let n = 0; n < 2; n++) {
    expect(
      (await world.lambda.deleteAlias({ FunctionName: "f1", Name: "live" })).$metadata.httpStatusCode,
    ).toBe(204);
  }
  expect(world.sim.lambda.aliases("f1")).toEqual([]);
});

test("ListAliases lists by name, by version and by pages", async () => {
  for (const [Name, FunctionVersion] of [
    ["c", "1"],
    ["a", "2"],
    ["b", "1"],
  ])
    await create({ Name, FunctionVersion });
  const names = async (more: object = {}) =>
    (await world.lambda.listAliases({ FunctionName: "f1", ...more })).Aliases?.map((a) => a.Name);
  expect(await names()).toEqual(["a", "b", "c"]);
  expect(await names({ FunctionVersion: "1" })).toEqual(["b", "c"]);
  const { NextMarker } = await world.lambda.listAliases({ FunctionName: "f1", MaxItems: 2 });
  expect(await names({ Marker: NextMarker })).toEqual(["c"]);
  expect(await failure(world.lambda.listAliases({ FunctionName: "gone" }))).toEqual(
    notFound(`Function not found: ${FN("gone")}`),
  );
});
