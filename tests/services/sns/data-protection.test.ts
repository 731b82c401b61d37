import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, rejected, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");
const managed = (name: string) => `arn:aws:dataprotection::aws:data-identifier/${name}`;

interface Rule {
  readonly operation: object;
  readonly direction?: "Inbound" | "Outbound";
  readonly identifiers?: readonly string[];
  readonly principals?: readonly string[];
}

function policyOf(rules: readonly Rule[], more: object = {}): string {
  return JSON.stringify({
    Name: "p",
    Version: "2021-06-01",
    Statement: rules.map(
      ({
        operation,
        direction = "Inbound",
        identifiers = [managed("EmailAddress")],
        principals = ["*"],
      }) => ({
        DataDirection: direction,
        Principal: principals,
        DataIdentifier: identifiers,
        Operation: operation,
      }),
    ),
    ...more,
  });
}

/** A topic with a policy, and a queue that is subscribed. */
async function protect(rules: readonly Rule[], more: object = {}): Promise<void> {
  await world.sns.createTopic({ Name: "t", DataProtectionPolicy: policyOf(rules, more) });
  await world.queue(TopicArn);
}

/** What the subscriber gets of a message. */
async function received(Message: string): Promise<unknown> {
  await world.sns.publish({ TopicArn, Message });
  await world.sim.clock.advance(0);
  return world.messages().at(-1);
}

const MASK = { Deidentify: { MaskConfig: { MaskWithCharacter: "*" } } };
const REDACT = { Deidentify: { RedactConfig: {} } };
const DENIED = "The data protection policy of the topic denies the message";

describe("Deny", () => {
  test("of messages that come in rejects them", async () => {
    await protect([{ operation: { Deny: {} } }]);
    expect(await failure(world.sns.publish({ TopicArn, Message: "to ann@example.com" }))).toEqual(
      rejected("AuthorizationErrorException", DENIED, 403),
    );
    const PublishBatchRequestEntries = ["ann@example.com", "ann"].map((Message, i) => ({
      Id: `m${i}`,
      Message,
    }));
    expect(await world.sns.publishBatch({ TopicArn, PublishBatchRequestEntries })).toMatchObject({
      Successful: [{ Id: "m1" }],
      Failed: [{ Id: "m0", Code: "AuthorizationError", Message: DENIED, SenderFault: true }],
    });
    await world.sim.clock.advance(0);
    expect(world.messages()).toEqual(["ann"]);
  });

  test("of messages that go out keeps them from the subscribers that it names", async () => {
    const [user] = [`arn:aws:iam::${ACCOUNT}:user/nobody`];
    await protect([{ operation: { Deny: {} }, direction: "Outbound", principals: [user] }]);
    expect(await received("ann@example.com")).toBe("ann@example.com");
    await world.sns.putDataProtectionPolicy({
      ResourceArn: TopicArn,
      DataProtectionPolicy: policyOf([{ operation: { Deny: {} }, direction: "Outbound" }]),
    });
    await received("bob@example.com");
    expect(world.messages()).toEqual(["ann@example.com"]);
    expect(world.sim.sns.published("t").map(({ message }) => message)).toEqual([
      "ann@example.com",
      "bob@example.com",
    ]);
  });
});

