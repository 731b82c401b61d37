import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import { SETTINGS } from "../settings.js";
import type { TaskRow } from "../state/tasks.js";

/**
 * Why a task cannot start: a log group of its containers does not exist, and the driver does not create it.
 * Only with `sim.ecs.strictLogGroups`.
 */
export function logFailure(ctx: Context, { definition }: TaskRow): string | undefined {
  if (!settingsOf(ctx, SETTINGS).strictLogGroups) return undefined;
  for (const { logConfiguration } of definition.containerDefinitions) {
    if (logConfiguration?.logDriver !== "awslogs") continue;
    const options = new Map(Object.entries(logConfiguration.options ?? {}));
    const group = options.get("awslogs-group") ?? "";
    const region = options.get("awslogs-region") ?? ctx.region;
    if (options.get("awslogs-create-group") === "true") continue;
    if (ctx.ports.logs?.hasGroup({ account: ctx.account, region }, group) !== false) continue;
    return (
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: " +
      "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
    );
  }
  return undefined;
}
