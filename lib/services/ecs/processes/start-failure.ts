import type { CommandLine } from "./command-line.js";

/** Common prefix of runc's start failures on Fargate. */
const RUNC =
  "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to " +
  "create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";

/** ECS's reason for a process that cannot be started. */
export function startFailure(
  { code, message }: { readonly code?: string | undefined; readonly message?: string },
  { program, directory }: CommandLine,
): string {
  return `${RUNC}${reasonOf(code, message, program, directory)}: unknown`;
}

function reasonOf(
  code: string | undefined,
  message: string | undefined,
  program: string,
  directory: string,
): string {
  const exec = `exec: ${JSON.stringify(program)}`;
  switch (code) {
    case "ENOTDIR":
      return `chdir to cwd (${JSON.stringify(directory)}) set in config.json failed: no such file or directory`;
    case "ENOENT":
      return program.includes("/")
        ? `${exec}: stat ${program}: no such file or directory`
        : `${exec}: executable file not found in $PATH`;
    case "EACCES":
      return `${exec}: permission denied`;
    default:
      return `${exec}: ${message ?? code ?? "it cannot be started"}`;
  }
}
