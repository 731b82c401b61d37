import type { Context } from "../../../runtime/context.js";
import { destinationNotFound } from "../errors.js";
import type {
  DeleteDestinationRequest,
  DescribeDestinationsRequest,
  DescribeDestinationsResponse,
  Destination,
  PutDestinationPolicyRequest,
  PutDestinationRequest,
  PutDestinationResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { checkAccountPolicy } from "../policies.js";
import { DESTINATIONS, type DestinationRow } from "../state/destinations.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html */
export function putDestination(input: PutDestinationRequest, ctx: Context): PutDestinationResponse {
  const { destinationName, targetArn, roleArn } = input;
  const before = ctx.table(DESTINATIONS).get(destinationName);
  const row: DestinationRow = {
    creationTime: ctx.now(),
    tags: tagging.checked(input.tags),
    ...before,
    destinationName,
    targetArn,
    roleArn,
    arn: ctx.arn(`destination:${destinationName}`),
  };
  ctx.table(DESTINATIONS).put(destinationName, row);
  return { destination: describeDestination(row) };
}

export function putDestinationPolicy(input: PutDestinationPolicyRequest, ctx: Context): object {
  const row = existing(ctx, input.destinationName);
  checkAccountPolicy(ctx, input.accessPolicy);
  ctx.table(DESTINATIONS).put(row.destinationName, { ...row, accessPolicy: input.accessPolicy });
  return {};
}

export function describeDestinations(
  input: DescribeDestinationsRequest,
  ctx: Context,
): DescribeDestinationsResponse {
  const { DestinationNamePrefix: prefix = "" } = input;
  const { items, next } = pager.rows(input, `DescribeDestinations ${prefix}`, ctx.table(DESTINATIONS), {
    prefix,
  });
  return { destinations: items.map(describeDestination), nextToken: next };
}

export function deleteDestination(input: DeleteDestinationRequest, ctx: Context): object {
  ctx.table(DESTINATIONS).delete(existing(ctx, input.destinationName).destinationName);
  return {};
}

function existing(ctx: Context, name: string): DestinationRow {
  const row = ctx.table(DESTINATIONS).get(name);
  if (!row) throw destinationNotFound();
  return row;
}

function describeDestination({ tags: _, ...destination }: DestinationRow): Destination {
  return destination;
}
