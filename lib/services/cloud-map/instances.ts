import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import { type Attributes, checkAttributes } from "./attribute-rules.js";
import { limitExceeded } from "./errors.js";
import { operationAbout, submit } from "./lifecycle.js";
import { quotas } from "./quotas.js";
import { findInstance } from "./references.js";
import { INSTANCES, instanceKey } from "./state/instances.js";
import { NAMESPACES } from "./state/namespaces.js";
import type { ServiceRow } from "./state/services.js";

/** The parameters of RegisterInstance. */
interface Registration {
  readonly instanceId: string;
  readonly attributes: Attributes;
  readonly creatorRequestId?: string;
  /** Wait for an operation in progress on the instance instead of being rejected. */
  readonly queued?: boolean;
}

/**
 * Starts the operation that registers an instance, or registers it again with other attributes. The same
 * attributes with the same `CreatorRequestId` return the earlier operation.
 *
 * @throws InvalidInput, DuplicateRequest, ResourceLimitExceeded
 */
export function beginRegistration(ctx: Context, service: ServiceRow, registration: Registration): string {
  const { instanceId, creatorRequestId, queued = false } = registration;
  const namespace = ctx.table(NAMESPACES).get(service.namespaceId);
  checkAttributes(registration.attributes, service, namespace?.type ?? "HTTP");
  const attributes = completeAttributes(registration.attributes);
  const subject = instanceKey(service.id, instanceId);
  const request = fingerprint(attributes);
  const before = ctx.table(INSTANCES).get(subject);
  const isRepetition =
    creatorRequestId !== undefined &&
    before?.creatorRequestId === creatorRequestId &&
    fingerprint(before.attributes) === request &&
    !operationAbout(ctx, subject);
  if (isRepetition) return before.operationId;
  if (!before) checkQuotas(ctx, service, namespace?.instanceCount ?? 0);
  const initial = service.customHealth ? attributes.AWS_INIT_HEALTH_STATUS : undefined;
  const instance = {
    serviceId: service.id,
    id: instanceId,
    attributes,
    ...(creatorRequestId !== undefined && { creatorRequestId }),
    ...(initial !== undefined && ({ health: initial === "UNHEALTHY" ? "UNHEALTHY" : "HEALTHY" } as const)),
  };
  return submit(ctx, { type: "REGISTER_INSTANCE", instance }, { subject, request, queued });
}

/** @throws InstanceNotFound, DuplicateRequest */
export function beginDeregistration(ctx: Context, service: ServiceRow, instanceId: string): string {
  const subject = instanceKey(service.id, instanceId);
  // While it is being registered, that error takes precedence over its absence.
  if (!operationAbout(ctx, subject)) findInstance(ctx, service, instanceId);
  return submit(ctx, { type: "DEREGISTER_INSTANCE", serviceId: service.id, instanceId }, { subject });
}

function checkQuotas(ctx: Context, service: ServiceRow, inNamespace: number): void {
  const { instancesPerService, instancesPerNamespace } = quotas(ctx);
  if (service.instanceCount >= instancesPerService)
    throw limitExceeded(
      `Service ${service.id} has reached the quota of ${instancesPerService} instances per service.`,
    );
  if (inNamespace >= instancesPerNamespace)
    throw limitExceeded(
      `Namespace ${service.namespaceId} has reached the quota of ${instancesPerNamespace} instances per namespace.`,
    );
}

/** Cloud Map adds the private address of an EC2 instance. */
function completeAttributes(attributes: Attributes): Attributes {
  const instance = attributes.AWS_EC2_INSTANCE_ID;
  return instance === undefined ? attributes : { ...attributes, AWS_INSTANCE_IPV4: addressOf(instance) };
}

/** An address of the default VPC derived from the id, because EC2 has no instances. */
function addressOf(ec2Instance: string): string {
  const [third = 0, fourth = 0] = createHash("sha256").update(ec2Instance).digest();
  return `172.31.${third}.${fourth}`;
}

function fingerprint(attributes: Attributes): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
