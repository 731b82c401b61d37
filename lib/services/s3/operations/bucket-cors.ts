import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { checkCors } from "../buckets/cors.js";
import { noSuchCors } from "../errors/buckets.js";
import type {
  DeleteBucketCorsRequest,
  GetBucketCorsOutput,
  GetBucketCorsRequest,
  PutBucketCorsRequest,
} from "../generated/types.js";

export function putBucketCors(input: PutBucketCorsRequest, ctx: Context): object {
  const { CORSRules } = input.CORSConfiguration;
  checkCors(CORSRules);
  configure(ctx, input, { cors: CORSRules });
  return {};
}

export function getBucketCors(input: GetBucketCorsRequest, ctx: Context): GetBucketCorsOutput {
  const { cors } = seenConfigurationOf(ctx, input);
  if (!cors) throw noSuchCors(input.Bucket);
  return { CORSRules: cors };
}

export function deleteBucketCors(input: DeleteBucketCorsRequest, ctx: Context): object {
  configure(ctx, input, { cors: undefined });
  return {};
}
