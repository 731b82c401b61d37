import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { own } from "../../../values/own.js";
import { codeOf } from "../code.js";
import { checkCodeSigning } from "../code-signing.js";
import { codeLocationOf, describeConfiguration, describeListedConfiguration } from "../configuration.js";
import { imageUriForImage, noImageUriForZip } from "../errors/code.js";
import {
  aliasNotDeletableHere,
  functionExists,
  latestNotDeletable,
  revisionMismatch,
  versionInUse,
} from "../errors/functions.js";
import { checkExecutionRole } from "../execution-role.js";
import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  DeleteFunctionResponse,
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from "../generated/types.js";
import { beginCreation, beginUpdate, refuseWhileChanging, versionDescribed } from "../lifecycle.js";
import { aliasesOf, existingFunction, existingVersion, isAliasName, latestOf } from "../lookup.js";
import { pager } from "../paging.js";
import { contextOfFunction, referenceOf } from "../references.js";
import { removeFunction } from "../removal.js";
import { changedSettings, newSettings } from "../settings.js";
import { FUNCTIONS, type FunctionRow, LATEST, qualifiedKey, VERSIONS, type VersionRow } from "../state.js";
import { tagging } from "../tags.js";
import { publish } from "../versions.js";

export function createFunction(
  input: CreateFunctionRequest,
  ctx: Context,
): FunctionConfiguration | Pending<FunctionConfiguration> {
  const { name } = referenceOf(ctx, input.FunctionName);
  const codeSigningConfigArn = input.CodeSigningConfigArn;
  const settings = newSettings(ctx, { ...input, FunctionName: name });
  if (codeSigningConfigArn !== undefined) checkCodeSigning(ctx, codeSigningConfigArn, settings);
  tagging.checked(input.Tags);
  checkExecutionRole(ctx, name, input.Role);
  return whenReady(codeOf(input.Code, ctx), (code) => {
    if (ctx.table(FUNCTIONS).has(name)) throw functionExists(name);
    const owner: FunctionRow = {
      name,
      tags: input.Tags ?? {},
      nextVersion: 1,
      recursiveLoop: "Terminate",
      codeSigningConfigArn,
    };
    ctx.table(FUNCTIONS).put(name, owner);
    const latest = beginCreation(ctx, {
      name,
      version: LATEST,
      settings,
      code,
      revisionId: ctx.ids.uuid(),
      lastModified: ctx.date(),
      state: "Pending",
    });
    if (!input.Publish) return describeConfiguration(ctx, latest);
    // Recorded: unlike UpdateFunctionCode with Publish, the response has version "1" but an unqualified ARN.
    return describeConfiguration(ctx, publish(ctx, owner, latest, { pending: true }));
  });
}

export function getFunction(input: GetFunctionRequest, caller: Context): GetFunctionResponse {
  const ctx = readableContext(caller, input.FunctionName);
  const { row, configuration } = read(input, ctx);
  const owner = existingFunction(ctx, { name: row.name });
  const reserved = owner.reservedConcurrency;
  return {
    Configuration: configuration,
    Code: codeLocationOf(ctx, row),
    Tags: Object.keys(owner.tags).length > 0 ? owner.tags : undefined,
    Concurrency: reserved === undefined ? undefined : { ReservedConcurrentExecutions: reserved },
  };
}

export function getFunctionConfiguration(
  input: GetFunctionConfigurationRequest,
  caller: Context,
): FunctionConfiguration {
  return read(input, readableContext(caller, input.FunctionName)).configuration;
}

/** Unless policies decide, functions of other accounts cannot be read. */
function readableContext(ctx: Context, functionName: string): Context {
  return ctx.enforcesPermissions ? contextOfFunction(ctx, functionName) : ctx;
}

