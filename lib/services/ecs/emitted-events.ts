import type { Context } from "../../runtime/context.js";
import type { ServiceEvent } from "../../runtime/ports/event-buses.js";
import { cannotStartTasks, noContainerInstances, steadyState } from "./services/events.js";
import type { DeploymentRow, ServiceRow } from "./state/services.js";
import type { SimulatedTask, TaskRow } from "./state/tasks.js";

const SOURCE = "aws.ecs";

/** The service events that are sent to EventBridge, by message. */
const SERVICE_ACTIONS: ReadonlyMap<
  string,
  { readonly eventType: string; readonly eventName: string; readonly reason?: string }
> = new Map([
  [steadyState, { eventType: "INFO", eventName: "SERVICE_STEADY_STATE" }],
  [cannotStartTasks, { eventType: "WARN", eventName: "SERVICE_TASK_START_IMPAIRED" }],
  [
    noContainerInstances,
    { eventType: "ERROR", eventName: "SERVICE_TASK_PLACEMENT_FAILURE", reason: "NO_CONTAINER_INSTANCES" },
  ],
]);

const ROLLOUTS: Readonly<
  Record<DeploymentRow["rolloutState"], { readonly eventType: string; readonly eventName: string }>
> = {
  COMPLETED: { eventType: "INFO", eventName: "SERVICE_DEPLOYMENT_COMPLETED" },
  FAILED: { eventType: "ERROR", eventName: "SERVICE_DEPLOYMENT_FAILED" },
  IN_PROGRESS: { eventType: "INFO", eventName: "SERVICE_DEPLOYMENT_IN_PROGRESS" },
};

/**
 * Emits a change of a task to the default bus: of its status, its desired status or the status of a
 * container.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function emitTask(ctx: Context, { task }: TaskRow, before?: TaskRow): void {
  if (before && !changes(task, before.task)) return;
  emit(ctx, () => [
    {
      source: SOURCE,
      detailType: "ECS Task State Change",
      resources: [task.taskArn],
      detail: detailOf(ctx, task),
    },
  ]);
}

/**
 * Emits changes of a service to the default bus: its events, and the states of its deployments.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
export function emitService(ctx: Context, service: ServiceRow, before: ServiceRow | undefined): void {
  if (before?.events === service.events && before.deployments === service.deployments) return;
  emit(ctx, () => [...deploymentsOf(ctx, service, before), ...actionsOf(service, before)]);
}

/** Creates events only if a rule can receive them. */
function emit(ctx: Context, make: () => readonly ServiceEvent[]): void {
  const { eventBuses } = ctx.ports;
  if (eventBuses?.hasListeners(ctx)) for (const event of make()) eventBuses.emit(ctx, event);
}

function changes(task: SimulatedTask, before: SimulatedTask): boolean {
  return (
    task.lastStatus !== before.lastStatus ||
    task.desiredStatus !== before.desiredStatus ||
    task.containers.some(({ lastStatus }, index) => lastStatus !== before.containers[index]?.lastStatus)
  );
}

function detailOf(ctx: Context, task: SimulatedTask): object {
  const { attachments, containers, healthStatus: _, tags: __, ...members } = task;
  return {
    ...withTexts(members),
    attachments: attachments?.map((attachment) => ({
      ...attachment,
      ...(attachment.type === "ElasticNetworkInterface" && { type: "eni" }),
    })),
    containers: containers.map(({ healthStatus: ___, ...container }) => withTexts(container)),
    updatedAt: shortTime(ctx.date()),
  };
}

/** Converts dates in members to strings. */
function withTexts(members: object): object {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? shortTime(value) : value,
    ]),
  );
}

/** ISO 8601 without trailing zeros: `2026-01-02T03:04:05.67Z`. */
function shortTime(date: Date): string {
  return date.toISOString().replace(/\.?0*Z$/, "Z");
}

function* actionsOf(service: ServiceRow, before: ServiceRow | undefined): Generator<ServiceEvent> {
  const known = before?.events.length === 0 ? undefined : before?.events[0];
  const end = known ? service.events.indexOf(known) : service.events.length;
  for (const { message = "", createdAt } of service.events.slice(0, end).toReversed()) {
    const action = SERVICE_ACTIONS.get(message.slice(`(service ${service.serviceName}) `.length));
    if (!action) continue;
    const { reason, ...kind } = action;
    const about = { clusterArn: service.clusterArn, createdAt: createdAt?.toISOString() };
    yield eventOf(service, "ECS Service Action", {
      ...kind,
      ...about,
      ...(reason !== undefined && { reason }),
    });
  }
}

function* deploymentsOf(
  ctx: Context,
  service: ServiceRow,
  before: ServiceRow | undefined,
): Generator<ServiceEvent> {
  const known = new Map(before?.deployments.map((deployment) => [deployment.id, deployment.rolloutState]));
  for (const { id, rolloutState, rolloutStateReason: reason } of service.deployments) {
    if (known.get(id) === rolloutState) continue;
    const about = { deploymentId: id, updatedAt: ctx.date().toISOString(), reason };
    yield eventOf(service, "ECS Deployment State Change", { ...ROLLOUTS[rolloutState], ...about });
  }
}

function eventOf({ serviceArn }: ServiceRow, detailType: string, detail: object): ServiceEvent {
  return { source: SOURCE, detailType, resources: [serviceArn], detail };
}
