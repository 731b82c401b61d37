import { request } from "undici";
import { expect, test } from "vitest";
import { ACCOUNT, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const NAMESPACE = 'xmlns="http://queue.amazonaws.com/doc/2012-11-05/"';
const UUID = "[0-9a-f-]{36}";

/** Sends a form, and returns the status and the document without the id of the request. */
async function form(fields: Record<string, string>, path = "/", headers: Record<string, string> = {}) {
  const response = await request(world.sim.url + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams({ Version: "2012-11-05", ...fields }).toString(),
  });
  const text = (await response.body.text()).trim();
  const metadata = new RegExp(`<ResponseMetadata><RequestId>${UUID}</RequestId></ResponseMetadata>`);
  expect(text).toMatch(/RequestId/);
  return {
    status: response.statusCode,
    text: text.replace(metadata, "").replace(new RegExp(UUID, "g"), "ID"),
  };
}
const succeeded = (operation: string, content: string) => ({
  status: 200,
  text: `<${operation}Response ${NAMESPACE}><${operation}Result>${content}</${operation}Result></${operation}Response>`,
});
const failed = (code: string, message: string, status = 400) => ({
  status,
  text: `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message><Detail/></Error><RequestId>ID</RequestId></ErrorResponse>`,
});

test("Q01: forms create queues, with attributes and tags", async () => {
  const created = await form({
    Action: "CreateQueue",
    QueueName: "q",
    "Attribute.1.Name": "DelaySeconds",
    "Attribute.1.Value": "5",
    "Tag.1.Key": "team",
    "Tag.1.Value": "shop",
  });
  const url = `${world.sim.url}/${ACCOUNT}/q`;
  expect(created).toEqual(succeeded("CreateQueue", `<QueueUrl>${url}</QueueUrl>`));
  expect(await form({ Action: "ListQueues" })).toEqual(
    succeeded("ListQueues", `<QueueUrl>${url}</QueueUrl>`),
  );
  expect(
    await form({
      Action: "GetQueueAttributes",
      QueueUrl: url,
      "AttributeName.1": "DelaySeconds",
      "AttributeName.2": "VisibilityTimeout",
    }),
  ).toEqual(
    succeeded(
      "GetQueueAttributes",
      "<Attribute><Name>DelaySeconds</Name><Value>5</Value></Attribute><Attribute><Name>VisibilityTimeout</Name><Value>30</Value></Attribute>",
    ),
  );
  expect(await form({ Action: "ListQueueTags", QueueUrl: url })).toEqual(
    succeeded("ListQueueTags", "<Tag><Key>team</Key><Value>shop</Value></Tag>"),
  );
  expect(await form({ Action: "UntagQueue", QueueUrl: url, "TagKey.1": "team" })).toEqual({
    status: 200,
    text: `<UntagQueueResponse ${NAMESPACE}></UntagQueueResponse>`,
  });
  expect(world.sim.sqs.queues()[0]?.tags).toEqual({});
});

test("Q01: messages sent in one protocol are received in the other", async () => {
  const url = await world.queue();
  const path = new URL(url).pathname;
  const sent = await form(
    {
      Action: "SendMessage",
      MessageBody: "message <&>",
      "MessageAttribute.1.Name": "Hello",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "There",
      "MessageAttribute.2.Name": "bytes",
      "MessageAttribute.2.Value.DataType": "Binary",
      "MessageAttribute.2.Value.BinaryValue": "AP+A",
    },
    path,
  );
  expect(sent.text).toMatch(/<MD5OfMessageBody>[0-9a-f]{32}<.*<MessageId>ID<\/MessageId>/);
  const [message] = await world.receive(url, { MessageAttributeNames: ["All"], VisibilityTimeout: 0 });
  expect(message).toMatchObject({
    Body: "message <&>",
    MessageAttributes: {
      Hello: { DataType: "String", StringValue: "There" },
      bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255, 128) },
    },
  });
  const received = await form(
    { Action: "ReceiveMessage", "AttributeName.1": "All", "MessageAttributeName.1": "Hello" },
    path,
  );
  expect(received.text.replace(/<ReceiptHandle>[^<]+</, "<ReceiptHandle>H<")).toEqual(
    succeeded(
      "ReceiveMessage",
      "<Message><MessageId>ID</MessageId><ReceiptHandle>H</ReceiptHandle>" +
        `<MD5OfBody>${message?.MD5OfBody}</MD5OfBody><Body>message &lt;&amp;&gt;</Body>` +
        "<Attribute><Name>SenderId</Name><Value>AIDASIM00123456789012</Value></Attribute>" +
        "<Attribute><Name>SentTimestamp</Name><Value>1767323045678</Value></Attribute>" +
        "<Attribute><Name>ApproximateReceiveCount</Name><Value>2</Value></Attribute>" +
        "<Attribute><Name>ApproximateFirstReceiveTimestamp</Name><Value>1767323045678</Value></Attribute>" +
        "<MD5OfMessageAttributes>a311262e065454b75da111d535b8dacd</MD5OfMessageAttributes>" +
        "<MessageAttribute><Name>Hello</Name><Value><StringValue>There</StringValue><DataType>String</DataType></Value></MessageAttribute></Message>",
    ).text,
  );
  expect(await form({ Action: "ReceiveMessage" }, path)).toEqual(succeeded("ReceiveMessage", ""));
});

