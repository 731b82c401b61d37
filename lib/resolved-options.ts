import type { AuthorizationMode } from "./authorization/modes.js";
import type { ClockMode } from "./clock/timeline.js";
import type { InspectMode } from "./inspect-mode.js";
import type { DelaysOption } from "./runtime/delays.js";
import type { Durability } from "./runtime/durability.js";
import type { Logger } from "./runtime/logger.js";
import type { Credential } from "./signing/credential.js";
import type { Tls } from "./tls-option.js";

/** Options with defaults applied. */
export interface ResolvedOptions {
  readonly region: string;
  readonly accountId: string;
  readonly delays: DelaysOption;
  readonly clock: ClockMode;
  readonly startTime: number | undefined;
  readonly seed: string | number | undefined;
  readonly eniSubnet: string;
  readonly strictNetwork: boolean;
  /** The valid credentials, if signatures are verified. */
  readonly credentials: readonly Credential[] | undefined;
  readonly authorization: AuthorizationMode;
  readonly strictTransport: boolean;
  /** Lower case. */
  readonly sourceIpHeader: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly tls: Tls | undefined;
  readonly controlHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly requestLogLimit: number;
  readonly historyLimit: number;
  /** Bytes. */
  readonly requestInputLimit: number;
  readonly dataDir: string | undefined;
  readonly seedFrom: string | undefined;
  readonly durability: Durability;
  readonly inspect: InspectMode;
  readonly logger: Logger;
}
