import { badParameter } from "../errors.js";
import type { Fields } from "../http/fields.js";
import { type MountSpec, mountsOf } from "./mounts.js";

/** What a container is made from, as far as ECS can do it. */
export interface ContainerSpec {
  /** The reference as the client sent it. */
  readonly image: string;
  /** Missing: the image's own. */
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly stdinOnce: boolean;
  /** `80/tcp`. */
  readonly ports: readonly string[];
  readonly publishedPorts: readonly string[];
  readonly stopTimeout?: number;
  readonly healthcheck?: Healthcheck;
  readonly mounts: readonly MountSpec[];
  /** The networks, with the aliases of the container in each. */
  readonly networks: Readonly<Record<string, readonly string[]>>;
  readonly networkMode: string;
  /** Bytes. */
  readonly memory: number;
  /** Billionths of a CPU. */
  readonly nanoCpus: number;
  readonly autoRemove: boolean;
  readonly init: boolean;
  readonly readonlyRootfs: boolean;
  readonly addedCapabilities: readonly string[];
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
}

/** Times in nanoseconds, as Docker has them. */
export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly retries: number;
}

/** The names that stand for the network of the configuration. */
export const DEFAULT_NETWORKS: readonly string[] = ["", "default", "bridge"];

/**
 * Reads the body of `POST /containers/create`.
 *
 * @throws DockerError for what Fargate cannot run.
 */
export function readSpec(body: Fields): ContainerSpec {
  const host = body.object("HostConfig");
  refuseImpossible(host);
  const published = host.names("PortBindings").map(withProtocol);
  const networkMode = host.text("NetworkMode") ?? "default";
  const stopTimeout = body.integer("StopTimeout");
  return {
    image: body.text("Image") ?? "",
    entrypoint: body.texts("Entrypoint"),
    command: body.texts("Cmd"),
    environment: body.texts("Env") ?? [],
    labels: body.labels("Labels"),
    workingDirectory: body.text("WorkingDir") || undefined,
    user: body.text("User") || undefined,
    tty: body.flag("Tty"),
    openStdin: body.flag("OpenStdin"),
    stdinOnce: body.flag("StdinOnce"),
    ports: [...new Set([...body.names("ExposedPorts").map(withProtocol), ...published])],
    publishedPorts: published,
    stopTimeout: stopTimeout === undefined ? undefined : Math.min(Math.max(stopTimeout, 2), 120),
    healthcheck: healthcheckOf(body.object("Healthcheck")),
    mounts: mountsOf(body, host),
    networks: networksOf(body, networkMode),
    networkMode,
    memory: host.integer("Memory") ?? 0,
    nanoCpus: host.integer("NanoCpus") ?? 0,
    autoRemove: host.flag("AutoRemove"),
    init: host.flag("Init"),
    readonlyRootfs: host.flag("ReadonlyRootfs"),
    addedCapabilities: (host.texts("CapAdd") ?? []).map((name) => name.replace(/^CAP_/, "")),
    ulimits: host.objects("Ulimits").map((limit) => ({
      name: limit.text("Name") ?? "",
      soft: limit.integer("Soft") ?? 0,
      hard: limit.integer("Hard") ?? 0,
    })),
  };
}

/** Requested features that are not supported; clients show these. */
export function warningsOf(spec: ContainerSpec, body: Fields): string[] {
  const host = body.object("HostConfig");
  const restart = host.object("RestartPolicy").text("Name") ?? "";
  return [
    ...(spec.publishedPorts.length > 0
      ? ["Ports are not published on this host: connect to the address of the task, which inspect returns."]
      : []),
    ...(restart !== "" && restart !== "no"
      ? [`Restart policy ${restart} is ignored: ECS does not restart tasks.`]
      : []),
    ...((host.texts("Dns") ?? []).length > 0 ? ["Dns is ignored: tasks use the resolver of the VPC."] : []),
  ];
}

function refuseImpossible(host: Fields): void {
  const mode = host.text("NetworkMode") ?? "";
  if (["host", "none"].includes(mode) || mode.startsWith("container:"))
    throw badParameter(
      `network mode ${mode} is not supported: tasks on Fargate have a network interface of their own`,
    );
  if (host.flag("Privileged")) throw badParameter("privileged containers are not supported on Fargate");
  if (host.objects("Devices").length > 0 || host.objects("DeviceRequests").length > 0)
    throw badParameter("devices are not supported on Fargate");
  if ((host.texts("ExtraHosts") ?? []).length > 0 || (host.texts("Links") ?? []).length > 0)
    throw badParameter("extra hosts and links are not supported on Fargate");
}

function networksOf(body: Fields, mode: string): Readonly<Record<string, readonly string[]>> {
  const endpoints = body.object("NetworkingConfig").object("EndpointsConfig");
  const names = [...(DEFAULT_NETWORKS.includes(mode) ? [] : [mode]), ...Object.keys(endpoints.value)];
  return Object.fromEntries(
    names
      .filter((name) => !DEFAULT_NETWORKS.includes(name))
      .map((name) => [name, endpoints.object(name).texts("Aliases") ?? []]),
  );
}

function healthcheckOf(fields: Fields): Healthcheck | undefined {
  const test = fields.texts("Test") ?? [];
  if (test.length === 0 || test[0] === "NONE") return undefined;
  return {
    test,
    interval: fields.integer("Interval") ?? 0,
    timeout: fields.integer("Timeout") ?? 0,
    startPeriod: fields.integer("StartPeriod") ?? 0,
    retries: fields.integer("Retries") ?? 0,
  };
}

/** `80` means `80/tcp`. */
function withProtocol(port: string): string {
  return port.includes("/") ? port : `${port}/tcp`;
}
