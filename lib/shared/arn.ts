import type { AccountRegion } from "../runtime/scope.js";
import { partitionOf } from "./partitions.js";

/** The parts of an Amazon Resource Name (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export interface Arn {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly service: string;
  /** Empty for global resources, such as those of IAM. */
  readonly region: string;
  /** 12 digits; the name of an AWS service that owns the resource (`aws`, `cloudfront`); or empty. */
  readonly account: string;
  readonly resource: string;
}

export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Parses an ARN; `undefined` if `text` is invalid. The resource part keeps its own colons. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:(aws[\w-]*):([\w-]+):([\w-]*):(\d{12}|aws|cloudfront|cloudfront-us-gov)?:(.+)$/s.exec(
    text,
  );
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** The ARN of a resource in an account and region. */
export function regionalArn(service: string, { account, region }: AccountRegion, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

/** The ARN of a global resource of an account. It has no region; its partition is that of `region`. */
function globalArn(service: string, { account, region }: AccountRegion, resource: string): string {
  return `arn:${partitionOf(region)}:${service}::${account}:${resource}`;
}

/** @param resource `role/team/deploy` */
export function iamArn(at: AccountRegion, resource: string): string {
  return globalArn("iam", at, resource);
}

/** The ARN of the root user of an account, which policies use for the account itself. */
export function rootArn(at: AccountRegion): string {
  return globalArn("iam", at, "root");
}

/** @param resource `federated-user/bob` */
export function stsArn(at: AccountRegion, resource: string): string {
  return globalArn("sts", at, resource);
}

/**
 * The ARN of a bucket of a region, or of an object in it. It has no account, because bucket names are unique.
 */
export function bucketArn({ region, name }: { region: string; name: string }, key = ""): string {
  return `arn:${partitionOf(region)}:s3:::${name}${key === "" ? "" : `/${key}`}`;
}

/** The bucket of an ARN; `undefined` if it is not the ARN of a bucket. */
export function bucketOfArn(arn: string): string | undefined {
  const { service, region, account, resource = "" } = parseArn(arn) ?? {};
  const isBucket = service === "s3" && region === "" && account === "" && /^[^/*]+$/.test(resource);
  return isBucket ? resource : undefined;
}
