import {
  type ClientConfig,
  type ClientConfigOptions,
  type ClientCredentials,
  clientConfig,
  localhostUrl,
} from "../client-config.js";
import { clientEnvironment, type Environment, trustFilesIn } from "../client-environment.js";
import type { Actor } from "../control/authorization.js";
import type { Verb } from "../control/definition/define-control.js";
import type { OperationOf, ServiceName } from "../control/names.js";
import type { StubConditions, UntypedMembers } from "../control/stubs/answer.js";
import type { SdkCommandClass } from "../control/stubs/command.js";
import type { GivenOutput, SeenInput } from "../control/stubs/given-types.js";
import type { AnyService } from "../dispatch/routes.js";
import { saveReport } from "../inspector/report-file.js";
import type { Scope } from "../runtime/scope.js";
import type { TaskHandle } from "../services/ecs/control.js";
import { type Controls, services } from "../services/index.js";
import type { LambdaHandler, LambdaOutcome } from "../services/lambda/invoke/handler.js";
import type { LambdaSpy } from "../services/lambda/invoke/spy.js";
import type { Credential } from "../signing/credential.js";
import { namesOf, rejectUnknownOptions } from "../text/suggestions.js";
import { type TrustFiles, textOf } from "../tls-option.js";
import { defineLazily } from "../values/lazy.js";
import { ConnectedAuthorization } from "./authorization.js";
import { type CallOptions, Calls, segment } from "./calls.js";
import type { Connected, ConnectedHandle } from "./json.js";
import { connectService } from "./service.js";
import { ConnectedSnapshot } from "./snapshot.js";
import { type ConnectedStub, type ConnectedStubAnswer, ConnectedStubs } from "./stubs.js";
import { ConnectedClock, ConnectedDelays, ConnectedTransitions } from "./time.js";
import { ConnectedFaults, ConnectedRequests } from "./traffic.js";

/** Response of `/_sim/health`. */
export interface Health {
  readonly status: "ok";
  readonly version: string;
  readonly services: readonly string[];
  readonly region: string;
  readonly accountId: string;
}

/** Options of {@link connectAwsSim}. */
export interface ConnectOptions {
  /** Certificates to trust for a simulator over HTTPS, in PEM. Default those that Node trusts. */
  readonly ca?: string | Uint8Array;
}

const CONNECT_OPTIONS = namesOf<ConnectOptions>({ ca: true });
const CALL_OPTIONS = namesOf<CallOptions>({ query: true, body: true });

/** What clients of a connected simulator need. */
interface Access {
  readonly credentials: readonly Credential[];
  readonly ca: string | undefined;
  readonly trust: TrustFiles | undefined;
}

/**
 * Connects to a simulator in another process: one of `npx aws-sim`, or of `createAwsSim()` in the
 * `globalSetup` of Vitest or Playwright.
 *
 * ```ts
 * const sim = await connectAwsSim("http://127.0.0.1:4566");
 * await sim.clock.advance("1h");
 * ```
 *
 * @param url URL of the simulator. Default the variable `AWS_ENDPOINT_URL`, which `aws-sim exec` sets.
 * @param options `ca`: certificates to trust for a simulator over HTTPS, in PEM. Default those that Node
 * trusts, which include `NODE_EXTRA_CA_CERTS`.
 * @throws TypeError for a missing or malformed URL, or an unknown option; Error if no simulator responds;
 * ControlError if the simulator rejects the call.
 */
export async function connectAwsSim(
  url: string | undefined = process.env.AWS_ENDPOINT_URL,
  options: ConnectOptions = {},
): Promise<ConnectedAwsSim> {
  rejectUnknownOptions(options, CONNECT_OPTIONS, "connectAwsSim");
  const ca = options.ca && textOf(options.ca);
  const calls = new Calls(baseOf(url), ca);
  const [health, { credentials }, environment] = await Promise.all([
    calls.call<Health>("GET", "/health"),
    calls.call<{ credentials: readonly Credential[] }>("GET", "/credentials"),
    calls.call<Environment>("GET", "/env"),
  ]);
  const simulator = new ConnectedSimulator(calls, health, {
    ca,
    credentials,
    trust: trustFilesIn(environment),
  });
  for (const [name, { control }] of Object.entries<AnyService>(services))
    defineLazily(simulator, name, () => connectService(calls, name, control()));
  // Built from the table that the type is derived from.
  return simulator as ConnectedSimulator & ConnectedControls;
}

