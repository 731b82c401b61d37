import { defineTable } from "../../../runtime/store/store.js";

export interface LayerRow {
  readonly repositoryName: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
  /** The media type in a manifest; unknown until a manifest contains it. */
  readonly mediaType?: string;
}

/** Layers, and the configurations of images, by repository and digest. */
export const LAYERS = defineTable<LayerRow>({ name: "ecr.layers", key: ["repositoryName", "digest"] });

/** An incomplete layer. */
export interface UploadRow {
  readonly uploadId: string;
  readonly repositoryName: string;
  readonly parts: readonly Uint8Array[];
  readonly size: number;
}

/** Uploads by repository and id. */
export const UPLOADS = defineTable<UploadRow>({ name: "ecr.uploads", key: ["repositoryName", "uploadId"] });
