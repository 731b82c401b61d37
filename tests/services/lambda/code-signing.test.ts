import type { CreateCodeSigningConfigCommandInput } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, FN, functionNamed, invalid, notFound, useLambda } from "./lambda-world.js";

const world = useLambda();

const SIGNER = `arn:aws:signer:us-east-1:${ACCOUNT}:/signing-profiles/team/abcdefgh12`;
const ABSENT = `arn:aws:lambda:us-east-1:${ACCOUNT}:code-signing-config:csc-0123456789abcdef0`;
const absent = notFound(`The Lambda code signing configuration ${ABSENT} can not be found.`);
const missing = {
  code: "CodeSigningConfigNotFoundException",
  message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${ABSENT}.`,
  status: 404,
};

async function create(more: Partial<CreateCodeSigningConfigCommandInput> = {}) {
  const { CodeSigningConfig } = await world.lambda.createCodeSigningConfig({
    AllowedPublishers: { SigningProfileVersionArns: [SIGNER] },
    ...more,
  });
  if (!CodeSigningConfig) throw new Error("The reply has no configuration.");
  return { ...CodeSigningConfig, arn: CodeSigningConfig.CodeSigningConfigArn ?? "" };
}

describe("code signing configurations", () => {
  test("are created with defaults, read and updated", async () => {
    const { arn, ...created } = await create();
    expect(created).toEqual({
      CodeSigningConfigId: expect.stringMatching(/^csc-[0-9a-f]{17}$/),
      CodeSigningConfigArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:code-signing-config:${created.CodeSigningConfigId}`,
      Description: "",
      AllowedPublishers: { SigningProfileVersionArns: [SIGNER] },
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
      LastModified: "2024-05-01T12:00:00.000+0000",
    });
    await world.sim.clock.advance("1m");
    const updated = {
      ...created,
      Description: "for releases",
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" },
      LastModified: "2024-05-01T12:01:00.000+0000",
    };
    const { CodeSigningConfig } = await world.lambda.updateCodeSigningConfig({
      CodeSigningConfigArn: arn,
      Description: "for releases",
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" },
    });
    expect(CodeSigningConfig).toEqual(updated);
    expect(
      (await world.lambda.getCodeSigningConfig({ CodeSigningConfigArn: arn })).CodeSigningConfig,
    ).toEqual(updated);
  });

  test("are listed in pages", async () => {
    for (let n = 0; n < 3; n++) await create();
    const first = await world.lambda.listCodeSigningConfigs({ MaxItems: 2 });
    const second = await world.lambda.listCodeSigningConfigs({ MaxItems: 2, Marker: first.NextMarker });
    const listed = [...(first.CodeSigningConfigs ?? []), ...(second.CodeSigningConfigs ?? [])];
    expect(new Set(listed.map((config) => config.CodeSigningConfigId)).size).toBe(3);
    expect([first.CodeSigningConfigs?.length, second.NextMarker]).toEqual([2, undefined]);
    expect(await failure(world.lambda.listCodeSigningConfigs({ Marker: "x" }))).toEqual(
      invalid("Invalid pagination token"),
    );
  });

  test("are deleted once no function uses them", async () => {
    const { arn: CodeSigningConfigArn } = await create();
    await world.lambda.createFunction(functionNamed("f1", { CodeSigningConfigArn }));
    expect(await failure(world.lambda.deleteCodeSigningConfig({ CodeSigningConfigArn }))).toMatchObject({
      code: "ResourceConflictException",
      status: 409,
    });
    await world.lambda.deleteFunction({ FunctionName: "f1" });
    const { $metadata } = await world.lambda.deleteCodeSigningConfig({ CodeSigningConfigArn });
    expect($metadata.httpStatusCode).toBe(204);
    expect((await world.lambda.listCodeSigningConfigs({})).CodeSigningConfigs).toEqual([]);
  });

  test("have tags", async () => {
    const { arn: Resource } = await create({ Tags: { team: "data" } });
    await world.lambda.tagResource({ Resource, Tags: { stage: "test" } });
    await world.lambda.untagResource({ Resource, TagKeys: ["team"] });
    expect((await world.lambda.listTags({ Resource })).Tags).toEqual({ stage: "test" });
    expect(await failure(world.lambda.listTags({ Resource: ABSENT }))).toEqual(absent);
  });

  test("that do not exist are not found", async () => {
    const named = { CodeSigningConfigArn: ABSENT };
    expect(await failure(world.lambda.getCodeSigningConfig(named))).toEqual(absent);
    expect(await failure(world.lambda.updateCodeSigningConfig(named))).toEqual(absent);
    expect(await failure(world.lambda.deleteCodeSigningConfig(named))).toEqual(absent);
    expect(await failure(world.lambda.listFunctionsByCodeSigningConfig(named))).toEqual(absent);
  });

  test("are validated by the model, and belong to one region", async () => {
    expect(
      await failure(
        world.lambda.createCodeSigningConfig({ AllowedPublishers: { SigningProfileVersionArns: [] } }),
      ),
    ).toEqual({
      code: "ValidationException",
      message:
        "1 validation error detected: Value '[]' at 'allowedPublishers.signingProfileVersionArns' failed to satisfy constraint: Member must have length greater than or equal to 1",
      status: 400,
    });
    await create();
    expect(
      (await world.client({ region: "eu-west-1" }).listCodeSigningConfigs({})).CodeSigningConfigs,
    ).toEqual([]);
  });
});