type RoleOf = Required<Pick<Actor, "role">>;
type UserOf = Required<Pick<Actor, "user">>;

/** Configuration for an AWS SDK client that uses a role or user of a simulator in another process. */
export interface ActingClientConfig extends Omit<ClientConfig, "credentials"> {
  readonly credentials: () => Promise<ClientCredentials>;
}

/** A behaviour set by `onTask` in a simulator in another process. */
export type ConnectedTaskHandle = ConnectedHandle<TaskHandle>;

/** A behaviour set by `on` in a simulator in another process. */
export type ConnectedLambdaSpy = ConnectedHandle<LambdaSpy>;

/** The outcome of a function in another process: an `Error` to throw, or any other JSON value. */
export type LambdaResponse = Exclude<LambdaOutcome, LambdaHandler>;

/** The control objects of all services of a simulator in another process. */
export type ConnectedControls = { readonly [Name in keyof Controls]: Connected<Controls[Name]> };

/** A simulator in another process: the members of `AwsSim` that are available over HTTP. */
export type ConnectedAwsSim = ConnectedSimulator & ConnectedControls;

/** The members of a connected simulator that belong to no service. */
export class ConnectedSimulator {
  readonly region: string;
  readonly accountId: string;
  /** Version of the simulator. */
  readonly version: string;
  readonly clock: ConnectedClock;
  readonly delays: ConnectedDelays;
  readonly transitions: ConnectedTransitions;
  readonly requests: ConnectedRequests;
  readonly faults: ConnectedFaults;
  readonly authorization: ConnectedAuthorization;
  /** The active stubs; {@link stub} adds one. */
  readonly stubs: ConnectedStubs;

  /** @internal */
  constructor(
    private readonly calls: Calls,
    { region, accountId, version }: Health,
    private readonly access: Access,
  ) {
    this.region = region;
    this.accountId = accountId;
    this.version = version;
    this.clock = new ConnectedClock(calls);
    this.delays = new ConnectedDelays(calls);
    this.transitions = new ConnectedTransitions(calls);
    this.requests = new ConnectedRequests(calls);
    this.faults = new ConnectedFaults(calls);
    this.authorization = new ConnectedAuthorization(calls);
    this.stubs = new ConnectedStubs(calls);
  }

  /** URL of the simulator, as passed to `connectAwsSim`. */
  get url(): string {
    return this.calls.url;
  }

  get port(): number {
    const { port, protocol } = new URL(this.url);
    return Number(port || (protocol === "https:" ? 443 : 80));
  }

  /**
   * Configuration for an AWS SDK for JavaScript v3 client of this simulator. A client for a role or user
   * requests its credentials at its first request.
   */
  clientConfig(options: Omit<ClientConfigOptions, "direct"> & (RoleOf | UserOf)): ActingClientConfig;
  clientConfig(options?: Omit<ClientConfigOptions, "direct">): ClientConfig;
  clientConfig(options: Omit<ClientConfigOptions, "direct"> = {}): ClientConfig | ActingClientConfig {
    if ("direct" in options)
      throw new TypeError("Direct clients require a simulator in the same process. Omit the option.");
    const config = clientConfig(this.endpoint(), options);
    const { role, user, accountId } = options;
    if (role === undefined && user === undefined) return config;
    return { ...config, credentials: () => this.authorization.credentials({ role, user, accountId }) };
  }

  /** The URL with a host name below `localhost`, for clients that put a prefix before the host. */
  get localhostUrl(): string {
    return localhostUrl(this.url);
  }

