import type { Scope } from "../runtime/scope.js";
import type { EcrControl, PushedImage } from "../services/ecr/control.js";
import type { ScanOutcome } from "../services/ecr/scans/outcomes.js";
import type { EcrSettings } from "../services/ecr/settings.js";
import { segment, unlessMissing } from "./calls.js";
import { ConnectedService } from "./service.js";

type Images = ReturnType<EcrControl["images"]>;

/** What ECR holds. */
export interface EcrState {
  readonly repositories: ReturnType<EcrControl["repositories"]>;
  readonly images: Images;
  readonly creationTemplates: ReturnType<EcrControl["creationTemplates"]>;
}

/** ECR of a simulator in another process. */
export class ConnectedEcr extends ConnectedService<EcrState> {
  /** Pushes a small image, and makes the repository if need be. The same `content` is the same image. */
  pushImage(
    repository: string,
    tag?: string,
    options: Scope & { content?: string } = {},
  ): Promise<PushedImage> {
    const { content, ...at } = options;
    return this.calls.call("POST", this.path(repository, "images"), {
      query: { ...at },
      body: { tag, content },
    });
  }

  /** Says how scans of a repository's images end, in every account and region. */
  async onScan(repository: string, outcome: ScanOutcome): Promise<void> {
    await this.calls.call("POST", this.path(repository, "scan-outcome"), { body: outcome });
  }

  /** Applies the lifecycle policy of a repository now, and names what expired or was archived. */
  async applyLifecyclePolicy(
    repository: string,
    at: Scope = {},
  ): Promise<ReturnType<EcrControl["applyLifecyclePolicy"]>> {
    type Answer = { imageIds: ReturnType<EcrControl["applyLifecyclePolicy"]> };
    const path = this.path(repository, "apply-lifecycle-policy");
    return (await this.calls.call<Answer>("POST", path, { query: { ...at } })).imageIds;
  }

  /** Changes how strict ECR is; what is left out stays. */
  async set(settings: Partial<EcrSettings>): Promise<void> {
    await this.calls.call("PATCH", "/ecr/settings", { body: settings });
  }

  /** The bytes of a layer, or of the configuration of an image; `undefined` if the repository does not have it. */
  layer(repository: string, digest: string, at: Scope = {}): Promise<Uint8Array | undefined> {
    const path = `/ecr/repositories/${segment(repository)}/layers/${segment(digest)}`;
    return unlessMissing(this.calls.bytes("GET", path, { query: { ...at } }));
  }

  private path(repository: string, what: string): string {
    return `/ecr/repositories/${segment(repository)}/${what}`;
  }
}