test("batches have entries by number", async () => {
  const path = new URL(await world.queue()).pathname;
  const entry = (n: number, text: string) => ({
    [`SendMessageBatchRequestEntry.${n}.Id`]: `id${n}`,
    [`SendMessageBatchRequestEntry.${n}.MessageBody`]: text,
  });
  const { text } = await form({ Action: "SendMessageBatch", ...entry(1, "a"), ...entry(2, "\u0000") }, path);
  expect(text).toContain(
    "<SendMessageBatchResultEntry><Id>id1</Id><MessageId>ID</MessageId><MD5OfMessageBody>0cc175b9c0f1b6a831c399e269772661</MD5OfMessageBody></SendMessageBatchResultEntry>",
  );
  expect(text).toContain(
    "<BatchResultErrorEntry><Id>id2</Id><SenderFault>true</SenderFault><Code>InvalidMessageContents</Code>",
  );
});

test("errors have the codes and texts of the query protocol", async () => {
  await world.queue("q");
  expect(await form({ Action: "GetQueueUrl", QueueName: "none" })).toEqual(
    failed(
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist for this wsdl version.",
    ),
  );
  expect(await form({ Action: "ReceiveMessage", MaxNumberOfMessages: "11" }, `/${ACCOUNT}/q`)).toEqual(
    failed(
      "InvalidParameterValue",
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    ),
  );
  expect(await form({ Action: "SendMessage" }, `/${ACCOUNT}/q`)).toEqual(
    failed("MissingParameter", "The request must contain the parameter MessageBody."),
  );
  await form({ Action: "PurgeQueue" }, `/${ACCOUNT}/q`);
  expect(await form({ Action: "PurgeQueue" }, `/${ACCOUNT}/q`)).toEqual(
    failed(
      "AWS.SimpleQueueService.PurgeQueueInProgress",
      "Only one PurgeQueue operation on q is allowed every 60 seconds.",
      403,
    ),
  );
});

test("under the path of a queue, an action is about that queue, or about one that it names", async () => {
  await world.queue("q");
  const other = await world.queue("other");
  await form({ Action: "SendMessage", MessageBody: "a", QueueUrl: other }, `/${ACCOUNT}/q`);
  expect(world.sim.sqs.messages("other")).toHaveLength(1);
  expect(await form({ Action: "GetQueueUrl", QueueName: "other" }, `/${ACCOUNT}/q`)).toEqual(
    succeeded("GetQueueUrl", `<QueueUrl>${other}</QueueUrl>`),
  );
  for (const Action of ["CreateQueue", "ListQueues"])
    expect(await form({ Action, QueueName: "x" }, `/${ACCOUNT}/q`)).toEqual(
      failed("InvalidAction", `The action ${Action} is not valid for this endpoint.`),
    );
});

test("a GET does as well, and JSON under the path of a queue", async () => {
  const url = await world.queue();
  const got = await request(`${url}?Action=SendMessage&Version=2012-11-05&MessageBody=a%20b`);
  await got.body.dump();
  expect(got.statusCode).toBe(200);
  const posted = await request(url, {
    method: "POST",
    headers: { "x-amz-target": "AmazonSQS.SendMessage", "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ QueueUrl: url, MessageBody: "c" }),
  });
  expect(posted.headers["content-type"]).toBe("application/x-amz-json-1.0");
  await posted.body.dump();
  expect(await world.bodies(url)).toEqual(["a b", "c"]);
});

test("JSON errors name the code of the query protocol in a header", async () => {
  const response = await request(world.sim.url, {
    method: "POST",
    headers: { "x-amz-target": "AmazonSQS.GetQueueUrl", "content-type": "application/x-amz-json-1.0" },
    body: '{"QueueName":"none"}',
  });
  expect(response.statusCode).toBe(400);
  expect(response.headers["x-amzn-query-error"]).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
  expect(await response.body.json()).toEqual({
    __type: "com.amazonaws.sqs#QueueDoesNotExist",
    message: "The specified queue does not exist.",
  });
});

test("a form under such a path that is signed for S3 is an object", async () => {
  const response = await request(`${world.sim.url}/${ACCOUNT}/key`, {
    method: "PUT",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIA/20260102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: "a=b",
  });
  expect(await response.body.text()).toContain("<Code>NoSuchBucket</Code>");
});
