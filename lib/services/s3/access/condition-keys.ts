import type { ConditionKeys } from "../../../authorization/requirement.js";
import type { ConditionValue } from "../../../policies/values.js";
import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import type { AccessPointFacts } from "../../../runtime/ports/access-points.js";
import { parseDateHeader } from "../../../signing/times.js";
import { own } from "../../../values/own.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";

/** Sources of S3's condition keys besides the head of the request. */
export interface KeySources {
  readonly bucket?: BucketRow | undefined;
  /** The object before the request. */
  readonly object?: ObjectVersion | undefined;
  readonly versionId?: string | undefined;
  /** Tags that the request assigns to an object. */
  readonly tags?: ReadonlyMap<string, string> | undefined;
  /** The access point of the request. */
  readonly accessPoint?: AccessPointFacts | undefined;
  /** Fields of a form, which replace the headers of its request. */
  readonly form?: Pick<ReadonlyMap<string, string>, "get"> | undefined;
  /** Whether the request creates an object, or only a part of one; omitted for requests that do not write. */
  readonly creates?: boolean | undefined;
  /** Keys whose values differ from those in the request. */
  readonly given?: ReadonlyMap<string, string>;
}

/**
 * The condition keys of S3, each computed on demand. Keys named after headers have the values of these
 * headers; in presigned URLs those of the parameters.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export class S3Keys implements ConditionKeys {
  constructor(
    private readonly ctx: Context,
    private readonly sources: KeySources = {},
  ) {}

  get(key: string): ConditionValue | undefined {
    if (!key.startsWith("s3:")) return undefined;
    const { bucket, object, versionId, tags, given, accessPoint, creates } = this.sources;
    const name = key.slice("s3:".length);
    switch (name) {
      case "authtype":
        return this.authType();
      case "signatureversion":
        return this.signatureVersion();
      case "signatureage":
        return this.signatureAge();
      case "objectcreationoperation":
        return creates === undefined ? undefined : String(creates);
      case "resourceaccount":
        return bucket?.owner;
      case "dataaccesspointarn":
        return accessPoint?.arn;
      case "dataaccesspointaccount":
        return accessPoint?.account;
      case "accesspointnetworkorigin":
        return accessPoint && (accessPoint.vpcId === undefined ? "Internet" : "VPC");
      case "versionid":
        return versionId;
      case "requestobjecttagkeys":
        return tags && [...tags.keys()];
      case "prefix":
      case "delimiter":
      case "max-keys":
        return given?.get(name) ?? this.parameter(name);
      case "if-match":
      case "if-none-match":
        return this.header(name);
      case "object-lock-mode":
      case "object-lock-retain-until-date":
      case "object-lock-legal-hold":
        return this.header(`x-amz-${name}`);
      case "x-amz-copy-source":
        return this.header(name)?.replace(/^\//, "");
      default:
        if (name.startsWith("x-amz-")) return given?.get(name) ?? this.header(name);
        return tagOf(name, "existingobjecttag/", object?.tags) ?? tagOf(name, "requestobjecttag/", tags);
    }
  }

  private authType(): string | undefined {
    if (isAnonymous(this.ctx.caller)) return undefined;
    if (this.sources.form) return "POST";
    return this.ctx.request?.presigned ? "REST-QUERY-STRING" : "REST-HEADER";
  }

  private signatureVersion(): string | undefined {
    if (isAnonymous(this.ctx.caller)) return undefined;
    const isVersion2 =
      this.header("awsaccesskeyid") !== undefined ||
      this.header("authorization")?.startsWith("AWS ") === true;
    return isVersion2 ? "AWS" : "AWS4-HMAC-SHA256";
  }

  /** Milliseconds since the request was signed, by the clock of the simulator. Signatures of version 2 in URLs have no time. */
  private signatureAge(): string | undefined {
    if (isAnonymous(this.ctx.caller)) return undefined;
    const signed = parseDateHeader(this.header("x-amz-date") ?? this.header("date") ?? "");
    return signed === undefined ? undefined : String(Math.max(0, this.ctx.now() - signed));
  }

  private header(name: string): string | undefined {
    const { form } = this.sources;
    if (form) return form.get(name);
    const headers = this.ctx.request?.head.headers;
    return (headers && own(headers, name)) ?? this.parameter(name);
  }

  private parameter(name: string): string | undefined {
    const query = this.ctx.request?.head.query;
    if (!query) return undefined;
    for (const [found, value] of new URLSearchParams(query)) if (found.toLowerCase() === name) return value;
    return undefined;
  }
}

function tagOf(
  name: string,
  prefix: string,
  tags: ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (tags === undefined || !name.startsWith(prefix)) return undefined;
  const wanted = name.slice(prefix.length);
  const entries = tags instanceof Map ? tags : Object.entries(tags);
  for (const [key, value] of entries) if (key.toLowerCase() === wanted) return value;
  return undefined;
}