export function updateFunctionCode(
  input: UpdateFunctionCodeRequest,
  ctx: Context,
): FunctionConfiguration | Pending<FunctionConfiguration> {
  const before = changeable(ctx, input);
  const isImage = before.settings.PackageType === "Image";
  if (isImage && input.ImageUri === undefined) throw imageUriForImage();
  if (!isImage && input.ImageUri !== undefined) throw noImageUriForZip();
  return whenReady(codeOf(input, ctx), (code) => {
    const latest = changeable(ctx, input);
    const settings = {
      ...latest.settings,
      Architectures: input.Architectures ?? latest.settings.Architectures,
    };
    if (input.DryRun) return describeConfiguration(ctx, { ...latest, code, settings });
    const updated = update(ctx, { ...latest, code, settings });
    if (!input.Publish) return describeConfiguration(ctx, updated);
    const owner = existingFunction(ctx, { name: updated.name });
    const published = publish(ctx, owner, updated, { pending: true });
    return describeConfiguration(ctx, published, published.version);
  });
}

export function updateFunctionConfiguration(
  input: UpdateFunctionConfigurationRequest,
  ctx: Context,
): FunctionConfiguration {
  const latest = changeable(ctx, input);
  checkExecutionRole(ctx, latest.name, input.Role);
  return describeConfiguration(
    ctx,
    update(ctx, { ...latest, settings: changedSettings(ctx, latest.settings, input) }),
  );
}

/** Deleting a missing version succeeds if its function exists. */
export function deleteFunction(input: DeleteFunctionRequest, ctx: Context): DeleteFunctionResponse {
  const { name, qualifier } = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (qualifier === LATEST) throw latestNotDeletable();
  existingFunction(ctx, { name });
  if (qualifier === undefined) removeFunction(ctx, name);
  else if (isAliasName(qualifier)) throw aliasNotDeletableHere();
  else removeVersion(ctx, name, qualifier);
  return { StatusCode: 204 };
}

export function listFunctions(input: ListFunctionsRequest, ctx: Context): ListFunctionsResponse {
  const all = input.FunctionVersion === "ALL";
  const rows = all ? ctx.table(VERSIONS) : undefined;
  const page = pager.page(input, {
    name: all ? "ListFunctionsALL" : "ListFunctions",
    after: (position) => rows?.values({ after: position }) ?? latestRows(ctx, position),
    position: (row) => (all ? qualifiedKey(row.name, row.version) : row.name),
  });
  return {
    Functions: page.items.map((row) => describeListedConfiguration(ctx, row, all ? row.version : undefined)),
    NextMarker: page.next,
  };
}

function* latestRows(ctx: Context, after: string | undefined): Generator<VersionRow> {
  for (const { name } of ctx.table(FUNCTIONS).values({ after })) yield latestOf(ctx, name);
}

function read(
  input: GetFunctionRequest,
  ctx: Context,
): { row: VersionRow; configuration: FunctionConfiguration } {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  const row = existingVersion(ctx, reference);
  const configuration = describeConfiguration(ctx, row, reference.qualifier);
  versionDescribed(ctx, row);
  return { row, configuration };
}

/** `$LATEST` of the function of an update, if it can be updated. */
function changeable(ctx: Context, input: { FunctionName: string; RevisionId?: string }): VersionRow {
  const { name } = referenceOf(ctx, input.FunctionName);
  const latest = latestOf(ctx, name);
  if (input.RevisionId !== undefined && input.RevisionId !== latest.revisionId) throw revisionMismatch();
  refuseWhileChanging(ctx, latest);
  return latest;
}

function update(ctx: Context, row: VersionRow): VersionRow {
  return beginUpdate(ctx, { ...row, revisionId: ctx.ids.uuid(), lastModified: ctx.date() });
}

function removeVersion(ctx: Context, name: string, version: string): void {
  const users = [...aliasesOf(ctx, name)].filter(
    (alias) => alias.version === version || own(alias.weights, version) !== undefined,
  );
  if (users.length > 0)
    throw versionInUse(
      version,
      users.map((alias) => alias.name),
    );
  ctx.table(VERSIONS).delete(qualifiedKey(name, version));
}
