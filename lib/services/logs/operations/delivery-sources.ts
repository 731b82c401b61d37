import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import {
  deletedDeliverySourceNotFound,
  deliverySourceNotFound,
  resourceHasSource,
  sourceHasDelivery,
  sourceServiceUnsupported,
} from "../errors.js";
import type {
  DeleteDeliverySourceRequest,
  DeliverySource,
  DescribeDeliverySourcesRequest,
  DescribeDeliverySourcesResponse,
  GetDeliverySourceRequest,
  GetDeliverySourceResponse,
  PutDeliverySourceRequest,
  PutDeliverySourceResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { DELIVERY_SOURCES, type DeliverySourceRow, LOG_DELIVERIES } from "../state/log-deliveries.js";
import { tagging } from "../tags.js";

/** Services whose resources are in the documentation of `logType`, by their names in ARNs. */
const SOURCES: ReadonlySet<string> = new Set([
  "bedrock",
  "bedrock-agentcore",
  "aidevops",
  "cloudfront",
  "codewhisperer",
  "ec2",
  "eks",
  "elasticloadbalancing",
  "entityresolution",
  "mediapackagev2",
  "mediatailor",
  "network-firewall",
  "pcs",
  "qbusiness",
  "quicksight",
  "rtbfabric",
  "securityhub",
  "ses",
  "sso",
  "workmail",
]);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
export function putDeliverySource(input: PutDeliverySourceRequest, ctx: Context): PutDeliverySourceResponse {
  const { name, resourceArn, logType, deliverySourceConfiguration } = input;
  const service = parseArn(resourceArn)?.service ?? "";
  if (!SOURCES.has(service)) throw sourceServiceUnsupported();
  const sources = ctx.table(DELIVERY_SOURCES);
  for (const other of sources.values()) {
    if (other.name !== name && other.resourceArn === resourceArn && other.logType === logType) {
      throw resourceHasSource();
    }
  }
  const row: DeliverySourceRow = {
    name,
    arn: ctx.arn(`delivery-source:${name}`),
    resourceArn,
    service,
    logType,
    deliverySourceConfiguration,
    tags: tagging.checked(input.tags ?? sources.get(name)?.tags),
  };
  sources.put(name, row);
  return { deliverySource: describeDeliverySource(row) };
}

export function getDeliverySource(
  { name }: GetDeliverySourceRequest,
  ctx: Context,
): GetDeliverySourceResponse {
  const row = ctx.table(DELIVERY_SOURCES).get(name);
  if (!row) throw deliverySourceNotFound();
  return { deliverySource: describeDeliverySource(row) };
}

export function describeDeliverySources(
  input: DescribeDeliverySourcesRequest,
  ctx: Context,
): DescribeDeliverySourcesResponse {
  const { items, next } = pager.rows(input, "DescribeDeliverySources", ctx.table(DELIVERY_SOURCES));
  return { deliverySources: items.map(describeDeliverySource), nextToken: next };
}

export function deleteDeliverySource({ name }: DeleteDeliverySourceRequest, ctx: Context): object {
  if (!ctx.table(DELIVERY_SOURCES).has(name)) throw deletedDeliverySourceNotFound();
  for (const { deliverySourceName } of ctx.table(LOG_DELIVERIES).values()) {
    if (deliverySourceName === name) throw sourceHasDelivery();
  }
  ctx.table(DELIVERY_SOURCES).delete(name);
  return {};
}

function describeDeliverySource({ resourceArn, tags, ...source }: DeliverySourceRow): DeliverySource {
  return { ...source, resourceArns: [resourceArn], tags: Object.keys(tags).length > 0 ? tags : undefined };
}