  /**
   * Environment variables for a child process whose AWS clients use this simulator.
   *
   * @param base variables to start from, such as `process.env`. Variables that would redirect clients are
   * removed. Default none.
   */
  env(base?: Environment): Record<string, string> {
    return clientEnvironment(this.endpoint(), base);
  }

  /** Requests `/_sim/health`. */
  health(): Promise<Health> {
    return this.calls.call("GET", "/health");
  }

  /**
   * Writes the content of the inspector to one HTML file, which opens in a browser without a server.
   *
   * @param file path of the file. An existing file is replaced; missing directories are created.
   */
  async report(file: string): Promise<void> {
    await saveReport(file, await this.calls.bytes("GET", "/inspector/report"));
  }

  /** Returns the state of a service by its name, for services without a member here. */
  state(service: keyof Controls, at: Scope = {}): Promise<Record<string, unknown>> {
    return this.calls.call("GET", `/state/${segment(service)}`, { query: { ...at } });
  }

  /** Calls any route of the HTTP control API: `sim.control("PATCH", "/ecr/settings", { body: { … } })`. */
  async control(method: Verb, path: `/${string}`, options: CallOptions = {}): Promise<unknown> {
    rejectUnknownOptions(options, CALL_OPTIONS, "control");
    return this.calls.call<unknown>(method, path, options);
  }

  /**
   * Returns fixed responses for an operation in place of the simulation, as `sim.stub` does in process.
   *
   * @throws TypeError for functions and streams; ControlError for a name that AWS does not have.
   */
  stub<Class extends SdkCommandClass>(
    command: Class,
    answer: ConnectedStubAnswer<GivenOutput<Class>>,
    conditions?: StubConditions<SeenInput<Class>>,
  ): Promise<ConnectedStub>;
  stub<Service extends ServiceName>(
    service: Service,
    operation: OperationOf<Service>,
    answer: ConnectedStubAnswer<UntypedMembers>,
    conditions?: StubConditions,
  ): Promise<ConnectedStub>;
  stub(...given: readonly unknown[]): Promise<ConnectedStub> {
    return this.stubs.addGiven(given);
  }

  /** Clears the request log. */
  resetHistory(): Promise<void> {
    return this.requests.clear();
  }

  /**
   * Writes all resources, timers, the time and the state of the id source to a local file, for
   * `createAwsSim({ seedFrom })`.
   */
  export(file: string): Promise<void> {
    return this.calls.download("/export", file);
  }

  /**
   * Returns the simulator to its initial state. This also removes what an init file created; restore a
   * snapshot to keep it.
   */
  async reset(): Promise<void> {
    await this.calls.call("POST", "/reset");
  }

  /**
   * Captures all resources, timers, the time and the state of the id source, until it is disposed or the
   * simulator is reset.
   */
  async snapshot(): Promise<ConnectedSnapshot> {
    const { id } = await this.calls.call<{ id: string }>("POST", "/snapshots");
    return new ConnectedSnapshot(this.calls, id);
  }

  /** Returns to a snapshot. */
  async restore({ id }: Pick<ConnectedSnapshot, "id">): Promise<void> {
    await this.calls.call("POST", `/snapshots/${segment(id)}/restore`);
  }

  /** Disposes a snapshot, by its id. */
  async deleteSnapshot({ id }: Pick<ConnectedSnapshot, "id">): Promise<void> {
    await this.calls.call("DELETE", `/snapshots/${segment(id)}`);
  }

  private endpoint() {
    const { url, region, accountId: account } = this;
    const { credentials, ca, trust } = this.access;
    return { url, region, account, ca, trust, credentials: credentials.length > 0 ? credentials : undefined };
  }
}

function baseOf(url: string | undefined): string {
  if (url === undefined)
    throw new TypeError(
      "The URL of the simulator is missing. Pass it, or set AWS_ENDPOINT_URL, as aws-sim exec does.",
    );
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(
      `Invalid simulator URL: ${JSON.stringify(url)}. Use one such as "http://127.0.0.1:4566".`,
    );
  return url.replace(/\/+$/, "");
}
