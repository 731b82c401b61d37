import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, rejected, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const NOT_FOUND = rejected("NotFoundException", "Topic does not exist", 404);
const TopicArn = topicArnOf("t");

const POLICY = {
  Version: "2008-10-17",
  Id: "__default_policy_ID",
  Statement: [
    {
      Sid: "__default_statement_ID",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [
        "SNS:GetTopicAttributes",
        "SNS:SetTopicAttributes",
        "SNS:AddPermission",
        "SNS:RemovePermission",
        "SNS:DeleteTopic",
        "SNS:Subscribe",
        "SNS:ListSubscriptionsByTopic",
        "SNS:Publish",
      ],
      Resource: TopicArn,
      Condition: { StringEquals: { "AWS:SourceOwner": ACCOUNT } },
    },
  ],
};
const EFFECTIVE = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: "linear",
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
  },
};

const attributes = async (arn = TopicArn) =>
  (await world.sns.getTopicAttributes({ TopicArn: arn })).Attributes ?? {};

test("Q03: a new topic has AWS's attributes", async () => {
  expect(await body(world.sns.createTopic({ Name: "t" }))).toEqual({ TopicArn });
  expect(await attributes()).toEqual({
    DisplayName: "",
    EffectiveDeliveryPolicy: JSON.stringify(EFFECTIVE),
    Owner: ACCOUNT,
    Policy: JSON.stringify(POLICY),
    SubscriptionsConfirmed: "0",
    SubscriptionsDeleted: "0",
    SubscriptionsPending: "0",
    TopicArn,
  });
});

test("Q03: a FIFO topic has two attributes more", async () => {
  const arn = (await world.sns.createTopic({ Name: "t.fifo", Attributes: { FifoTopic: "true" } })).TopicArn;
  const { FifoTopic, ContentBasedDeduplication, ...rest } = await attributes(arn);
  expect({ FifoTopic, ContentBasedDeduplication }).toEqual({
    FifoTopic: "true",
    ContentBasedDeduplication: "false",
  });
  expect(Object.keys(rest)).toHaveLength(8);
});

test.each([
  ["", {}],
  ["a b", {}],
  ["x".repeat(257), {}],
  ["t.fifo", {}],
  ["t", { FifoTopic: "true" }],
  ["a.b", {}],
])("the name %j with %j is not that of a topic", async (Name, Attributes) => {
  expect(await failure(world.sns.createTopic({ Name, Attributes }))).toEqual(invalid("Topic Name"));
});

test("creating a topic again returns it, unless attributes or tags differ", async () => {
  const Tags = [{ Key: "team", Value: "shop" }];
  const given = { Name: "t", Attributes: { DisplayName: "a" }, Tags };
  await world.sns.createTopic(given);
  for (const again of [given, { Name: "t" }, { ...given, Tags: undefined }])
    expect(await body(world.sns.createTopic(again))).toEqual({ TopicArn });
  for (const Attributes of [{ DisplayName: "b" }, { DisplayName: "a", KmsMasterKeyId: "k" }] as Record<
    string,
    string
  >[])
    expect(await failure(world.sns.createTopic({ Name: "t", Attributes }))).toEqual(
      invalid("Attributes Reason: Topic already exists with different attributes"),
    );
  expect(await failure(world.sns.createTopic({ Name: "t", Tags: [{ Key: "team", Value: "b" }] }))).toEqual(
    invalid("Tags Reason: Topic already exists with different tags"),
  );
});

test("a topic is deleted, also again", async () => {
  await world.topic();
  for (let i = 0; i < 2; i++) expect(await body(world.sns.deleteTopic({ TopicArn }))).toEqual({});
  expect(await failure(world.sns.getTopicAttributes({ TopicArn }))).toEqual(NOT_FOUND);
  expect(await failure(world.sns.publish({ TopicArn, Message: "a" }))).toEqual(NOT_FOUND);
  expect(await body(world.sns.listTopics({}))).toEqual({ Topics: [] });
});

test.each([
  ["", "TopicArn Reason: An ARN must have at least 6 elements, not 1"],
  ["t", "TopicArn Reason: An ARN must have at least 6 elements, not 1"],
  ["arn:aws:sns:us-east-1:1", "TopicArn Reason: An ARN must have at least 6 elements, not 5"],
  [`arn:aws:sns:eu-west-1:${ACCOUNT}:t`, "TopicArn"],
  [`arn:aws:sqs:us-east-1:${ACCOUNT}:t`, "TopicArn"],
])("%j is not the ARN of a topic here", async (arn, text) => {
  await world.topic();
  const given = { TopicArn: arn };
  for (const call of [
    world.sns.getTopicAttributes(given),
    world.sns.deleteTopic(given),
    world.sns.listSubscriptionsByTopic(given),
    world.sns.setTopicAttributes({ ...given, AttributeName: "DisplayName", AttributeValue: "a" }),
    world.sns.subscribe({ ...given, Protocol: "sqs", Endpoint: "a" }),
    world.sns.publish({ ...given, Message: "a" }),
  ])
    expect(await failure(call)).toEqual(invalid(text));
});

