import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { layerElsewhere, layerMissing, sameLayerTwice, tooManyLayers } from "./errors/functions.js";
import type { Layer } from "./generated/types.js";
import { LAYER_VERSIONS, qualifiedKey } from "./state.js";

const MOST_LAYERS = 5;

/**
 * The layers of a function, as its configuration returns them.
 *
 * Layers of other accounts (AWS's own, Powertools) are assumed to exist, because they cannot be published
 * here.
 */
export function layersOf(ctx: Context, arns: readonly string[]): Layer[] {
  if (arns.length > MOST_LAYERS) throw tooManyLayers();
  const versionByLayer = new Map<string, string>();
  return arns.map((arn) => {
    const layer = arn.slice(0, arn.lastIndexOf(":"));
    const other = versionByLayer.get(layer);
    if (other !== undefined) throw sameLayerTwice(other, arn);
    versionByLayer.set(layer, arn);
    return { Arn: arn, CodeSize: sizeOf(ctx, arn) };
  });
}

function sizeOf(ctx: Context, arn: string): number {
  const parsed = parseArn(arn);
  const [, name = "", version = ""] = parsed?.resource.split(":") ?? [];
  if (parsed?.region !== ctx.region) throw layerElsewhere(ctx.region);
  const row = ctx
    .elsewhere({ account: parsed.account })
    .table(LAYER_VERSIONS)
    .get(qualifiedKey(name, version));
  if (!row && parsed.account === ctx.account) throw layerMissing(arn);
  return row?.published.Content?.CodeSize ?? 0;
}
