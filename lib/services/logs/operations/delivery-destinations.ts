import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import {
  deliveryDestinationNotFound,
  destinationHasDelivery,
  destinationPolicyMalformed,
  destinationTypeMissing,
  destinationUnsupported,
} from "../errors.js";
import type {
  DeleteDeliveryDestinationPolicyRequest,
  DeleteDeliveryDestinationRequest,
  DeliveryDestination,
  DeliveryDestinationType,
  DescribeDeliveryDestinationsRequest,
  DescribeDeliveryDestinationsResponse,
  GetDeliveryDestinationPolicyRequest,
  GetDeliveryDestinationPolicyResponse,
  GetDeliveryDestinationRequest,
  GetDeliveryDestinationResponse,
  PutDeliveryDestinationPolicyRequest,
  PutDeliveryDestinationPolicyResponse,
  PutDeliveryDestinationRequest,
  PutDeliveryDestinationResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { isPolicy } from "../policies.js";
import {
  DELIVERY_DESTINATIONS,
  type DeliveryDestinationRow,
  LOG_DELIVERIES,
} from "../state/log-deliveries.js";
import { tagging } from "../tags.js";

/** The type of a destination, by the service in the ARN of its resource. */
const TYPES: ReadonlyMap<string, DeliveryDestinationType> = new Map([
  ["s3", "S3"],
  ["logs", "CWL"],
  ["firehose", "FH"],
]);

/** Replaces a destination of the same name, except for its tags and policy. */
export function putDeliveryDestination(
  input: PutDeliveryDestinationRequest,
  ctx: Context,
): PutDeliveryDestinationResponse {
  const { name, outputFormat, deliveryDestinationConfiguration } = input;
  const before = ctx.table(DELIVERY_DESTINATIONS).get(name);
  const row: DeliveryDestinationRow = {
    name,
    arn: ctx.arn(`delivery-destination:${name}`),
    deliveryDestinationType: typeOf(input),
    outputFormat,
    deliveryDestinationConfiguration,
    policy: before?.policy,
    tags: tagging.checked(input.tags ?? before?.tags),
  };
  ctx.table(DELIVERY_DESTINATIONS).put(name, row);
  return { deliveryDestination: describeDeliveryDestination(row) };
}

export function getDeliveryDestination(
  { name }: GetDeliveryDestinationRequest,
  ctx: Context,
): GetDeliveryDestinationResponse {
  return { deliveryDestination: describeDeliveryDestination(existing(ctx, name)) };
}

export function describeDeliveryDestinations(
  input: DescribeDeliveryDestinationsRequest,
  ctx: Context,
): DescribeDeliveryDestinationsResponse {
  const { items, next } = pager.rows(input, "DescribeDeliveryDestinations", ctx.table(DELIVERY_DESTINATIONS));
  return { deliveryDestinations: items.map(describeDeliveryDestination), nextToken: next };
}

export function deleteDeliveryDestination(input: DeleteDeliveryDestinationRequest, ctx: Context): object {
  const { name, arn } = existing(ctx, input.name);
  for (const { deliveryDestinationArn } of ctx.table(LOG_DELIVERIES).values()) {
    if (deliveryDestinationArn === arn) throw destinationHasDelivery();
  }
  ctx.table(DELIVERY_DESTINATIONS).delete(name);
  return {};
}

export function putDeliveryDestinationPolicy(
  input: PutDeliveryDestinationPolicyRequest,
  ctx: Context,
): PutDeliveryDestinationPolicyResponse {
  const row = existing(ctx, input.deliveryDestinationName);
  const policy = input.deliveryDestinationPolicy;
  if (!isPolicy(policy)) throw destinationPolicyMalformed();
  ctx.table(DELIVERY_DESTINATIONS).put(row.name, { ...row, policy });
  return { policy: { deliveryDestinationPolicy: policy } };
}

/** Recorded: returns an empty policy if there is none. */
export function getDeliveryDestinationPolicy(
  input: GetDeliveryDestinationPolicyRequest,
  ctx: Context,
): GetDeliveryDestinationPolicyResponse {
  return { policy: { deliveryDestinationPolicy: existing(ctx, input.deliveryDestinationName).policy } };
}

export function deleteDeliveryDestinationPolicy(
  input: DeleteDeliveryDestinationPolicyRequest,
  ctx: Context,
): object {
  const row = existing(ctx, input.deliveryDestinationName);
  ctx.table(DELIVERY_DESTINATIONS).put(row.name, { ...row, policy: undefined });
  return {};
}

function existing(ctx: Context, name: string): DeliveryDestinationRow {
  const row = ctx.table(DELIVERY_DESTINATIONS).get(name);
  if (!row) throw deliveryDestinationNotFound();
  return row;
}

/** @throws ValidationException for a resource that cannot receive logs. */
function typeOf(input: PutDeliveryDestinationRequest): DeliveryDestinationType {
  const arn = input.deliveryDestinationConfiguration?.destinationResourceArn;
  if (arn === undefined) {
    // Traces go to X-Ray, which has no resource.
    if (input.deliveryDestinationType === "XRAY") return "XRAY";
    throw destinationTypeMissing();
  }
  const type = TYPES.get(parseArn(arn)?.service ?? "");
  if (!type) throw destinationUnsupported(arn);
  return type;
}

/** Recorded: destinations are returned without tags, unlike sources and deliveries. */
function describeDeliveryDestination({
  tags: _,
  policy: __,
  ...destination
}: DeliveryDestinationRow): DeliveryDestination {
  return destination;
}
