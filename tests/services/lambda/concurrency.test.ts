import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { conflict, FN, functionNamed, invalid, notFound, useLambda, validation } from "./lambda-world.js";

const world = useLambda({ delays: { lambda: { creating: 0, updating: 0, provisioning: "5s" } } });

beforeEach(async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
});

const reserve = (ReservedConcurrentExecutions: number, FunctionName = "f1") =>
  world.lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions });
const provision = (Qualifier: string, ProvisionedConcurrentExecutions = 1) =>
  world.lambda.putProvisionedConcurrencyConfig({
    FunctionName: "f1",
    Qualifier,
    ProvisionedConcurrentExecutions,
  });

describe("reserved concurrency", () => {
  test("is put, read and deleted", async () => {
    const read = async () =>
      (await world.lambda.getFunctionConcurrency({ FunctionName: "f1" })).ReservedConcurrentExecutions;
    expect(await read()).toBeUndefined();
    expect((await reserve(0)).ReservedConcurrentExecutions).toBe(0);
    expect(await read()).toBe(0);
    expect(
      (await world.lambda.deleteFunctionConcurrency({ FunctionName: "f1" })).$metadata.httpStatusCode,
    ).toBe(204);
    expect(await read()).toBeUndefined();
    await world.lambda.deleteFunctionConcurrency({ FunctionName: "f1" });
  });

  test("leaves 100 to the others", async () => {
    const message =
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
    expect(await failure(reserve(901))).toEqual(invalid(message));
    await reserve(900);
    await reserve(800);
    await world.lambda.createFunction(functionNamed("f2"));
    expect(await failure(reserve(101, "f2"))).toEqual(invalid(message));
    const { AccountLimit, AccountUsage } = await world.lambda.getAccountSettings({});
    expect(AccountLimit).toEqual({
      TotalCodeSize: 80530636800,
      CodeSizeUnzipped: 262144000,
      CodeSizeZipped: 52428800,
      ConcurrentExecutions: 1000,
      UnreservedConcurrentExecutions: 200,
    });
    expect(AccountUsage?.FunctionCount).toBe(2);
  });

  test("is for whole functions that exist", async () => {
    expect(await failure(reserve(1, "f1:live"))).toEqual(
      invalid(
        "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
      ),
    );
    expect(await failure(reserve(1, "gone"))).toEqual(notFound(`Function not found: ${FN("gone:$LATEST")}`));
    expect(await failure(world.lambda.getFunctionConcurrency({ FunctionName: "gone" }))).toEqual(
      notFound(`Function not found: ${FN("gone")}`),
    );
  });

  test("of 0 throttles every invocation", async () => {
    await reserve(0);
    const response = await fetch(`${world.sim.url}/2015-03-31/functions/f1/invocations`, { method: "POST" });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(response.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException");
    expect(await response.json()).toEqual({
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      Type: "User",
      message: "Rate Exceeded.",
    });
  });

  test("throttles what runs at the same time, and no more", async () => {
    await reserve(1);
    world.sim.lambda.on("f1", (_event, context) => context.sleep("1s"));
    const running = world.lambda.invoke({ FunctionName: "f1" });
    await world.sim.clock.advance(0);
    expect(await failure(world.lambda.invoke({ FunctionName: "f1" }))).toMatchObject({
      code: "TooManyRequestsException",
      status: 429,
    });
    await world.sim.clock.advance("1s");
    expect((await running).StatusCode).toBe(200);
    const next = world.lambda.invoke({ FunctionName: "f1" });
    await world.sim.clock.advance("1s");
    expect((await next).StatusCode).toBe(200);
  });
});

describe("provisioned concurrency", () => {
  test("is IN_PROGRESS until the very millisecond of its delay", async () => {
    const { $metadata, ...put } = await provision("1", 3);
    expect($metadata.httpStatusCode).toBe(202);
    const config = {
      RequestedProvisionedConcurrentExecutions: 3,
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: "IN_PROGRESS",
      LastModified: "2024-05-01T12:00:00+0000",
    };
    const read = async () => {
      const { $metadata: _, ...answer } = await world.lambda.getProvisionedConcurrencyConfig({
        FunctionName: "f1",
        Qualifier: "1",
      });
      return answer;
    };
    expect(put).toEqual(config);
    await world.sim.clock.advance(4999);
    expect(await read()).toEqual(config);
    await world.sim.clock.advance(1);
    const ready = {
      ...config,
      AvailableProvisionedConcurrentExecutions: 3,
      AllocatedProvisionedConcurrentExecutions: 3,
      Status: "READY",
    };
    expect(await read()).toEqual(ready);
    const { ProvisionedConcurrencyConfigs } = await world.lambda.listProvisionedConcurrencyConfigs({
      FunctionName: "f1",
    });
    expect(ProvisionedConcurrencyConfigs).toEqual([{ FunctionArn: FN("f1:1"), ...ready }]);
  });

  test("is for published versions and aliases", async () => {
    expect(await failure(provision("$LATEST"))).toEqual(
      invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions."),
    );
    const onLatest = { FunctionName: "f1", Qualifier: "$LATEST" };
    const needed = invalid("The function resource provided must be an alias or a published version.");
    expect(await failure(world.lambda.getProvisionedConcurrencyConfig(onLatest))).toEqual(needed);
    expect(await failure(world.lambda.deleteProvisionedConcurrencyConfig(onLatest))).toEqual(needed);
    expect(await failure(provision("7"))).toEqual(notFound(`Function not found: ${FN("f1:7")}`));
    expect(await failure(provision("none"))).toEqual(notFound(`Cannot find alias arn: ${FN("f1:none")}`));
    expect(await failure(provision("1", 0))).toEqual(
      validation("0", "provisionedConcurrentExecutions", "Member must have value greater than or equal to 1"),
    );
  });

  test("is missing, and deleted, in AWS's ways", async () => {
    const config = { FunctionName: "f1", Qualifier: "1" };
    expect(await failure(world.lambda.getProvisionedConcurrencyConfig(config))).toEqual({
      code: "ProvisionedConcurrencyConfigNotFoundException",
      message: "No Provisioned Concurrency Config found for this function",
      status: 404,
    });
    expect((await world.lambda.deleteProvisionedConcurrencyConfig(config)).$metadata.httpStatusCode).toBe(
      204,
    );
  });

  test("is for a version or for its alias", async () => {
    await provision("1");
    expect(await failure(provision("live"))).toEqual(
      conflict(
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
      ),
    );
    await world.lambda.deleteProvisionedConcurrencyConfig({ FunctionName: "f1", Qualifier: "1" });
    await provision("live");
    expect(await failure(provision("1"))).toEqual(
      conflict("Version is pointed by a Provisioned Concurrency alias"),
    );
  });

  test("fits into what is reserved, or unreserved", async () => {
    await reserve(2);
    expect(await failure(provision("1", 3))).toEqual(
      invalid(
        "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      ),
    );
    await provision("1", 2);
    expect(await failure(reserve(1))).toEqual(
      invalid(
        " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
      ),
    );
    await world.lambda.deleteFunctionConcurrency({ FunctionName: "f1" });
    expect(await failure(provision("1", 901))).toEqual(
      invalid(
        "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [900].",
      ),
    );
  });

  test("keeps its version invocable when the reservation is used up by it", async () => {
    await provision("1");
    await world.sim.clock.advance("5s");
    await reserve(1);
    expect((await failure(world.lambda.invoke({ FunctionName: "f1" }))).code).toBe(
      "TooManyRequestsException",
    );
    expect((await world.lambda.invoke({ FunctionName: "f1", Qualifier: "1" })).StatusCode).toBe(200);
    expect((await world.lambda.invoke({ FunctionName: "f1", Qualifier: "live" })).StatusCode).toBe(200);
  });

  test("of an alias with a new version is allocated again, and the old one counts until then", async () => {
    await provision("live", 2);
    await world.sim.clock.advance("5s");
    await world.lambda.updateFunctionConfiguration({ FunctionName: "f1", Timeout: 9 });
    await world.lambda.publishVersion({ FunctionName: "f1" });
    await world.lambda.updateAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "2" });
    const read = () =>
      world.lambda.getProvisionedConcurrencyConfig({ FunctionName: "f1", Qualifier: "live" });
    await world.sim.clock.advance(4999);
    expect(await read()).toMatchObject({
      Status: "IN_PROGRESS",
      AllocatedProvisionedConcurrentExecutions: 2,
    });
    await world.sim.clock.advance(1);
    expect(await read()).toMatchObject({ Status: "READY", AllocatedProvisionedConcurrentExecutions: 2 });
  });
});
