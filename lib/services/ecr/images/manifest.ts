import { parseDocument } from "../../../text/json-document.js";
import { manifestNotJson } from "../errors/images.js";
import { invalidParameter } from "../errors/requests.js";

/** A descriptor of a blob or manifest. */
export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType?: string;
}

/** The parts of a manifest that the registry reads. */
export interface Manifest {
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  readonly subjectDigest?: string;
  /** The configuration and the layers. */
  readonly blobs: readonly Descriptor[];
  /** The manifests of a manifest list. */
  readonly children: readonly Descriptor[];
}

const DOCKER = "application/vnd.docker.distribution.manifest";
const OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const SCHEMA_1 = `${DOCKER}.v1+json`;

const MEDIA_TYPES = [
  SCHEMA_1,
  `${DOCKER}.v1+prettyjws`,
  `${DOCKER}.v2+json`,
  `${DOCKER}.list.v2+json`,
  OCI_IMAGE,
  OCI_INDEX,
] as const;

/** Whether manifests of this type contain manifests instead of layers. */
export function isManifestList(mediaType: string): boolean {
  return mediaType === OCI_INDEX || mediaType === `${DOCKER}.list.v2+json`;
}

/**
 * Parses a manifest. Without a type in the request or the manifest, its content determines the type.
 *
 * @throws InvalidParameterException if it is not a JSON object, or of an unsupported type.
 */
export function readManifest(text: string, requestedType: string | undefined): Manifest {
  const document = parse(text);
  const children = descriptors(document.manifests);
  const mediaType = requestedType ?? textOf(document.mediaType) ?? typeByContent(document);
  if (!MEDIA_TYPES.some((known) => known === mediaType)) {
    throw invalidParameter("imageManifestMediaType", `Unsupported media type: ${mediaType}`);
  }
  const config = descriptors([document.config]);
  const artifactMediaType = textOf(document.artifactType) ?? config[0]?.mediaType;
  const subject = descriptors([document.subject])[0];
  return {
    mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    ...(subject && { subjectDigest: subject.digest }),
    blobs: [...config, ...descriptors(document.layers), ...schema1Layers(document.fsLayers)],
    children: isManifestList(mediaType) ? children : [],
  };
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string): Json {
  try {
    const document: unknown = parseDocument(text);
    if (isObject(document)) return document;
  } catch {
    // Reported as any other invalid manifest.
  }
  throw manifestNotJson();
}

function typeByContent(document: Json): string {
  if (document.schemaVersion === 1) return SCHEMA_1;
  return Array.isArray(document.manifests) ? OCI_INDEX : OCI_IMAGE;
}

function descriptors(list: unknown): Descriptor[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap(({ digest, size, mediaType }) => {
    if (typeof digest !== "string") return [];
    const type = textOf(mediaType);
    return {
      digest,
      size: typeof size === "number" ? size : 0,
      ...(type !== undefined && { mediaType: type }),
    };
  });
}

/** Docker's first schema has only digests. */
function schema1Layers(list: unknown): Descriptor[] {
  if (!Array.isArray(list)) return [];
  return descriptors(list.filter(isObject).map(({ blobSum }) => ({ digest: blobSum })));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
