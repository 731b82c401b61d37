import type { Scope } from "../runtime/scope.js";
import {
  type CloudMapControl,
  type InstanceReference,
  REFERENCE_MEMBERS,
} from "../services/cloud-map/control.js";
import type { PlannedFailure } from "../services/cloud-map/planned-failures.js";
import type { CloudMapQuotas } from "../services/cloud-map/quotas.js";
import { refuseUnknownMembers } from "../text/suggestions.js";
import { segment } from "./calls.js";
import { ConnectedService } from "./service.js";

/** What Cloud Map holds. */
export interface CloudMapState {
  readonly namespaces: ReturnType<CloudMapControl["namespaces"]>;
  readonly services: ReturnType<CloudMapControl["services"]>;
  readonly instances: ReturnType<CloudMapControl["instances"]>;
  readonly operations: ReturnType<CloudMapControl["operations"]>;
}

type HealthStatus = Parameters<CloudMapControl["setHealth"]>[1];
type RecordType = NonNullable<Parameters<CloudMapControl["resolve"]>[1]>;

/** Cloud Map of a simulator in another process. */
export class ConnectedCloudMap extends ConnectedService<CloudMapState> {
  /** Says how an instance is, at once. */
  async setHealth(reference: InstanceReference, status: HealthStatus, at: Scope = {}): Promise<void> {
    refuseUnknownMembers(reference, REFERENCE_MEMBERS, "The reference of an instance");
    const { service, instance } = reference;
    const path = `/cloudMap/services/${segment(service)}/instances/${segment(instance)}/health`;
    await this.calls.call("POST", path, { query: { ...at }, body: { status } });
  }

  /** Makes the next operation that is submitted end with FAIL: the next of all, or of one type. */
  async failNextOperation(failure: PlannedFailure = {}, at: Scope = {}): Promise<void> {
    await this.calls.call("POST", "/cloudMap/operations/failures", { query: { ...at }, body: failure });
  }

  /** Raises or lowers quotas; those left out stay. */
  async setQuotas(change: Partial<CloudMapQuotas>, at: Scope = {}): Promise<void> {
    await this.calls.call("PATCH", "/cloudMap/quotas", { query: { ...at }, body: change });
  }

  /** What Route 53 would answer to a query for a name of a DNS namespace. */
  async resolve(name: string, type: RecordType = "A", at: Scope = {}): Promise<string[]> {
    const path = `/cloudMap/names/${segment(name)}/${type}`;
    return (await this.calls.call<{ values: string[] }>("GET", path, { query: { ...at } })).values;
  }
}
