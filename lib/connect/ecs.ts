import type { Scope } from "../runtime/scope.js";
import type { EcsControl } from "../services/ecs/control.js";
import type { EcsSettings } from "../services/ecs/settings.js";
import type { TaskRun } from "../services/ecs/state/runs.js";
import type { ContainerOutcome, TaskOutcome } from "../services/ecs/tasks/outcome.js";
import type { StopCause } from "../services/ecs/tasks/stop.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";
import { ConnectedService } from "./service.js";

/** What ECS holds, and the runs of its tasks. */
export interface EcsState {
  readonly clusters: ReturnType<EcsControl["clusters"]>;
  readonly taskDefinitions: ReturnType<EcsControl["taskDefinitions"]>;
  readonly services: ReturnType<EcsControl["services"]>;
  readonly tasks: ReturnType<EcsControl["tasks"]>;
  readonly runs: TaskRun[];
}

/** What {@link ConnectedEcs.onTask} gives back. */
export class ConnectedTaskHandle {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    private readonly path: string,
  ) {}

  /** The runs of the family since the outcomes were said, oldest first. */
  async runs(): Promise<Json<TaskRun>[]> {
    return (await this.calls.call<{ runs: Json<TaskRun>[] }>("GET", this.path)).runs;
  }

  /** Takes what was said last of the family or container back. */
  async remove(): Promise<void> {
    await this.calls.call("DELETE", this.path);
  }
}

/** ECS of a simulator in another process. Handlers are functions and cannot go there; outcomes can. */
export class ConnectedEcs extends ConnectedService<EcsState> {
  /** Says what tasks of a family do: an outcome, or a sequence of them whose last is repeated. */
  async onTask(family: string, outcome: TaskOutcome | readonly TaskOutcome[]): Promise<ConnectedTaskHandle> {
    return this.say(`/ecs/tasks/${segment(family)}/outcomes`, outcome);
  }

  /** Says what one container of a family's tasks does. It goes before what {@link onTask} says of it. */
  async onContainer(
    family: string,
    container: string,
    outcome: ContainerOutcome | readonly ContainerOutcome[],
  ): Promise<ConnectedTaskHandle> {
    return this.say(`/ecs/tasks/${segment(family)}/containers/${segment(container)}/outcomes`, outcome);
  }

  /** Gives values to the secrets of task definitions, by the name or ARN that their `valueFrom` has. */
  async secrets(values: Readonly<Record<string, string>>): Promise<void> {
    await this.calls.call("POST", "/ecs/secrets", { body: values });
  }

  /** Changes how strict the simulator is; see the members of `sim.ecs` of these names. */
  async set(settings: Partial<EcsSettings>): Promise<void> {
    await this.calls.call("PATCH", "/ecs/settings", { body: settings });
  }

  /** Makes a task stop for a reason that only the platform has. */
  async interruptTask(taskArn: string, cause: StopCause, at: Scope = {}): Promise<void> {
    const body = { ...cause, taskArn };
    await this.calls.call("POST", "/ecs/interruptions", { query: { ...at }, body });
  }

  private async say(path: string, body: unknown): Promise<ConnectedTaskHandle> {
    await this.calls.call("POST", path, { body });
    return new ConnectedTaskHandle(this.calls, path);
  }
}
