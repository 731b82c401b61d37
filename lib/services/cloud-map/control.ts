import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownMembers } from "../../text/suggestions.js";
import { resolve } from "./dns.js";
import type { HealthStatus, Namespace, Operation, RecordType, Service } from "./generated/types.js";
import { HEALTH_STATUSES, healthOf, setHealth } from "./health.js";
import { instancesOf } from "./instance-store.js";
import { describeNamespace } from "./namespaces.js";
import { describeOperation, operationsOf } from "./operation-listing.js";
import { type PlannedFailure, planFailure } from "./planned-failures.js";
import { type CloudMapQuotas, changeQuotas, quotas } from "./quotas.js";
import { idOf } from "./references.js";
import { servicesInOrder } from "./service-store.js";
import { describeService } from "./services.js";
import { INSTANCES, instanceKey } from "./state/instances.js";
import { NAMESPACES } from "./state/namespaces.js";
import { EVERY_OPERATION } from "./state/operations.js";
import type { ServiceRow } from "./state/services.js";

/** An instance and the service that it is of. */
export interface InstanceReference {
  /** Id, ARN or name of the service. */
  readonly service: string;
  readonly instance: string;
}

/** @internal */
export const REFERENCE_MEMBERS = namesOf<InstanceReference>({ service: true, instance: true });

/** An instance as tests see it. */
export interface RegisteredInstance {
  readonly ServiceId: string;
  readonly InstanceId: string;
  readonly HealthStatus: HealthStatus;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** `sim.cloudMap`: what tests may do with Cloud Map, and see of it. Everything read is a copy. */
export class CloudMapControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** All that Cloud Map holds. */
  state(at: Scope = {}): object {
    return {
      namespaces: this.namespaces(at),
      services: this.services(at),
      instances: this.instances(undefined, at),
      operations: this.operations(at),
    };
  }

  /** Every namespace, as GetNamespace shows it. */
  namespaces(at: Scope = {}): Namespace[] {
    const ctx = this.host.context(at);
    return structuredClone([...ctx.table(NAMESPACES).values()].map((row) => describeNamespace(ctx, row)));
  }

  /** Every service, as GetService shows it, by namespace and name. */
  services(at: Scope = {}): Service[] {
    const ctx = this.host.context(at);
    return structuredClone([...servicesInOrder(ctx, "")].map((row) => describeService(ctx, row)));
  }

  /**
   * Every registered instance, or those of one service (id, ARN or name), with
   * its health. A name may be that of services in several namespaces.
   *
   * @throws TypeError for a service that does not exist.
   */
  instances(service?: string, at: Scope = {}): RegisteredInstance[] {
    const ctx = this.host.context(at);
    const services = service === undefined ? servicesInOrder(ctx, "") : servicesNamed(ctx, service);
    return [...services].flatMap((row) =>
      [...instancesOf(ctx, row.id)].map((instance) => ({
        ServiceId: row.id,
        InstanceId: instance.id,
        HealthStatus: healthOf(row, instance),
        Attributes: { ...instance.attributes },
      })),
    );
  }

  /** Every operation, as GetOperation shows it, newest first. */
  operations(at: Scope = {}): Operation[] {
    const ctx = this.host.context(at);
    return structuredClone([...operationsOf(ctx, EVERY_OPERATION)].map((row) => describeOperation(ctx, row)));
  }

  /**
   * Says how an instance is, at once: also what a Route 53 health check would
   * find, and in services that check nothing.
   *
   * @throws TypeError for a service that does not exist and an unknown status, Error for an instance that is not registered.
   */
  setHealth(reference: InstanceReference, status: HealthStatus, at: Scope = {}): void {
    refuseUnknownMembers(reference, REFERENCE_MEMBERS, "The reference of an instance");
    const { service, instance } = reference;
    if (!HEALTH_STATUSES.includes(status))
      throw new TypeError(`An instance cannot be ${String(status)}. Give ${HEALTH_STATUSES.join(" or ")}.`);
    const ctx = this.host.context(at);
    const rows = servicesNamed(ctx, service).flatMap(
      ({ id }) => ctx.table(INSTANCES).get(instanceKey(id, instance)) ?? [],
    );
    if (rows.length === 0)
      throw new Error(
        `No instance ${instance} is registered in service ${service}. sim.cloudMap.instances() lists them.`,
      );
    for (const row of rows) setHealth(ctx, row, status);
  }

  /**
   * Makes the next operation that is submitted end with FAIL: the next of all,
   * or of one type. Called several times, as many operations fail, in that order.
   *
   * @throws TypeError for a type of operation that there is not.
   */
  failNextOperation(failure: PlannedFailure = {}, at: Scope = {}): void {
    planFailure(this.host.context(at), failure);
  }

  /**
   * What Route 53 would answer to a query for a name of a DNS namespace, such
   * as `web.internal.example`: no DNS server runs, so this is how to see its records.
   */
  resolve(name: string, type: RecordType = "A", at: Scope = {}): string[] {
    return resolve(this.host.context(at), name, type);
  }

  /** The quotas in force. */
  quotas(at: Scope = {}): CloudMapQuotas {
    return { ...quotas(this.host.context(at)) };
  }

  /**
   * Raises or lowers quotas; those left out stay.
   *
   * @throws TypeError for a quota that there is not, or that is no whole number.
   */
  setQuotas(change: Partial<CloudMapQuotas>, at: Scope = {}): void {
    changeQuotas(this.host.context(at), change);
  }
}

/** @throws UnknownResource */
function servicesNamed(ctx: Context, reference: string): ServiceRow[] {
  const id = idOf(reference);
  const found = [...servicesInOrder(ctx, "")].filter((row) => row.id === id || row.name === reference);
  if (found.length === 0)
    throw new UnknownResource("service of Cloud Map", reference, serviceNamesOf(ctx), ctx);
  return found;
}

function serviceNamesOf(ctx: Context): string[] {
  return Array.from(servicesInOrder(ctx, ""), ({ name }) => name);
}
