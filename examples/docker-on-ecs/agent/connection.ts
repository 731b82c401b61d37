import type { WebSocket } from "ws";
import { type Child, startChild } from "./child.js";
import { signalOf } from "./exit-code.js";
import type { MainProcess } from "./main-process.js";
import type { AgentMessage, AgentRequest } from "./protocol.js";

/** Bytes of output in one message. */
const CHUNK = 32 * 1024;
/** Number of unsent bytes above which the output of an exec session is not read. */
const READ_LIMIT = 1024 * 1024;
/** Bytes that wait to be sent above which an attach session ends: the main process never waits for a reader. */
const ATTACH_LIMIT = 64 * 1024 * 1024;

/** What a session does with what the client sends. */
type Session = Pick<Child, "write" | "closeInput" | "signal" | "resize"> & { end(): void };

/** One WebSocket: its sessions end with it. */
export class Connection {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly socket: WebSocket,
    private readonly main: MainProcess,
    private readonly env: NodeJS.ProcessEnv,
    private readonly onAttach: () => void,
  ) {
    socket.on("message", (data) => {
      const request = parsed(String(data));
      if (request) this.handle(request);
    });
    socket.on("close", () => {
      for (const session of this.sessions.values()) session.end();
      this.sessions.clear();
    });
    socket.on("error", () => socket.terminate());
  }

  /** Whether all that was written has been sent. */
  get flushed(): boolean {
    return this.socket.readyState !== this.socket.OPEN || this.socket.bufferedAmount === 0;
  }

  close(): void {
    this.socket.close();
  }

  private handle(request: AgentRequest): void {
    switch (request.type) {
      case "exec":
        return this.exec(request);
      case "attach":
        return this.attach(request.id);
      case "stdin":
        return this.sessions.get(request.id)?.write(Buffer.from(request.data, "base64"));
      case "close_stdin":
        return this.sessions.get(request.id)?.closeInput();
      case "signal": {
        const signal = signalOf(request.signal);
        return signal && this.target(request.id)?.signal(signal);
      }
      case "resize":
        return this.target(request.id)?.resize(request.width, request.height);
      default:
        return this.send({ type: "error", message: `unknown message type: ${typeOf(request)}` });
    }
  }

  private target(id: string | undefined): Pick<Child, "signal" | "resize"> | undefined {
    return id === undefined ? this.main : this.sessions.get(id);
  }

  private exec({ id, cmd, env = [], workdir, tty = false }: AgentRequest & { type: "exec" }): void {
    if (!id) return this.send({ type: "error", message: "exec requires id" });
    if (!cmd?.length) return this.send({ type: "error", id, message: "exec requires cmd" });
    const child = startChild(cmd, {
      env: { ...this.env, ...variables(env) },
      workdir: workdir || undefined,
      tty,
      stdin: true,
      onOutput: (stream, chunk) => {
        this.output(id, stream, chunk, () => child.resume());
        if (this.socket.bufferedAmount > READ_LIMIT) child.pause();
      },
      onExit: ({ code, failure }) => {
        if (failure !== undefined) this.output(id, "stderr", Buffer.from(`${failure}\n`));
        this.sessions.delete(id);
        this.send({ type: "exit", id, code });
      },
    });
    this.sessions.set(id, { ...child, end: () => child.signal("SIGKILL") });
  }

  private attach(id: string): void {
    if (!id) return this.send({ type: "error", message: "attach requires id" });
    const stop = this.main.listen({
      output: (stream, chunk) => {
        if (this.socket.bufferedAmount < ATTACH_LIMIT) return this.output(id, stream, chunk);
        this.send({ type: "error", id, message: "the output was read too slowly" });
        stop();
        this.sessions.delete(id);
      },
      exit: (code) => this.send({ type: "exit", id, code }),
    });
    const { main } = this;
    this.sessions.set(id, {
      write: (data) => main.write(data),
      closeInput: () => main.closeInput(),
      signal: (signal) => main.signal(signal),
      resize: (width, height) => main.resize(width, height),
      end: stop,
    });
    this.onAttach();
  }

  private output(id: string, type: "stdout" | "stderr", bytes: Buffer, sent?: () => void): void {
    for (let start = 0; start < bytes.length; start += CHUNK) {
      const data = bytes.subarray(start, start + CHUNK).toString("base64");
      this.send({ type, id, data }, start + CHUNK >= bytes.length ? sent : undefined);
    }
  }

  private send(message: AgentMessage, sent?: () => void): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(JSON.stringify(message), () => {
      if (this.socket.bufferedAmount <= READ_LIMIT) sent?.();
    });
  }
}

function parsed(text: string): AgentRequest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRequest(value) ? value : undefined;
  } catch {
    // Ignored, as the protocol has it.
    return undefined;
  }
}

function isRequest(value: unknown): value is AgentRequest {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The type of a message that the types of the protocol exclude. */
function typeOf(request: object): string {
  return "type" in request ? String(request.type) : "";
}

function variables(env: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    env.map((variable) => {
      const [name = "", ...value] = variable.split("=");
      return [name, value.join("=")];
    }),
  );
}
