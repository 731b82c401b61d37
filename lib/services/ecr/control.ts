import {
  change,
  defineControl,
  handle,
  list,
  read,
  type Settable,
  settings,
} from "../../control/definition/define-control.js";
import { boolean, object, oneOf, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { lifecyclePolicyNotFound } from "./errors/policies.js";
import type {
  ImageDetail,
  ImageIdentifier,
  Repository,
  RepositoryCreationTemplate,
} from "./generated/types.js";
import { describeImage } from "./images/details.js";
import { identifiersOf } from "./images/identifiers.js";
import { evaluate } from "./lifecycle/evaluate.js";
import { pushImage } from "./push.js";
import { type ScanBehaviour, scanBehaviour, setScanBehaviour } from "./scans/outcomes.js";
import { type EcrSettings, type LayerCheck, type PullCheck, SETTINGS } from "./settings.js";
import { IMAGES } from "./state/images.js";
import { LAYERS } from "./state/layers.js";
import { LIFECYCLE_POLICIES } from "./state/lifecycle.js";
import { CREATION_TEMPLATES } from "./state/registry.js";
import { inRepository, REPOSITORIES } from "./state/repositories.js";

/** An image pushed by {@link EcrSim.pushImage}. */
export interface PushedImage {
  readonly repositoryName: string;
  readonly imageTag: string;
  readonly imageDigest: string;
  readonly imageManifest: string;
  /** The image name for task definitions: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`. */
  readonly imageUri: string;
}

/** A behaviour set by {@link EcrSim.onScan}. */
export interface ScanHandle {
  /** Removes the behaviour. */
  remove(): void;
}

/** The state of ECR. */
export interface EcrState {
  readonly repositories: readonly (Repository & {
    readonly policyText?: string;
    readonly lifecyclePolicyText?: string;
  })[];
  readonly images: ImageDetail[];
  readonly creationTemplates: RepositoryCreationTemplate[];
}

/** `sim.ecr`: pushes images, sets scan results and reads the state of ECR. All results are copies. */
export interface EcrSim extends Settable<EcrSettings> {
  /**
   * Pushes a small image, as `docker push` does, and creates the repository if it does not exist. Each call
   * is a new image unless `content` is given: equal content is the same image. Default tag `latest`.
   *
   * @throws AwsError if the repository rejects it, for example because the tag is immutable.
   */
  pushImage(repository: string, tag?: string, options?: Scope & { content?: string }): PushedImage;
  /**
   * Sets the results of scans of a repository's images, in every account and region, including running scans.
   * Default no findings.
   *
   * @param behaviour an outcome, or a function of the image.
   * @throws TypeError for an unknown member of the outcome or of a finding.
   */
  onScan(repository: string, behaviour: ScanBehaviour): ScanHandle;
  /**
   * Applies the lifecycle policy of a repository immediately, and returns the images that expired or were
   * archived.
   *
   * @throws AwsError if the repository has no policy.
   */
  applyLifecyclePolicy(repository: string, at?: Scope): ImageIdentifier[];
  /**
   * Whether PutImage rejects a tag of another image with ImageAlreadyExistsException, even in a mutable
   * repository. Default `false`: the tag moves, as on AWS.
   */
  strictPutImage: boolean;
  /**
   * Which tasks fail with CannotPullContainerError if their image does not exist: `"known"` (default), those
   * with an image of an existing repository; `"always"`, those with an image of any private registry;
   * `"never"`.
   */
  pullCheck: PullCheck;
  /**
   * When PutImage requires the layers in the manifest: `"uploaded"` (default), in repositories with uploaded
   * layers; `"always"`, as on AWS; `"never"`.
   */
  layerCheck: LayerCheck;
  /**
   * Whether GetAuthorizationToken returns random passwords of AWS's length. Default `false`: every token is
   * base64 of `AWS:password`.
   */
  longTokens: boolean;
  /** Returns all repositories by name, with their policies; all images and creation templates. */
  state(at?: Scope): EcrState;
  /** Returns all repository creation templates, by prefix. */
  creationTemplates(at?: Scope): RepositoryCreationTemplate[];
  /** Returns all repositories, by name. */
  repositories(at?: Scope): Repository[];
  /**
   * Returns all images, or those of one repository, oldest first, as DescribeImages does.
   *
   * @throws TypeError for a repository that does not exist.
   */
  images(repository?: string, at?: Scope): ImageDetail[];
  /**
   * Returns the bytes of a layer, or of the configuration of an image; `undefined` if the repository does not
   * have it.
   *
   * @throws TypeError for a repository that does not exist.
   */
  layer(repository: string, digest: string, at?: Scope): Uint8Array | undefined;
}

const REPOSITORY = param("repository", string);

export const ecrControl = defineControl<EcrSim>({
  repositories: list([], (ctx): Repository[] =>
    Array.from(ctx.table(REPOSITORIES).values(), ({ repository }) => repository),
  ),
  images: list([optional("repository", string)], images, {
    paths: ["/repositories/{repository}/images", "/images"],
  }),
  creationTemplates: list([], creationTemplates),
  layer: read([REPOSITORY, param("digest", string)], layer, {
    paths: ["/repositories/{repository}/layers/{digest}"],
    bytes: true,
  }),
  state: read([], stateIn),
  pushImage: change(
    [
      REPOSITORY,
      optional("tag", string),
      optional(
        "options",
        object<Scope & { content?: string }>({ content: string, account: string, region: string }),
      ),
    ],
    (ctx, repository, tag = "latest", options = {}) =>
      push(ctx.elsewhere(options), repository, tag, options.content),
    { paths: ["/repositories/{repository}/images"] },
  ),
  onScan: handle(
    "/repositories/{repository}/scan-outcome",
    [REPOSITORY, param("behaviour", scanBehaviour)],
    (ctx, repository, behaviour) => ({
      remove: setScanBehaviour(() => ctx.renewed(), repository, behaviour),
    }),
    { remove: "end" },
  ),
  applyLifecyclePolicy: change([REPOSITORY], applyLifecyclePolicy, {
    paths: ["/repositories/{repository}/apply-lifecycle-policy"],
    as: "imageIds",
  }),
  ...settings<EcrSettings>(
    object({
      strictPutImage: boolean,
      pullCheck: oneOf("known", "always", "never"),
      layerCheck: oneOf("uploaded", "always", "never"),
      longTokens: boolean,
    }),
    SETTINGS,
  ),
});

function push(ctx: Context, repository: string, tag: string, content = ctx.ids.hex(32)): PushedImage {
  const { digest, manifest } = pushImage(ctx, repository, tag, content);
  const uri = ctx.table(REPOSITORIES).get(repository)?.repository.repositoryUri;
  return {
    repositoryName: repository,
    imageTag: tag,
    imageDigest: digest,
    imageManifest: manifest,
    imageUri: `${uri}:${tag}`,
  };
}

function applyLifecyclePolicy(ctx: Context, repository: string): ImageIdentifier[] {
  const policy = ctx.table(LIFECYCLE_POLICIES).get(repository);
  if (!policy) throw lifecyclePolicyNotFound(repository, ctx);
  return evaluate(ctx, policy).flatMap(({ image }) => identifiersOf(image));
}

function stateIn(ctx: Context): EcrState {
  const repositories = Array.from(ctx.table(REPOSITORIES).values(), ({ repository, tags, policyText }) => ({
    ...repository,
    tags,
    policyText,
    lifecyclePolicyText: ctx.table(LIFECYCLE_POLICIES).get(repository.repositoryName)?.text,
  }));
  return { repositories, images: images(ctx), creationTemplates: creationTemplates(ctx) };
}

function creationTemplates(ctx: Context): RepositoryCreationTemplate[] {
  return [...ctx.table(CREATION_TEMPLATES).values()];
}

function images(ctx: Context, repository?: string): ImageDetail[] {
  if (repository !== undefined) requireRepository(ctx, repository);
  const rows = [...ctx.table(IMAGES).values()]
    .filter(({ repositoryName }) => repository === undefined || repositoryName === repository)
    .sort((a, b) => a.pushedAt.getTime() - b.pushedAt.getTime());
  return rows.map((row) => describeImage(ctx, row));
}

function layer(ctx: Context, repository: string, digest: string): Uint8Array | undefined {
  requireRepository(ctx, repository);
  const row = ctx.table(LAYERS).get(inRepository(repository, digest));
  return row && Uint8Array.from(row.bytes);
}

/** @throws UnknownResource */
function requireRepository(ctx: Context, name: string): void {
  const repositories = ctx.table(REPOSITORIES);
  if (repositories.has(name)) return;
  const names = Array.from(repositories.values(), ({ repository }) => repository.repositoryName);
  throw new UnknownResource("repository", name, names, ctx);
}
