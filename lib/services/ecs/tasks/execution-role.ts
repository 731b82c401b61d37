import { denialMessage } from "../../../authorization/denial.js";
import type { Context } from "../../../runtime/context.js";
import { regionalArn } from "../../../shared/arn.js";
import type { TaskRow } from "../state/tasks.js";

const ECR_IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;
const ACTIONS = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** Why the execution role of a task may not pull an ECR image; `undefined` if it may, or has no role. */
export function pullDenial(ctx: Context, row: TaskRow, image: string): string | undefined {
  const [, account, region, name] = ECR_IMAGE.exec(image) ?? [];
  const role = executionRole(ctx, row);
  if (account === undefined || region === undefined || role === undefined) return undefined;
  const repository = regionalArn("ecr", { account, region }, `repository/${name}`);
  const denial = ctx.denialOfRole(
    role,
    ACTIONS.map((action) => ({
      action,
      resource: action === "ecr:GetAuthorizationToken" ? "*" : repository,
    })),
  );
  if (!denial) return undefined;
  const reason = `AccessDeniedException: ${denialMessage(denial)}`;
  return denial.requirement.resource === "*"
    ? "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: " +
        `unable to retrieve ecr registry auth: service call has been retried 3 time(s): ${reason}`
    : `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${reason}`;
}

/** Why the execution role of a task may not write its logs; `undefined` if it may, or has no role. */
export function logDenial(ctx: Context, row: TaskRow): string | undefined {
  const role = executionRole(ctx, row);
  if (role === undefined) return undefined;
  for (const { logConfiguration, name } of row.definition.containerDefinitions) {
    if (logConfiguration?.logDriver !== "awslogs") continue;
    const options = new Map(Object.entries(logConfiguration.options ?? {}));
    const at = { account: ctx.account, region: options.get("awslogs-region") ?? ctx.region };
    const prefix = options.get("awslogs-stream-prefix") ?? "";
    const stream = `log-group:${options.get("awslogs-group") ?? ""}:log-stream:${prefix}/${name}/${row.taskId}`;
    const resource = regionalArn("logs", at, stream);
    const needed = ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => ({ action, resource }));
    const denial = ctx.denialOfRole(role, needed);
    if (denial)
      return (
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: " +
        `failed to create Cloudwatch log stream: AccessDeniedException: ${denialMessage(denial)} : exit status 1`
      );
  }
  return undefined;
}

/** The role whose permissions are evaluated; `undefined` if none are. */
function executionRole(ctx: Context, { task, definition }: TaskRow): string | undefined {
  if (!ctx.decidesPermissions) return undefined;
  return task.overrides?.executionRoleArn ?? definition.executionRoleArn;
}
