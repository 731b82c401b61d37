import { WebSocket } from "ws";
import { AGENT_PORT, type AgentMessage, type AgentRequest } from "../agent/protocol.js";
import type { Clock } from "../clock.js";
import type { Settings } from "../config/settings.js";
import { DockerError, notImplemented } from "../errors.js";
import { shortId } from "../ids.js";
import type { ContainerRecord } from "../store/records.js";

/** Milliseconds between two attempts to connect. */
const RETRY = 200;
/** Milliseconds that one attempt may take. */
const ATTEMPT = 2_000;

/** Opens connections to the agents of running containers. */
export class AgentClient {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /**
   * Connects to the agent of a container; attempts are repeated while it does
   * not respond.
   *
   * @throws DockerError if the container has no agent, or none responds in time.
   */
  async connect(container: ContainerRecord, signal?: AbortSignal): Promise<WebSocket> {
    const { hasAgent, id, task, agentToken } = container;
    if (!hasAgent)
      throw notImplemented(
        `Connecting to container ${shortId(id)}, which has no agent because the command of its image is unknown (name a command when you create it),`,
      );
    const address = `${hostOf(task?.address ?? "")}:${AGENT_PORT}`;
    const deadline = this.clock.now() + this.settings.agentTimeout;
    for (;;) {
      try {
        return await open(`ws://${address}/ws`, agentToken);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (this.clock.now() >= deadline) throw this.silent(id, address, error);
      }
      await this.clock.sleep(RETRY, { signal });
    }
  }

  /** Sends one message to the agent of a container, and hangs up. */
  async send(container: ContainerRecord, request: AgentRequest): Promise<void> {
    const socket = await this.connect(container);
    await new Promise<void>((resolve) => {
      socket.on("close", () => resolve());
      socket.send(JSON.stringify(request), () => socket.close());
    });
  }

  /** What the agent returns at a path over HTTP; `undefined` if it does not. */
  async get({ task, agentToken }: ContainerRecord, path: string): Promise<unknown> {
    try {
      const response = await fetch(`http://${hostOf(task?.address ?? "")}:${AGENT_PORT}${path}`, {
        headers: { Authorization: `Bearer ${agentToken}` },
        signal: AbortSignal.timeout(ATTEMPT),
      });
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  }

  private silent(id: string, address: string, cause: unknown): DockerError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new DockerError(
      500,
      `the agent of container ${shortId(id)} at ${address} did not respond within ${this.settings.agentTimeout / 1_000} s (${reason}): ` +
        "the security groups of the task must allow this port from the backend",
      { cause },
    );
  }
}

/** The message in a frame of the agent. */
export function agentMessage(data: unknown): AgentMessage {
  return JSON.parse(String(data));
}

function hostOf(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

function open(url: string, token: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      headers: { Authorization: `Bearer ${token}` },
      handshakeTimeout: ATTEMPT,
      perMessageDeflate: false,
    });
    socket.once("open", () => {
      socket.off("error", reject);
      socket.on("error", () => socket.terminate());
      resolve(socket);
    });
    socket.once("error", reject);
  });
}
