import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { passing } from "../../../shared/pager.js";
import { codeOf } from "../code.js";
import { archiveUrl } from "../code-archives.js";
import { resourceMissing } from "../errors/requests.js";
import type {
  DeleteLayerVersionRequest,
  GetLayerVersionByArnRequest,
  GetLayerVersionRequest,
  GetLayerVersionResponse,
  LayersListItem,
  ListLayersRequest,
  ListLayersResponse,
  ListLayerVersionsRequest,
  ListLayerVersionsResponse,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
} from "../generated/types.js";
import {
  describeListedLayerVersion,
  findLayerVersion,
  isCompatible,
  layerArn,
  layerNameOf,
  layerVersionsOf,
} from "../layers.js";
import { pager } from "../paging.js";
import { LAYER_VERSIONS, LAYERS, type LayerRow, type LayerVersionRow, qualifiedKey } from "../state.js";
import { moment } from "../text.js";

export function publishLayerVersion(
  input: PublishLayerVersionRequest,
  ctx: Context,
): PublishLayerVersionResponse | Pending<PublishLayerVersionResponse> {
  const name = layerNameOf(input.LayerName);
  return whenReady(codeOf(input.Content, ctx), (code) => {
    const version = ctx.table(LAYERS).get(name)?.nextVersion ?? 1;
    const published: PublishLayerVersionResponse = {
      Content: {
        CodeSha256: code.sha256,
        CodeSize: code.size,
      },
      LayerArn: layerArn(ctx, name),
      LayerVersionArn: `${layerArn(ctx, name)}:${version}`,
      Description: input.Description ?? "",
      CreatedDate: moment(ctx.date()),
      Version: version,
      CompatibleRuntimes: input.CompatibleRuntimes,
      LicenseInfo: input.LicenseInfo,
      CompatibleArchitectures: input.CompatibleArchitectures,
    };
    ctx.table(LAYERS).put(name, { name, nextVersion: version + 1 });
    const row = { layerName: name, version, published, code };
    ctx.table(LAYER_VERSIONS).put(qualifiedKey(name, version), row);
    return describeLayerVersion(ctx, row);
  });
}

export function getLayerVersion(input: GetLayerVersionRequest, ctx: Context): GetLayerVersionResponse {
  const row = findLayerVersion(ctx, input.LayerName, input.VersionNumber);
  if (!row) throw resourceMissing();
  return describeLayerVersion(ctx, row);
}

export function getLayerVersionByArn(
  input: GetLayerVersionByArnRequest,
  ctx: Context,
): GetLayerVersionResponse {
  const separator = input.Arn.lastIndexOf(":");
  const LayerName = input.Arn.slice(0, separator);
  return getLayerVersion({ LayerName, VersionNumber: Number(input.Arn.slice(separator + 1)) }, ctx);
}

/** A layer that does not exist has no versions. */
export function listLayerVersions(input: ListLayerVersionsRequest, ctx: Context): ListLayerVersionsResponse {
  const name = layerNameOf(input.LayerName);
  const page = pager.page(input, {
    name: "ListLayerVersions",
    after: (position) => compatible(layerVersionsOf(ctx, name, position), input),
    position: (row) => qualifiedKey(row.layerName, row.version),
  });
  return { LayerVersions: page.items.map(describeListedLayerVersion), NextMarker: page.next };
}

export function listLayers(input: ListLayersRequest, ctx: Context): ListLayersResponse {
  const page = pager.page(input, {
    name: "ListLayers",
    after: (position) => listed(ctx, ctx.table(LAYERS).values({ after: position }), input),
    position: (layer) => layer.LayerName ?? "",
  });
  return { Layers: page.items, NextMarker: page.next };
}

/** Functions continue to use a deleted version. Deleting a missing one succeeds. */
export function deleteLayerVersion(input: DeleteLayerVersionRequest, ctx: Context): object {
  const row = findLayerVersion(ctx, input.LayerName, input.VersionNumber);
  if (row) ctx.table(LAYER_VERSIONS).delete(qualifiedKey(row.layerName, row.version));
  return {};
}

/** A version with the URL of its archive, which is new each time because it expires. */
function describeLayerVersion(
  ctx: Context,
  { layerName, published, code }: LayerVersionRow,
): PublishLayerVersionResponse {
  const Location = archiveUrl(ctx, "layers", layerName, code);
  return { ...published, Content: { Location, ...published.Content } };
}

function compatible(rows: Iterable<LayerVersionRow>, input: ListLayersRequest): Iterable<LayerVersionRow> {
  return passing(rows, (row) => isCompatible(row, input));
}

/** Layers with a matching version; layers without remaining versions are not listed. */
function* listed(
  ctx: Context,
  layers: Iterable<LayerRow>,
  input: ListLayersRequest,
): Generator<LayersListItem> {
  for (const { name } of layers) {
    const [latest] = compatible(layerVersionsOf(ctx, name), input);
    if (!latest) continue;
    yield {
      LayerName: name,
      LayerArn: layerArn(ctx, name),
      LatestMatchingVersion: describeListedLayerVersion(latest),
    };
  }
}
