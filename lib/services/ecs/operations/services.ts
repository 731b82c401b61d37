import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import {
  invalidParameter,
  namespaceNotFound,
  serviceNotIdempotent,
  serviceScaledAboveZero,
  serviceStillDraining,
  tagsEmpty,
} from "../errors.js";
import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  DescribeServicesRequest,
  DescribeServicesResponse,
  Failure,
  ListServicesByNamespaceRequest,
  ListServicesByNamespaceResponse,
  ListServicesRequest,
  ListServicesResponse,
  Service,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { findCluster, lookUpTaskDefinition } from "../references.js";
import { deploy } from "../services/deployments.js";
import { describeService } from "../services/descriptions.js";
import { checkSoon, serviceDescribed } from "../services/lifecycle.js";
import { findActiveService, findService, lookUpService, serviceNameOf } from "../services/references.js";
import { revisionFor, settingsFor } from "../services/request.js";
import { checkDesiredCount, checkTaskRole } from "../services/rules.js";
import { connectNamespace } from "../services/service-connect.js";
import { saveService, servicesOf, tasksOfService } from "../services/store.js";
import { updatedRevision, updatedSettings } from "../services/update.js";
import { SERVICES, type ServiceRow, serviceKey } from "../state/services.js";
import { tagging } from "../tags.js";
import { checkClientToken } from "../tasks/request-rules.js";

