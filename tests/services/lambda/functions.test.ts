import { createHash } from "node:crypto";
import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import {
  conflict,
  FN,
  functionNamed,
  invalid,
  notFound,
  precondition,
  ROLE,
  UUID,
  useLambda,
  validation,
  ZIP,
} from "./lambda-world.js";
import { emptyZip, zipOf } from "./zip.js";

const world = useLambda();

const SHA = createHash("sha256").update(ZIP).digest("base64");

describe("CreateFunction", () => {
  test("G01 answers the whole configuration, Pending", async () => {
    const { $metadata, ...created } = await world.lambda.createFunction(
      functionNamed("f1", {
        Runtime: "python3.12",
        Timeout: 5,
        MemorySize: 256,
        Environment: { Variables: {} },
      }),
    );
    expect($metadata.httpStatusCode).toBe(201);
    expect(created).toEqual({
      FunctionName: "f1",
      FunctionArn: FN("f1"),
      Runtime: "python3.12",
      Role: ROLE,
      Handler: "index.handler",
      CodeSize: ZIP.length,
      Description: "",
      Timeout: 5,
      MemorySize: 256,
      LastModified: "2024-05-01T12:00:00.000+0000",
      CodeSha256: SHA,
      Version: "$LATEST",
      Environment: { Variables: {} },
      TracingConfig: { Mode: "PassThrough" },
      RevisionId: expect.stringMatching(UUID),
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      PackageType: "Zip",
      Architectures: ["x86_64"],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      RuntimeVersionConfig: {
        RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
      },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/f1" },
    });
  });

  test("G01 with Publish returns version 1 under the unqualified ARN", async () => {
    const created = await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    expect(created).toMatchObject({ Version: "1", FunctionArn: FN("f1"), State: "Pending" });
    expect(await world.lambda.getFunctionConfiguration({ FunctionName: "f1", Qualifier: "1" })).toMatchObject(
      {
        Version: "1",
        State: "Active",
        LastUpdateStatus: "Successful",
      },
    );
  });

  test("G01 rejects a name that is in use", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    expect(await failure(world.lambda.createFunction(functionNamed("f1")))).toEqual(
      conflict("Function already exist: f1"),
    );
  });

  test("G01 G02 takes an image", async () => {
    const uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v1";
    const {
      Runtime: _r,
      Handler: _h,
      ...input
    } = functionNamed("f1", { PackageType: "Image", Code: { ImageUri: uri } });
    const created = await world.lambda.createFunction(input);
    expect(created).toMatchObject({
      PackageType: "Image",
      CodeSize: 0,
      CodeSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(created).not.toHaveProperty("Runtime");
    expect(created).not.toHaveProperty("RuntimeVersionConfig");
    expect((await world.lambda.getFunction({ FunctionName: "f1" })).Code).toEqual({
      RepositoryType: "ECR",
      ImageUri: uri,
      ResolvedImageUri: `123456789012.dkr.ecr.us-east-1.amazonaws.com/app@sha256:${created.CodeSha256}`,
    });
  });

  test("shows the blocks that were configured", async () => {
    const created = await world.lambda.createFunction(
      functionNamed("f1", {
        VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
        DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" },
        LoggingConfig: { LogFormat: "JSON" },
        KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
      }),
    );
    expect(created).toMatchObject({
      VpcConfig: {
        SubnetIds: ["subnet-1"],
        SecurityGroupIds: ["sg-1"],
        VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
        Ipv6AllowedForDualStack: false,
      },
      DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" },
      LoggingConfig: {
        LogFormat: "JSON",
        ApplicationLogLevel: "INFO",
        SystemLogLevel: "INFO",
        LogGroup: "/aws/lambda/f1",
      },
      KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
    });
  });

  const DLQ = "Invalid dead letter queue ARN: ";
  const ENVIRONMENT =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  const BIG = { AA: "x".repeat(4096) };

  test.each([
    [
      "no runtime",
      { Runtime: undefined },
      invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages."),
    ],
    ["no code", { Code: {} }, invalid("Please provide a source for function code.")],
    [
      "two sources",
      { Code: { ZipFile: ZIP, S3Bucket: "bucket" } },
      invalid("Please do not provide other FunctionCode parameters when providing a ZipFile."),
    ],
    [
      "half a place in S3",
      { Code: { S3Bucket: "bucket" } },
      invalid("S3 Bucket and Key are required for uploading with S3 parameters."),
    ],
    [
      "bytes that are no zip",
      { Code: { ZipFile: Buffer.from("code") } },
      invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
    ],
    ["an empty zip", { Code: { ZipFile: emptyZip() } }, invalid("Uploaded file must be a non-empty zip")],
    [
      "a zip that unpacks to too much",
      { Code: { ZipFile: zipOf("a", "b", 262_144_001) } },
      invalid("Unzipped size must be smaller than 262144000 bytes"),
    ],
    [
      "a bad image",
      { PackageType: "Image", Runtime: undefined, Handler: undefined, Code: { ImageUri: "nonsense" } },
      invalid("Source image nonsense is not valid. Provide a valid source image."),
    ],
    [
      "a runtime for an image",
      { PackageType: "Image", Code: { ImageUri: "r/a:1" } },
      invalid(
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
      ),
    ],
    [
      "an old runtime",
      { Runtime: "nodejs12.x" },
      invalid(
        "The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.",
      ),
    ],
    [
      "a bad role",
      { Role: "r1" },
      validation(
        "r1",
        "role",
        "Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
      ),
    ],
    [
      "a long timeout",
      { Timeout: 901 },
      validation("901", "timeout", "Member must have value less than or equal to 900"),
    ],
    [
      "no timeout",
      { Timeout: 0 },
      validation("0", "timeout", "Member must have value greater than or equal to 1"),
    ],
    [
      "much memory",
      { MemorySize: 10_241 },
      invalid(
        "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
      ),
    ],
    [
      "little memory",
      { MemorySize: 127 },
      validation("127", "memorySize", "Member must have value greater than or equal to 128"),
    ],
    [
      "two architectures",
      { Architectures: ["x86_64", "arm64"] },
      validation("[x86_64, arm64]", "architectures", "Member must have length less than or equal to 1"),
    ],
    [
      "a queue of another kind",
      { DeadLetterConfig: { TargetArn: "arn:aws:s3:::bucket" } },
      invalid(`${DLQ}The service specified by the TargetArn is not supported for dead letter configuration.`),
    ],
    [
      "a queue elsewhere",
      { DeadLetterConfig: { TargetArn: "arn:aws:sqs:eu-west-1:123456789012:q" } },
      invalid(
        `${DLQ}The resource specified by the TargetArn must be in the same region as the Lambda function it's associated with.`,
      ),
    ],
    [
      "a FIFO queue",
      { DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:q.fifo" } },
      invalid(`${DLQ}FIFO SQS queue is not supported for dead letter configuration`),
    ],
    [
      "reserved variables",
      { Environment: { Variables: { AWS_REGION: "x", OK: "y" } } },
      invalid(
        `${ENVIRONMENT} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION`,
      ),
    ],
    [
      "too many variables",
      { Environment: { Variables: BIG } },
      invalid(`${ENVIRONMENT} exceeded the 4KB limit. String measured: ${JSON.stringify(BIG)}`),
    ],
    [
      "a file system without VPC",
      {
        FileSystemConfigs: [
          {
            Arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
            LocalMountPath: "/mnt/a",
          },
        ],
      },
      invalid(
        "Function must be configured to execute in a VPC to reference access point arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0. Please update the function configuration to include VPC subnets and security groups.",
      ),
    ],
    [
      "six layers",
      { Layers: [1, 2, 3, 4, 5, 6].map((n) => `arn:aws:lambda:us-east-1:999999999999:layer:l${n}:1`) },
      invalid("Cannot reference more than 5 layers."),
    ],
    [
      "a layer twice",
      {
        Layers: [
          "arn:aws:lambda:us-east-1:999999999999:layer:l:1",
          "arn:aws:lambda:us-east-1:999999999999:layer:l:2",
        ],
      },
      invalid(
        "Two different versions of the same layer are not allowed to be referenced in the same function. arn:aws:lambda:us-east-1:999999999999:layer:l:1 and arn:aws:lambda:us-east-1:999999999999:layer:l:2 are versions of the same layer.",
      ),
    ],
    [
      "a missing layer",
      { Layers: ["arn:aws:lambda:us-east-1:123456789012:layer:l:1"] },
      invalid("Layer version arn:aws:lambda:us-east-1:123456789012:layer:l:1 does not exist."),
    ],
    [
      "a layer elsewhere",
      { Layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:l:1"] },
      invalid(
        "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
      ),
    ],
    [
      "too many tags",
      { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ""])) },
      invalid("Number of tags exceeds resource tag limit."),
    ],
  ] as const)("rejects %s and creates nothing", async (_what, change, expected) => {
    expect(
      await failure(world.lambda.createFunction({ ...functionNamed("f1"), ...(change as object) })),
    ).toEqual(expected);
    expect(world.sim.lambda.functions()).toEqual([]);
  });

  test("rejects an unknown runtime with its own error", async () => {
    const error = await failure(
      world.lambda.createFunction({ ...functionNamed("f1"), ...({ Runtime: "cobol1" } as object) }),
    );
    expect(error.code).toBe("InvalidParameterValueException");
    expect(error.message).toMatch(
      /^Value cobol1 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*nodejs22\.x.*\] or be a valid ARN$/,
    );
  });

  test("never shows the name or value of a bad variable", async () => {
    const error = await failure(
      world.lambda.createFunction(functionNamed("f1", { Environment: { Variables: { "1A": "secret" } } })),
    );
    expect(error).toEqual({
      code: "ValidationException",
      status: 400,
      message:
        "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: " +
        "[Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, Member must not be null]",
    });
  });
});

