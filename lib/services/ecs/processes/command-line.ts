import { join, posix } from "node:path";
import { own } from "../../../values/own.js";
import type { TaskContext } from "../tasks/outcome.js";
import type { LocalImage, RunCommandOptions } from "./options.js";

/** The process that replaces a container. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** The image's ENV. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Determines the process for a container, or why ECS could not start it. */
export function commandLineOf(
  task: Pick<TaskContext, "image" | "entryPoint" | "command" | "workingDirectory">,
  options: RunCommandOptions,
): CommandLine | { readonly failure: string } {
  const { images = {}, unknownImages = "run", programs = {}, directories = {} } = options;
  const image = localImage(images, task.image);
  if (!image && unknownImages === "fail") return { failure: pullFailure(task.image) };
  const [program = "", ...args] = wordsOf(task, image ?? {});
  if (program === "")
    return { failure: "ContainerRuntimeError: failed to create container model: no command specified" };
  const local = own(programs, program) ?? program;
  const [file = program, ...before] = typeof local === "string" ? [local] : local;
  return {
    program: file,
    args: [...before, ...args],
    directory: localDirectory(directories, task.workingDirectory) ?? image?.workingDirectory ?? process.cwd(),
    environment: image?.environment ?? {},
  };
}

/** As in Docker: an entry point in the definition disables the image's command. */
function wordsOf(
  { entryPoint, command }: Pick<TaskContext, "entryPoint" | "command">,
  image: LocalImage,
): readonly string[] {
  if (entryPoint.length > 0) return [...entryPoint, ...command];
  return [...(image.entryPoint ?? []), ...(command.length > 0 ? command : (image.command ?? []))];
}

function localImage(images: NonNullable<RunCommandOptions["images"]>, name: string): LocalImage | undefined {
  const image = own(images, name) ?? own(images, repositoryOf(name));
  return isEntryPoint(image) ? { entryPoint: image } : image;
}

function isEntryPoint(image: LocalImage | readonly string[] | undefined): image is readonly string[] {
  return Array.isArray(image);
}

/** An image's name without digest and tag; a colon before a slash belongs to a port. */
function repositoryOf(name: string): string {
  return name.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
}

/** Maps a working directory to a directory of this machine, by its longest matching parent. */
function localDirectory(
  directories: Readonly<Record<string, string>>,
  path: string | undefined,
): string | undefined {
  if (path === undefined) return undefined;
  for (let above = posix.normalize(path), below = ""; ; ) {
    const local = own(directories, above);
    if (local !== undefined) return join(local, below);
    const parent = posix.dirname(above);
    if (parent === above) return path;
    below = posix.join(posix.basename(above), below);
    above = parent;
  }
}

function pullFailure(image: string): string {
  return (
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: pull ` +
    "access denied, repository does not exist or may require authorization: server message: insufficient_scope: " +
    "authorization failed"
  );
}
