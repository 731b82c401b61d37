import type { ServiceFacts } from "../model/facts.js";
import type { ServiceDefinition } from "../runtime/service.js";
import type { SignatureReading } from "../signing/scope.js";
import type { WireRequest } from "../wire/message.js";
import { awsLabels } from "./recognise.js";
import { type Target, targetOf } from "./targets.js";

/** A service as the dispatcher holds it. */
export type AnyService = ServiceDefinition<ServiceFacts, unknown>;

/**
 * Finds the service that a request is for: by its target, then by the scope of
 * its credential, then by the version of its form, then by its path.
 */
export class ServiceRoutes {
  private readonly byTarget = new Map<string, AnyService>();
  private readonly bySigningName = new Map<string, AnyService[]>();
  private readonly byVersion = new Map<string, AnyService>();
  private readonly byPath: [path: string, service: AnyService][] = [];
  private readonly hostOwners: readonly AnyService[];
  private readonly claimants: readonly AnyService[];

  /** Our names of the services. */
  readonly names: readonly string[];

  constructor(services: readonly AnyService[]) {
    this.names = services.map(({ identity }) => identity.name);
    for (const service of services) {
      // Signatures of version 2 name no service.
      const signingNames = [service.identity.signingName, ...(service.signing?.version2 ? [""] : [])];
      const { targetPrefixes = [], queryVersion, paths = [] } = service.wire;
      for (const prefix of targetPrefixes) this.byTarget.set(prefix, service);
      for (const name of signingNames)
        this.bySigningName.set(name, [...(this.bySigningName.get(name) ?? []), service]);
      if (queryVersion) this.byVersion.set(queryVersion, service);
      for (const path of paths) this.byPath.push([path, service]);
    }
    this.hostOwners = services.filter(({ wire }) => wire.ownsHost);
    this.claimants = services.filter(({ wire }) => wire.claimsUnsigned);
  }

  /** The service of a request that its head tells; unsigned forms tell theirs by {@link ofVersion}. */
  find(request: WireRequest, signature: SignatureReading): AnyService | undefined {
    const target = targetOf(request);
    if (target !== undefined) return this.byHeadWithTarget(request, signature, target);
    return this.byScope(request, signature) ?? this.ofHost(request.headers.host) ?? this.ofPath(request.path);
  }

  /** Services without targets ignore the header. */
  private byHeadWithTarget(
    request: WireRequest,
    signature: SignatureReading,
    { prefix }: Target,
  ): AnyService | undefined {
    const named = this.byTarget.get(prefix);
    if (signature.kind === "signed" && signature.signature.service === named?.identity.signingName)
      return named;
    const scoped = this.byScope(request, signature) ?? this.ofHost(request.headers.host);
    return scoped && scoped.wire.targetPrefixes === undefined ? scoped : named;
  }

  /** The service of a request without credentials that can be read, when nothing else claims it. */
  unclaimed(request: WireRequest, signature: SignatureReading): AnyService | undefined {
    if (signature.kind === "signed" || targetOf(request) !== undefined) return undefined;
    const labels = awsLabels(request.headers.host);
    return this.claimants.find(({ wire }) => wire.claimsUnsigned?.(labels));
  }

  /** Whether requests to this host are for one service whatever their path, as those to a bucket's are. */
  ownsHost({ headers }: Pick<WireRequest, "headers">): boolean {
    return this.ofHost(headers.host) !== undefined;
  }

  /** The service whose API version a form names. */
  ofVersion(version: string): AnyService | undefined {
    return this.byVersion.get(version);
  }

  private byScope(request: WireRequest, signature: SignatureReading): AnyService | undefined {
    if (signature.kind !== "signed") return undefined;
    const candidates = this.bySigningName.get(signature.signature.service) ?? [];
    // Of services that share a signing name, the first has the paths that are not another's own.
    return candidates.length > 1 ? (this.ofPath(request.path, candidates) ?? candidates[0]) : candidates[0];
  }

  private ofHost(host: string | undefined): AnyService | undefined {
    if (host === undefined || this.hostOwners.length === 0) return undefined;
    return this.hostOwners.find(({ wire }) => wire.ownsHost?.(host));
  }

  private ofPath(path: string, among?: readonly AnyService[]): AnyService | undefined {
    return this.byPath.find(
      ([start, service]) => path.startsWith(start) && (!among || among.includes(service)),
    )?.[1];
  }
}
