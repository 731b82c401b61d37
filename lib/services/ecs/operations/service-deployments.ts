import type { Context } from "../../../runtime/context.js";
import { conflictingDeployment, invalidParameter, serviceDeploymentNotFound } from "../errors.js";
import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  StopServiceDeploymentRequest,
  StopServiceDeploymentResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { describeBrief, describeRecord, describeRevision } from "../services/deployment-records.js";
import { checkSoon } from "../services/lifecycle.js";
import { findService } from "../services/references.js";
import { stopDeployment } from "../services/rollout.js";
import { saveService } from "../services/store.js";
import {
  deploymentListingKey,
  SERVICE_DEPLOYMENT_LISTING,
  SERVICE_DEPLOYMENTS,
  SERVICE_REVISIONS,
  type ServiceDeploymentRow,
} from "../state/service-deployments.js";
import { SERVICES } from "../state/services.js";

const MOST_DESCRIBED = 20;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html */
export function listServiceDeployments(
  input: ListServiceDeploymentsRequest,
  ctx: Context,
): ListServiceDeploymentsResponse {
  const { key } = findService(ctx, input.cluster, input.service);
  const { items, next } = pager.page(input, {
    name: `ListServiceDeployments ${key}`,
    after: (position) => matching(newestFirst(ctx, key, position), input),
    position: ([listingKey]: Listed) => listingKey,
    size: MOST_DESCRIBED,
  });
  return { serviceDeployments: items.map(([, row]) => describeBrief(row)), nextToken: next };
}

type Listed = readonly [listingKey: string, row: ServiceDeploymentRow];

function* newestFirst(ctx: Context, serviceKey: string, after: string | undefined): Generator<Listed> {
  const prefix = deploymentListingKey(serviceKey);
  const listing = ctx.table(SERVICE_DEPLOYMENT_LISTING);
  for (const [listingKey, arn] of listing.range(after === undefined ? { from: prefix } : { after })) {
    if (!listingKey.startsWith(prefix)) return;
    const row = ctx.table(SERVICE_DEPLOYMENTS).get(arn);
    if (row) yield [listingKey, row];
  }
}

function* matching(
  rows: Iterable<Listed>,
  { status, createdAt }: ListServiceDeploymentsRequest,
): Generator<Listed> {
  for (const listed of rows) {
    const [, row] = listed;
    if (status?.length && !status.includes(row.status)) continue;
    if (createdAt?.before && row.createdAt > createdAt.before) continue;
    if (createdAt?.after && row.createdAt < createdAt.after) continue;
    yield listed;
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export function describeServiceDeployments(
  input: DescribeServiceDeploymentsRequest,
  ctx: Context,
): DescribeServiceDeploymentsResponse {
  const arns = checkedArns(input.serviceDeploymentArns, "serviceDeploymentArns");
  const records = ctx.table(SERVICE_DEPLOYMENTS);
  return {
    serviceDeployments: arns
      .flatMap((arn) => records.get(arn) ?? [])
      .map((record) => describeRecord(ctx, record)),
    failures: missing(arns, (arn) => records.has(arn)),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export function describeServiceRevisions(
  input: DescribeServiceRevisionsRequest,
  ctx: Context,
): DescribeServiceRevisionsResponse {
  const arns = checkedArns(input.serviceRevisionArns, "serviceRevisionArns");
  const revisions = ctx.table(SERVICE_REVISIONS);
  return {
    serviceRevisions: arns.flatMap((arn) => revisions.get(arn) ?? []).map(describeRevision),
    failures: missing(arns, (arn) => revisions.has(arn)),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html */
export function stopServiceDeployment(
  { serviceDeploymentArn, stopType = "ROLLBACK" }: StopServiceDeploymentRequest,
  ctx: Context,
): StopServiceDeploymentResponse {
  const record = ctx.table(SERVICE_DEPLOYMENTS).get(serviceDeploymentArn);
  if (!record) throw serviceDeploymentNotFound();
  const service = ctx.table(SERVICES).get(record.serviceKey);
  const primary = service?.deployments[0];
  if (
    !service ||
    primary?.serviceDeploymentArn !== serviceDeploymentArn ||
    primary.rolloutState !== "IN_PROGRESS"
  ) {
    throw conflictingDeployment(serviceDeploymentArn);
  }
  checkSoon(ctx, saveService(ctx, stopDeployment(ctx, service, primary, stopType)));
  return { serviceDeploymentArn };
}

function checkedArns(arns: readonly string[], member: string): readonly string[] {
  if (arns.length === 0) throw invalidParameter(`${member} can not be empty.`);
  if (arns.length > MOST_DESCRIBED)
    throw invalidParameter(`${member} can have at most ${MOST_DESCRIBED} items.`);
  return arns;
}

function missing(arns: readonly string[], isThere: (arn: string) => boolean) {
  return arns.filter((arn) => !isThere(arn)).map((arn) => ({ arn, reason: "MISSING" }));
}
