import type { Ports } from "../../runtime/ports/index.js";
import { TASK_AGENT_PATH } from "../../runtime/ports/task-agent.js";
import type { AcceptChannel, ChannelRequest } from "../../wire/channel.js";
import type { WireRequest, WireResponse } from "../../wire/message.js";
import { rejectForeignRequests } from "./guard.js";
import { HttpError } from "./http-error.js";

/** Whether a request is for the task agent, and not for the control API or AWS. */
export function isForTaskAgent({ path }: WireRequest): boolean {
  return path.startsWith(TASK_AGENT_PATH);
}

/** Serves the agent requests of containers: metadata and credentials. */
export class TaskAgentSurface {
  /** @param hosts the address that the simulator was told to listen on, and further names that it goes by. */
  constructor(
    private readonly ports: Ports,
    private readonly hosts: readonly string[],
  ) {}

  /** Opens the channel of a session; `undefined` for requests that {@link answer} handles. */
  open({ path, headers }: ChannelRequest): ReturnType<AcceptChannel> {
    return this.rejection(headers) ? undefined : this.ports.taskAgent?.open(path);
  }

  async answer(request: WireRequest): Promise<WireResponse> {
    const stranger = this.rejection(request.headers);
    if (stranger) return json(stranger.status, { message: stranger.message });
    if (request.method !== "GET") return json(405, "Method Not Allowed");
    const { status, body } = this.ports.taskAgent?.get(request.path) ?? {
      status: 404,
      body: "404 page not found",
    };
    return json(status, body);
  }

  private rejection(headers: ChannelRequest["headers"]): HttpError | undefined {
    try {
      rejectForeignRequests({ headers }, this.hosts);
      return undefined;
    } catch (error) {
      if (error instanceof HttpError) return error;
      throw error;
    }
  }
}

function json(status: number, body: unknown): WireResponse {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify(body) };
}
