import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors.js";
import type { ListTasksRequest } from "../generated/types.js";
import type { TaskRow } from "../state/tasks.js";

/**
 * The filters of ListTasks, which are combined with AND.
 *
 * @throws InvalidParameterException if `startedBy` is combined with another filter.
 */
export function matchesFilters(_ctx: Context, input: ListTasksRequest): (row: TaskRow) => boolean {
  const { family, serviceName, startedBy, launchType, containerInstance } = input;
  if (startedBy !== undefined && (family ?? serviceName ?? launchType ?? containerInstance) !== undefined) {
    throw invalidParameter("If you specify a startedBy value, it must be the only filter.");
  }
  const service = serviceName?.slice(serviceName.lastIndexOf("/") + 1);
  const instance = containerInstance?.slice(containerInstance.lastIndexOf("/") + 1);
  return ({ definition, task, ...row }) =>
    (family === undefined || definition.family === family) &&
    (service === undefined || row.serviceName === service) &&
    (startedBy === undefined || task.startedBy === startedBy) &&
    (launchType === undefined || task.launchType === launchType) &&
    (instance === undefined || task.containerInstanceArn?.endsWith(`/${instance}`) === true);
}
