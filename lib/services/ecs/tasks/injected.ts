import type { Context } from "../../../runtime/context.js";
import type { InjectedVariables, TaskRow } from "../state/tasks.js";
import { fileVariables } from "./environment-files.js";
import { secretVariables } from "./secrets.js";

/** Reads the environment files and secrets of a starting task, or returns why it cannot start. */
export function injectedVariables(
  ctx: Context,
  row: TaskRow,
): readonly InjectedVariables[] | { readonly failure: string } {
  const injected: InjectedVariables[] = [];
  for (const { name: container } of row.definition.containerDefinitions) {
    const secrets = secretVariables(ctx, row, container);
    if ("failure" in secrets) return secrets;
    const files = fileVariables(ctx, row, container);
    if ("failure" in files) return files;
    if (secrets.size + files.size > 0) injected.push({ container, files, secrets });
  }
  return injected;
}