const MOST_SERVICES_DESCRIBED = 10;
const LONGEST_CLIENT_TOKEN = 36;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export function createService(input: CreateServiceRequest, ctx: Context): CreateServiceResponse {
  const { serviceName: name, desiredCount = 0 } = input;
  if (!/^[\w-]{1,255}$/.test(name)) throw invalidParameter("Invalid service name.");
  checkClientToken(input.clientToken, LONGEST_CLIENT_TOKEN);
  const cluster = findCluster(ctx, input.cluster);
  const key = serviceKey(cluster.clusterName, name);
  const request = JSON.stringify(input);
  const existing = ctx.table(SERVICES).get(key);
  if (existing?.status === "DRAINING") throw serviceStillDraining();
  if (existing?.status === "ACTIVE") {
    if (existing.request !== request) throw serviceNotIdempotent();
    return { service: describeService(ctx, existing, ["TAGS"]) };
  }
  if (input.tags?.length === 0) throw tagsEmpty();
  checkDesiredCount(input);
  const settings = settingsFor(ctx, input);
  const isExternal = settings.deploymentController.type === "EXTERNAL";
  if (!isExternal && input.taskDefinition === undefined)
    throw invalidParameter("TaskDefinition can not be blank.");
  const revision = revisionFor(ctx, cluster, input);
  if (settings.enableExecuteCommand && !isExternal) {
    checkTaskRole(lookUpTaskDefinition(ctx, revision.taskDefinition ?? "")?.taskDefinition, "created");
  }
  const row: ServiceRow = {
    key,
    serviceName: name,
    serviceArn: ctx.arn(`service/${cluster.clusterName}/${name}`),
    clusterName: cluster.clusterName,
    clusterArn: cluster.clusterArn,
    status: "ACTIVE",
    desiredCount,
    settings,
    revision,
    deployments: [],
    events: [],
    createdAt: ctx.date(),
    createdBy: ctx.caller.arn,
    tags: tagging.checked(input.tags),
    request,
    steady: false,
    scheduled: false,
  };
  const created = saveService(ctx, isExternal ? row : deploy(ctx, row, revision));
  checkSoon(ctx, created);
  return { service: describeService(ctx, created, ["TAGS"]) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export function updateService(input: UpdateServiceRequest, ctx: Context): UpdateServiceResponse {
  const before = findActiveService(ctx, input.cluster, input.service);
  const cluster = findCluster(ctx, input.cluster);
  const { desiredCount = before.desiredCount, forceNewDeployment = false } = input;
  if (desiredCount < 0) throw invalidParameter("desiredCount cannot be negative.");
  if (before.settings.schedulingStrategy === "DAEMON" && input.desiredCount !== undefined) {
    checkDesiredCount({ serviceName: before.serviceName, schedulingStrategy: "DAEMON", desiredCount });
  }
  const revision = updatedRevision(ctx, cluster, before, input);
  const isScaled = desiredCount !== before.desiredCount;
  const changed: ServiceRow = {
    ...before,
    desiredCount,
    settings: updatedSettings(ctx, before, input),
    deployments: before.deployments.map((deployment) =>
      isScaled && deployment.status === "PRIMARY" ? { ...deployment, updatedAt: ctx.date() } : deployment,
    ),
    steady: before.steady && !isScaled,
  };
  const isNew = forceNewDeployment || !isDeepStrictEqual(revision, before.revision);
  const isExternal = before.settings.deploymentController.type === "EXTERNAL";
  const row = saveService(
    ctx,
    isNew && !isExternal ? deploy(ctx, changed, revision) : { ...changed, revision },
  );
  checkSoon(ctx, row);
  return { service: describeService(ctx, row, ["TAGS"]) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
export function deleteService(input: DeleteServiceRequest, ctx: Context): DeleteServiceResponse {
  const before = findService(ctx, input.cluster, input.service);
  if (before.status !== "ACTIVE") return { service: describeService(ctx, before, []) };
  const isReplica = before.settings.schedulingStrategy === "REPLICA";
  if (isReplica && before.desiredCount > 0 && !input.force) throw serviceScaledAboveZero();
  if (before.settings.deploymentController.type === "EXTERNAL" && !input.force) refuseTaskSets(ctx, before);
  const isEmpty = tasksOfService(ctx, before).every(({ task }) => task.lastStatus === "STOPPED");
  const row = saveService(ctx, {
    ...before,
    status: isEmpty ? "INACTIVE" : "DRAINING",
    desiredCount: 0,
    ...(isEmpty && { deployments: [] }),
  });
  checkSoon(ctx, row);
  return { service: describeService(ctx, row, []) };
}

function refuseTaskSets(ctx: Context, row: ServiceRow): void {
  if ((describeService(ctx, row, []).taskSets ?? []).length > 0) {
    throw invalidParameter("The service cannot be stopped while deployments are active.");
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export function describeServices(input: DescribeServicesRequest, ctx: Context): DescribeServicesResponse {
  const { services: references, include = [] } = input;
  if (references.length === 0) throw invalidParameter("Services cannot be empty.");
  if (references.length > MOST_SERVICES_DESCRIBED)
    throw invalidParameter("Services can have at most 10 items.");
  const { clusterName } = findCluster(ctx, input.cluster);
  const services: Service[] = [];
  const failures: Failure[] = [];
  for (const reference of references) {
    const row = lookUpService(ctx, clusterName, reference);
    if (row) {
      services.push(describeService(ctx, row, include));
      serviceDescribed(ctx, row);
    } else {
      const arn = reference.startsWith("arn:")
        ? reference
        : ctx.arn(`service/${clusterName}/${serviceNameOf(reference)}`);
      failures.push({ arn, reason: "MISSING" });
    }
  }
  return { services, failures };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
export function listServices(input: ListServicesRequest, ctx: Context): ListServicesResponse {
  const { clusterName } = findCluster(ctx, input.cluster);
  const { items, next } = pager.page(input, {
    name: `ListServices ${clusterName}`,
    after: (position) => listed(servicesOf(ctx, clusterName, position), input),
    position: ({ key }: ServiceRow) => key,
    size: 10,
  });
  return { serviceArns: items.map(({ serviceArn }) => serviceArn), nextToken: next };
}

function* listed(rows: Iterable<ServiceRow>, filters: ListServicesRequest): Generator<ServiceRow> {
  const { launchType, schedulingStrategy, resourceManagementType } = filters;
  for (const row of rows) {
    const matches =
      row.status !== "INACTIVE" &&
      (launchType === undefined || row.revision.launchType === launchType) &&
      (schedulingStrategy === undefined || row.settings.schedulingStrategy === schedulingStrategy) &&
      resourceManagementType !== "ECS";
    if (matches) yield row;
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServicesByNamespace.html */
export function listServicesByNamespace(
  input: ListServicesByNamespaceRequest,
  ctx: Context,
): ListServicesByNamespaceResponse {
  const arnOf = (namespace: string) => ctx.ports.discovery?.namespace(ctx, namespace) ?? namespace;
  const wanted = arnOf(input.namespace);
  const inNamespace = ({ clusterName, revision }: ServiceRow) => {
    const namespace = connectNamespace(ctx, clusterName, revision.serviceConnectConfiguration);
    return namespace !== undefined && arnOf(namespace) === wanted;
  };
  const rows = [...ctx.table(SERVICES).values()].filter(
    (row) => row.status !== "INACTIVE" && inNamespace(row),
  );
  if (rows.length === 0 && ctx.ports.discovery?.namespace(ctx, input.namespace) === undefined)
    throw namespaceNotFound();
  const { items, next } = pager.page(input, {
    name: `ListServicesByNamespace ${input.namespace}`,
    after: (position) => rows.filter(({ key }) => position === undefined || key > position),
    position: ({ key }: ServiceRow) => key,
    size: 10,
  });
  return { serviceArns: items.map(({ serviceArn }) => serviceArn), nextToken: next };
}
