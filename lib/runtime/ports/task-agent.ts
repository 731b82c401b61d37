import type { WireChannel } from "../../wire/channel.js";

/**
 * Path of the task agent on the simulator's own address; no other address of this machine is certain to be
 * free.
 */
export const TASK_AGENT_PATH = "/_sim/ecs-agent/";

/** The agent of a container instance, which serves the containers of tasks. Implemented by ECS. */
export interface TaskAgent {
  /** @param path begins with {@link TASK_AGENT_PATH}. */
  get(path: string): AgentResponse;
  /** Opens the channel of an ExecuteCommand session; `undefined` for any other path. */
  open(path: string): ((channel: WireChannel) => void) | undefined;
}

/** A response of the agent with a JSON body. */
export interface AgentResponse {
  readonly status: number;
  readonly body: unknown;
}
