import type { Context } from "../../core/context.js";
import { CODE_SIGNING_CONFIGS } from "./code-signing.js";
import { resourceNotFound } from "./errors/base.js";
import { codeSigningConfigNotFound } from "./errors/code-signing.js";
import { functionNotFound } from "./errors/functions.js";
import { resourceMissing } from "./errors/policies.js";
import { onlyFunctionsHaveTags } from "./errors/tags.js";
import { parseReference, referenceOf } from "./references.js";
import { FUNCTIONS } from "./state.js";

/** A resource whose tags can be read and replaced. */
interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  replace(tags: Readonly<Record<string, string>>): void;
}

/** The resource of an ARN. @throws ResourceNotFoundException; InvalidParameterValueException for versions and aliases. */
export function taggedResource(ctx: Context, arn: string): Tagged {
  const kind = arn.split(":")[5];
  if (kind === "function") return taggedFunction(ctx, arn);
  if (kind === "code-signing-config") return taggedCodeSigningConfig(ctx, arn);
  if (kind === "event-source-mapping") throw resourceNotFound(`Event source mapping not found: ${arn}`);
  throw resourceMissing();
}

function taggedFunction(ctx: Context, arn: string): Tagged {
  if (!parseReference(arn)) throw resourceMissing();
  const { name, qualifier } = referenceOf(ctx, arn);
  if (qualifier !== undefined) throw onlyFunctionsHaveTags();
  const row = ctx.table(FUNCTIONS).get(name);
  if (!row) throw functionNotFound(arn);
  return { tags: row.tags, replace: (tags) => ctx.table(FUNCTIONS).put(name, { ...row, tags }) };
}

function taggedCodeSigningConfig(ctx: Context, arn: string): Tagged {
  const row = ctx.table(CODE_SIGNING_CONFIGS).get(arn);
  if (!row) throw codeSigningConfigNotFound(arn);
  return { tags: row.tags, replace: (tags) => ctx.table(CODE_SIGNING_CONFIGS).put(arn, { ...row, tags }) };
}
