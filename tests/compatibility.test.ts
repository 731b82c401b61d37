import { describe, expect, test } from "vitest";
import { calledOperations, testSources } from "../tools/compatibility/called.js";
import { clientOf } from "../tools/compatibility/clients.js";
import { type Exercised, merge, render } from "../tools/compatibility/exercised.js";
import { currentPage, readExercised, readPage } from "../tools/compatibility/files.js";
import { page } from "../tools/compatibility/page.js";
import { readHeader, type ServiceSummary, summaries } from "../tools/compatibility/services.js";

/** Simulated operations that never succeed, and why. */
const NEVER_SUCCEED: Readonly<Record<string, string>> = {
  "s3.RenameObject": "only directory buckets support it: S3 itself rejects it for others",
};

test("H26: docs/compatibility.md is up to date", async () => {
  expect(readPage(), "Run `npm run compatibility:page` and commit docs/compatibility.md.").toBe(
    await currentPage(),
  );
});

test("every simulated operation was exercised with the SDK for JavaScript", async () => {
  const exercised = readExercised();
  const missing = (await summaries()).flatMap(({ name, simulated }) =>
    simulated
      .filter((operation) => !exercised[name]?.[operation]?.includes("javascript"))
      .map((operation) => `${name}.${operation}`),
  );
  expect(
    missing,
    "Write a test with the SDK for each of these, then run `npm run compatibility -- --only unit`.",
  ).toEqual(Object.keys(NEVER_SUCCEED));
});

test("every operation with a tick for the SDK for JavaScript is still called by a test", async () => {
  const sources = testSources();
  const exercised = readExercised();
  const uncalled = (await summaries()).flatMap((service) => {
    const called = calledOperations(service, sources);
    return Object.entries(exercised[service.name] ?? {})
      .filter(([operation, clients]) => clients.includes("javascript") && !called.has(operation))
      .map(([operation]) => `${service.name}.${operation}`);
  });
  expect(uncalled, "Write a test for each of these, or delete its tick in exercised.json.").toEqual([]);
});

test("calls are those of the SDK's clients, in tests of the service or of its client", () => {
  const source = (path: string, text: string) => ({ path, text });
  const called = calledOperations({ folder: "s3", sdk: "@aws-sdk/client-s3" }, [
    source("tests/services/s3/a.test.ts", "s3.getObject(); new HeadObjectCommand(); sim.s3.putObject();"),
    source("tests/b.test.ts", 'import { S3 } from "@aws-sdk/client-s3"; await s3.copyObject({});'),
    source("tests/c.test.ts", 'import { S3Control } from "@aws-sdk/client-s3-control"; a.deleteObject();'),
  ]);
  expect([...called].sort()).toEqual(["CopyObject", "GetObject", "HeadObject", "S3"]);
});

describe("the client that sent a request", () => {
  const linux = "ua/2.1 os/linux#6.1";
  test.each([
    [`aws-sdk-js/3.1169.0 ${linux} lang/js md/nodejs#20.20.2 api/s3#3.1169.0`, "javascript"],
    [`aws-cli/1.45.11 md/Botocore#1.43.11 ${linux} botocore/1.43.11`, "cli"],
    [`aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64`, "cli"],
    [`Boto3/1.43.11 md/Botocore#1.43.11 ${linux} Botocore/1.43.11`, "boto3"],
    [`aws-sdk-go-v2/1.24.1 os/linux lang/go#1.22 api/ecs#1.35.6`, "go"],
    [
      "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.94.1 aws-sdk-go-v2/1.36.3",
      "terraform",
    ],
    ["rclone/v1.60.1-DEV", "rclone"],
    ["node", "http"],
  ])("%s", (userAgent, client) => {
    expect(clientOf({ userAgent, suite: "tests/clients/any.test.ts" })).toBe(client);
  });

  test("s3cmd sends no User-Agent: its suite identifies it", () => {
    const suites = ["tests/clients/s3-tools/s3cmd.test.ts", "tests/http/server.test.ts"];
    expect(suites.map((suite) => clientOf({ suite }))).toEqual(["s3cmd", "http"]);
  });
});

describe("results of runs are merged", () => {
  const simulated = { ecs: ["RunTask", "CreateCluster"], sts: [] };
  const suite = "tests/a.test.ts";
  const seen = [
    { service: "ecs", operation: "RunTask", userAgent: "aws-cli/2.15.0", suite },
    { service: "ecs", operation: "NoLongerSimulated", userAgent: "aws-cli/2.15.0", suite },
    { service: "gone", operation: "RunTask", userAgent: "aws-cli/2.15.0", suite },
  ];
  const earlier: Exercised = {
    ecs: { CreateCluster: ["cli"], RunTask: ["boto3"], NoLongerSimulated: ["boto3"] },
    gone: { RunTask: ["boto3"] },
  };

  test("with earlier results of operations that are still simulated", () => {
    expect(merge(earlier, seen, simulated)).toEqual({
      ecs: { CreateCluster: ["cli"], RunTask: ["cli", "boto3"] },
      sts: {},
    });
  });

  test("afresh, without earlier results of the same clients", () => {
    expect(merge(earlier, seen, simulated, { afresh: true })).toEqual({
      ecs: { RunTask: ["cli", "boto3"] },
      sts: {},
    });
  });

  test("and written with a line for each operation, in the order of names", () => {
    const text = render(merge(earlier, seen, simulated));
    expect(text.split("\n")).toEqual([
      "{",
      '  "ecs": {',
      '    "CreateCluster": ["cli"],',
      '    "RunTask": ["cli", "boto3"]',
      "  },",
      '  "sts": {}',
      "}",
      "",
    ]);
    expect(JSON.parse(text)).toEqual(merge(earlier, seen, simulated));
  });
});

describe("the page", () => {
  const service: ServiceSummary = {
    name: "ecs",
    folder: "ecs",
    sdk: "@aws-sdk/client-ecs",
    title: "Amazon ECS",
    page: "services/ecs.md",
    simulated: ["CreateCluster", "RunTask"],
    notSimulated: ["CreateDaemon"],
    gaps: "Daemons.",
    differences: "No container runs.",
    deviations: "Differences from AWS",
  };

  test("shows a service with its differences, and the clients of each operation", () => {
    const text = page([service], { ecs: { RunTask: ["javascript", "cli"] } });
    expect(text.slice(text.indexOf("| service"))).toBe(`\
| service | simulated | JavaScript | CLI | boto3 | Terraform | Go | rclone | s3cmd | HTTP |
| --- | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: |
| [Amazon ECS](#amazon-ecs) | 2 of 3 | 1 | 1 |  |  |  |  |  |  |

## Amazon ECS

2 of 3 operations are simulated. [Its page](services/ecs.md) describes their behaviour.

**Not simulated:** Daemons.

**Differs on purpose:** No container runs.

See also [Differences from AWS](services/ecs.md#differences-from-aws).

| operation | JavaScript | CLI |
| --- | :-: | :-: |
| CreateCluster |  |  |
| RunTask | ✓ | ✓ |

<details>
<summary>Return 501: 1</summary>

CreateDaemon

</details>
`);
  });
});

test("the header of a service's index.ts must have a paragraph on what is not simulated", () => {
  const header =
    "/**\n * AWS Lambda, API version 2015-03-31.\n *\n * Not simulated: code\n * signing.\n */\n";
  expect(readHeader(header)).toEqual({
    title: "AWS Lambda",
    gaps: "Code signing.",
    differences: undefined,
  });
  expect(() => readHeader("/** AWS Lambda. */")).toThrow('a paragraph "Not simulated: ..."');
});
