import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { type Attempted, DELIVERED, failed } from "../outcome.js";
import { denialOf, type Sender } from "./denials.js";

/**
 * Writes an event to a new stream of a log group, if a resource policy of CloudWatch Logs allows it to the
 * sender.
 *
 * @param arn of the group; it may end with `:*`.
 */
export function writeToLogGroup(
  ctx: Context,
  arn: string,
  { stream, message }: { readonly stream: string; readonly message: string },
  sender: Sender,
): Attempted {
  const { account = "", region = "", resource = "" } = parseArn(arn) ?? {};
  const at = { account, region };
  const group = resource.replace(/^log-group:/, "").replace(/:\*$/, "");
  if (!ctx.ports.logs?.hasGroup(at, group))
    return failed("missing", `The log group ${group} does not exist.`);
  const streamArn = `${arn.replace(/:\*$/, "")}:log-stream:${stream}`;
  const denied =
    denialOf(ctx, sender, "logs:CreateLogStream", streamArn) ??
    denialOf(ctx, sender, "logs:PutLogEvents", streamArn);
  if (denied) return denied;
  ctx.ports.logs.write(at, group, stream, [{ timestamp: ctx.now(), message }]);
  return DELIVERED;
}