describe("the code signing configuration of a function", () => {
  const read = async () => {
    const { $metadata: _, ...reply } = await world.lambda.getFunctionCodeSigningConfig({
      FunctionName: "f1",
    });
    return reply;
  };

  test("is set, listed and removed", async () => {
    const { arn: CodeSigningConfigArn } = await create();
    for (const name of ["f1", "f2", "f3"]) await world.lambda.createFunction(functionNamed(name));
    expect(await read()).toEqual({ FunctionName: "f1" });
    for (const FunctionName of ["f1", "f3"]) {
      const { $metadata: _, ...put } = await world.lambda.putFunctionCodeSigningConfig({
        FunctionName,
        CodeSigningConfigArn,
      });
      expect(put).toEqual({ FunctionName, CodeSigningConfigArn });
    }
    expect(await read()).toEqual({ FunctionName: "f1", CodeSigningConfigArn });
    const list = (more: object = {}) =>
      world.lambda.listFunctionsByCodeSigningConfig({ CodeSigningConfigArn, ...more });
    expect((await list()).FunctionArns).toEqual([FN("f1"), FN("f3")]);
    const { FunctionArns, NextMarker } = await list({ MaxItems: 1 });
    expect(FunctionArns).toEqual([FN("f1")]);
    expect((await list({ MaxItems: 1, Marker: NextMarker })).FunctionArns).toEqual([FN("f3")]);
    for (let n = 0; n < 2; n++) {
      const { $metadata } = await world.lambda.deleteFunctionCodeSigningConfig({ FunctionName: "f1" });
      expect($metadata.httpStatusCode).toBe(204);
    }
    expect(await read()).toEqual({ FunctionName: "f1" });
  });

  test("must exist, and so must the function", async () => {
    const { arn: CodeSigningConfigArn } = await create();
    const gone = notFound(`Function not found: ${FN("gone")}`);
    const FunctionName = "gone";
    expect(await failure(world.lambda.getFunctionCodeSigningConfig({ FunctionName }))).toEqual(gone);
    expect(await failure(world.lambda.deleteFunctionCodeSigningConfig({ FunctionName }))).toEqual(gone);
    expect(
      await failure(world.lambda.putFunctionCodeSigningConfig({ FunctionName, CodeSigningConfigArn })),
    ).toEqual(gone);
    expect(
      await failure(world.lambda.createFunction(functionNamed("f1", { CodeSigningConfigArn: ABSENT }))),
    ).toEqual(missing);
    await world.lambda.createFunction(functionNamed("f1"));
    expect(
      await failure(
        world.lambda.putFunctionCodeSigningConfig({ FunctionName: "f1", CodeSigningConfigArn: ABSENT }),
      ),
    ).toEqual(missing);
  });

  test("cannot be given to an image", async () => {
    const { arn: CodeSigningConfigArn } = await create();
    const image = {
      PackageType: "Image",
      Runtime: undefined,
      Handler: undefined,
      Code: { ImageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/app:1` },
      CodeSigningConfigArn,
    } as const;
    expect((await failure(world.lambda.createFunction(functionNamed("f1", image)))).code).toBe(
      "InvalidParameterValueException",
    );
  });
});
