import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import type { EnvironmentFile } from "../generated/types.js";
import type { TaskRow } from "../state/tasks.js";

/** Variables by name, or the reason why they cannot be read. */
export type Variables = ReadonlyMap<string, string> | { readonly failure: string };

/**
 * The variables of a container's environment files, which a RunTask override replaces. If several files have
 * a variable, the first one is used
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html).
 */
export function fileVariables(ctx: Context, row: TaskRow, container: string): Variables {
  const variables = new Map<string, string>();
  for (const { value: arn } of environmentFiles(row, container)) {
    const text = textOf(ctx, arn);
    if (typeof text === "object") return text;
    for (const [name, value] of parsed(text)) if (!variables.has(name)) variables.set(name, value);
  }
  return variables;
}

function environmentFiles(row: TaskRow, container: string): readonly EnvironmentFile[] {
  const override = row.task.overrides?.containerOverrides?.find(({ name }) => name === container);
  const definition = row.definition.containerDefinitions.find(({ name }) => name === container);
  return override?.environmentFiles ?? definition?.environmentFiles ?? [];
}

/** Files in a bucket that does not exist are empty, so that tests without S3 need not create them. */
function textOf(ctx: Context, arn: string): string | { readonly failure: string } {
  const [, bucket = "", key = ""] = /^([^/]+)\/(.+)$/.exec(parseArn(arn)?.resource ?? "") ?? [];
  const content = ctx.ports.objects?.content(ctx, { bucket, key });
  if (content === undefined) return "";
  if (content instanceof Uint8Array) return Buffer.from(content).toString("utf8");
  if (content.code === "NoSuchBucket") return "";
  return {
    failure:
      "ResourceInitializationError: failed to download env files: file download command: non empty error stream: " +
      `service call has been retried 1 time(s): failed to download ${bucket}/${key}: ${content.code}: ${content.message}`,
  };
}

/** `NAME=value` in each line, unchanged; lines that start with `#` are comments. */
function* parsed(text: string): Generator<[string, string]> {
  for (const line of text.split(/\r?\n/)) {
    const mark = line.indexOf("=");
    if (!line.startsWith("#") && mark > 0) yield [line.slice(0, mark), line.slice(mark + 1)];
  }
}