test("attributes are set, and removed by the empty string", async () => {
  await world.topic();
  const set = (AttributeName: string, AttributeValue?: string) =>
    world.sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue });
  await set("DisplayName", "Orders");
  await set("SignatureVersion", "2");
  await set("TracingConfig", "Active");
  await set("KmsMasterKeyId", "alias/aws/sns");
  await set("LambdaSuccessFeedbackSampleRate", "50");
  await set("HTTPFailureFeedbackRoleArn", "arn:aws:iam::123456789012:role/r");
  expect(await attributes()).toMatchObject({
    DisplayName: "Orders",
    SignatureVersion: "2",
    TracingConfig: "Active",
    KmsMasterKeyId: "alias/aws/sns",
    LambdaSuccessFeedbackSampleRate: "50",
    HTTPFailureFeedbackRoleArn: "arn:aws:iam::123456789012:role/r",
  });
  await set("KmsMasterKeyId", "");
  await set("DisplayName");
  expect(await attributes()).toMatchObject({ DisplayName: "" });
  expect(await attributes()).not.toHaveProperty("KmsMasterKeyId");
  for (const name of ["Nonsense", "FifoTopic", "ContentBasedDeduplication", "constructor"])
    expect(await failure(set(name, "true"))).toEqual(invalid("AttributeName"));
  for (const [name, value, reason] of [
    ["SignatureVersion", "3", "SignatureVersion Reason: must be one of 1, 2"],
    ["TracingConfig", "On", "TracingConfig Reason: must be one of PassThrough, Active"],
    [
      "SQSSuccessFeedbackSampleRate",
      "101",
      "SQSSuccessFeedbackSampleRate Reason: must be an integer between 0 and 100",
    ],
    ["DisplayName", "x".repeat(101), "DisplayName Reason: must be at most 100 characters long"],
    ["Policy", "{", "Policy Error: null"],
  ] as const)
    expect(await failure(set(name, value))).toEqual(invalid(reason));
  expect(await failure(world.sns.createTopic({ Name: "u", Attributes: { Nonsense: "a" } }))).toEqual(
    invalid("Attributes Reason: Unknown attribute Nonsense"),
  );
});

test("a FIFO topic has attributes of its own", async () => {
  const arn = await world.fifo("t.fifo", {
    FifoThroughputScope: "MessageGroup",
    ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
  });
  expect(await attributes(arn)).toMatchObject({
    ContentBasedDeduplication: "true",
    FifoThroughputScope: "MessageGroup",
    ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
  });
  const set = world.sns.setTopicAttributes({
    TopicArn: arn,
    AttributeName: "ArchivePolicy",
    AttributeValue: '{"MessageRetentionPeriod":"366"}',
  });
  expect(await failure(set)).toEqual(
    invalid("ArchivePolicy Reason: MessageRetentionPeriod must be an integer between 1 and 365"),
  );
});

test("a delivery policy is stored as it is given, and merged with the defaults", async () => {
  await world.topic();
  const set = (AttributeValue: string) =>
    world.sns.setTopicAttributes({ TopicArn, AttributeName: "DeliveryPolicy", AttributeValue });
  const own = { defaultHealthyRetryPolicy: { minDelayTarget: 5, maxDelayTarget: 60, numRetries: 10 } };
  await set(JSON.stringify({ http: own }));
  const shown = await attributes();
  expect(JSON.parse(shown.DeliveryPolicy ?? "")).toEqual({
    http: { ...own, disableSubscriptionOverrides: false },
  });
  expect(JSON.parse(shown.EffectiveDeliveryPolicy ?? "")).toEqual({
    http: {
      ...EFFECTIVE.http,
      defaultHealthyRetryPolicy: {
        ...EFFECTIVE.http.defaultHealthyRetryPolicy,
        ...own.defaultHealthyRetryPolicy,
      },
    },
  });
  await set("");
  expect(await attributes()).not.toHaveProperty("DeliveryPolicy");
  const retries = (policy: object) => JSON.stringify({ http: { defaultHealthyRetryPolicy: policy } });
  const path = "http.defaultHealthyRetryPolicy";
  for (const [text, reason] of [
    ["[]", "is not a JSON object with the member http"],
    [retries({ numRetries: 101 }), `${path}.numRetries must be an integer between 0 and 100`],
    [retries({ minDelayTarget: 0 }), `${path}.minDelayTarget must be an integer between 1 and 3600`],
    [retries({ minDelayTarget: 30 }), `${path}.minDelayTarget must be less than or equal to maxDelayTarget`],
    [
      retries({ backoffFunction: "random" }),
      `${path}.backoffFunction must be arithmetic, exponential, geometric or linear`,
    ],
    [
      retries({ numNoDelayRetries: 4 }),
      `${path}.numRetries must be greater than or equal to the sum of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries`,
    ],
  ] as const)
    expect(await failure(set(text))).toEqual(invalid(`DeliveryPolicy Reason: ${reason}`));
});

