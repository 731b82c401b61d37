import type { RequestHead } from "../../../core/wire-hooks.js";

/**
 * Hosts whose first labels are a bucket: `bucket.s3.eu-west-1.amazonaws.com`
 * and what stands for it on this machine (`bucket.s3.localhost`, `bucket.localhost`).
 */
const BUCKET_HOST =
  /^(.+?)\.(?:s3[.-](?:[a-z0-9-]+\.)*(?:localhost|amazonaws\.com(?:\.cn)?)|localhost)(?::\d+)?$/;
/** `s3.localhost` has no bucket. */
const SERVICE_HOST = /^s3[.-]?(?:$|\.)|^(?:s3|s3-control)$/;

/** Puts the bucket of a virtual host at the beginning of the path, where the model has it. */
export function toPathStyle<Head extends RequestHead>(request: Head): Head {
  const bucket = BUCKET_HOST.exec(request.headers.host ?? "")?.[1];
  if (bucket === undefined || SERVICE_HOST.test(bucket)) return request;
  return { ...request, path: `/${bucket}${request.path}` };
}
