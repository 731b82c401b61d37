import { BatchGetImageCommand, GetDownloadUrlForLayerCommand } from "@aws-sdk/client-ecr";
import type { Reference } from "../images/reference.js";
import type { ImageConfig } from "../store/records.js";
import { isAwsError } from "./aws-error.js";
import type { AwsClients } from "./clients.js";

/** What ECR has of an image. */
export interface EcrImage {
  readonly digest: string;
  /** The digest of the configuration, which is Docker's id of the image. */
  readonly configDigest: string | undefined;
  readonly size: number;
  readonly config: ImageConfig | undefined;
}

const MEDIA_TYPES = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
];

/** A manifest, or a list of them. */
interface Manifest {
  readonly config?: { readonly digest: string; readonly size?: number };
  readonly layers?: readonly { readonly size?: number }[];
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly architecture?: string };
  }[];
}

/** The account and repository of an image on ECR; `undefined` for other registries. */
export function ecrRepository({
  host,
  path,
}: Reference): { registryId: string; repositoryName: string } | undefined {
  const [, registryId] = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.exec(host) ?? [];
  return registryId === undefined ? undefined : { registryId, repositoryName: path };
}

/** Reads an image of ECR; `undefined` if it does not exist. */
export async function readEcrImage(aws: AwsClients, reference: Reference): Promise<EcrImage | undefined> {
  const repository = ecrRepository(reference);
  if (repository === undefined) return undefined;
  const { tag, digest } = reference;
  const found = await getManifest(
    aws,
    repository,
    digest === undefined ? { imageTag: tag } : { imageDigest: digest },
  );
  if (found === undefined) return undefined;
  const { manifest } = found;
  const configDigest = manifest.config?.digest;
  const layers = manifest.layers ?? [];
  return {
    digest: found.digest,
    configDigest,
    size: layers.reduce((sum, { size = 0 }) => sum + size, 0),
    config: configDigest === undefined ? undefined : await readConfig(aws, repository, configDigest),
  };
}

type Repository = NonNullable<ReturnType<typeof ecrRepository>>;

async function getManifest(
  aws: AwsClients,
  repository: Repository,
  imageId: { imageTag?: string; imageDigest?: string },
): Promise<{ digest: string; manifest: Manifest } | undefined> {
  try {
    const { images } = await aws.ecr.send(
      new BatchGetImageCommand({ ...repository, imageIds: [imageId], acceptedMediaTypes: MEDIA_TYPES }),
    );
    const [image] = images ?? [];
    if (image?.imageManifest === undefined) return undefined;
    const manifest: Manifest = JSON.parse(image.imageManifest);
    const ours = manifest.manifests?.find(({ platform }) => platform?.architecture === "amd64");
    if (ours !== undefined) return getManifest(aws, repository, { imageDigest: ours.digest });
    return { digest: image.imageId?.imageDigest ?? "", manifest };
  } catch (error) {
    if (isAwsError(error, "RepositoryNotFoundException")) return undefined;
    throw error;
  }
}

async function readConfig(
  aws: AwsClients,
  repository: Repository,
  layerDigest: string,
): Promise<ImageConfig | undefined> {
  try {
    const { downloadUrl = "" } = await aws.ecr.send(
      new GetDownloadUrlForLayerCommand({ ...repository, layerDigest }),
    );
    const response = await fetch(downloadUrl);
    if (!response.ok) return undefined;
    const document: { config?: ImageConfig } = JSON.parse(await response.text());
    return document.config;
  } catch (error) {
    // Without its configuration an image can run, with a command of the client's.
    if (isAwsError(error, "LayersNotFoundException", "LayerInaccessibleException")) return undefined;
    throw error;
  }
}
