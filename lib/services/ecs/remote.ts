import { membersOf, type RemoteCall, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { EcsControl, TaskHandle } from "./control.js";
import type { TaskBehaviour } from "./tasks/outcome.js";

/** `/_sim/ecs`: what tests in other processes may do with ECS. Handlers are functions, so only fixed outcomes come this way. */
export function ecsRoutes(ecs: EcsControl): RemoteRoutes {
  const register = (key: string, handle: TaskHandle) => {
    ecs.remoteHandles.set(key, handle);
  };
  const remove = (key: string) => {
    ecs.remoteHandles.get(key)?.remove();
    ecs.remoteHandles.delete(key);
  };
  return {
    "POST /tasks/{family}/outcomes": ({ params: { family = "" }, body }) =>
      register(family, ecs.onTask(family, outcomesOf(body))),
    "GET /tasks/{family}/outcomes": ({ params: { family = "" } }) => ({
      runs: ecs.remoteHandles.get(family)?.runs ?? [],
    }),
    "DELETE /tasks/{family}/outcomes": ({ params: { family = "" } }) => remove(family),
    "POST /tasks/{family}/containers/{container}/outcomes": ({
      params: { family = "", container = "" },
      body,
    }) => register(`${family} ${container}`, ecs.onContainer(family, container, outcomesOf(body))),
    "GET /tasks/{family}/containers/{container}/outcomes": ({ params: { family, container } }) => ({
      runs: ecs.remoteHandles.get(`${family} ${container}`)?.runs ?? [],
    }),
    "DELETE /tasks/{family}/containers/{container}/outcomes": ({ params: { family, container } }) =>
      remove(`${family} ${container}`),
    "POST /secrets": ({ body }) => ecs.secrets(secretsOf(body)),
    // The setters check what they are given.
    "PATCH /settings": ({ body }) => void Object.assign(ecs, membersOf(body, "strictLogGroups")),
    "GET /tasks/{family}/runs": (call) => ({ runs: ecs.runs(call.params.family, scopeOf(call)) }),
    "GET /runs": (call) => ({ runs: ecs.runs(undefined, scopeOf(call)) }),
    "POST /interruptions": (call) => interrupt(ecs, call),
  };
}

/** One outcome or a sequence of them, as JSON. */
function outcomesOf(body: unknown): TaskBehaviour {
  const steps = Array.isArray(body) ? body : [body];
  if (steps.length === 0) throw new RemoteError(400, "The sequence of outcomes is empty. Send at least one.");
  return steps.map((step) =>
    membersOf(step, "exitCode", "stdout", "stderr", "duration", "reason", "failToStart", "containers"),
  );
}

/** Values by the names of secrets. */
function secretsOf(body: unknown): Record<string, string> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new RemoteError(400, "The body is not a JSON object. Send values by the names or ARNs of secrets.");
  return Object.fromEntries(Object.entries(body));
}

function interrupt(ecs: EcsControl, call: RemoteCall): void {
  const { taskArn, stopCode, stoppedReason } = membersOf(call.body, "taskArn", "stopCode", "stoppedReason");
  if (typeof taskArn !== "string" || typeof stoppedReason !== "string") {
    throw new RemoteError(400, 'Give "taskArn" and "stoppedReason" as texts.');
  }
  if (stopCode !== "SpotInterruption" && stopCode !== "TerminationNotice") {
    throw new RemoteError(400, 'Give "stopCode" as "SpotInterruption" or "TerminationNotice".');
  }
  if (!ecs.task(taskArn, scopeOf(call)))
    throw new RemoteError(404, `There is no task ${taskArn}. GET /_sim/state/ecs lists them.`);
  ecs.interruptTask(taskArn, { stopCode, stoppedReason }, scopeOf(call));
}
