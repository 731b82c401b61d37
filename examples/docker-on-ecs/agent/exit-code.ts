import { constants } from "node:os";

/** The exit code of a shell for a process that ended with a code or through a signal. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** The exit code of a shell for a command that could not be started. */
export function startFailureCode(error: NodeJS.ErrnoException): number {
  return error.code === "ENOENT" ? 127 : 126;
}

/** Docker's words for a command that could not be started. */
export function startFailureMessage(error: NodeJS.ErrnoException, command: string): string {
  const reason =
    error.code === "ENOENT"
      ? "executable file not found in $PATH"
      : error.code === "EACCES"
        ? "permission denied"
        : error.message;
  return `exec: "${command}": ${reason}`;
}

/** The signals that can be sent to a process, with or without `SIG`; `undefined` for others. */
export function signalOf(name: string): NodeJS.Signals | undefined {
  const full = name.startsWith("SIG") ? name : `SIG${name}`;
  return FORWARDED.find((signal) => signal === full);
}

/** The signals that the agent forwards. */
export const FORWARDED: readonly NodeJS.Signals[] = [
  "SIGTERM",
  "SIGKILL",
  "SIGINT",
  "SIGHUP",
  "SIGQUIT",
  "SIGUSR1",
  "SIGUSR2",
  "SIGWINCH",
];
