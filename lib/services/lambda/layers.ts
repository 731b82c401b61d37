import type { Context } from "../../runtime/context.js";
import { key, keyEnd, keyPrefix } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import { layerVersionMissing, layerVersionTooLow } from "./errors/code.js";
import type { Architecture, LayerVersionsListItem, Runtime } from "./generated/types.js";
import { LAYER_VERSIONS, type LayerVersionRow, qualifiedKey } from "./state.js";

/** The name in `LayerName`, which may be an ARN. */
export function layerNameOf(nameOrArn: string): string {
  return parseArn(nameOrArn)?.resource.split(":")[1] ?? nameOrArn;
}

export function layerArn(ctx: Context, name: string): string {
  return ctx.arn(`layer:${name}`);
}

export function findLayerVersion(ctx: Context, name: string, version: number): LayerVersionRow | undefined {
  if (version < 1) throw layerVersionTooLow();
  return ctx.table(LAYER_VERSIONS).get(qualifiedKey(layerNameOf(name), version));
}

/** @throws ResourceNotFoundException naming the version's ARN. */
export function existingLayerVersion(ctx: Context, nameOrArn: string, version: number): LayerVersionRow {
  const row = findLayerVersion(ctx, nameOrArn, version);
  if (!row) throw layerVersionMissing(`${layerArn(ctx, layerNameOf(nameOrArn))}:${version}`);
  return row;
}

/** Versions of a layer in AWS's order: newest first, those before `before` if given. */
export function* layerVersionsOf(ctx: Context, name: string, before?: string): Generator<LayerVersionRow> {
  const prefix = keyPrefix(name);
  for (const [rowKey, row] of ctx
    .table(LAYER_VERSIONS)
    .range({ after: before ?? keyEnd(key(name)), reverse: true })) {
    if (!rowKey.startsWith(prefix)) return;
    yield row;
  }
}

/** The filters of listings. */
export interface Compatibility {
  readonly CompatibleRuntime?: Runtime;
  readonly CompatibleArchitecture?: Architecture;
}

export function isCompatible({ published }: LayerVersionRow, wanted: Compatibility): boolean {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = wanted;
  return (
    (runtime === undefined || published.CompatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || published.CompatibleArchitectures?.includes(architecture) === true)
  );
}

/** A version as listings return it: without the location of its content. */
export function describeListedLayerVersion({ published }: LayerVersionRow): LayerVersionsListItem {
  const { Content: _content, LayerArn: _arn, ...listed } = published;
  return listed;
}
