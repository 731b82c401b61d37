import type { Context } from "../../../runtime/context.js";
import type { AccessPointFacts } from "../../../runtime/ports/access-points.js";
import type { Ports } from "../../../runtime/ports/index.js";
import { parseArn } from "../../../shared/arn.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { noSuchAccessPoint } from "../errors/access-points.js";

const ALIAS_END = "-s3alias";
/** `name-account`, the form in which SDKs put an access point before an endpoint. */
const LABEL = /^(.+)-(\d{12})$/;
const AMAZON_HOST =
  /^(.+)-(\d{12})\.s3-accesspoint(?:-fips)?(?:\.dualstack)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i;

/**
 * Converts a request through an access point to one to its bucket, with `through` set.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-access-points.html
 *
 * @param request whose path starts with the bucket, or its replacement
 * @param host the label of the host that replaces the bucket, if there is one
 * @param region for which the request is signed
 */
export function throughAccessPoint(
  request: RequestHead,
  host: string | undefined,
  { accessPoints }: Ports,
  region: string,
): RequestHead {
  if (!accessPoints) return request;
  const { path } = request;
  const slash = path.indexOf("/", 1);
  const name = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const rest = slash < 0 ? "" : path.slice(slash);
  if (name.endsWith(ALIAS_END)) {
    const point = accessPoints.aliased(name);
    return point ? moved(request, point, rest, true) : request;
  }
  const [, label, account = "", named = region] =
    (host === undefined ? undefined : (AMAZON_HOST.exec(request.headers.host ?? "") ?? LABEL.exec(host))) ??
    [];
  const point = label === undefined ? undefined : accessPoints.named({ account, region: named }, label);
  return point ? moved(request, point, rest, false) : request;
}

function moved(
  request: RequestHead,
  { arn, bucket }: AccessPointFacts,
  rest: string,
  byAlias: boolean,
): RequestHead {
  return { ...request, path: `/${bucket}${rest}`, through: { arn, byAlias } };
}

/** @throws NoSuchAccessPoint for the host of an access point that does not exist */
export function checkAccessPointHost({ headers, through }: RequestHead): void {
  if (through || headers.host?.includes(".s3-accesspoint") !== true) return;
  const [, name] = AMAZON_HOST.exec(headers.host) ?? [];
  if (name !== undefined) throw noSuchAccessPoint(name);
}

/** An access point by its ARN; `undefined` if there is none. */
export function accessPointOf({ ports }: Pick<Context, "ports">, arn: string): AccessPointFacts | undefined {
  const { account = "", region = "", resource = "" } = parseArn(arn) ?? {};
  const [, name] = /^accesspoint\/([^/]+)$/.exec(resource) ?? [];
  return name === undefined ? undefined : ports.accessPoints?.named({ account, region }, name);
}