describe("GetFunction", () => {
  test("G02 answers configuration, code, tags and concurrency", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Tags: { team: "a" } }));
    await world.lambda.putFunctionConcurrency({ FunctionName: "f1", ReservedConcurrentExecutions: 5 });
    const { Configuration, Code, Tags, Concurrency } = await world.lambda.getFunction({ FunctionName: "f1" });
    expect(Configuration).toMatchObject({
      FunctionArn: FN("f1"),
      State: "Active",
      LastUpdateStatus: "Successful",
    });
    expect(Configuration).not.toHaveProperty("StateReason");
    expect(Code).toEqual({
      RepositoryType: "S3",
      Location: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/awslambda-us-east-1-tasks\/snapshots\/123456789012\/f1-[0-9a-f]{32}\?.*X-Amz-Expires=600/,
      ),
    });
    expect(Tags).toEqual({ team: "a" });
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 5 });
  });

  test("G02 leaves tags and concurrency out when there are none", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const { $metadata: _, ...answer } = await world.lambda.getFunction({ FunctionName: "f1" });
    expect(Object.keys(answer).sort()).toEqual(["Code", "Configuration"]);
  });

  test("ends the ARN with what was asked for", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
    const arnOf = async (Qualifier?: string) =>
      (await world.lambda.getFunctionConfiguration({ FunctionName: "f1", Qualifier })).FunctionArn;
    expect(await arnOf()).toBe(FN("f1"));
    expect(await arnOf("$LATEST")).toBe(FN("f1:$LATEST"));
    expect(await arnOf("1")).toBe(FN("f1:1"));
    expect(await arnOf("live")).toBe(FN("f1:live"));
    expect(
      (await world.lambda.getFunctionConfiguration({ FunctionName: "f1", Qualifier: "live" })).Version,
    ).toBe("1");
  });

  test.each([
    [undefined, FN("gone")],
    ["1", FN("gone:1")],
    ["live", FN("gone:live")],
  ])("names what is missing (qualifier %s)", async (Qualifier, arn) => {
    expect(await failure(world.lambda.getFunction({ FunctionName: "gone", Qualifier }))).toEqual(
      notFound(`Function not found: ${arn}`),
    );
    expect(await failure(world.lambda.getFunctionConfiguration({ FunctionName: "gone", Qualifier }))).toEqual(
      notFound(`Function not found: ${arn}`),
    );
  });
});

