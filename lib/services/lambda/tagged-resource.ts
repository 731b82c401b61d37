import type { Context } from "../../runtime/context.js";
import { CODE_SIGNING_CONFIGS } from "./code-signing.js";
import { codeSigningConfigNotFound } from "./errors/code-signing.js";
import { taggedMappingMissing } from "./errors/event-sources.js";
import { functionNotFound } from "./errors/functions.js";
import { resourceMissing } from "./errors/policies.js";
import { onlyFunctionsHaveTags } from "./errors/tags.js";
import { EVENT_SOURCE_MAPPINGS } from "./event-sources/mapping.js";
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
  if (kind === "event-source-mapping") return taggedMapping(ctx, arn);
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

function taggedMapping(ctx: Context, arn: string): Tagged {
  const mappings = ctx.table(EVENT_SOURCE_MAPPINGS);
  const uuid = arn.slice(arn.lastIndexOf(":") + 1);
  const row = mappings.get(uuid);
  if (row?.settings.EventSourceMappingArn !== arn) throw taggedMappingMissing(arn);
  return { tags: row.tags, replace: (tags) => mappings.put(uuid, { ...row, tags }) };
}

function taggedCodeSigningConfig(ctx: Context, arn: string): Tagged {
  const row = ctx.table(CODE_SIGNING_CONFIGS).get(arn);
  if (!row) throw codeSigningConfigNotFound(arn);
  return { tags: row.tags, replace: (tags) => ctx.table(CODE_SIGNING_CONFIGS).put(arn, { ...row, tags }) };
}
