import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../lib/index.js";
import { TEST_TLS } from "../support/tls.js";

/** A simulator with a user who may list queues under a condition. */
async function simulatorWith(Condition: object, options: AwsSimOptions): Promise<AwsSim> {
  const sim = await createAwsSim({ authorization: "enforce", ...options });
  const iam = new IAM(sim.clientConfig());
  await iam.createUser({ UserName: "ann" });
  const Statement = { Effect: "Allow", Action: "sqs:ListQueues", Resource: "*", Condition };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument });
  return sim;
}

async function listing(sim: AwsSim, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const sqs = new SQS(sim.clientConfig({ user: "ann" }));
  sqs.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
      return next(args);
    },
    { step: "build" },
  );
  return sqs.listQueues().then(
    () => "allowed",
    (error: Error) => error.name,
  );
}

describe("aws:SecureTransport (P01)", () => {
  const secure = { Bool: { "aws:SecureTransport": "true" } };

  test.each<[string, AwsSimOptions, string]>([
    ["over HTTP", {}, "allowed"],
    ["over HTTP, with strictTransport", { strictTransport: true }, "AccessDenied"],
    ["over HTTPS, with strictTransport", { strictTransport: true, tls: TEST_TLS }, "allowed"],
  ])("%s", async (_, options, expected) => {
    await using sim = await simulatorWith(secure, options);
    expect(await listing(sim)).toBe(expected);
  });
});

describe("aws:SourceIp (P01)", () => {
  const office = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
  const header = { "X-Forwarded-For": "203.0.113.7, 10.0.0.1" };

  test.each<[string, AwsSimOptions, Readonly<Record<string, string>>, string]>([
    ["is the address of the connection", {}, header, "AccessDenied"],
    ["is the first address of sourceIpHeader", { sourceIpHeader: "X-Forwarded-For" }, header, "allowed"],
    [
      "is that of the connection without the header",
      { sourceIpHeader: "X-Forwarded-For" },
      {},
      "AccessDenied",
    ],
  ])("%s", async (_, options, headers, expected) => {
    await using sim = await simulatorWith(office, options);
    expect(await listing(sim, headers)).toBe(expected);
  });
});
