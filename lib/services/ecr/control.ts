import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { changeSettings, settingsOf } from "../../runtime/settings.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { namesOf, refuseUnknownOptions } from "../../text/suggestions.js";
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
import { checkScanOutcome, type ScanBehaviour, setScanBehaviour } from "./scans/outcomes.js";
import { type EcrSettings, type LayerCheck, type PullCheck, SETTINGS } from "./settings.js";
import { IMAGES } from "./state/images.js";
import { LAYERS } from "./state/layers.js";
import { LIFECYCLE_POLICIES } from "./state/lifecycle.js";
import { CREATION_TEMPLATES } from "./state/registry.js";
import { inRepository, REPOSITORIES } from "./state/repositories.js";

/** An image that {@link EcrControl.pushImage} pushed. */
export interface PushedImage {
  readonly repositoryName: string;
  readonly imageTag: string;
  readonly imageDigest: string;
  readonly imageManifest: string;
  /** What a task definition says to run it: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`. */
  readonly imageUri: string;
}

const PUSH_MEMBERS = namesOf<Scope & { content?: string }>({ content: true, account: true, region: true });
const PULL_CHECKS: readonly PullCheck[] = ["known", "always", "never"];
const LAYER_CHECKS: readonly LayerCheck[] = ["uploaded", "always", "never"];

