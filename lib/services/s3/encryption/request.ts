import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import { incompatibleEncryption, invalidEncryptionAlgorithm, keyWithoutKms } from "../errors/protection.js";
import { accessDenied } from "../errors/requests.js";
import type { PutObjectOutput, PutObjectRequest, ServerSideEncryptionRule } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { StoredEncryption } from "../state/objects.js";
import { SETTINGS } from "../state/settings.js";
import { type CustomerKey, customerKeyDigest, hasCustomerKey } from "./customer-keys.js";
import { keyArn } from "./kms-keys.js";

/** The encryption headers of a write. */
export type EncryptionRequest = Pick<
  PutObjectRequest,
  | "ServerSideEncryption"
  | "SSEKMSKeyId"
  | "BucketKeyEnabled"
  | "SSECustomerAlgorithm"
  | "SSECustomerKey"
  | "SSECustomerKeyMD5"
>;

const AES256: StoredEncryption = Object.freeze({ kind: "AES256" });

/**
 * The encryption of a write: as requested, else the bucket's default.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 *
 * @throws InvalidArgument, InvalidEncryptionAlgorithmError, KMS.NotFoundException; AccessDenied if the bucket
 * rejects customer-provided keys.
 */
export function encryptionFor(ctx: Context, bucket: BucketRow, input: EncryptionRequest): StoredEncryption {
  const rule = bucket.configuration.encryption?.Rules[0];
  const { ServerSideEncryption: asked } = input;
  if (hasCustomerKey(input)) {
    if (asked !== undefined) throw incompatibleEncryption(asked);
    const keyMd5 = customerKeyDigest(input);
    if (blocksCustomerKeys(ctx, rule)) throw accessDenied();
    return { kind: "customer", keyMd5 };
  }
  switch (asked) {
    case "AES256":
      if (input.SSEKMSKeyId !== undefined) throw keyWithoutKms();
      return AES256;
    case "aws:kms":
    case "aws:kms:dsse":
      return underKey(ctx, asked, input.SSEKMSKeyId, input.BucketKeyEnabled ?? rule?.BucketKeyEnabled);
    case undefined:
      if (input.SSEKMSKeyId !== undefined) throw keyWithoutKms();
      return rule ? byDefault(ctx, rule) : AES256;
    default:
      throw invalidEncryptionAlgorithm(asked);
  }
}

function byDefault(ctx: Context, rule: ServerSideEncryptionRule): StoredEncryption {
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  if (SSEAlgorithm !== "aws:kms" && SSEAlgorithm !== "aws:kms:dsse") return AES256;
  return underKey(ctx, SSEAlgorithm, KMSMasterKeyID, rule.BucketKeyEnabled);
}

function underKey(
  ctx: Context,
  kind: "aws:kms" | "aws:kms:dsse",
  keyId: string | undefined,
  bucketKey = false,
): StoredEncryption {
  return { kind, keyId: keyArn(ctx, keyId), bucketKey };
}

/**
 * Checks the key of a part again: the bucket may have blocked SSE-C since the upload was created.
 *
 * @throws AccessDenied
 */
export function checkCustomerKeyAllowed(ctx: Context, bucket: BucketRow, input: CustomerKey): void {
  if (hasCustomerKey(input) && blocksCustomerKeys(ctx, bucket.configuration.encryption?.Rules[0])) {
    throw accessDenied();
  }
}

/** A bucket without its own setting for SSE-C uses the simulator's. */
function blocksCustomerKeys(ctx: Context, rule: ServerSideEncryptionRule | undefined): boolean {
  const types = rule?.BlockedEncryptionTypes?.EncryptionType;
  if (types === undefined) return settingsOf(ctx, SETTINGS).blockCustomerKeys;
  return types.includes("SSE-C");
}

/** The response members for the encryption of an object. */
export type EncryptionMembers = Pick<
  PutObjectOutput,
  "ServerSideEncryption" | "SSEKMSKeyId" | "BucketKeyEnabled" | "SSECustomerAlgorithm" | "SSECustomerKeyMD5"
>;

export function encryptionMembers(encryption: StoredEncryption): EncryptionMembers {
  switch (encryption.kind) {
    case "AES256":
      return { ServerSideEncryption: "AES256" };
    case "customer":
      return { SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: encryption.keyMd5 };
    default:
      return {
        ServerSideEncryption: encryption.kind,
        SSEKMSKeyId: encryption.keyId,
        ...(encryption.bucketKey && { BucketKeyEnabled: true }),
      };
  }
}

/**
 * An object's ETag without quotes: the MD5 of its content; a random value if it is encrypted with a KMS or
 * customer key.
 */
export function etagFor(ctx: Context, encryption: StoredEncryption, md5: string): string {
  return encryption.kind === "AES256" ? md5 : ctx.ids.hex(32);
}
