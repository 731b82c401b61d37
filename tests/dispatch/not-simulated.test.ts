import { EC2Client, GetConsoleOutputCommand } from "@aws-sdk/client-ec2";
import { DiscoverPollEndpointCommand, ECSClient } from "@aws-sdk/client-ecs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { FactsArchive } from "../../lib/model/archive.js";
import { services } from "../../lib/services/index.js";
import { failure } from "../support/failure.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen" });
});
afterAll(() => sim.close());

const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=abc`;

interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  readonly path?: string;
  readonly signed?: string;
  readonly target?: string;
  readonly form?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
}

async function send({ method = "POST", path = "/", signed, target, form, headers, body: sent }: Sent) {
  const response = await request(`${sim.url}${path}`, {
    method,
    headers: {
      ...(signed && { authorization: signedFor(signed) }),
      ...(target !== undefined && { "x-amz-target": target }),
      ...(form && { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }),
      ...headers,
    },
    ...(method === "POST" && { body: sent ?? form ?? "{}" }),
  });
  const body = Buffer.from(await response.body.arrayBuffer());
  return { status: response.statusCode, headers: response.headers, body, text: body.toString() };
}

const SHIPPED = new Set(new FactsArchive().services.map(({ name }) => name));
/** What to do: stub what the package has the model of. */
const next = (operation: string) => {
  const [service = "", name = ""] = operation.split(":");
  return /^\w+$/.test(name) && SHIPPED.has(service)
    ? `Stub it in your test: sim.stub("${service}", "${name}", { … }).`
    : "Remove the call from the test, or use another endpoint for its client.";
};
const told = (operation: string, service: string) =>
  `aws-sim does not simulate ${operation}, nor any other operation of ${service}. ` +
  `The services that it simulates are ${Object.keys(services).join(", ")}. ${next(operation)}`;
const id = "[0-9a-f-]{36}";

describe("A06: a service that is not simulated is 501 in its own protocol", () => {
  test.each<
    [
      what: string,
      sent: Sent,
      operation: string,
      service: string,
      type: string,
      code?: string,
      spelling?: string,
    ]
  >([
    [
      "awsJson 1.0, signed",
      { target: "DynamoDB_20120810.PutItem", signed: "dynamodb" },
      "dynamodb:PutItem",
      "DynamoDB",
      "application/x-amz-json-1.0",
      "com.amazonaws.dynamodb.v20120810#NotImplemented",
    ],
    [
      "awsJson 1.1, unsigned",
      { target: "AmazonSSM.GetParameter" },
      "ssm:GetParameter",
      "SSM",
      "application/x-amz-json-1.1",
    ],
    [
      "awsJson by a target that two services share",
      { target: "Timestream_20181101.WriteRecords" },
      "timestream-write:WriteRecords",
      "Timestream Write",
      "application/x-amz-json-1.0",
      "NotImplemented",
      "Message",
    ],
  ])("%s", async (_, sent, operation, service, type, code = "NotImplemented", spelling = "message") => {
    const answer = await send(sent);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      501,
      { __type: code, [spelling]: told(operation, service) },
    ]);
    expect(answer.headers).toMatchObject({
      "content-type": type,
      "x-amzn-requestid": expect.stringMatching(id),
    });
    const [name, called] = operation.split(":");
    expect(sim.requests.last()).toMatchObject({
      requestId: answer.headers["x-amzn-requestid"],
      service: name,
      operation: called,
      status: 501,
      errorCode: "NotImplemented",
    });
  });

  test("awsJson of a service that came from query repeats the code in a header", async () => {
    const { headers } = await send({
      target: "GraniteServiceVersion20100801.PutMetricData",
      signed: "monitoring",
    });
    expect(headers["x-amzn-query-error"]).toBe("NotImplemented;Receiver");
  });

  test.each<[what: string, sent: Sent, operation: string, service: string, spelling?: string]>([
    [
      "restJson",
      { path: "/v1/apis/a/types", method: "GET", signed: "appsync" },
      "appsync:ListTypes",
      "AppSync",
    ],
    [
      "restJson by the path among services of one signing name",
      { path: "/v2/email/outbound-emails", signed: "ses" },
      "sesv2:SendEmail",
      "SESv2",
    ],
    [
      "restJson by its host, unsigned",
      { path: "/v1/clusters", headers: { host: "kafka.eu-west-1.amazonaws.com" }, method: "GET" },
      "kafka:ListClusters",
      "Kafka",
      "Message",
    ],
    [
      "restJson with a path that no model has",
      { path: "/prod/orders?id=1", method: "GET", signed: "execute-api" },
      "apigatewaymanagementapi:GET /prod/orders",
      "ApiGatewayManagementApi",
    ],
  ])("%s", async (_, sent, operation, service, spelling = "message") => {
    const answer = await send(sent);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([501, { [spelling]: told(operation, service) }]);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      "x-amzn-errortype": "NotImplemented",
    });
  });

  test("restXml", async () => {
    const { status, headers, text } = await send({
      path: "/2013-04-01/hostedzone/Z1/rrset",
      method: "GET",
      signed: "route53",
    });
    expect([status, headers["content-type"]]).toEqual([501, "application/xml"]);
    expect(text).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<ErrorResponse><Error><Code>NotImplemented</Code><Message>aws-sim does not simulate route53:ListResourceRecordSets, [^<]+</Message></Error><RequestId>${id}</RequestId></ErrorResponse>$`,
      ),
    );
    const cloudFront = await send({ path: "/2020-05-31/distribution", method: "GET", signed: "cloudfront" });
    expect(cloudFront.text).toContain("does not simulate cloudfront:ListDistributions");
    const byHost = await send({
      path: "/2013-04-01/hostedzone",
      method: "GET",
      headers: { host: "route53.amazonaws.com" },
    });
    expect([byHost.status, byHost.text]).toEqual([501, expect.stringContaining("route53:ListHostedZones")]);
  });

  test.each<[what: string, sent: Sent, operation: string]>([
    [
      "signed",
      { form: "Action=CreateStack&Version=2010-05-15", signed: "cloudformation" },
      "cloudformation:CreateStack",
    ],
    ["unsigned", { form: "Action=SendEmail&Version=2010-12-01" }, "ses:SendEmail"],
    [
      "of a version that services share",
      { form: "Action=DescribeDBClusters&Version=2014-10-31" },
      "rds:DescribeDBClusters",
    ],
    ["in the URL", { path: "/?Action=SendEmail&Version=2010-12-01", method: "GET" }, "ses:SendEmail"],
    [
      "of a service that is JSON by now",
      { form: "Action=PutMetricData&Version=2010-08-01", signed: "monitoring" },
      "cloudwatch:PutMetricData",
    ],
  ])("query, %s", async (_, sent, operation) => {
    const { status, headers, text } = await send(sent);
    expect([status, headers["content-type"]]).toEqual([501, "text/xml"]);
    expect(text).toContain(
      `<Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>aws-sim does not simulate ${operation}, nor`,
    );
    expect(text).toMatch(new RegExp(`</Error><RequestId>${id}</RequestId></ErrorResponse>\n$`));
  });

  test("RPC v2 CBOR, if the request uses it", async () => {
    const { status, headers, body } = await send({
      path: "/service/GraniteServiceVersion20100801/operation/PutMetricData",
      signed: "monitoring",
      headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
      body: Buffer.from([0xa0]),
    });
    const message = Buffer.from(told("cloudwatch:PutMetricData", "CloudWatch"));
    expect(status).toBe(501);
    expect(headers).toMatchObject({ "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" });
    const length = [message.length >> 8, message.length & 0xff];
    expect(body).toEqual(
      Buffer.concat([
        Buffer.from([0xa2, 0x66, ...Buffer.from("__type"), 0x78, 39]),
        Buffer.from("com.amazonaws.cloudwatch#NotImplemented"),
        Buffer.from([0x67, ...Buffer.from("message"), 0x79, ...length]),
        message,
      ]),
    );
  });
});