/** `sim.ecr`: what tests may do with ECR, and see of it. Everything read is a copy. */
export class EcrControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /**
   * Pushes a small image, as `docker push` would, and makes the repository if
   * it is not there. Each call is a new image unless `content` says what is in
   * it: the same content is the same image.
   *
   * @throws AwsError when the repository does not take it, for example because the tag is immutable.
   */
  pushImage(repository: string, tag = "latest", options: Scope & { content?: string } = {}): PushedImage {
    refuseUnknownOptions(options, PUSH_MEMBERS, "pushImage");
    const { content: given, ...at } = options;
    const ctx = this.host.context(at);
    return this.act(ctx, () => {
      const content = given ?? ctx.ids.hex(32);
      const { digest, manifest } = pushImage(ctx, repository, tag, content);
      const uri = ctx.table(REPOSITORIES).get(repository)?.repository.repositoryUri;
      return {
        repositoryName: repository,
        imageTag: tag,
        imageDigest: digest,
        imageManifest: manifest,
        imageUri: `${uri}:${tag}`,
      };
    });
  }

  /**
   * Says how scans of a repository's images end, in every account and region,
   * those under way included. Without this they find nothing.
   *
   * @param behaviour an outcome, or a function of the image.
   * @throws TypeError for an unknown member of the outcome or of a finding.
   */
  onScan(repository: string, behaviour: ScanBehaviour): { remove(): void } {
    if (typeof behaviour !== "function") checkScanOutcome(behaviour);
    return { remove: setScanBehaviour(() => this.host.context(), repository, behaviour) };
  }

  /**
   * Applies the lifecycle policy of a repository now, and names what expired or was archived.
   *
   * @throws AwsError when the repository has no policy.
   */
  applyLifecyclePolicy(repository: string, at: Scope = {}): ImageIdentifier[] {
    const ctx = this.host.context(at);
    const policy = ctx.table(LIFECYCLE_POLICIES).get(repository);
    if (!policy) throw lifecyclePolicyNotFound(repository, ctx);
    return this.act(ctx, () => evaluate(ctx, policy).flatMap(({ image }) => identifiersOf(image)));
  }

  /**
   * Whether PutImage refuses a tag that is on another image, even in a mutable
   * repository, with ImageAlreadyExistsException. Default `false`: the tag moves, as on AWS.
   */
  get strictPutImage(): boolean {
    return this.settings.strictPutImage;
  }

  set strictPutImage(value: boolean) {
    if (typeof value !== "boolean") throw wrongSetting("strictPutImage", value, [true, false]);
    this.set({ strictPutImage: value });
  }

  /**
   * Which tasks fail with CannotPullContainerError when their image is not
   * there: `"known"` (default), those whose image is of a repository that
   * exists; `"always"`, those of any private registry; `"never"`.
   */
  get pullCheck(): PullCheck {
    return this.settings.pullCheck;
  }

  set pullCheck(value: PullCheck) {
    if (!PULL_CHECKS.includes(value)) throw wrongSetting("pullCheck", value, PULL_CHECKS);
    this.set({ pullCheck: value });
  }

  /**
   * When PutImage asks for the layers that the manifest names: `"uploaded"`
   * (default), in repositories that layers were uploaded to; `"always"`, as on AWS; `"never"`.
   */
  get layerCheck(): LayerCheck {
    return this.settings.layerCheck;
  }

  set layerCheck(value: LayerCheck) {
    if (!LAYER_CHECKS.includes(value)) throw wrongSetting("layerCheck", value, LAYER_CHECKS);
    this.set({ layerCheck: value });
  }

  /**
   * Whether GetAuthorizationToken returns random passwords of AWS's length.
   * Default `false`: every token is base64 of `AWS:password`.
   */
  get longTokens(): boolean {
    return this.settings.longTokens;
  }

  set longTokens(value: boolean) {
    if (typeof value !== "boolean") throw wrongSetting("longTokens", value, [true, false]);
    this.set({ longTokens: value });
  }

  /** Every repository by name, with its images and policies. */
  state(at: Scope = {}): object {
    const ctx = this.host.context(at);
    const repositories = [...ctx.table(REPOSITORIES).values()].map(({ repository, tags, policyText }) => ({
      ...repository,
      tags,
      policyText,
      lifecyclePolicyText: ctx.table(LIFECYCLE_POLICIES).get(repository.repositoryName)?.text,
    }));
    const creationTemplates = this.creationTemplates(at);
    return structuredClone({ repositories, images: this.images(undefined, at), creationTemplates });
  }

  /** Every repository creation template, by prefix. */
  creationTemplates(at: Scope = {}): RepositoryCreationTemplate[] {
    return structuredClone([...this.host.context(at).table(CREATION_TEMPLATES).values()]);
  }

  /** Every repository, by name. */
  repositories(at: Scope = {}): Repository[] {
    const rows = [...this.host.context(at).table(REPOSITORIES).values()];
    return structuredClone(rows.map(({ repository }) => repository));
  }

  /**
   * Every image, or those of one repository, oldest first, as DescribeImages shows them.
   *
   * @throws TypeError for a repository that does not exist.
   */
  images(repository?: string, at: Scope = {}): ImageDetail[] {
    const ctx = this.host.context(at);
    if (repository !== undefined) requireRepository(ctx, repository);
    const rows = [...ctx.table(IMAGES).values()]
      .filter(({ repositoryName }) => repository === undefined || repositoryName === repository)
      .sort((a, b) => a.pushedAt.getTime() - b.pushedAt.getTime());
    return structuredClone(rows.map((row) => describeImage(ctx, row)));
  }

  /**
   * The bytes of a layer, or of the configuration of an image; `undefined` if the repository does not have it.
   *
   * @throws TypeError for a repository that does not exist.
   */
  layer(repository: string, digest: string, at: Scope = {}): Uint8Array | undefined {
    const ctx = this.host.context(at);
    requireRepository(ctx, repository);
    const row = ctx.table(LAYERS).get(inRepository(repository, digest));
    return row && Uint8Array.from(row.bytes);
  }

  private get settings(): EcrSettings {
    return settingsOf(this.host.context(), SETTINGS);
  }

  private set(change: Partial<EcrSettings>): void {
    changeSettings(this.host.context(), SETTINGS, change);
  }

  private act<Result>(ctx: Context, change: () => Result): Result {
    const result = ctx.transaction(change);
    ctx.simulation.clock.runDue();
    return result;
  }
}

/** @throws UnknownResource */
function requireRepository(ctx: Context, name: string): void {
  const repositories = ctx.table(REPOSITORIES);
  if (repositories.has(name)) return;
  const names = Array.from(repositories.values(), ({ repository }) => repository.repositoryName);
  throw new UnknownResource("repository", name, names, ctx);
}

function wrongSetting(name: string, value: unknown, values: readonly unknown[]): TypeError {
  const known = values.map((known) => JSON.stringify(known)).join(", ");
  return new TypeError(`sim.ecr.${name} cannot be ${JSON.stringify(value)}. Give one of ${known}.`);
}
