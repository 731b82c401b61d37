import type { RequestLog } from "../control/requests.js";
import type { Simulation } from "../runtime/context.js";
import type { Executor } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { AccountsByKey } from "../signing/credential.js";
import type { SignatureVerifier } from "../signing/verify.js";
import type { BrowserGuard } from "./guard/browser-guard.js";
import type { LoadedServices } from "./loaded-services.js";
import type { ServiceRoutes } from "./routes.js";

/** The dependencies of the dispatcher. */
export interface DispatcherParts {
  readonly simulation: Simulation;
  readonly routes: ServiceRoutes;
  readonly services: LoadedServices;
  readonly executor: Executor;
  readonly requests: RequestLog;
  /** Separate from the ids of resources, which must not depend on how often a client polls. */
  readonly requestIds: IdSource;
  /** Omitted if browsers cannot send requests. */
  readonly guard?: BrowserGuard;
  /** Omitted if every signature is accepted. */
  readonly verifier?: SignatureVerifier;
  /** Accounts that were assigned to access keys. */
  readonly accounts?: AccountsByKey;
}