describe("UpdateFunctionCode", () => {
  test("G04 takes new code, with a new revision", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const before = await world.lambda.getFunctionConfiguration({ FunctionName: "f1" });
    await world.sim.clock.advance("1s");
    const code = zipOf("index.mjs", "changed");
    const updated = await world.lambda.updateFunctionCode({
      FunctionName: "f1",
      ZipFile: code,
      Architectures: ["arm64"],
    });
    expect(updated).toMatchObject({
      CodeSha256: createHash("sha256").update(code).digest("base64"),
      CodeSize: code.length,
      Architectures: ["arm64"],
      State: "Active",
      LastUpdateStatus: "InProgress",
      LastUpdateStatusReason: "The function is being created.",
      LastUpdateStatusReasonCode: "Creating",
      LastModified: "2024-05-01T12:00:01.000+0000",
    });
    const after = await world.lambda.getFunctionConfiguration({ FunctionName: "f1" });
    expect(after).toMatchObject({ State: "Active", LastUpdateStatus: "Successful" });
    expect(after).not.toHaveProperty("LastUpdateStatusReason");
    expect(new Set([before.RevisionId, updated.RevisionId, after.RevisionId]).size).toBe(3);
  });

  test("G04 with Publish answers the new version, Pending", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const published = await world.lambda.updateFunctionCode({
      FunctionName: "f1",
      ZipFile: zipOf("a", "b"),
      Publish: true,
    });
    expect(published).toMatchObject({ Version: "1", FunctionArn: FN("f1:1"), State: "Pending" });
    expect(published).not.toHaveProperty("LastUpdateStatus");
  });

  test("DryRun changes nothing", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    const before = world.sim.lambda.function("f1");
    const answer = await world.lambda.updateFunctionCode({
      FunctionName: "f1",
      ZipFile: zipOf("a", "b"),
      DryRun: true,
    });
    expect(answer.CodeSha256).not.toBe(SHA);
    expect(world.sim.lambda.function("f1")).toMatchObject({
      CodeSha256: SHA,
      LastModified: before?.LastModified,
    });
  });

  test("keeps images images and archives archives", async () => {
    await world.lambda.createFunction(functionNamed("zip"));
    expect(
      await failure(world.lambda.updateFunctionCode({ FunctionName: "zip", ImageUri: "r/a:1" })),
    ).toEqual(invalid("Please don't provide ImageUri when updating a function with packageType Zip."));
    await world.lambda.createFunction({
      FunctionName: "image",
      Role: ROLE,
      PackageType: "Image",
      Code: { ImageUri: "r/a:1" },
    });
    expect(await failure(world.lambda.updateFunctionCode({ FunctionName: "image", ZipFile: ZIP }))).toEqual(
      invalid("Please provide ImageUri when updating a function with packageType Image."),
    );
  });

  test("rejects an old revision", async () => {
    const { RevisionId } = await world.lambda.createFunction(functionNamed("f1"));
    const stale = precondition(
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    );
    expect(
      await failure(world.lambda.updateFunctionCode({ FunctionName: "f1", ZipFile: ZIP, RevisionId })),
    ).toEqual(stale);
    expect(
      await failure(world.lambda.updateFunctionConfiguration({ FunctionName: "f1", RevisionId })),
    ).toEqual(stale);
  });
});

