import type { Context } from "../../../runtime/context.js";
import type { ServiceRow } from "../state/services.js";

/** Maximum number of events, the latest ones. */
const MOST_EVENTS = 100;

// AWS's messages, each prefixed with `(service <name>) `:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html

export const started = (taskIds: readonly string[]) =>
  `has started ${taskIds.length} tasks: ${listed(taskIds)}.`;

export const stopped = (taskIds: readonly string[]) =>
  `has stopped ${taskIds.length} running tasks: ${listed(taskIds)}.`;

export const steadyState = "has reached a steady state.";

export const deploymentCompleted = (id: string) => `(deployment ${id}) deployment completed.`;

export const deploymentFailed = (id: string) =>
  `(deployment ${id}) deployment failed: tasks failed to start.`;

export const rollingBack = (id: string) => `rolling back to deployment ${id}.`;

export const cannotStartTasks = "is unable to consistently start tasks successfully.";

export const noContainerInstances =
  "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.";

export const deploymentBlocked =
  "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

export const registeredTargets = (count: number, targetGroup: string) =>
  `registered ${count} targets in (target-group ${targetGroup})`;

export const drainingTargets = (count: number) => `has begun draining connections on ${count} tasks.`;

export const deregisteredTargets = (count: number, targetGroup: string) =>
  `deregistered ${count} targets in (target-group ${targetGroup})`;

/** Adds an event to a service, unless the latest event has the same message. */
export function withEvent(ctx: Context, row: ServiceRow, text: string): ServiceRow {
  const message = `(service ${row.serviceName}) ${text}`;
  if (row.events[0]?.message === message) return row;
  const event = { id: ctx.ids.uuid(), createdAt: ctx.date(), message };
  return { ...row, events: [event, ...row.events].slice(0, MOST_EVENTS) };
}

function listed(taskIds: readonly string[]): string {
  return taskIds.map((id) => `(task ${id})`).join(" ");
}
