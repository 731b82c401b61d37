import type { TaskContext, TaskHandler, TaskOutcome } from "../tasks/outcome.js";
import { LiveProcesses } from "./live-processes.js";
import { checkRunCommandOptions, type RunCommandOptions } from "./options.js";

/**
 * A behaviour that runs the command of a container as a process on this machine.
 *
 * ```ts
 * sim.ecs.onTask("worker", runCommand({ images: { "example/worker": ["node", "dist/worker.js"] } }));
 * ```
 *
 * The process has the permissions of this process. It gets the environment of the container, but of this
 * machine only `PATH`, `HOME` and the like; its AWS clients use this simulator. Its output becomes the
 * container's, line by line. A stop sends SIGTERM. SIGKILL follows at the end of its `stopTimeout` and when
 * the simulator is reset, restored or closed. See docs/task-processes.md.
 *
 * @throws TypeError for an unknown option or an invalid value.
 */
export function runCommand(options: RunCommandOptions = {}): TaskHandler {
  checkRunCommandOptions(options);
  const live = new LiveProcesses();
  const run = async (task: TaskContext): Promise<TaskOutcome> => {
    const { runProcess } = await import("./run-process.js");
    return runProcess(task, options, live);
  };
  return (task) => task.outside(run(task), options.patience);
}
