import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { FN, functionNamed, invalid, notFound, useLambda } from "./lambda-world.js";

const world = useLambda();

test.each(["f1", "123456789012:function:f1", FN("f1"), "f1:1", "123456789012:function:f1:1", FN("f1:1")])(
  "%s names the function",
  async (FunctionName) => {
    await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
    const { Configuration } = await world.lambda.getFunction({ FunctionName });
    expect(Configuration?.FunctionName).toBe("f1");
    expect(Configuration?.Version).toBe(FunctionName.endsWith(":1") ? "1" : "$LATEST");
  },
);

test("a qualifier may be given twice when it is the same", async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  expect(
    (await world.lambda.getFunctionConfiguration({ FunctionName: "f1:1", Qualifier: "1" })).Version,
  ).toBe("1");
  expect(
    await failure(world.lambda.getFunctionConfiguration({ FunctionName: "f1:1", Qualifier: "2" })),
  ).toEqual(invalid("The derived qualifier from the function name does not match the specified qualifier."));
});

test("functions of other regions are out of reach", async () => {
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:f1";
  const expected = notFound("Functions from 'eu-west-1' are not reachable in this region ('us-east-1')");
  expect(await failure(world.lambda.getFunction({ FunctionName: arn }))).toEqual(expected);
  expect(await failure(world.lambda.deleteFunction({ FunctionName: arn }))).toEqual(expected);
  expect(await failure(world.lambda.invoke({ FunctionName: arn }))).toEqual(expected);
  expect(await failure(world.lambda.getFunctionConcurrency({ FunctionName: arn }))).toEqual(expected);
});

test("functions of other accounts are forbidden", async () => {
  const error = await failure(
    world.lambda.getFunction({ FunctionName: "arn:aws:lambda:us-east-1:999999999999:function:f1" }),
  );
  expect(error).toMatchObject({ code: "AccessDeniedException", status: 403 });
});

test("names have 64 characters at most, ARNs 140", async () => {
  const long = "x".repeat(65);
  expect(await failure(world.lambda.getFunction({ FunctionName: long }))).toEqual(
    invalid(
      `1 validation error detected: Value '${long}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ),
  );
  const arn = FN("x".repeat(120));
  expect(await failure(world.lambda.getFunction({ FunctionName: arn }))).toEqual({
    code: "ValidationException",
    status: 400,
    message: `1 validation error detected: Value '${arn}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140`,
  });
});

test("an invalid name is rejected with the pattern", async () => {
  const error = await failure(world.lambda.getFunction({ FunctionName: "invalid:function:name" }));
  expect(error.code).toBe("ValidationException");
  expect(error.message).toContain(
    "Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws",
  );
});
