import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { succeed } from "../support/run.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws s3, with what buckets do by themselves", async () => {
  const sim = await createAwsSim({ clock: "frozen", startTime: "2026-01-02T12:00:00Z", region: "eu-west-1" });
  const aws = new AwsCli(sim);
  const bucket = "data";
  beforeEach(() => sim.s3.createBucket(bucket));
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  /** What curl prints of a page of the website. */
  function curl(path: string, ...options: string[]): Promise<string> {
    const host = `Host: ${bucket}.s3-website.eu-west-1.amazonaws.com`;
    return succeed("curl", ["-s", "-H", host, ...options, `${sim.url}${path}`], { env: {} });
  }

  test("makes a website, which curl reads", async () => {
    await aws.text(`s3 website s3://${bucket} --index-document index.html --error-document error.html`);
    sim.s3.putObject(bucket, "docs/index.html", "<h1>Docs</h1>", { ContentType: "text/html" });
    sim.s3.putObject(bucket, "error.html", "<h1>Oh</h1>", { ContentType: "text/html" });
    expect(await curl("/docs", "-L")).toBe("<h1>Docs</h1>");
    expect(await curl("/none", "-w", "|%{http_code}|%{content_type}")).toBe("<h1>Oh</h1>|404|text/html");
    const below = await succeed("curl", ["-s", "-L", `${sim.url}/_sim/website/${bucket}/docs`], { env: {} });
    expect(below).toBe("<h1>Docs</h1>");
  });

  test("selects from an object", async () => {
    sim.s3.putObject(bucket, "people.csv", "name,age\nAda,36\nBo,7\n");
    const folder = await mkdtemp(join(tmpdir(), "aws-sim-select-"));
    try {
      const file = join(folder, "selected");
      await aws.text(`s3api select-object-content ${file}`, {
        bucket,
        key: "people.csv",
        "expression-type": "SQL",
        expression: "SELECT s.name FROM S3Object s WHERE CAST(s.age AS INT) > 30",
        "input-serialization": { CSV: { FileHeaderInfo: "USE" } },
        "output-serialization": { JSON: {} },
      });
      expect(await readFile(file, "utf8")).toBe('{"name":"Ada"}\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("puts a lifecycle, which expires objects, and a notification about it", async () => {
    const events: unknown[] = [];
    sim.lambda.on("listener", (event) => {
      events.push(event);
    });
    await aws.text("s3api put-bucket-lifecycle-configuration", {
      bucket,
      "lifecycle-configuration": {
        Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } }],
      },
    });
    await aws.text("s3api put-bucket-notification-configuration", {
      bucket,
      "notification-configuration": {
        LambdaFunctionConfigurations: [
          {
            Id: "expired",
            LambdaFunctionArn: `arn:aws:lambda:eu-west-1:${sim.accountId}:function:listener`,
            Events: ["s3:LifecycleExpiration:*"],
          },
        ],
      },
    });
    const { Expiration } = await aws.json("s3api put-object", { bucket, key: "tmp/a" });
    expect(Expiration).toBe('expiry-date="Sun, 04 Jan 2026 00:00:00 GMT", rule-id="old"');
    await sim.clock.set("2026-01-04T00:00:00Z");
    expect(await aws.text(`s3 ls s3://${bucket} --recursive --summarize`)).toContain("Total Objects: 0");
    expect(events).toMatchObject([
      { Records: [{ eventName: "LifecycleExpiration:Delete", s3: { object: { key: "tmp/a" } } }] },
    ]);
  });
});