describe("A06: what AWS does not know either is AWS's own error", () => {
  test.each<[what: string, sent: Sent, status: number, message: string]>([
    [
      "an operation of a service that is not simulated",
      { target: "DynamoDB_20120810.Nonsense", signed: "dynamodb" },
      400,
      "The requested operation is not recognized by the service.",
    ],
    [
      "a prefix alone",
      { target: "DynamoDB_20120810" },
      400,
      "The requested operation is not recognized by the service.",
    ],
    [
      "the prefix of a simulated service alone",
      { target: "AmazonEC2ContainerServiceV20141113" },
      400,
      "The requested operation is not recognized by the service.",
    ],
    [
      "a target of no service, signed for a simulated one",
      { target: "Nonsense.ListClusters", signed: "ecs" },
      400,
      "The requested operation is not recognized by the service.",
    ],
    [
      "an unsigned target",
      { target: "Nonsense_1.Do" },
      400,
      'No AWS service has the target "Nonsense_1.Do".',
    ],
    [
      "a signing name of no service",
      { signed: "nonsense", path: "/a" },
      404,
      'This request is signed for the service "nonsense", which neither AWS nor aws-sim has.',
    ],
  ])("%s", async (_, sent, status, message) => {
    const answer = await send(sent);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      status,
      { __type: "UnknownOperationException", message },
    ]);
  });

  test("a target of Lambda that Lambda has not", async () => {
    for (const signed of [undefined, "lambda"]) {
      const { status, headers, text } = await send({ target: "AWSLambda_20150331.Nonsense", signed });
      expect([status, headers["x-amzn-errortype"], JSON.parse(text)]).toEqual([
        404,
        "UnknownOperationException",
        { message: "The requested operation is not recognized by the service." },
      ]);
    }
  });

  test.each<[sent: Sent, status: number, code: string]>([
    [{ form: "Action=Nonsense&Version=2010-03-31", signed: "sns" }, 400, "InvalidAction"],
    [{ form: "Action=Nonsense&Version=2010-05-08", signed: "iam" }, 400, "InvalidAction"],
    [{ form: "Action=constructor&Version=2016-11-15", signed: "ec2" }, 400, "InvalidAction"],
    [{ form: "Action=Nonsense&Version=1999-01-01" }, 400, "InvalidAction"],
  ])("%j", async (sent, status, code) => {
    const answer = await send(sent);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
  });
});