describe("UpdateFunctionConfiguration", () => {
  test("changes what was sent and nothing else", async () => {
    await world.lambda.createFunction(
      functionNamed("f1", { Description: "first", Environment: { Variables: { AA: "1" } } }),
    );
    const { $metadata: _b, ...before } = await world.lambda.getFunctionConfiguration({ FunctionName: "f1" });
    await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 30 });
    const { $metadata: _a, ...after } = await world.lambda.getFunctionConfiguration({ FunctionName: "f1" });
    expect(after).toEqual({
      ...before,
      Timeout: 30,
      RevisionId: expect.not.stringMatching(`^${before.RevisionId}$`),
    });
  });

  test("takes blocks away", async () => {
    await world.lambda.createFunction(
      functionNamed("f1", {
        Environment: { Variables: { AA: "1" } },
        DeadLetterConfig: { TargetArn: "arn:aws:sns:us-east-1:123456789012:t" },
        VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
        Layers: ["arn:aws:lambda:us-east-1:999999999999:layer:l:1"],
        LoggingConfig: { LogFormat: "JSON" },
      }),
    );
    await world.lambda.updateFunctionConfiguration({
      FunctionName: "f1",
      Environment: { Variables: {} },
      DeadLetterConfig: { TargetArn: "" },
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      Layers: [],
      LoggingConfig: { LogFormat: "Text" },
    });
    const after = world.sim.lambda.function("f1");
    expect(after?.Environment).toBeUndefined();
    expect(after?.DeadLetterConfig).toBeUndefined();
    expect(after?.Layers).toBeUndefined();
    expect(after?.VpcConfig).toEqual({
      SubnetIds: [],
      SecurityGroupIds: [],
      VpcId: "",
      Ipv6AllowedForDualStack: false,
    });
    expect(after?.LoggingConfig).toEqual({ LogFormat: "Text", LogGroup: "/aws/lambda/f1" });
  });

  test("rejects levels for logs that are text, and only for those", async () => {
    const configure = (LoggingConfig: LoggingConfig) =>
      world.lambda.updateFunctionConfiguration({ FunctionName: "f1", LoggingConfig });
    const rejected = invalid(
      'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
    );
    const text: LoggingConfig = { LogFormat: "Text", ApplicationLogLevel: "DEBUG" };
    expect(await failure(world.lambda.createFunction(functionNamed("f1", { LoggingConfig: text })))).toEqual(
      rejected,
    );
    await world.lambda.createFunction(functionNamed("f1"));
    expect(await failure(configure({ SystemLogLevel: "WARN" }))).toEqual(rejected);
    await configure({ LogFormat: "JSON", SystemLogLevel: "WARN" });
    await configure({ ApplicationLogLevel: "ERROR" });
    expect(world.sim.lambda.function("f1")?.LoggingConfig).toEqual({
      LogFormat: "JSON",
      ApplicationLogLevel: "ERROR",
      SystemLogLevel: "WARN",
      LogGroup: "/aws/lambda/f1",
    });
    expect(await failure(configure(text))).toEqual(rejected);
  });

  test("rejects a function that does not exist", async () => {
    expect(await failure(world.lambda.updateFunctionConfiguration({ FunctionName: "gone" }))).toEqual(
      notFound(`Function not found: ${FN("gone")}`),
    );
  });
});

