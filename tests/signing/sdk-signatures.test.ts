import { ECSClient, ListTagsForResourceCommand } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient, ListFunctionsCommand, ListTagsCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim, type DirectClientConfig } from "../../lib/index.js";
import { NodeSha256 } from "../../lib/signing/sigv4.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ verifySignatures: KEY });
});
afterAll(() => sim.close());

/** The request of an SDK as its request handler gets it. */
type SdkRequest = Parameters<DirectClientConfig["requestHandler"]["handle"]>[0];

/** Configuration of a client whose requests are changed after they were signed. */
function clientWith(change: (request: SdkRequest) => SdkRequest = (request) => request) {
  const config = sim.clientConfig({ direct: true });
  const { requestHandler } = config;
  if (!requestHandler) throw new Error("A direct client has a request handler.");
  const handle = (request: SdkRequest) => requestHandler.handle(change(request));
  return { ...config, maxAttempts: 1, requestHandler: { ...requestHandler, handle } };
}

/** The error code that the one request of a call was answered with; `undefined` for success. */
async function outcome(call: () => Promise<unknown>): Promise<string | undefined> {
  sim.resetHistory();
  await call().catch(() => {});
  const records = sim.requests.filter();
  // Each reached an operation, so that its signature was looked at.
  expect(records).toEqual([expect.objectContaining({ operation: expect.any(String) })]);
  return records[0]?.errorCode;
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 30 });
const REFUSED = ["InvalidSignatureException", "SignatureDoesNotMatch"];

test("requests signed by the SDK are accepted, with any content (H09)", async () => {
  const lambda = new LambdaClient(clientWith());
  const ecs = new ECSClient(clientWith());
  const sts = new STSClient(clientWith());
  await fc.assert(
    fc.asyncProperty(text, ascii, async (anything, header) => {
      // A path segment "." would be another path, for AWS as well.
      const tags = new ListTagsCommand({ Resource: `arn:${anything}` });
      const invoke = new InvokeCommand({
        FunctionName: "f",
        Qualifier: anything,
        ClientContext: header,
        Payload: anything,
      });
      const role = new AssumeRoleCommand({ RoleArn: anything, RoleSessionName: anything, Policy: header });
      const answers = [
        await outcome(() => lambda.send(new ListFunctionsCommand({ Marker: anything }))),
        await outcome(() => lambda.send(tags)),
        await outcome(() => lambda.send(invoke)),
        await outcome(() => ecs.send(new ListTagsForResourceCommand({ resourceArn: anything }))),
        await outcome(() => sts.send(role)),
      ];
      expect(answers.filter((code) => REFUSED.includes(code ?? ""))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

/** Ways to change a signed request, each with a non-empty string. */
const CHANGES: Record<string, (request: SdkRequest, text: string) => SdkRequest> = {
  "a signed header": (request, value) => {
    const headers = { ...request.headers };
    headers["x-amz-client-context"] += encodeURIComponent(value);
    return { ...request, headers };
  },
  "the time": (request) => {
    const headers = { ...request.headers };
    const time = headers["x-amz-date"] ?? "";
    headers["x-amz-date"] = time.replace(/(\d)Z$/, (_, digit) => `${digit === "0" ? 1 : 0}Z`);
    return { ...request, headers };
  },
  "the path": (request, value) => ({
    ...request,
    path: request.path.replace("/invocations", `${encodeURIComponent(value)}/invocations`),
  }),
  "the query": (request, value) => ({ ...request, query: { ...request.query, [`a${value}`]: value } }),
  "a query value": (request, value) => ({
    ...request,
    query: { ...request.query, Qualifier: `${request.query?.Qualifier}${value}` },
  }),
  "the body": (request, value) => ({
    ...request,
    body: `${Buffer.from(request.body as Uint8Array)}${value}`,
  }),
  "the signature": (request) => {
    const headers = { ...request.headers };
    const header = headers.authorization ?? "";
    headers.authorization = header.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
    return { ...request, headers };
  },
};

test.each(Object.entries(CHANGES))("a request is rejected after a change of %s (H09)", async (_, change) => {
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const invoke = () =>
        new InvokeCommand({ FunctionName: "f", Qualifier: "q", ClientContext: "e30=", Payload: "{}" });
      const honest = new LambdaClient(clientWith());
      expect(await outcome(() => honest.send(invoke()))).toBe("ResourceNotFoundException");
      const tampered = new LambdaClient(clientWith((request) => change(request, value)));
      expect(await outcome(() => tampered.send(invoke()))).toBe("InvalidSignatureException");
    }),
    { numRuns: 20 },
  );
});

test("a request is rejected with any other secret (H09)", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (secretAccessKey) => {
      fc.pre(secretAccessKey !== KEY.secretAccessKey);
      const sts = new STSClient({ ...clientWith(), credentials: { ...KEY, secretAccessKey } });
      expect(await outcome(() => sts.send(new GetCallerIdentityCommand()))).toBe("SignatureDoesNotMatch");
    }),
    { numRuns: 30 },
  );
});

test("a presigned GetCallerIdentity reports who signed it, as clusters' tokens do (H09)", async () => {
  const { host, hostname } = new URL(sim.url);
  const signer = new SignatureV4({
    credentials: KEY,
    region: "us-east-1",
    service: "sts",
    sha256: NodeSha256,
  });
  const { query = {} } = await signer.presign(
    {
      method: "GET",
      protocol: "http:",
      hostname,
      path: "/",
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      headers: { host, "x-k8s-aws-id": "cluster" },
    },
    { expiresIn: 60, signingDate: sim.clock.date() },
  );
  const signed = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, `${value}`]),
  );
  const ask = (headers: Record<string, string>) => fetch(`${sim.url}/?${signed}`, { headers });
  const answer = await ask({ "x-k8s-aws-id": "cluster" });
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringContaining("<Account>123456789012</Account>"),
  ]);
  expect((await ask({ "x-k8s-aws-id": "other" })).status).toBe(403);
});
