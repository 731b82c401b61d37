import { badParameter } from "../errors.js";
import type { Fields } from "../http/fields.js";

/** A volume in a container. */
export interface MountSpec {
  /** Empty: an anonymous volume. */
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
  /** Kept on the ephemeral storage of the task, not on EFS. */
  readonly ephemeral: boolean;
}

/**
 * Reads `Volumes`, `Binds`, `Mounts` and `Tmpfs`.
 *
 * @throws DockerError for paths of the host.
 */
export function mountsOf(body: Fields, host: Fields): MountSpec[] {
  return [
    ...body.names("Volumes").map((text) => (text.startsWith("/") ? anonymous(text) : bindOf(text))),
    ...(host.texts("Binds") ?? []).map(bindOf),
    ...host.objects("Mounts").map(mountOf),
    ...host.names("Tmpfs").map((path) => ({ volume: "", path, readOnly: false, ephemeral: true })),
  ];
}

function anonymous(path: string): MountSpec {
  return { volume: "", path, readOnly: false, ephemeral: true };
}

function bindOf(text: string): MountSpec {
  const [volume = "", path, options = ""] = text.split(":");
  if (path === undefined) throw badParameter(`invalid volume specification: '${text}'`);
  return mount(volume, path, options.split(",").includes("ro"));
}

function mountOf(fields: Fields): MountSpec {
  const type = fields.text("Type") ?? "";
  const path = fields.text("Target") ?? "";
  if (type === "tmpfs") return anonymous(path);
  if (type !== "volume" && type !== "bind") throw badParameter(`mount type ${type} is not supported`);
  return mount(fields.text("Source") ?? "", path, fields.flag("ReadOnly"));
}

function mount(volume: string, path: string, readOnly: boolean): MountSpec {
  if (/^[/.~]/.test(volume))
    throw badParameter(
      `invalid mount config: ${volume} is a path of the host, which tasks on Fargate cannot mount`,
    );
  if (!path.startsWith("/"))
    throw badParameter(`invalid mount config: mount path must be absolute: ${path || "(empty)"}`);
  return { volume, path, readOnly, ephemeral: volume === "" };
}
