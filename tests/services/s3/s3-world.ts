import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

/** Start of the simulated time of these tests. */
export const START = new Date("2026-01-02T03:04:05.000Z");

/** `START` and some days. */
export function dayAt(days: number): Date {
  return new Date(START.getTime() + days * 24 * 60 * 60 * 1000);
}

/** A simulator with a frozen clock and a real SDK client, reset before each test of a file. */
export function s3World(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let s3: S3;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: "s3", ...options });
    s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    s3.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get s3() {
      return s3;
    },
    /** The client of another account or region. */
    elsewhere(at: { accountId?: string; region?: string }) {
      return new S3({ ...sim.clientConfig({ ...at, direct: true }), maxAttempts: 1 });
    },
    /** A raw response. The signature is not verified; it names the caller and the region. */
    async fetch(path: string, { method = "GET", body: sent = "", region = "us-east-1" } = {}) {
      const digest = createHash("md5").update(sent).digest("base64");
      const answer = await fetch(`${sim.url}${path}`, {
        method,
        ...(sent !== "" && { body: sent }),
        headers: {
          authorization: authorizationOf(region),
          "x-amz-date": "20260102T030405Z",
          ...(sent !== "" && { "content-md5": digest }),
        },
      });
      const text = await answer.text();
      const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1];
      return { status: answer.status, headers: answer.headers, text, code };
    },
    /** A bucket in which versioning is on. */
    async versioned(Bucket: string): Promise<string> {
      await s3.createBucket({ Bucket });
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
      return Bucket;
    },
    /** Writes an object. @returns its version */
    async put(Bucket: string, Key: string, Body = "content"): Promise<string | undefined> {
      return (await s3.putObject({ Bucket, Key, Body })).VersionId;
    },
  };
}

function authorizationOf(region: string): string {
  const scope = `AKIAIOSFODNN7EXAMPLE/20260102/${region}/s3/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`;
}
