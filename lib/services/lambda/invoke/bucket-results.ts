import type { Attempted } from "../../../delivery/outcome.js";
import { denialOfAssuming, type Sender } from "../../../delivery/senders/denials.js";
import { callOperation } from "../../../delivery/senders/operations.js";
import type { Context } from "../../../runtime/context.js";
import { parseArn, stsArn } from "../../../shared/arn.js";

/**
 * Writes the record of an invocation to a bucket, in the role of the function, under the key that AWS gives it:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function putRecord(
  ctx: Context,
  arn: string,
  functionName: string,
  { record, sender }: { readonly record: object; readonly sender: Sender },
): Attempted | Promise<Attempted> {
  const denied = denialOfAssuming(ctx, sender);
  if (denied) return denied;
  const { roleArn = "", service, sourceArn } = sender;
  const role = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  return callOperation(ctx, {
    service: "s3",
    operation: "PutObject",
    input: {
      Bucket: parseArn(arn)?.resource ?? "",
      Key: keyOf(ctx, functionName),
      Body: JSON.stringify(record),
      ContentType: "application/json",
    },
    timestamps: "iso8601",
    at: ctx,
    callerArn: stsArn(ctx, `assumed-role/${role || "lambda"}/${functionName}`),
    ...(roleArn !== "" && { roleArn }),
    userAgent: service,
    cause: sourceArn,
  });
}

function keyOf(ctx: Context, functionName: string): string {
  const [date = "", time = ""] = ctx.date().toISOString().slice(0, 19).split("T");
  const moment = `${date}T${time.replaceAll(":", ".")}`;
  return `aws/lambda/async/${functionName}/${date.replaceAll("-", "/")}/${moment}-${ctx.ids.uuid()}`;
}
