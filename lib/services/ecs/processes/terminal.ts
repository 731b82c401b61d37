import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { ExecSession, TerminalSize } from "../exec/handler.js";
import { killGroup } from "./process-group.js";

/** The terminal of a command. */
export interface Terminal {
  readonly file: string;
  readonly args: readonly string[];
  readonly stdio: StdioOptions;
  readonly environment: Readonly<Record<string, string>>;
  /** Called after the start of the command. */
  begin(
    child: ChildProcess,
    session: ExecSession,
  ): {
    /** Kills the terminal's process group. */
    kill(): void;
  };
  toClient(output: Buffer): Buffer;
  fromClient(input: Buffer, child: ChildProcess): void;
}

/**
 * The terminal of a command line: the program `script` of util-linux, which almost every Linux has, else
 * pipes. Node has no terminals.
 */
export function terminalOf(line: string): Terminal {
  return hasScript() ? pseudoTerminal(line) : pipes(line);
}

function pseudoTerminal(line: string): Terminal {
  return {
    file: "script",
    // The first line on descriptor 3 has the command's process group and its terminal.
    args: ["--quiet", "--flush", "--command", `echo "$$ $(tty)" >&3; exec 3>&-; exec ${line}`, "/dev/null"],
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    environment: { SHELL: "/bin/sh" },
    begin(child, session) {
      let group: number | undefined;
      let device: string | undefined;
      const resize = (size: TerminalSize | undefined) => {
        if (device !== undefined && size) setSize(device, size);
      };
      child.stdio[3]?.once("data", (line: Buffer) => {
        const [, pid, name] = /^(\d+) (\/\S+)/.exec(line.toString("utf8")) ?? [];
        group = pid === undefined ? undefined : Number(pid);
        device = name;
        resize(session.size);
      });
      session.onResize(resize);
      return { kill: () => killGroup(group) };
    },
    toClient: (output) => output,
    fromClient: (input, child) => void child.stdin?.write(input),
  };
}

/** Without a terminal, line ends and control characters are interpreted here as a terminal does. */
function pipes(line: string): Terminal {
  return {
    file: "/bin/sh",
    args: ["-c", `exec ${line}`],
    stdio: ["pipe", "pipe", "pipe"],
    environment: {},
    begin: () => ({ kill() {} }),
    toClient: (output) => Buffer.from(output.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1"),
    fromClient(input, child) {
      const text = input.toString("latin1");
      if (text.includes(INTERRUPT)) child.kill("SIGINT");
      child.stdin?.write(
        Buffer.from(text.replaceAll(INTERRUPT, "").replaceAll(END, "").replaceAll("\r", "\n"), "latin1"),
      );
      if (text.includes(END)) child.stdin?.end();
    },
  };
}

/** Ctrl-C */
const INTERRUPT = "\x03";
/** Ctrl-D */
const END = "\x04";

function setSize(device: string, { cols, rows }: TerminalSize): void {
  const size = ["cols", String(cols), "rows", String(rows)];
  spawn("stty", ["-F", device, ...size], { stdio: "ignore" }).on("error", () => {});
}

function hasScript(): boolean {
  if (process.platform !== "linux") return false;
  return (process.env.PATH ?? "").split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, "script"), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
