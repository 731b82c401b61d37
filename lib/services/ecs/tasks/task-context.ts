import { RealTimeout } from "../../../clock/real-timeout.js";
import type { Context } from "../../../runtime/context.js";
import type { ActingRole } from "../../../runtime/ports/clients.js";
import { writeDuringRun } from "../../../runtime/runs.js";
import { agentVariables, taskRoleOf } from "../agent/variables.js";
import type { TaskRow } from "../state/tasks.js";
import { launchOf } from "./environment.js";
import { type TaskContext, toLines } from "./outcome.js";
import { writeOutput } from "./output.js";
import { processEnvironment } from "./process-environment.js";
import { RUNNING_TASKS } from "./running-tasks.js";

/** Real milliseconds for which an advance waits for work outside the simulator. */
const PATIENCE = 1000;

/** Creates the context of a container's handler. */
export function contextFor(ctx: Context, row: TaskRow, container: string): TaskContext {
  const { task, definition } = row;
  const { work, account, region } = ctx;
  const { clients } = ctx.ports;
  const running = ctx.transient(RUNNING_TASKS).of(row.key);
  const { signal } = running.stop;
  const launch = launchOf(row, container, region);
  const { taskId } = row;
  const acting: ActingRole = { account, region, role: taskRoleOf(row), session: taskId, cause: taskId };
  const agent = agentVariables(ctx, row, container);
  const write = (stream: "stdout" | "stderr", output: string) => {
    if (ctx.era.ended || !ctx.transient(RUNNING_TASKS).isCurrent(row.key, running)) return;
    // External work may write endlessly, so an advance does not wait for its output.
    if (!running.isOutside(container)) work.touch();
    writeDuringRun(ctx, () => writeOutput(ctx, row, container, stream, toLines(output)));
  };
  const environment = { ...launch.environment, ...agent, ...clients?.environment(acting) };
  return {
    ...launch,
    environment,
    clientConfig: () => {
      if (!clients) throw new Error("This simulator makes no clients.");
      return clients.config(acting);
    },
    env: (base = {}) => processEnvironment(ctx, row, { ...acting, base, own: launch.environment, agent }),
    taskArn: task.taskArn,
    taskId: row.taskId,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    family: definition.family,
    revision: definition.revision,
    group: task.group,
    ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
    ...(row.address !== undefined && { privateIpv4Address: row.address }),
    ...(task.cpu !== undefined && { taskCpu: task.cpu }),
    ...(task.memory !== undefined && { taskMemory: task.memory }),
    overrides: task.overrides ?? {},
    signal,
    killed: running.kill.signal,
    get stopped() {
      return work.park(abortOf(signal));
    },
    stdout: (output) => write("stdout", output),
    stderr: (output) => write("stderr", output),
    sleep: (duration) => ctx.sleep(duration, { signal }),
    onExec: (handler) => void running.execs.set(container, handler),
    outside: (outer, patience = PATIENCE) => {
      const mark = { container };
      running.outside.add(mark);
      const limit = new RealTimeout(patience);
      const over = outer.then(end, end);
      function end(): void {
        limit.cancel();
        running.outside.delete(mark);
      }
      void work.track(Promise.race([over, limit.elapsed]));
      return work.park(outer);
    },
  };
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
