import { S3 } from "@aws-sdk/client-s3";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

/** A simulator with the S3 client that the tests of bucket configuration use. */
export interface ConfigurationWorld {
  readonly sim: AwsSim;
  readonly s3: S3;
  /** Makes a bucket; its name. */
  bucket(name: string, options?: { readonly versioned?: boolean }): Promise<string>;
}

export async function configurationWorld(): Promise<ConfigurationWorld> {
  const sim = await createAwsSim({ seed: 1, region: "us-east-1" });
  const s3 = new S3(sim.clientConfig());
  return {
    sim,
    s3,
    async bucket(Bucket, { versioned = false } = {}) {
      await s3.createBucket({ Bucket });
      if (versioned) {
        await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
      }
      return Bucket;
    },
  };
}

/** An error as an SDK client returns it: its code, message, status and further members. */
export function failure(status: number, name: string, message: string, members: object = {}): object {
  return { name, message, $metadata: { httpStatusCode: status }, ...members };
}

/** S3's error for XML that violates its schema. */
export const MALFORMED_XML = failure(
  400,
  "MalformedXML",
  "The XML you provided was not well-formed or did not validate against our published schema",
);
