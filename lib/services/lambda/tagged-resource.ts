import type { Context } from "../../runtime/context.js";
import { type Tagged, taggedRow } from "../../shared/tags.js";
import { CODE_SIGNING_CONFIGS } from "./code-signing.js";
import { codeSigningConfigNotFound } from "./errors/code.js";
import { functionNotFound } from "./errors/functions.js";
import { taggedMappingMissing } from "./errors/invocations.js";
import { onlyFunctionsHaveTags, resourceMissing } from "./errors/requests.js";
import { EVENT_SOURCE_MAPPINGS } from "./event-sources/mapping.js";
import { parseReference, referenceOf } from "./references.js";
import { FUNCTIONS } from "./state.js";

type TaggedResource = Tagged<Readonly<Record<string, string>>>;

/** The resource of an ARN. @throws ResourceNotFoundException; InvalidParameterValueException for versions and aliases. */
export function taggedResource(ctx: Context, arn: string): TaggedResource {
  const kind = arn.split(":")[5];
  if (kind === "function") return taggedFunction(ctx, arn);
  if (kind === "code-signing-config") return taggedCodeSigningConfig(ctx, arn);
  if (kind === "event-source-mapping") return taggedMapping(ctx, arn);
  throw resourceMissing();
}

function taggedFunction(ctx: Context, arn: string): TaggedResource {
  if (!parseReference(arn)) throw resourceMissing();
  const { name, qualifier } = referenceOf(ctx, arn);
  if (qualifier !== undefined) throw onlyFunctionsHaveTags();
  const row = ctx.table(FUNCTIONS).get(name);
  if (!row) throw functionNotFound(arn);
  return taggedRow(ctx.table(FUNCTIONS), name, row);
}

function taggedMapping(ctx: Context, arn: string): TaggedResource {
  const mappings = ctx.table(EVENT_SOURCE_MAPPINGS);
  const uuid = arn.slice(arn.lastIndexOf(":") + 1);
  const row = mappings.get(uuid);
  if (row?.settings.EventSourceMappingArn !== arn) throw taggedMappingMissing(arn);
  return taggedRow(mappings, uuid, row);
}

function taggedCodeSigningConfig(ctx: Context, arn: string): TaggedResource {
  const row = ctx.table(CODE_SIGNING_CONFIGS).get(arn);
  if (!row) throw codeSigningConfigNotFound(arn);
  return taggedRow(ctx.table(CODE_SIGNING_CONFIGS), arn, row);
}
