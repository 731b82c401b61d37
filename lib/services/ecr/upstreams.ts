import { credentialsRequired, unsupportedUpstream } from "./errors/registry.js";
import type { UpstreamRegistry } from "./generated/types.js";

interface Upstream {
  readonly host: RegExp;
  readonly registry: UpstreamRegistry;
  /** It requires a secret of Secrets Manager. */
  readonly credentials: boolean;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html */
const UPSTREAMS: readonly Upstream[] = [
  { host: /^public\.ecr\.aws$/, registry: "ecr-public", credentials: false },
  { host: /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, registry: "ecr", credentials: false },
  { host: /^quay\.io$/, registry: "quay", credentials: false },
  { host: /^registry\.k8s\.io$/, registry: "k8s", credentials: false },
  { host: /^registry-1\.docker\.io$/, registry: "docker-hub", credentials: true },
  { host: /^ghcr\.io$/, registry: "github-container-registry", credentials: true },
  { host: /^[a-z0-9]+\.azurecr\.io$/, registry: "azure-container-registry", credentials: true },
  { host: /^registry\.gitlab\.com$/, registry: "gitlab-container-registry", credentials: true },
  { host: /^cgr\.dev$/, registry: "chainguard", credentials: true },
];

/**
 * The registry type of a URL.
 *
 * @throws UnsupportedUpstreamRegistryException; InvalidParameterException for missing credentials.
 */
export function upstreamOf(url: string, credentialArn: string | undefined): UpstreamRegistry {
  const upstream = UPSTREAMS.find(({ host }) => host.test(url));
  if (!upstream) throw unsupportedUpstream(url);
  if (upstream.credentials && credentialArn === undefined) throw credentialsRequired(url);
  return upstream.registry;
}