test("permissions are statements of the policy", async () => {
  await world.topic();
  const add = (Label: string, AWSAccountId: string[], ActionName: string[]) =>
    world.sns.addPermission({ TopicArn, Label, AWSAccountId, ActionName });
  await add("one", ["111111111111"], ["Publish"]);
  await add("two", ["111111111111", "222222222222"], ["Publish", "Subscribe"]);
  expect(JSON.parse((await attributes()).Policy ?? "")).toEqual({
    ...POLICY,
    Statement: [
      ...POLICY.Statement,
      {
        Sid: "one",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "SNS:Publish",
        Resource: TopicArn,
      },
      {
        Sid: "two",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
        Action: ["SNS:Publish", "SNS:Subscribe"],
        Resource: TopicArn,
      },
    ],
  });
  expect(await failure(add("one", ["111111111111"], ["Publish"]))).toEqual(
    invalid("Statement already exists"),
  );
  const outOfScope = invalid("Policy statement action out of service scope!");
  expect(await failure(add("three", ["111111111111"], ["Nonsense"]))).toEqual(outOfScope);
  const Statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: TopicArn };
  const set = world.sns.setTopicAttributes({
    TopicArn,
    AttributeName: "Policy",
    AttributeValue: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
  expect(await failure(set)).toEqual(outOfScope);
  for (const Label of ["one", "two", "none"]) await world.sns.removePermission({ TopicArn, Label });
  expect(JSON.parse((await attributes()).Policy ?? "")).toEqual(POLICY);
});

test("tags are added, replaced and removed, and go with the topic", async () => {
  await world.sns.createTopic({ Name: "t", Tags: [{ Key: "a", Value: "1" }] });
  const tags = async () => (await world.sns.listTagsForResource({ ResourceArn: TopicArn })).Tags;
  await world.sns.tagResource({
    ResourceArn: TopicArn,
    Tags: [
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ],
  });
  expect(await tags()).toEqual([
    { Key: "a", Value: "2" },
    { Key: "b", Value: "" },
  ]);
  await world.sns.untagResource({ ResourceArn: TopicArn, TagKeys: ["a", "c"] });
  expect(await tags()).toEqual([{ Key: "b", Value: "" }]);
  const twice = [1, 2].map((value) => ({ Key: "a", Value: String(value) }));
  expect(await failure(world.sns.tagResource({ ResourceArn: TopicArn, Tags: twice }))).toEqual(
    invalid("Duplicated keys are not allowed."),
  );
  const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
  expect(await failure(world.sns.tagResource({ ResourceArn: TopicArn, Tags: many }))).toEqual(
    rejected("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded"),
  );
  await world.sns.deleteTopic({ TopicArn });
  expect(await failure(world.sns.listTagsForResource({ ResourceArn: TopicArn }))).toEqual(
    rejected("ResourceNotFoundException", "Resource does not exist", 404),
  );
  await world.topic();
  expect(await tags()).toEqual([]);
});

test("a data protection policy is stored as it is", async () => {
  await world.topic();
  const policy = JSON.stringify({
    Name: "p",
    Version: "2021-06-01",
    Statement: [
      {
        Sid: "s",
        DataDirection: "Inbound",
        Principal: ["*"],
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
        Operation: { Deny: {} },
      },
    ],
  });
  const put = (DataProtectionPolicy: string) =>
    world.sns.putDataProtectionPolicy({ ResourceArn: TopicArn, DataProtectionPolicy });
  const get = () => body(world.sns.getDataProtectionPolicy({ ResourceArn: TopicArn }));
  expect(await get()).toEqual({});
  await put(policy);
  expect(await get()).toEqual({ DataProtectionPolicy: policy });
  expect(await attributes()).not.toHaveProperty("DataProtectionPolicy");
  expect(await failure(put("{}"))).toEqual(
    invalid("DataProtectionPolicy Reason: Version must be 2021-06-01"),
  );
  await put("");
  expect(await get()).toEqual({});
});

test("topics are listed by the hundred, and belong to an account and region", async () => {
  for (let i = 0; i < 101; i++) await world.topic(`t${String(i).padStart(3, "0")}`);
  const first = await world.sns.listTopics({});
  expect(first.Topics).toHaveLength(100);
  const { Topics, NextToken } = await world.sns.listTopics({ NextToken: first.NextToken });
  expect({ Topics, NextToken }).toEqual({ Topics: [{ TopicArn: topicArnOf("t100") }], NextToken: undefined });
  expect(await failure(world.sns.listTopics({ NextToken: "x" }))).toEqual(invalid("NextToken"));
  for (const place of [{ accountId: "210987654321" }, { region: "eu-west-1" }])
    expect(await body(world.elsewhere(place).listTopics({}))).toEqual({ Topics: [] });
});

test("input that the model does not allow is a ValidationError", async () => {
  // @ts-expect-error the name is missing
  expect(await failure(world.sns.createTopic({}))).toEqual(
    rejected(
      "ValidationError",
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ),
  );
});
