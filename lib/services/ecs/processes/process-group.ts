/** Windows has no process groups. */
export const HAS_GROUPS = process.platform !== "win32";

/** Kills a process and its descendants. Does nothing if they have ended. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(HAS_GROUPS ? -pid : pid, "SIGKILL");
  } catch {
    // ESRCH: the group is empty.
  }
}
