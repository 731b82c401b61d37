import type { TaskContainer } from "../state/tasks.js";

/** What a container gets when ExecuteCommand is to work in it; nothing else has agents. */
export function plannedAgents(enableExecuteCommand: boolean): Pick<TaskContainer, "managedAgents"> {
  return enableExecuteCommand
    ? { managedAgents: [{ name: "ExecuteCommandAgent", lastStatus: "PENDING" }] }
    : {};
}

/** The agents of a container that starts. */
export function startedAgents(
  { managedAgents }: TaskContainer,
  lastStartedAt: Date,
): Pick<TaskContainer, "managedAgents"> {
  if (!managedAgents) return {};
  return {
    managedAgents: managedAgents.map((agent) => ({ ...agent, lastStatus: "RUNNING", lastStartedAt })),
  };
}

/** The agents of a container that has ended. */
export function stoppedAgents({ managedAgents }: TaskContainer): Pick<TaskContainer, "managedAgents"> {
  return managedAgents
    ? { managedAgents: managedAgents.map((agent) => ({ ...agent, lastStatus: "STOPPED" })) }
    : {};
}
