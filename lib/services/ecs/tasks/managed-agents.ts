import type { TaskContainer } from "../state/tasks.js";

/** The agents of a container with ExecuteCommand enabled; other containers have none. */
export function plannedAgents(enableExecuteCommand: boolean): Pick<TaskContainer, "managedAgents"> {
  return enableExecuteCommand
    ? { managedAgents: [{ name: "ExecuteCommandAgent", lastStatus: "PENDING" }] }
    : {};
}

/** The agents of a starting container. */
export function startedAgents(
  { managedAgents }: TaskContainer,
  lastStartedAt: Date,
): Pick<TaskContainer, "managedAgents"> {
  if (!managedAgents) return {};
  return {
    managedAgents: managedAgents.map((agent) => ({ ...agent, lastStatus: "RUNNING", lastStartedAt })),
  };
}

/** The agents of an ended container. */
export function stoppedAgents({ managedAgents }: TaskContainer): Pick<TaskContainer, "managedAgents"> {
  return managedAgents
    ? { managedAgents: managedAgents.map((agent) => ({ ...agent, lastStatus: "STOPPED" })) }
    : {};
}
