import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";
import { FactsArchive } from "../lib/model/archive.js";
import { Catalogue } from "../lib/model/catalogue.js";
import type { OperationFacts, ServiceFacts } from "../lib/model/facts.js";
import { methodNameOf, ServiceModel } from "../lib/model/service-model.js";
import { services } from "../lib/services/index.js";

/** S3's operations that no request to S3 can name. */
const UNREACHABLE = [
  // Newer operations have their URIs.
  "GetBucketLifecycle",
  "GetBucketNotification",
  "PutBucketLifecycle",
  "PutBucketNotification",
  // It is sent to S3 Object Lambda; to S3 it looks like a form for a bucket.
  "WriteGetObjectResponse",
];

const catalogue = await Catalogue.load();
const archive = new FactsArchive();
/** EC2 and IAM are among the simulated services below. */
const archived = archive.services.filter(({ name }) => !Object.hasOwn(services, name));
let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen" });
});
afterAll(() => sim.close());

interface RequestOptions {
  readonly method: "POST" | "GET" | "PUT" | "DELETE" | "HEAD" | "PATCH";
  readonly headers: Record<string, string>;
  readonly body?: string;
}

function bucketExists(): boolean {
  return sim.s3.buckets().some((bucket) => bucket.name === "a-name");
}

/** A request for an operation, with the parts that its routing requires and nothing else. */
function requestFor(
  facts: ServiceFacts,
  name: string,
  operation: OperationFacts = {},
  label = "a-name",
): [path: string, init: RequestOptions] {
  const headers: Record<string, string> = {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${facts.signingName}/aws4_request, SignedHeaders=host, Signature=a`,
  };
  switch (facts.protocol) {
    case "json":
      headers["x-amz-target"] = `${facts.targetPrefix}.${name}`;
      return ["/", { method: "POST", headers, body: "{}" }];
    case "query":
    case "ec2":
      headers["content-type"] = "application/x-www-form-urlencoded";
      return ["/", { method: "POST", headers, body: `Action=${name}&Version=${facts.apiVersion}` }];
    default:
      return restRequest(facts, operation, headers, label);
  }
}

function restRequest(
  facts: ServiceFacts,
  { method = "POST", uri = "/", input }: OperationFacts,
  headers: Record<string, string>,
  label: string,
): [path: string, init: RequestOptions] {
  const shape = facts.shapes[input ?? ""];
  const [path = "", literal] = uri.replace(/\{[^}]+\}/g, label).split("?");
  const query = new URLSearchParams(literal);
  for (const required of shape?.type === "structure" ? (shape.required ?? []) : []) {
    const member = shape?.type === "structure" ? shape.members?.[required] : undefined;
    if (typeof member !== "object") continue;
    const wireName = member.locationName ?? required;
    if (member.location === "querystring" && !query.has(wireName)) query.set(wireName, "1");
    if (member.location === "header") headers[wireName] = "a";
  }
  return [
    query.size > 0 ? `${path}?${query}` : path,
    { method: method as RequestOptions["method"], headers },
  ];
}

/** The operations of a service that AWS has, with those that older models of it have. */
function operationsOf({ protocol, signingName, apiVersion }: ServiceFacts): readonly string[] {
  const [known] = catalogue
    .signedAs(signingName)
    .filter(({ facts }) => facts.protocol === protocol && facts.apiVersion === apiVersion);
  return (known?.operations ?? []).filter((name) => !UNREACHABLE.includes(name));
}

describe.each(Object.entries(services))("%s", (name, definition) => {
  test("A06: every operation of AWS is simulated, or rejected with 501 by name", async () => {
    const { facts } = await definition.loadFacts();
    const handlers = await definition.loadOperations();
    const operations = operationsOf(facts);
    expect(operations.length).toBeGreaterThanOrEqual(Object.keys(handlers).length);
    const failures: string[] = [];
    for (const operation of operations) {
      const isSimulated = Object.hasOwn(handlers, methodNameOf(operation));
      // S3 looks for the bucket before it looks at the operation.
      if (!bucketExists()) sim.s3.createBucket("a-name");
      const [path, init] = requestFor(facts, operation, facts.operations[operation]);
      const response = await request(`${sim.url}${path}`, init);
      const text = await response.body.text();
      const logged = sim.requests.last();
      const told = `${operation}: ${response.statusCode} ${logged?.service}:${logged?.operation} ${text.slice(0, 200)}`;
      if (logged?.service !== name || logged.operation !== operation || response.statusCode === 500)
        failures.push(told);
      else if ((response.statusCode === 501) === isSimulated) failures.push(told);
      else if (!isSimulated && !text.includes(`aws-sim does not simulate ${name}:${operation}.`))
        failures.push(told);
    }
    expect(failures).toEqual([]);
  });
});

describe.each(archived)("R01: $name, of which only the facts are here", ({ name, serviceId }) => {
  test("every operation is recognised, read and rejected with 501 by name", async () => {
    const facts = archive.facts(name);
    if (!facts) throw new Error(`The archive has no facts of ${name}.`);
    const model = new ServiceModel(facts);
    const failures: string[] = [];
    for (const operation of model.operationNames) {
      // Compiles every shape below it.
      expect(model.operation(operation)?.name).toBe(operation);
      // Labels may be numbers.
      const [path, init] = requestFor(facts, operation, facts.operations[operation], "1");
      // It distinguishes clients of services that have operations with the same name.
      init.headers["user-agent"] =
        `aws-sdk-js/3.0.0 api/${serviceId.replaceAll(" ", "_").toLowerCase()}#3.0.0`;
      const response = await request(`${sim.url}${path}`, init);
      const text = await response.body.text();
      const logged = sim.requests.last();
      const told = `${operation}: ${response.statusCode} ${logged?.service}:${logged?.operation} ${text.slice(0, 200)}`;
      // A body that is a stream of events is rejected before it is read.
      const isNamed =
        init.method === "HEAD" ||
        text.includes(`aws-sim does not simulate ${name}:${operation},`) ||
        text.includes(`aws-sim does not support the event stream that ${name}:${operation} receives.`);
      if (
        response.statusCode !== 501 ||
        logged?.service !== name ||
        logged.operation !== operation ||
        !isNamed
      )
        failures.push(told);
      else if (!shapeOf(facts.protocol).test(init.method === "HEAD" ? "" : text)) failures.push(told);
    }
    expect(failures).toEqual([]);
  });
});

/** What an error looks like in a protocol; that of a HEAD has no body. */
function shapeOf(protocol: ServiceFacts["protocol"]): RegExp {
  switch (protocol) {
    case "json":
    case "rpc-v2-cbor":
      return /^{"__type":"([\w.]+#)?NotImplemented","[mM]essage":"/;
    case "rest-json":
      return /^$|^{.*"[mM]essage":"/;
    case "ec2":
      return /<Response><Errors><Error><Code>NotImplemented</;
    default:
      return /^$|<ErrorResponse.*<Error>.*<Code>NotImplemented</;
  }
}
