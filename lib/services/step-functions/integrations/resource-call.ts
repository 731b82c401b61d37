import type { CallingExecution } from "./operations.js";
import type { Integration, ServiceIntegration } from "./resource.js";

/** A call of the resource of a task. */
export interface ResourceCall extends CallingExecution {
  readonly integration: Integration;
  /** The ARN as written. */
  readonly resource: string;
  /** JSON string. */
  readonly parameters: string;
  readonly token: string | undefined;
}

/** A call of an action of a service. */
export interface ServiceCall extends ResourceCall {
  readonly integration: ServiceIntegration;
}
