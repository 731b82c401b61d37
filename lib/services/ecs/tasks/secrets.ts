import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import type { TaskRow } from "../state/tasks.js";
import type { Variables } from "./environment-files.js";

/** Values of secrets and parameters set by the test, by their names or ARNs. */
export const SECRETS = defineTable<string>({ name: "ecs.secrets", key: "nameOrArn", scope: "global" });

/** A parsed `valueFrom`: possible names of the value, and the key in its JSON. */
interface SecretReference {
  readonly names: readonly string[];
  readonly jsonKey?: string;
}

/** The secrets of a container. Those without a value are omitted with a warning. */
export function secretVariables(ctx: Context, row: TaskRow, container: string): Variables {
  const variables = new Map<string, string>();
  const definition = row.definition.containerDefinitions.find(({ name }) => name === container);
  for (const { name, valueFrom } of definition?.secrets ?? []) {
    const { names, jsonKey } = parsed(valueFrom);
    const value = names.map((known) => ctx.table(SECRETS).get(known)).find((text) => text !== undefined);
    if (value === undefined) {
      warnOfMissing(ctx, row, name, valueFrom);
      continue;
    }
    const text = jsonKey === undefined ? value : memberOf(value, jsonKey);
    if (text === undefined) return { failure: missingKey(jsonKey ?? "") };
    variables.set(name, text);
  }
  return variables;
}

/**
 * Parses `valueFrom`: a parameter's name or ARN, or the ARN of a secret, which may end with
 * `:json-key:version-stage:version-id`. Secrets Manager appends six characters to the name of a secret.
 */
function parsed(valueFrom: string): SecretReference {
  const arn = parseArn(valueFrom);
  if (arn?.service === "ssm") {
    const name = arn.resource.replace(/^parameter\//, "");
    return { names: [valueFrom, `/${name}`, name] };
  }
  if (arn?.service !== "secretsmanager") return { names: [valueFrom] };
  const [, name = "", jsonKey = ""] = arn.resource.split(":");
  const whole = valueFrom.split(":").slice(0, 7).join(":");
  return {
    names: [valueFrom, whole, name, name.replace(/-[A-Za-z0-9]{6}$/, "")],
    ...(jsonKey !== "" && { jsonKey }),
  };
}

function memberOf(json: string, key: string): string | undefined {
  try {
    const value: unknown = new Map(Object.entries(JSON.parse(json))).get(key);
    return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function missingKey(key: string): string {
  return (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: " +
    "unable to retrieve secret from asm: service call has been retried 1 time(s): " +
    `retrieved secret from Secrets Manager did not contain json key ${key}`
  );
}

function warnOfMissing(ctx: Context, { task }: TaskRow, name: string, valueFrom: string): void {
  ctx.logger({
    level: "warn",
    msg: `The secret ${name} of a task has no value. Set it with sim.ecs.secrets({ ${JSON.stringify(valueFrom)}: "…" }).`,
    fields: { taskArn: task.taskArn },
  });
}
