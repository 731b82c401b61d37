/** A task as the service scheduler sees it. */
export interface PlannedTask {
  readonly key: string;
  /** Place in the order of creation. */
  readonly order: number;
  readonly zone: string;
  /** `stopping`: told to stop, its containers still there. */
  readonly state: "starting" | "running" | "stopping";
  /** Protected from being scaled in. */
  readonly isProtected: boolean;
}

/** What the scheduler knows when it decides. */
export interface ServiceState {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Tasks may be started now: no failure is being waited out. */
  readonly mayStart: boolean;
  /** Older deployments may be replaced: the new one has not failed. */
  readonly mayReplace: boolean;
  /** Tasks of the PRIMARY deployment. */
  readonly primary: readonly PlannedTask[];
  /** Tasks of all other deployments. */
  readonly older: readonly PlannedTask[];
}

/** What the scheduler does next. */
export interface ServicePlan {
  /** How many tasks of the PRIMARY deployment to start. */
  readonly start: number;
  /** Keys of the tasks to stop. */
  readonly stop: readonly string[];
  /** The deployment's bounds leave it no way forward. */
  readonly blocked: boolean;
}

/**
 * How many tasks there must and may be during a deployment
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
 * Decides what brings a service closer to its desired count, within the bounds
 * of its deployment: surplus tasks are stopped, older deployments give way as
 * far as enough tasks stay healthy, and new tasks are started as far as there
 * is room. Tasks that are stopping take room until their containers have ended.
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

/** Older tasks that can go: all that do not run yet, and as many running ones as the lower bound can spare, oldest first. */
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
 * The tasks that scaling in takes: those that do not run yet, then those of
 * the zone with the most tasks, and among equals the newest.
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
