import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import { functionNotFound, functionPending } from "../errors/functions.js";
import { aliasOf, versionOf } from "../lookup.js";
import { type FunctionReference, functionArn } from "../references.js";
import { FUNCTIONS, type FunctionSettings, LATEST, qualifiedKey, VERSIONS } from "../state.js";
import type { InvocationTarget } from "./attempt.js";
import { LAMBDA } from "./live.js";
import { LAMBDA_SETTINGS } from "./pending-invokes.js";

/** Settings of a function that has a behaviour but was not created, with Lambda's maximum timeout. */
const IMPLICIT_SETTINGS: Omit<FunctionSettings, "LoggingConfig"> = {
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Role: "",
  Description: "",
  Timeout: 900,
  MemorySize: 128,
  TracingConfig: { Mode: "PassThrough" },
  PackageType: "Zip",
  Architectures: ["x86_64"],
  EphemeralStorage: { Size: 512 },
  SnapStart: "None",
};

/**
 * Finds the version of an invocation; an alias with weights selects one randomly.
 *
 * @throws ResourceNotFoundException for a function that was neither created nor has a behaviour,
 * ResourceConflictException while it is Pending.
 */
export function targetOf(ctx: Context, reference: FunctionReference): InvocationTarget {
  const { name, qualifier } = reference;
  const arn = functionArn(ctx, reference);
  if (!ctx.table(FUNCTIONS).has(name)) {
    if (!ctx.transient(LAMBDA).registrations.find({ ...reference, region: ctx.region, account: ctx.account }))
      throw missing(ctx, reference);
    const LoggingConfig = { LogFormat: "Text", LogGroup: `/aws/lambda/${name}` } as const;
    return {
      name,
      qualifier,
      arn,
      version: LATEST,
      settings: { ...IMPLICIT_SETTINGS, LoggingConfig },
      revision: "",
    };
  }
  const row = routedVersion(ctx, reference);
  if (!row) throw missing(ctx, reference);
  if (row.state === "Pending" && settingsOf(ctx, LAMBDA_SETTINGS).pendingInvokes === "reject")
    throw functionPending();
  const { version, settings } = row;
  return {
    name,
    qualifier,
    arn,
    version,
    settings,
    revision: row.lastModified.toISOString() + row.code.sha256,
  };
}

/** Without a qualifier, the error of Invoke names `$LATEST`. */
function missing(ctx: Context, { name, qualifier = LATEST }: FunctionReference) {
  return functionNotFound(functionArn(ctx, { name, qualifier }));
}

function routedVersion(ctx: Context, reference: FunctionReference) {
  const alias = aliasOf(ctx, reference);
  for (const [version, weight] of Object.entries(alias?.weights ?? {})) {
    if (ctx.ids.fraction() < weight) return ctx.table(VERSIONS).get(qualifiedKey(reference.name, version));
  }
  return versionOf(ctx, reference);
}
