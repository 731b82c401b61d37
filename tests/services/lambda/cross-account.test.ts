import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { FN, ZIP } from "./lambda-world.js";

const OTHER = "210987654321";
const BOB = `arn:aws:iam::${OTHER}:user/bob`;
const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const owner = new Lambda(sim.clientConfig());
let bob: Lambda;

const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });

beforeEach(async () => {
  sim.reset();
  const iam = new IAM(sim.clientConfig());
  const { Role } = await iam.createRole({
    RoleName: "app",
    AssumeRolePolicyDocument: document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "lambda.amazonaws.com" },
    }),
  });
  sim.lambda.on("f", (event) => ({ got: event }));
  const code = { Runtime: "nodejs22.x", Handler: "index.handler", Code: { ZipFile: ZIP } } as const;
  await owner.createFunction({ FunctionName: "f", Role: Role?.Arn, ...code });
  await new IAM(sim.clientConfig({ accountId: OTHER })).createUser({ UserName: "bob" });
  bob = new Lambda({ ...sim.clientConfig({ user: "bob", accountId: OTHER }), maxAttempts: 1 });
});

const give = (...Action: readonly string[]) =>
  new IAM(sim.clientConfig({ accountId: OTHER })).putUserPolicy({
    UserName: "bob",
    PolicyName: "p",
    PolicyDocument: document({ Effect: "Allow", Action, Resource: FN("*") }),
  });

const permit = (Action: string, Principal = OTHER, more: object = {}) =>
  owner.addPermission({
    FunctionName: "f",
    StatementId: Action.replace(":", "-"),
    Action,
    Principal,
    ...more,
  });

const lacks = (policy: string, action: string, arn = FN("f")) => ({
  code: "AccessDeniedException",
  status: 403,
  message: `User: ${BOB} is not authorized to perform: ${action} on resource: ${arn} because no ${policy} policy allows the ${action} action`,
});

test("P01: another account invokes a function that lets it, by its ARN", async () => {
  const invoke = (FunctionName = FN("f")) => bob.invoke({ FunctionName, Payload: Buffer.from("1") });
  expect(await failure(invoke())).toEqual(lacks("resource-based", "lambda:InvokeFunction"));
  await permit("lambda:InvokeFunction");
  expect(await failure(invoke())).toEqual(lacks("identity-based", "lambda:InvokeFunction"));
  await give("lambda:InvokeFunction");
  const { Payload, ExecutedVersion } = await invoke();
  expect([Buffer.from(Payload ?? []).toString(), ExecutedVersion]).toEqual(['{"got":1}', "$LATEST"]);
  // The record is of the account of the function.
  expect(sim.lambda.invocations("f")).toHaveLength(1);
  await owner.publishVersion({ FunctionName: "f" });
  expect(await failure(invoke(FN("f:1")))).toEqual(
    lacks("resource-based", "lambda:InvokeFunction", FN("f:1")),
  );
  expect(await failure(invoke(FN("none")))).toEqual(
    lacks("resource-based", "lambda:InvokeFunction", FN("none")),
  );
});

test("P01: it invokes asynchronously, and reads what its policy lets it read", async () => {
  await give("lambda:*");
  await permit("lambda:InvokeFunction", BOB);
  expect(await bob.invoke({ FunctionName: FN("f"), InvocationType: "Event" })).toMatchObject({
    StatusCode: 202,
  });
  const read = () => bob.getFunction({ FunctionName: FN("f") });
  expect(await failure(read())).toEqual(lacks("resource-based", "lambda:GetFunction"));
  await permit("lambda:GetFunction");
  expect((await read()).Configuration?.FunctionArn).toBe(FN("f"));
});

test("where nothing is enforced, functions of other accounts are invoked by their ARN", async () => {
  sim.authorization.mode = "off";
  const { StatusCode } = await bob.invoke({ FunctionName: FN("f") });
  expect(StatusCode).toBe(200);
});
