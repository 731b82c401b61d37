import type { Json } from "../../../runtime/store/codec.js";
import type { Frame } from "./frame.js";
import type { StateScope } from "./phases/plan.js";
import { iso } from "./timestamps.js";
import type { Turn } from "./turn.js";

/** The scope of the expressions of a frame's state. */
export function scopeOf(turn: Turn, frame: Frame): StateScope {
  return new FrameScope(turn, frame, frame.input.value);
}

/** The context object is built on demand, because most expressions do not read it. */
class FrameScope implements StateScope {
  readonly variables: StateScope["variables"];
  readonly randomness: StateScope["randomness"];
  readonly now: number;

  constructor(
    private readonly turn: Turn,
    private readonly frame: Frame,
    readonly input: Json,
  ) {
    this.variables = frame.variables;
    this.randomness = turn.world.randomness;
    this.now = turn.world.now;
  }

  get context(): StateScope["context"] {
    return contextObject(this.turn, this.frame);
  }

  withInput(input: Json): StateScope {
    return new FrameScope(this.turn, this.frame, input);
  }
}

/** The scope of an item of a map run, which has no frame. */
export class ItemScope implements StateScope {
  readonly variables: StateScope["variables"];
  readonly randomness: StateScope["randomness"];
  readonly now: number;
  readonly context: StateScope["context"];

  constructor(
    private readonly scope: StateScope,
    private readonly item: { readonly [name: string]: Json },
    readonly input: Json = scope.input,
  ) {
    this.variables = scope.variables;
    this.randomness = scope.randomness;
    this.now = scope.now;
    this.context = { ...scope.context, Map: { Item: item } };
  }

  withInput(input: Json): StateScope {
    return new ItemScope(this.scope, this.item, input);
  }
}

/** The context object: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function contextObject(turn: Turn, frame: Frame): { readonly [name: string]: Json } {
  const { execution, world } = turn;
  const state = turn.stateOf(frame);
  const { activity } = frame;
  const token = activity.kind === "evaluating" || activity.kind === "task" ? activity.token : undefined;
  const item = itemOf(turn, frame);
  const [machine = ""] = execution.stateMachine.split("/");
  return {
    Execution: {
      Id: world.executionArn,
      // Most expressions do not need it.
      get Input(): Json {
        return JSON.parse(execution.input);
      },
      Name: execution.name,
      RoleArn: world.roleArn,
      StartTime: iso(execution.startDate),
      RedriveCount: execution.redriveCount,
      ...(execution.redriveDate !== undefined && { RedriveTime: iso(execution.redriveDate) }),
    },
    StateMachine: { Id: world.stateMachineArn, Name: machine },
    State: {
      Name: frame.state,
      EnteredTime: iso(frame.entered),
      ...(state.type === "Task" && { RetryCount: frame.retries.reduce((sum, count) => sum + count, 0) }),
    },
    ...(token !== undefined && { Task: { Token: token } }),
    ...(item && { Map: { Item: item } }),
  };
}

/** The item of the innermost Map state around a frame. */
function itemOf(turn: Turn, frame: Frame): { readonly [name: string]: Json } | undefined {
  for (let child = frame; child.parent !== undefined; ) {
    const parent = turn.parentOf(child);
    if (turn.stateOf(parent).type === "Map") {
      const { index } = child;
      return {
        Index: index,
        get Value(): Json {
          return turn.itemsOf(parent)[index] ?? null;
        },
      };
    }
    child = parent;
  }
  return undefined;
}
