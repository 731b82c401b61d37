import {
  change,
  defineControl,
  list,
  read,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { count, object, oneOf, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { RECORD_TYPES, resolve } from "./dns.js";
import type { HealthStatus, Namespace, Operation, RecordType, Service } from "./generated/types.js";
import { HEALTH_STATUSES, healthOf, setHealth } from "./health.js";
import { instancesOf } from "./instance-store.js";
import { describeNamespace } from "./namespaces.js";
import { describeOperation, operationsOf } from "./operation-listing.js";
import { OPERATION_TYPES, type PlannedFailure, planFailure } from "./planned-failures.js";
import { type CloudMapQuotas, changeQuotas, quotas } from "./quotas.js";
import { idOf } from "./references.js";
import { servicesInOrder } from "./service-store.js";
import { describeService } from "./services.js";
import { INSTANCES, instanceKey } from "./state/instances.js";
import { NAMESPACES } from "./state/namespaces.js";
import { EVERY_OPERATION } from "./state/operations.js";
import type { ServiceRow } from "./state/services.js";

/** An instance and its service. */
export interface InstanceReference {
  /** Id, ARN or name of the service. */
  readonly service: string;
  readonly instance: string;
}

/** An instance, as returned to tests. */
export interface RegisteredInstance {
  readonly ServiceId: string;
  readonly InstanceId: string;
  readonly HealthStatus: HealthStatus;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** The state of Cloud Map. */
export type CloudMapState = StateOf<CloudMapSim, "namespaces" | "services" | "instances" | "operations">;

/** `sim.cloudMap`: sets health and failures, and reads the state of Cloud Map. All results are copies. */
export interface CloudMapSim {
  /** Returns the state of Cloud Map. */
  state(at?: Scope): CloudMapState;
  /** Returns all namespaces, as GetNamespace does. */
  namespaces(at?: Scope): Namespace[];
  /** Returns all services, as GetService does, by namespace and name. */
  services(at?: Scope): Service[];
  /**
   * Returns all registered instances, or those of one service (id, ARN or name), with their health. Several
   * namespaces may have services of the same name.
   *
   * @throws TypeError for a service that does not exist.
   */
  instances(service?: string, at?: Scope): RegisteredInstance[];
  /** Returns all operations, as GetOperation does, newest first. */
  operations(at?: Scope): Operation[];
  /**
   * Sets the health of an instance immediately, also for Route 53 health checks and for services without one.
   *
   * @throws TypeError for a service or an instance that does not exist, and for an unknown status.
   */
  setHealth(reference: InstanceReference, status: HealthStatus, at?: Scope): void;
  /**
   * Makes the next submitted operation, or the next of one type, end with FAIL. Several calls apply to
   * successive operations.
   *
   * @throws TypeError for a type of operation that does not exist.
   */
  failNextOperation(failure?: PlannedFailure, at?: Scope): void;
  /**
   * Returns what Route 53 would return for a name of a DNS namespace, such as `web.internal.example`. No DNS
   * server runs, so this is the way to read its records. Default type `A`.
   */
  resolve(name: string, type?: RecordType, at?: Scope): string[];
  /** Returns the current quotas. */
  quotas(at?: Scope): CloudMapQuotas;
  /**
   * Changes quotas; omitted ones keep their values. Returns the current quotas.
   *
   * @throws TypeError for a quota that does not exist, or that is not an integer.
   */
  setQuotas(change: Partial<CloudMapQuotas>, at?: Scope): CloudMapQuotas;
}

const reads = {
  namespaces: list([], (ctx): Namespace[] =>
    Array.from(ctx.table(NAMESPACES).values(), (row) => describeNamespace(ctx, row)),
  ),
  services: list([], (ctx): Service[] =>
    Array.from(servicesInOrder(ctx, ""), (row) => describeService(ctx, row)),
  ),
  instances: list([optional("service", string)], instances),
  operations: list([], (ctx): Operation[] =>
    Array.from(operationsOf(ctx, EVERY_OPERATION), (row) => describeOperation(ctx, row)),
  ),
};

export const cloudMapControl = defineControl<CloudMapSim>({
  ...reads,
  state: stateOf(reads),
  setHealth: change(
    [
      param(
        "reference",
        object<InstanceReference>({ service: string, instance: string }, "service", "instance"),
      ),
      param("status", oneOf(...HEALTH_STATUSES)),
    ],
    setHealthOf,
    { paths: ["/services/{service}/instances/{instance}/health"] },
  ),
  failNextOperation: change(
    [
      optional(
        "failure",
        object<PlannedFailure>({ type: oneOf(...OPERATION_TYPES), errorCode: string, errorMessage: string }),
      ),
    ],
    planFailure,
    { paths: ["/operations/failures"] },
  ),
  resolve: list(
    [param("name", string), optional("type", oneOf(...RECORD_TYPES))],
    (ctx, name, type = "A") => resolve(ctx, name, type),
    {
      paths: ["/names/{name}/{type}", "/names/{name}"],
      as: "values",
    },
  ),
  quotas: read([], quotas),
  setQuotas: change(
    [
      param(
        "change",
        object<Partial<CloudMapQuotas>>({
          namespaces: count,
          instancesPerService: count,
          instancesPerNamespace: count,
        }),
      ),
    ],
    changeQuotas,
    { paths: ["/quotas"], verb: "PATCH" },
  ),
});

function instances(ctx: Context, service: string | undefined): RegisteredInstance[] {
  const services = service === undefined ? servicesInOrder(ctx, "") : servicesNamed(ctx, service);
  return [...services].flatMap((row) =>
    [...instancesOf(ctx, row.id)].map((instance) => ({
      ServiceId: row.id,
      InstanceId: instance.id,
      HealthStatus: healthOf(row, instance),
      Attributes: instance.attributes,
    })),
  );
}

function setHealthOf(ctx: Context, { service, instance }: InstanceReference, status: HealthStatus): void {
  const services = servicesNamed(ctx, service);
  const rows = services.flatMap(({ id }) => ctx.table(INSTANCES).get(instanceKey(id, instance)) ?? []);
  if (rows.length === 0)
    throw new UnknownResource(
      "instance",
      instance,
      services.flatMap(({ id }) => Array.from(instancesOf(ctx, id), (row) => row.id)),
      ctx,
    );
  for (const row of rows) setHealth(ctx, row, status);
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
