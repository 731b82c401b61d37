/** A task in a plan. */
export interface PlannedTask {
  readonly key: string;
  /** Position in creation order. */
  readonly order: number;
  readonly zone: string;
  /** `stopping`: a stop was requested, but its containers have not ended. */
  readonly state: "starting" | "running" | "stopping";
  /** Protected from scale-in. */
  readonly isProtected: boolean;
}

/** The input of the plan. */
export interface ServiceState {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Tasks may be started: no pause after failures is active. */
  readonly mayStart: boolean;
  /** Older deployments may be replaced: the new one has not failed. */
  readonly mayReplace: boolean;
  /** Tasks of the PRIMARY deployment. */
  readonly primary: readonly PlannedTask[];
  /** Tasks of all other deployments. */
  readonly older: readonly PlannedTask[];
}

/** The next actions of the scheduler. */
export interface ServicePlan {
  /** Number of tasks of the PRIMARY deployment to start. */
  readonly start: number;
  /** Keys of the tasks to stop. */
  readonly stop: readonly string[];
  /** The bounds of the deployment allow no progress. */
  readonly blocked: boolean;
}

/**
 * Minimum and maximum number of tasks during a deployment
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html).
 */
export function deploymentBounds({
  desiredCount,
  minimumHealthyPercent,
  maximumPercent,
}: Pick<ServiceState, "desiredCount" | "minimumHealthyPercent" | "maximumPercent">) {
  const lower = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const upper = Math.floor((desiredCount * maximumPercent) / 100);
  return { lower: Math.min(lower, desiredCount), upper: Math.max(upper, desiredCount) };
}

/**
 * Plans the next actions toward the desired count within the bounds of the deployment: surplus tasks are
 * stopped, tasks of older deployments are stopped while enough tasks stay healthy, and new tasks are started
 * within the maximum. Stopping tasks count until their containers have ended.
 */
export function planService(state: ServiceState): ServicePlan {
  const { lower, upper } = deploymentBounds(state);
  const live = state.primary.filter(isLive);
  const surplus = mostExpendable(live, live.length - state.desiredCount);
  const kept = live.filter((task) => !surplus.includes(task));
  const replaced = state.mayReplace ? replaceable(state.older, kept, lower) : [];
  const room = upper - state.primary.length - state.older.length;
  const missing = state.desiredCount - live.length;
  const start = state.mayStart ? Math.max(0, Math.min(missing, room)) : 0;
  const stop = [...surplus, ...replaced].map(({ key }) => key);
  const isMoving = [...state.primary, ...state.older].some((task) => task.state !== "running");
  const blocked = state.mayStart && missing > 0 && room <= 0 && stop.length === 0 && !isMoving;
  return { start, stop, blocked };
}

/**
 * Older tasks that can be stopped: all that are not running yet, and running ones down to the minimum, oldest
 * first.
 */
function replaceable(
  older: readonly PlannedTask[],
  kept: readonly PlannedTask[],
  lower: number,
): PlannedTask[] {
  const candidates = older.filter((task) => isLive(task) && !task.isProtected);
  const healthy = [...kept, ...older].filter(isRunning).length;
  const starting = candidates.filter((task) => !isRunning(task));
  const running = candidates.filter(isRunning).sort((a, b) => a.order - b.order);
  return [...starting, ...running.slice(0, Math.max(0, healthy - lower))];
}

/**
 * The tasks that scale-in stops: those that are not running yet, then those of the zone with the most tasks,
 * and among equals the newest.
 */
function mostExpendable(tasks: readonly PlannedTask[], count: number): PlannedTask[] {
  const left = new Set(tasks);
  const chosen: PlannedTask[] = [];
  while (chosen.length < count) {
    const inZone = countBy([...left], ({ zone }) => zone);
    const next = [...left]
      .filter(({ isProtected }) => !isProtected)
      .sort(
        (a, b) =>
          Number(isRunning(a)) - Number(isRunning(b)) ||
          (inZone.get(b.zone) ?? 0) - (inZone.get(a.zone) ?? 0) ||
          b.order - a.order,
      )[0];
    if (!next) break;
    left.delete(next);
    chosen.push(next);
  }
  return chosen;
}

function isLive(task: PlannedTask): boolean {
  return task.state !== "stopping";
}

function isRunning(task: PlannedTask): boolean {
  return task.state === "running";
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