describe("operations that a simulated service lacks", () => {
  test.each<[operation: string, sent: Sent]>([
    [
      "iam:GetServiceLastAccessedDetails",
      { form: "Action=GetServiceLastAccessedDetails&Version=2010-05-08", signed: "iam" },
    ],
    ["ec2:RunInstances", { form: "Action=RunInstances&Version=2016-11-15", signed: "ec2" }],
    ["ec2:RunInstances", { form: "Action=RunInstances&Version=2016-11-15" }],
  ])("%s, which its facts do not have", async (operation, sent) => {
    const { status, text } = await send(sent);
    const [service, name] = operation.split(":");
    expect(status).toBe(501);
    expect(text).toContain("<Code>NotImplemented</Code>");
    expect(text).toMatch(
      new RegExp(
        `aws-sim does not simulate ${operation}\\. It simulates \\d+ operations of ${service}, which docs/compatibility\\.md in its repository lists\\. Stub it in your test: sim\\.stub\\((&quot;|")${service}\\1, (&quot;|")${name}\\2, \\{ … \\}\\)\\.`,
      ),
    );
    expect(sim.requests.last()).toMatchObject({ service, operation: name, status: 501 });
  });

  test("SDK clients do not send it again", async () => {
    sim.requests.clear();
    const ecs = new ECSClient({ ...sim.clientConfig(), maxAttempts: 5 });
    const ec2 = new EC2Client({ ...sim.clientConfig(), maxAttempts: 5, retryMode: "adaptive" });
    expect(await failure(ecs.send(new DiscoverPollEndpointCommand({})))).toMatchObject({
      code: "NotImplemented",
      status: 501,
    });
    expect(await failure(ec2.send(new GetConsoleOutputCommand({ InstanceId: "i-1" })))).toMatchObject({
      code: "NotImplemented",
      status: 501,
    });
    expect(sim.requests.filter().map(({ operation }) => operation)).toEqual([
      "DiscoverPollEndpoint",
      "GetConsoleOutput",
    ]);
  });
});

describe("what only looks like another service", () => {
  test("S3 does not look at targets", async () => {
    sim.s3.createBucket("plain");
    for (const target of ["Nonsense.Do", "AmazonEC2ContainerServiceV20141113.ListClusters"]) {
      const { status, text } = await send({ path: "/plain?location", method: "GET", signed: "s3", target });
      expect([status, text]).toEqual([200, expect.stringContaining("<LocationConstraint")]);
    }
  });

  test("hosts of buckets are buckets, whatever they are named after", async () => {
    sim.s3.createBucket("dynamodb");
    const answer = await send({
      path: "/missing",
      method: "GET",
      headers: { host: "dynamodb.s3.us-east-1.amazonaws.com" },
    });
    expect(answer.text).toContain("<Error><Code>");
    expect(sim.requests.last()).toMatchObject({ service: "s3", operation: "GetObject" });
  });

  test("HEAD has no body", async () => {
    const { status, text } = await send({ path: "/2013-04-01/x", method: "HEAD", signed: "route53" });
    expect([status, text]).toEqual([501, ""]);
  });
});
