/** `bucket.s3.eu-west-1.amazonaws.com`, with dual stack, FIPS, acceleration and the older regions' dashes. */
const AMAZON_HOST =
  /^(?:(.+)\.)?s3(?!-control)(?:-[a-z0-9-]+)?(?:\.[a-z0-9-]+){0,2}\.amazonaws\.com(?:\.cn)?$/;
/** The equivalent on this machine: every name below `localhost` resolves to this machine. */
const LOCAL_SERVICE_HOST = /^(?:(.+)\.)?s3(?:\.[a-z0-9-]+){0,2}\.localhost$/;
/**
 * The simulator's own name (`sim.localhostUrl`), also with the host prefix of another service's SDK client.
 */
const OWN_HOST = /^(?:(.+)\.)?(?:data-)?aws-sim\.localhost$/;
const LOCAL_HOST = /^(.+)\.localhost$/;

/**
 * The bucket in a `Host` header; `undefined` if it only names the service.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketOfHost(host: string | undefined): string | undefined {
  if (host === undefined || !/amazonaws\.com|\.localhost/i.test(host)) return undefined;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const service = AMAZON_HOST.exec(name) ?? LOCAL_SERVICE_HOST.exec(name) ?? OWN_HOST.exec(name);
  return service ? service[1] : LOCAL_HOST.exec(name)?.[1];
}

/**
 * Whether an unsigned request that no other service claims is for S3, as those of browsers are: unless its
 * host is another AWS endpoint. The labels are the names before `amazonaws.com`.
 */
export function claimsUnsigned(labels: readonly string[] | undefined): boolean {
  return labels === undefined || labels.some((label) => /^s3\b/.test(label));
}
