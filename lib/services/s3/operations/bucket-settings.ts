import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { invalidRequest, malformedXml } from "../errors/requests.js";
import type {
  GetBucketAbacOutput,
  GetBucketAbacRequest,
  GetBucketAccelerateConfigurationOutput,
  GetBucketAccelerateConfigurationRequest,
  GetBucketRequestPaymentOutput,
  GetBucketRequestPaymentRequest,
  PutBucketAbacRequest,
  PutBucketAccelerateConfigurationRequest,
  PutBucketRequestPaymentRequest,
} from "../generated/types.js";

export function putBucketAccelerateConfiguration(
  input: PutBucketAccelerateConfigurationRequest,
  ctx: Context,
): object {
  const { name } = findBucket(ctx, input);
  const { Status } = input.AccelerateConfiguration;
  // S3 validates the name before the document.
  if (name.includes(".")) {
    throw invalidRequest(
      "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
    );
  }
  if (Status !== "Enabled" && Status !== "Suspended") throw malformedXml();
  configure(ctx, input, { acceleration: Status });
  return {};
}

export function getBucketAccelerateConfiguration(
  input: GetBucketAccelerateConfigurationRequest,
  ctx: Context,
): GetBucketAccelerateConfigurationOutput {
  return { Status: seenConfigurationOf(ctx, input).acceleration };
}

export function putBucketRequestPayment(input: PutBucketRequestPaymentRequest, ctx: Context): object {
  configure(ctx, input, { payer: input.RequestPaymentConfiguration.Payer });
  return {};
}

export function getBucketRequestPayment(
  input: GetBucketRequestPaymentRequest,
  ctx: Context,
): GetBucketRequestPaymentOutput {
  return { Payer: seenConfigurationOf(ctx, input).payer ?? "BucketOwner" };
}

export function putBucketAbac(input: PutBucketAbacRequest, ctx: Context): object {
  const { Status } = input.AbacStatus;
  if (Status === undefined) throw malformedXml();
  configure(ctx, input, { abac: Status });
  return {};
}

export function getBucketAbac(input: GetBucketAbacRequest, ctx: Context): GetBucketAbacOutput {
  return { AbacStatus: { Status: seenConfigurationOf(ctx, input).abac ?? "Disabled" } };
}