describe("DeleteFunction", () => {
  test("G03 answers 204 and takes everything of the function away", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
    await world.lambda.createFunction(functionNamed("f1-other"));
    const { $metadata } = await world.lambda.deleteFunction({ FunctionName: "f1" });
    expect($metadata.httpStatusCode).toBe(204);
    expect(world.sim.lambda.functions().map((f) => f.FunctionName)).toEqual(["f1-other"]);
    expect(() => world.sim.lambda.versions("f1")).toThrow('There is no function "f1"');
    expect(await failure(world.lambda.getAlias({ FunctionName: "f1", Name: "live" }))).toEqual(
      notFound(`Cannot find alias arn: ${FN("f1:live")}`),
    );
  });

  test.each([undefined, "1"])("G03 rejects an unknown function (qualifier %s)", async (Qualifier) => {
    expect(await failure(world.lambda.deleteFunction({ FunctionName: "gone", Qualifier }))).toEqual(
      notFound(`Function not found: ${FN("gone")}`),
    );
  });

  test("deletes a version, and again without complaint", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "1" });
    await world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "1" });
    expect(world.sim.lambda.versions("f1")).toEqual([]);
    expect(world.sim.lambda.function("f1")).toBeDefined();
  });

  test("leaves aliases to DeleteAlias", async () => {
    await world.lambda.createFunction(functionNamed("f1"));
    expect(await failure(world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "live" }))).toEqual(
      invalid("Deletion of aliases is not currently supported."),
    );
  });

  test("keeps $LATEST, and versions that an alias needs", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
    expect(await failure(world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "$LATEST" }))).toEqual(
      invalid("$LATEST version cannot be deleted without deleting the function."),
    );
    expect(await failure(world.lambda.deleteFunction({ FunctionName: "f1", Qualifier: "1" }))).toEqual(
      conflict("Version 1 cannot be deleted because it is referenced by alias(es) [live]"),
    );
  });
});

describe("ListFunctions", () => {
  test("lists $LATEST without states, by pages", async () => {
    for (const name of ["c", "a", "b"]) await world.lambda.createFunction(functionNamed(name));
    const first = await world.lambda.listFunctions({ MaxItems: 2 });
    expect(first.Functions?.map((f) => f.FunctionArn)).toEqual([FN("a"), FN("b")]);
    expect(first.Functions?.[0]).toMatchObject({ PackageType: "Zip", Version: "$LATEST" });
    for (const member of ["State", "LastUpdateStatus", "RuntimeVersionConfig"])
      expect(first.Functions?.[0]).not.toHaveProperty(member);
    const second = await world.lambda.listFunctions({ MaxItems: 2, Marker: first.NextMarker });
    expect(second.Functions?.map((f) => f.FunctionName)).toEqual(["c"]);
    expect(second.NextMarker).toBeUndefined();
  });

  test("gives at most 50 at a time", async () => {
    for (let n = 0; n < 51; n++)
      await world.lambda.createFunction(functionNamed(`f${n}`, { Code: { ZipFile: ZIP } }));
    const { Functions, NextMarker } = await world.lambda.listFunctions({ MaxItems: 1000 });
    expect(Functions).toHaveLength(50);
    expect((await world.lambda.listFunctions({ Marker: NextMarker })).Functions).toHaveLength(1);
  });

  test("with ALL lists every version, qualified", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    const { Functions } = await world.lambda.listFunctions({ FunctionVersion: "ALL" });
    expect(Functions?.map((f) => f.FunctionArn)).toEqual([FN("f1:$LATEST"), FN("f1:1")]);
  });

  test("rejects other versions and unknown markers", async () => {
    expect(await failure(world.lambda.listFunctions({ FunctionVersion: "SOME" as "ALL" }))).toEqual(
      validation("SOME", "functionVersion", "Member must satisfy enum value set: [ALL]"),
    );
    expect((await failure(world.lambda.listFunctions({ Marker: "nonsense" }))).code).toBe(
      "InvalidParameterValueException",
    );
  });
});
