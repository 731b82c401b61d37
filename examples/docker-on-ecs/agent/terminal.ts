import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * A command with a terminal. Node has no pseudo-terminals; `script` of
 * util-linux makes one and returns the exit code of the command. A system
 * without it runs the command without a terminal.
 */
export function inTerminal(command: readonly string[]): readonly string[] {
  if (!["/usr/bin/script", "/bin/script"].some((path) => existsSync(path))) return command;
  return ["script", "-qfec", command.map(quoted).join(" "), "/dev/null"];
}

/** Sets the size of the terminal that the child of `script` has; its foreground process gets SIGWINCH. */
export function resizeTerminal(scriptPid: number, width: number, height: number): void {
  const terminal = terminalOfChild(scriptPid);
  if (terminal === undefined) return;
  execFile("stty", ["-F", terminal, "rows", `${height}`, "cols", `${width}`], () => {
    // A closed terminal has no size.
  });
}

function terminalOfChild(pid: number): string | undefined {
  try {
    for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const [, fields = ""] = readFileSync(`/proc/${entry}/stat`, "latin1").split(/\) (?!.*\) )/);
      if (Number(fields.split(" ")[1]) === pid) return readlinkSync(`/proc/${entry}/fd/0`);
    }
  } catch {
    // A process has ended while it was read; the size is sent again by the client.
  }
  return undefined;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
