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
} from "./lambda-world.js";

const world = useLambda();

beforeEach(async () => {
  await world.lambda.createFunction(functionNamed("f1", { Publish: true }));
  await world.lambda.createAlias({ FunctionName: "f1", Name: "live", FunctionVersion: "1" });
});

const add = (more: object = {}) =>
  world.lambda.addPermission({
    FunctionName: "f1",
    StatementId: "s3",
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
    ...more,
  });
const statement = (principal: string, more = "") =>
  `{"Sid":"s3","Effect":"Allow","Principal":${principal},"Action":"lambda:InvokeFunction","Resource":"${FN("f1")}"${more}}`;

describe("AddPermission", () => {
  test.each([
    ["s3.amazonaws.com", '{"Service":"s3.amazonaws.com"}'],
    ["*", '"*"'],
    ["999999999999", '{"AWS":"arn:aws:iam::999999999999:root"}'],
    ["arn:aws:iam::999999999999:role/r", '{"AWS":"arn:aws:iam::999999999999:role/r"}'],
  ])("writes the principal %s", async (Principal, written) => {
    const { $metadata, Statement } = await add({ Principal });
    expect($metadata.httpStatusCode).toBe(201);
    expect(Statement).toBe(statement(written));
  });

  test("writes conditions in AWS's order", async () => {
    const { Statement } = await add({
      SourceArn: "arn:aws:s3:::b",
      SourceAccount: "999999999999",
      PrincipalOrgID: "o-0123456789",
      EventSourceToken: "t",
    });
    expect(Statement).toBe(
      statement(
        '{"Service":"s3.amazonaws.com"}',
        ',"Condition":{"StringEquals":{"AWS:SourceAccount":"999999999999","aws:PrincipalOrgID":"o-0123456789","lambda:EventSourceToken":"t"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}',
      ),
    );
    const url = await add({
      StatementId: "url",
      Principal: "*",
      Action: "lambda:InvokeFunctionUrl",
      FunctionUrlAuthType: "NONE",
    });
    expect(url.Statement).toContain('"Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}');
  });

  test.each([
    [
      "a bad principal",
      { Principal: "nobody" },
      invalid("The provided principal was invalid. Please check the principal and try again."),
    ],
    [
      "$LATEST",
      { Qualifier: "$LATEST" },
      invalid("We currently do not support adding policies for $LATEST."),
    ],
    ["a missing function", { FunctionName: "gone" }, notFound(`Function not found: ${FN("gone")}`)],
    ["a missing alias", { Qualifier: "x" }, notFound(`Cannot find alias arn: ${FN("f1:x")}`)],
    ["a missing version", { Qualifier: "42" }, notFound(`Function not found: ${FN("f1:42")}`)],
  ])("rejects %s", async (_what, change, expected) => {
    expect(await failure(add(change))).toEqual(expected);
  });

  test("rejects a statement id that is in use, and an old revision", async () => {
    await add();
    expect(await failure(add())).toEqual(
      conflict(
        "The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.",
      ),
    );
    expect(await failure(add({ StatementId: "b", RevisionId: "old" }))).toEqual(
      precondition(
        "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
      ),
    );
  });

  test("rejects more than 20 KB", async () => {
    const long = (n: number) =>
      add({ StatementId: `s${n}`, SourceArn: `arn:aws:s3:::${"x".repeat(10_000)}` });
    await long(1);
    expect(await failure(long(2))).toMatchObject({ code: "PolicyLengthExceededException", status: 400 });
  });
});

describe("GetPolicy", () => {
  test("answers the policy with a revision that changes", async () => {
    await add();
    const first = await world.lambda.getPolicy({ FunctionName: "f1" });
    expect(first.Policy).toBe(
      `{"Version":"2012-10-17","Id":"default","Statement":[${statement('{"Service":"s3.amazonaws.com"}')}]}`,
    );
    expect(first.RevisionId).toMatch(UUID);
    await add({ StatementId: "b", RevisionId: first.RevisionId });
    expect((await world.lambda.getPolicy({ FunctionName: "f1" })).RevisionId).not.toBe(first.RevisionId);
  });

  test("keeps those of aliases apart", async () => {
    const missing = notFound("The resource you requested does not exist.");
    await add({ Qualifier: "live" });
    expect(await failure(world.lambda.getPolicy({ FunctionName: "f1" }))).toEqual(missing);
    expect((await world.lambda.getPolicy({ FunctionName: "f1", Qualifier: "live" })).Policy).toContain(
      `"Resource":"${FN("f1:live")}"`,
    );
    expect(await failure(world.lambda.getPolicy({ FunctionName: "gone" }))).toEqual(missing);
  });
});

test("RemovePermission takes statements away, with the last the policy", async () => {
  const remove = (more: object = {}) =>
    world.lambda.removePermission({ FunctionName: "f1", StatementId: "s3", ...more });
  expect(await failure(remove())).toEqual(notFound("No policy is associated with the given resource."));
  expect(await failure(remove({ FunctionName: "gone" }))).toEqual(
    notFound(`No policy found for: ${FN("gone")}`),
  );
  await add();
  expect(await failure(remove({ StatementId: "x" }))).toEqual(
    notFound("Statement x is not found in resource policy."),
  );
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
  expect(await failure(world.lambda.getPolicy({ FunctionName: "f1" }))).toEqual(
    notFound("The resource you requested does not exist."),
  );
});
