import { type ClientConfig, type ClientConfigOptions, clientConfig, localhostUrl } from "../client-config.js";
import { clientEnvironment, type Environment, trustFilesIn } from "../client-environment.js";
import type { Verb } from "../control/definition/define-control.js";
import type { AnyService } from "../dispatch/routes.js";
import type { Scope } from "../runtime/scope.js";
import type { TaskHandle } from "../services/ecs/control.js";
import { type Controls, services } from "../services/index.js";
import type { LambdaHandler, LambdaOutcome } from "../services/lambda/invoke/handler.js";
import type { LambdaSpy } from "../services/lambda/invoke/spy.js";
import type { Credential } from "../signing/credential.js";
import { namesOf, refuseUnknownOptions } from "../text/suggestions.js";
import { type TrustFiles, textOf } from "../tls-option.js";
import { type CallOptions, Calls, segment } from "./calls.js";
import type { Connected, ConnectedHandle } from "./json.js";
import { connectService } from "./service.js";
import { ConnectedSnapshot } from "./snapshot.js";
import { ConnectedClock, ConnectedDelays, ConnectedTransitions } from "./time.js";
import { ConnectedFaults, ConnectedRequests } from "./traffic.js";

/** What `/_sim/health` says. */
export interface Health {
  readonly status: "ok";
  readonly version: string;
  readonly services: readonly string[];
  readonly region: string;
  readonly accountId: string;
}

/** Options of {@link connectAwsSim}. */
export interface ConnectOptions {
  /** Certificates that a simulator over HTTPS is trusted by, in PEM. */
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
 * Connects to a simulator in another process: one of `npx aws-sim`, or of
 * `createAwsSim()` in Vitest's `globalSetup` or Playwright's.
 *
 * ```ts
 * const sim = await connectAwsSim("http://127.0.0.1:4566");
 * await sim.clock.advance("1h");
 * ```
 *
 * @param url where the simulator answers. Default the variable `AWS_ENDPOINT_URL`, which `aws-sim exec` sets.
 * @param options `ca`: the certificates, in PEM, that a simulator over HTTPS is trusted by. Default those that Node
 *   trusts, which include `NODE_EXTRA_CA_CERTS`.
 * @throws TypeError when there is no URL or it is none, and for an unknown option, Error when no simulator answers, ControlError when it refuses.
 */
export async function connectAwsSim(
  url: string | undefined = process.env.AWS_ENDPOINT_URL,
  options: ConnectOptions = {},
): Promise<ConnectedAwsSim> {
  refuseUnknownOptions(options, CONNECT_OPTIONS, "connectAwsSim");
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
  const controls = Object.entries<AnyService>(services).map(([name, { control }]) => [
    name,
    connectService(calls, name, control),
  ]);
  // Built from the same table that the type is made of.
  return Object.assign(simulator, Object.fromEntries(controls) as ConnectedControls);
}

/** The behaviour that `onTask` set in a simulator in another process. */
export type ConnectedTaskHandle = ConnectedHandle<TaskHandle>;

/** The behaviour that `on` set in a simulator in another process. */
export type ConnectedLambdaSpy = ConnectedHandle<LambdaSpy>;

/** What a function of a simulator in another process does: an `Error` to throw, or any other value that JSON has. */
export type LambdaResponse = Exclude<LambdaOutcome, LambdaHandler>;

/** The control objects of all services of a simulator in another process. */
export type ConnectedControls = { readonly [Name in keyof Controls]: Connected<Controls[Name]> };

/** A simulator in another process: what `AwsSim` offers, as far as it can be asked for over HTTP. */
export type ConnectedAwsSim = ConnectedSimulator & ConnectedControls;

/** What a simulator in another process offers apart from its services. */
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
  }

  /** Where it answers, as it was given. */
  get url(): string {
    return this.calls.url;
  }

  get port(): number {
    const { port, protocol } = new URL(this.url);
    return Number(port || (protocol === "https:" ? 443 : 80));
  }

  /** Configuration for an AWS SDK client that talks to this simulator. */
  clientConfig(options: Omit<ClientConfigOptions, "direct"> = {}): ClientConfig {
    if ("direct" in options)
      throw new TypeError(
        "Clients of a simulator in another process cannot be direct. Leave the option out.",
      );
    return clientConfig(this.endpoint(), options);
  }

  /** The address by a name below `localhost`, for clients that put a prefix before the host of an endpoint. */
  get localhostUrl(): string {
    return localhostUrl(this.url);
  }

  /**
   * Environment for a child process whose AWS clients talk to this simulator.
   *
   * @param base the environment to begin with, such as `process.env`, without what would lead past the simulator.
   */
  env(base?: Environment): Record<string, string> {
    return clientEnvironment(this.endpoint(), base);
  }

  /** Asks how it is. */
  health(): Promise<Health> {
    return this.calls.call("GET", "/health");
  }

  /** What a service holds, by the name of the service; for those that have no member of their own here. */
  state(service: keyof Controls, at: Scope = {}): Promise<Record<string, unknown>> {
    return this.calls.call("GET", `/state/${segment(service)}`, { query: { ...at } });
  }

  /** Calls any route of the control over HTTP: `sim.control("PATCH", "/ecr/settings", { body: { … } })`. */
  async control(method: Verb, path: `/${string}`, options: CallOptions = {}): Promise<unknown> {
    refuseUnknownOptions(options, CALL_OPTIONS, "control");
    return this.calls.call<unknown>(method, path, options);
  }

  /** Empties the request log. */
  resetHistory(): Promise<void> {
    return this.requests.clear();
  }

  /** Back to how it was made. What an init file put there is gone too: take a snapshot to come back to it. */
  async reset(): Promise<void> {
    await this.calls.call("POST", "/reset");
  }

  /** Remembers all resources, timers, the time and the source of ids, until it is disposed or the simulator is reset. */
  async snapshot(): Promise<ConnectedSnapshot> {
    const { id } = await this.calls.call<{ id: string }>("POST", "/snapshots");
    return new ConnectedSnapshot(this.calls, id);
  }

  /** Goes back to a snapshot. */
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
      "There is no URL of a simulator. Give one, or set AWS_ENDPOINT_URL, as aws-sim exec does.",
    );
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(
      `Not a URL of a simulator: ${JSON.stringify(url)}. Give one such as "http://127.0.0.1:4566".`,
    );
  return url.replace(/\/+$/, "");
}
