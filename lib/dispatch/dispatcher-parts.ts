import type { RequestLog } from "../control/requests.js";
import type { Simulation } from "../runtime/context.js";
import type { Executor } from "../runtime/execute.js";
import type { IdSource } from "../runtime/ids.js";
import type { AccountsByKey } from "../signing/credential.js";
import type { SignatureVerifier } from "../signing/verify.js";
import type { BrowserGuard } from "./guard/browser-guard.js";
import type { LoadedServices } from "./loaded-services.js";
import type { ServiceRoutes } from "./routes.js";

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly simulation: Simulation;
  readonly routes: ServiceRoutes;
  readonly services: LoadedServices;
  readonly executor: Executor;
  readonly requests: RequestLog;
  /** Apart from the ids of resources, which must not depend on how often somebody polls. */
  readonly requestIds: IdSource;
  /** Left out where no browser can send requests. */
  readonly guard?: BrowserGuard;
  /** Left out when every signature is accepted. */
  readonly verifier?: SignatureVerifier;
  /** Accounts that access keys were given. */
  readonly accounts?: AccountsByKey;
}
