import type { Backend } from "../backend.js";
import { timestamp } from "../clock.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { shortId } from "../ids.js";
import type { ContainerRecord } from "../store/records.js";
import { freshContainerOf } from "./lookup.js";
import { mountPoints } from "./mount-points.js";
import { networkSettings } from "./network-settings.js";
import { processOf } from "./process.js";
import { isRunning, stateOf } from "./state.js";

/** `GET /containers/:id/json`: what DescribeTasks returns, in Docker's form. */
export async function inspectContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  return json(200, describeContainer(backend, await freshContainerOf(backend, request)));
}

function describeContainer(backend: Backend, container: ContainerRecord): object {
  const { id, name, createdAt, imageId, spec, restartCount } = container;
  const image = backend.store.images.get(imageId);
  const { entrypoint = [], command = [] } = processOf(spec, image ?? {}) ?? {};
  const [path = "", ...args] = [...entrypoint, ...command];
  const execs = backend.store.execs
    .values()
    .filter((exec) => exec.containerId === id && exec.state === "running");
  return {
    Id: id,
    Created: timestamp(createdAt),
    Path: path,
    Args: args,
    State: stateOf(container),
    Image: imageId,
    ResolvConfPath: "",
    HostnamePath: "",
    HostsPath: "",
    LogPath: "",
    Name: `/${name}`,
    RestartCount: restartCount,
    Driver: "fargate",
    Platform: "linux",
    MountLabel: "",
    ProcessLabel: "",
    AppArmorProfile: "",
    ExecIDs: execs.length === 0 ? null : execs.map((exec) => exec.id),
    HostConfig: hostConfig(container),
    GraphDriver: { Name: "fargate", Data: null },
    Mounts: mountPoints(spec),
    Config: config(container, entrypoint, command),
    NetworkSettings: networkSettings(backend, container),
  };
}

/** The configuration as the client sent it: the agent does not show. */
function config(
  { id, config: sent, spec }: ContainerRecord,
  entrypoint: readonly string[],
  command: readonly string[],
): object {
  const { HostConfig: _, NetworkingConfig: __, ...own } = sent;
  return {
    Hostname: shortId(id),
    Domainname: "",
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    OnBuild: null,
    ...own,
    User: spec.user ?? "",
    Tty: spec.tty,
    OpenStdin: spec.openStdin,
    StdinOnce: spec.stdinOnce,
    Env: spec.environment,
    Cmd: command.length === 0 ? null : command,
    Entrypoint: entrypoint.length === 0 ? null : entrypoint,
    Image: spec.image,
    Labels: spec.labels,
    WorkingDir: spec.workingDirectory ?? "",
    ...(spec.ports.length > 0 && { ExposedPorts: Object.fromEntries(spec.ports.map((port) => [port, {}])) }),
  };
}

/** docker-py reads logs only if the driver is `json-file`. */
function hostConfig({ hostConfig: sent, spec }: ContainerRecord): object {
  return {
    RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
    PortBindings: {},
    ...sent,
    NetworkMode: spec.networkMode,
    AutoRemove: spec.autoRemove,
    LogConfig: { Type: "json-file", Config: {} },
  };
}

/** Whether a container has a terminal and runs; else a size means nothing. */
export function hasTerminal(container: ContainerRecord): boolean {
  return container.spec.tty && container.hasAgent && isRunning(container);
}