describe("Deidentify", () => {
  test("masks inbound data for all subscribers", async () => {
    await protect([{ operation: MASK }]);
    expect(await received("ann@example.com and bob@example.org.")).toBe(
      "*************** and ***************.",
    );
    expect(world.sim.sns.published("t")).toMatchObject([{ message: "*************** and ***************." }]);
  });

  test("removes what goes out", async () => {
    await protect([{ operation: REDACT, direction: "Outbound" }]);
    expect(await received('{"mail":"ann@example.com"}')).toBe('{"mail":""}');
    expect(world.sim.sns.published("t")).toMatchObject([{ message: '{"mail":"ann@example.com"}' }]);
  });

  test.each([
    ["EmailAddress", "a.b+c@mail.example.co.uk!", "!"],
    ["EmailAddress", "a@b", "a@b"],
    ["IpAddress", "10.0.0.255, ::1 and 2001:db8::8a2e:370:7334.", ",  and ."],
    ["IpAddress", "10.0.0.256 at 12:30:59, v1.2.3.4", "10.0.0.256 at 12:30:59, v1.2.3.4"],
    ["CreditCardNumber", "card 4111 1111 1111 1111", "card "],
    [
      "CreditCardNumber",
      "card 4111 1111 1111 1112 or 1111111111111117",
      "card 4111 1111 1111 1112 or 1111111111111117",
    ],
    [
      "OpenSshPrivateKey",
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3\n-----END OPENSSH PRIVATE KEY-----\n",
      "\n",
    ],
    ["PkcsPrivateKey", "-----BEGIN PRIVATE KEY-----\nb3", "-----BEGIN PRIVATE KEY-----\nb3"],
    ["PgpPrivateKey", "<-----BEGIN PGP PRIVATE KEY BLOCK-----b-----END PGP PRIVATE KEY BLOCK----->", "<>"],
    // Requires keywords nearby, which only AWS has.
    ["Ssn-US", "SSN 078-05-1120", "SSN 078-05-1120"],
  ])("%s finds what has its form: %j", async (name, message, expected) => {
    await protect([{ operation: REDACT, identifiers: [managed(name)] }]);
    expect(await received(`${message} .`)).toBe(`${expected} .`);
  });

  test("applies identifiers of the policy itself, each statement after the other", async () => {
    const Configuration = { CustomDataIdentifier: [{ Name: "Employee", Regex: "E-\\d{4}" }] };
    await protect(
      [
        { operation: MASK, identifiers: ["Employee", managed("EmailAddress")] },
        { operation: REDACT, identifiers: [managed("IpAddress")] },
      ],
      { Configuration },
    );
    expect(await received("E-1234 E-12 a@b.cd from 10.0.0.1")).toBe("****** E-12 ****** from ");
  });
});

test("Audit writes what it finds to a log group, and changes nothing", async () => {
  const LogGroup = "/aws/vendedlogs/findings";
  const Audit = { SampleRate: "99", FindingsDestination: { CloudWatchLogs: { LogGroup } } };
  await protect([{ operation: { Audit }, identifiers: [managed("EmailAddress"), managed("IpAddress")] }]);
  const logs = new CloudWatchLogs(world.sim.clientConfig({ direct: true }));
  expect(await received("a@b.cd before there is a group")).toBe("a@b.cd before there is a group");
  await logs.createLogGroup({ logGroupName: LogGroup });
  await received("nothing");
  const { MessageId } = await world.sns.publish({ TopicArn, Message: "a@b.cd, e@f.gh" });
  const { events = [] } = await logs.filterLogEvents({ logGroupName: LogGroup });
  expect(events.map(({ message = "" }) => JSON.parse(message))).toEqual([
    {
      messageId: MessageId,
      auditTimestamp: "2026-01-02T03:04:05Z",
      callerPrincipal: `arn:aws:iam::${ACCOUNT}:user/aws-sim`,
      resourceArn: TopicArn,
      dataIdentifiers: [
        {
          name: "EmailAddress",
          count: 2,
          detections: [
            { start: 0, end: 6 },
            { start: 8, end: 14 },
          ],
        },
      ],
    },
  ]);
});

test.each([
  [{ Deny: {}, Audit: {} }, "Operation must be Deny, Audit or Deidentify"],
  [{ Deidentify: {} }, "Deidentify must have a MaskConfig or a RedactConfig"],
  [{ Audit: { SampleRate: 100 } }, "SampleRate must be between 0 and 99"],
])("a policy with the operation %j is rejected", async (operation, reason) => {
  await world.topic();
  const DataProtectionPolicy = policyOf([{ operation }]);
  expect(
    await failure(world.sns.putDataProtectionPolicy({ ResourceArn: TopicArn, DataProtectionPolicy })),
  ).toEqual(invalid(`DataProtectionPolicy Reason: ${reason}`));
});

test("an expression that RE2 does not have is rejected", async () => {
  await world.topic();
  const Configuration = { CustomDataIdentifier: [{ Name: "n", Regex: "(?=a)" }] };
  const DataProtectionPolicy = policyOf([{ operation: { Deny: {} } }], { Configuration });
  expect(
    await failure(world.sns.putDataProtectionPolicy({ ResourceArn: TopicArn, DataProtectionPolicy })),
  ).toEqual(invalid("DataProtectionPolicy Reason: a CustomDataIdentifier must have a Name and a Regex"));
});
