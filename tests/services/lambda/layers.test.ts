import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { functionNamed, invalid, notFound, precondition, UUID, useLambda, ZIP } from "./lambda-world.js";

const world = useLambda();
const LAYER = "arn:aws:lambda:us-east-1:123456789012:layer:l";
const MISSING = notFound("The resource you requested does not exist.");

const publish = (more: object = {}) =>
  world.lambda.publishLayerVersion({ LayerName: "l", Content: { ZipFile: ZIP }, ...more });
const numbers = async (more: object = {}) =>
  (await world.lambda.listLayerVersions({ LayerName: "l", ...more })).LayerVersions?.map((v) => v.Version);

describe("layer versions", () => {
  test("are published, read by number and by ARN, and listed newest first", async () => {
    const { $metadata, ...published } = await publish({
      Description: "d",
      CompatibleRuntimes: [],
      CompatibleArchitectures: ["arm64"],
    });
    expect($metadata.httpStatusCode).toBe(201);
    expect(published).toEqual({
      Content: {
        Location: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:\d+\/awslambda-us-east-1-layers\/snapshots\//,
        ),
        CodeSha256: createHash("sha256").update(ZIP).digest("base64"),
        CodeSize: ZIP.length,
      },
      LayerArn: LAYER,
      LayerVersionArn: `${LAYER}:1`,
      Description: "d",
      CreatedDate: "2024-05-01T12:00:00.000+0000",
      Version: 1,
      CompatibleRuntimes: [],
      CompatibleArchitectures: ["arm64"],
    });
    const { $metadata: _a, ...byNumber } = await world.lambda.getLayerVersion({
      LayerName: "l",
      VersionNumber: 1,
    });
    const { $metadata: _b, ...byArn } = await world.lambda.getLayerVersionByArn({ Arn: `${LAYER}:1` });
    expect(byNumber).toEqual(published);
    expect(byArn).toEqual(published);
    await publish();
    expect(await numbers()).toEqual([2, 1]);
    const { LayerVersions } = await world.lambda.listLayerVersions({ LayerName: LAYER });
    const { Content: _c, LayerArn: _l, ...listed } = published;
    expect(LayerVersions?.[1]).toEqual(listed);
  });

  test("are listed by pages and by what they are for", async () => {
    await publish({ CompatibleRuntimes: ["nodejs22.x"] });
    await publish({ CompatibleRuntimes: ["python3.12"], CompatibleArchitectures: ["arm64"] });
    await publish({ CompatibleRuntimes: ["nodejs22.x", "python3.12"] });
    expect(await numbers({ CompatibleRuntime: "nodejs22.x" })).toEqual([3, 1]);
    expect(await numbers({ CompatibleArchitecture: "arm64" })).toEqual([2]);
    const { NextMarker } = await world.lambda.listLayerVersions({ LayerName: "l", MaxItems: 2 });
    expect(await numbers({ MaxItems: 2, Marker: NextMarker })).toEqual([1]);
    expect(await numbers({ LayerName: "never" })).toEqual([]);
    await publish({ LayerName: "a" });
    const { Layers } = await world.lambda.listLayers({});
    expect(Layers?.map((l) => [l.LayerName, l.LayerArn, l.LatestMatchingVersion?.Version])).toEqual([
      ["a", "arn:aws:lambda:us-east-1:123456789012:layer:a", 1],
      ["l", LAYER, 3],
    ]);
    const matching = await world.lambda.listLayers({ CompatibleArchitecture: "arm64" });
    expect(matching.Layers?.map((l) => l.LatestMatchingVersion?.Version)).toEqual([2]);
  });

  test("are deleted for good, but not for the functions that use them", async () => {
    await publish();
    await world.lambda.createFunction(functionNamed("f1", { Layers: [`${LAYER}:1`] }));
    for (let n = 0; n < 2; n++) {
      expect(
        (await world.lambda.deleteLayerVersion({ LayerName: "l", VersionNumber: 1 })).$metadata
          .httpStatusCode,
      ).toBe(204);
    }
    expect(world.sim.lambda.function("f1")?.Layers).toEqual([{ Arn: `${LAYER}:1`, CodeSize: ZIP.length }]);
    expect((await world.lambda.listLayers({})).Layers).toEqual([]);
    expect((await publish()).Version).toBe(2);
  });

  test("are missing in AWS's ways", async () => {
    expect(await failure(world.lambda.getLayerVersion({ LayerName: "l", VersionNumber: 1 }))).toEqual(
      MISSING,
    );
    expect(await failure(world.lambda.getLayerVersion({ LayerName: "l", VersionNumber: 0 }))).toEqual(
      invalid("Layer Version Cannot be less than 1"),
    );
    expect(await failure(world.lambda.getLayerVersionByArn({ Arn: `${LAYER}:1` }))).toEqual(MISSING);
  });
});

describe("layer policies", () => {
  const version = { LayerName: "l", VersionNumber: 1 };
  const add = (more: object = {}) =>
    world.lambda.addLayerVersionPermission({
      ...version,
      StatementId: "s",
      Action: "lambda:GetLayerVersion",
      Principal: "*",
      ...more,
    });
  const statement = `{"Sid":"s","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"${LAYER}:1"}`;

  test("are added to, read and removed from", async () => {
    await publish();
    const { Statement, RevisionId, $metadata } = await add();
    expect([$metadata.httpStatusCode, Statement]).toEqual([201, statement]);
    expect(RevisionId).toMatch(UUID);
    const { Policy } = await world.lambda.getLayerVersionPolicy(version);
    expect(Policy).toBe(`{"Version":"2012-10-17","Id":"default","Statement":[${statement}]}`);
    expect(await failure(add({ StatementId: "t", RevisionId: "old" }))).toEqual(
      precondition(
        "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
      ),
    );
    const remove = await world.lambda.removeLayerVersionPermission({
      ...version,
      StatementId: "s",
      RevisionId,
    });
    expect(remove.$metadata.httpStatusCode).toBe(204);
    expect(await failure(world.lambda.getLayerVersionPolicy(version))).toEqual(
      notFound("No policy is associated with the given resource."),
    );
  });

  test("need their layer", async () => {
    expect(await failure(add())).toEqual(notFound(`Layer version ${LAYER}:1 does not exist.`));
    expect(await failure(world.lambda.getLayerVersionPolicy(version))).toEqual(
      notFound(`Layer version ${LAYER}:1 does not exist.`),
    );
  });
});
