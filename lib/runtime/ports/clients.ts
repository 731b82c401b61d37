import type { AccountRegion } from "../scope.js";

/**
 * Configuration for an AWS SDK for JavaScript v3 client of a handler. The client uses the simulator and the
 * role of the handler.
 */
export interface HandlerClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
  };
  readonly forcePathStyle: true;
  readonly disableHostPrefix: true;
  readonly systemClockOffset?: number;
  /**
   * Identifies the handler in the header `User-Agent`, from which `sim.requests` derives the cause of a
   * request.
   */
  readonly userAgentAppId: string;
  readonly requestHandler?: { readonly httpsAgent: { readonly ca: string } };
}

/** The role that a handler uses. */
export interface ActingRole extends AccountRegion {
  /** ARN of the role; `undefined` if it has none. */
  readonly role: string | undefined;
  /** Name of the session. */
  readonly session: string;
  /** The cause of its calls: the request id of an invocation, or the id of a task. */
  readonly cause: string;
}

/** Creates clients of handlers. Implemented once the simulator has an address. */
export interface HandlerClients {
  /**
   * A client with the credentials of a role. Without a role it is the root user of the account, unless
   * permissions are enforced.
   *
   * @throws Error for a handler without a role if permissions are enforced.
   */
  config(acting: ActingRole): HandlerClientConfig;
  /**
   * Environment of a process whose AWS clients use the simulator: `base` without the variables that would
   * redirect them. Without a role, clients are the root user of the account, unless permissions are enforced.
   * With a role, they request its credentials from the task agent.
   */
  processEnvironment(
    acting: ActingRole,
    base: Readonly<Record<string, string | undefined>>,
  ): Record<string, string>;
  /**
   * Converts a simulated time for clients that compare it with the machine's clock. A future time must not
   * appear past to them because simulated time is behind.
   */
  toClientTime(moment: Date): Date;
  /**
   * The credentials of a role as environment variables; none if permissions are not evaluated, or without a
   * role.
   */
  environment(acting: ActingRole): Readonly<Record<string, string>>;
}
