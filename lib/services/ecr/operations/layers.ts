import type { Context } from "../../../runtime/context.js";
import { invalidLayerPart, layerAlreadyExists, layerNotFound, uploadNotFound } from "../errors/layers.js";
import type {
  BatchCheckLayerAvailabilityRequest,
  BatchCheckLayerAvailabilityResponse,
  CompleteLayerUploadRequest,
  CompleteLayerUploadResponse,
  GetDownloadUrlForLayerRequest,
  GetDownloadUrlForLayerResponse,
  InitiateLayerUploadRequest,
  InitiateLayerUploadResponse,
  Layer,
  LayerFailure,
  UploadLayerPartRequest,
  UploadLayerPartResponse,
} from "../generated/types.js";
import { downloadUrl, joinParts, PART_SIZE } from "../layers.js";
import { type Found, findRepository } from "../repositories.js";
import { LAYERS, type LayerRow, UPLOADS, type UploadRow } from "../state/layers.js";
import { inRepository } from "../state/repositories.js";

const DIGEST = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html */
export function initiateLayerUpload(
  input: InitiateLayerUploadRequest,
  ctx: Context,
): InitiateLayerUploadResponse {
  const { at, name } = findRepository(ctx, input);
  const uploadId = at.ids.uuid();
  at.table(UPLOADS).put(inRepository(name, uploadId), { uploadId, repositoryName: name, parts: [], size: 0 });
  return { uploadId, partSize: PART_SIZE };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html */
export function uploadLayerPart(input: UploadLayerPartRequest, ctx: Context): UploadLayerPartResponse {
  const found = findRepository(ctx, input);
  const { at, name } = found;
  const { uploadId, partFirstByte, partLastByte, layerPartBlob } = input;
  const upload = findUpload(found, uploadId);
  const named = { registryId: at.account, repositoryName: name, uploadId };
  if (partFirstByte !== upload.size || partLastByte - partFirstByte + 1 !== layerPartBlob.length) {
    throw invalidLayerPart(named, Math.max(upload.size - 1, 0));
  }
  const parts = [...upload.parts, layerPartBlob];
  at.table(UPLOADS).put(inRepository(name, uploadId), { ...upload, parts, size: partLastByte + 1 });
  return { ...named, lastByteReceived: partLastByte };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html */
export function completeLayerUpload(
  input: CompleteLayerUploadRequest,
  ctx: Context,
): CompleteLayerUploadResponse {
  const found = findRepository(ctx, input);
  const { at, name } = found;
  const { uploadId, layerDigests } = input;
  const { digest, bytes } = joinParts(findUpload(found, uploadId), layerDigests);
  if (at.table(LAYERS).has(inRepository(name, digest))) throw layerAlreadyExists(digest, name, at);
  at.table(LAYERS).put(inRepository(name, digest), { repositoryName: name, digest, bytes });
  at.table(UPLOADS).delete(inRepository(name, uploadId));
  return { registryId: at.account, repositoryName: name, uploadId, layerDigest: digest };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html */
export function batchCheckLayerAvailability(
  input: BatchCheckLayerAvailabilityRequest,
  ctx: Context,
): BatchCheckLayerAvailabilityResponse {
  const found = findRepository(ctx, input);
  const valid = input.layerDigests.filter((digest) => DIGEST.test(digest));
  const invalid = input.layerDigests.filter((digest) => !DIGEST.test(digest));
  return { layers: valid.map((digest) => availability(found, digest)), failures: invalid.map(failureOf) };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html */
export function getDownloadUrlForLayer(
  input: GetDownloadUrlForLayerRequest,
  ctx: Context,
): GetDownloadUrlForLayerResponse {
  const found = findRepository(ctx, input);
  const { layerDigest } = input;
  if (!layerOf(found, layerDigest)) throw layerNotFound(layerDigest, found.name, found.at);
  return { downloadUrl: downloadUrl(found.at, found.name, layerDigest), layerDigest };
}

function findUpload({ at, name }: Found, uploadId: string): UploadRow {
  const upload = at.table(UPLOADS).get(inRepository(name, uploadId));
  if (!upload) throw uploadNotFound(uploadId, name, at);
  return upload;
}

function layerOf({ at, name }: Found, digest: string): LayerRow | undefined {
  return at.table(LAYERS).get(inRepository(name, digest));
}

function availability(found: Found, layerDigest: string): Layer {
  const layer = layerOf(found, layerDigest);
  if (!layer) return { layerDigest, layerAvailability: "UNAVAILABLE" };
  const { bytes, mediaType } = layer;
  return { layerDigest, layerAvailability: "AVAILABLE", layerSize: bytes.length, mediaType };
}

function failureOf(layerDigest: string): LayerFailure {
  if (layerDigest === "") {
    const failureReason = "Invalid request parameters: layer digest cannot be null";
    return { layerDigest, failureCode: "MissingLayerDigest", failureReason };
  }
  const failureReason =
    "Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
  return { layerDigest, failureCode: "InvalidLayerDigest", failureReason };
}
