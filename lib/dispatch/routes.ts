import type { ServiceFacts } from "../model/facts.js";
import type { AwsError } from "../runtime/errors.js";
import type { ServiceDefinition } from "../runtime/service.js";
import type { SignatureReading } from "../signing/scope.js";
import { Remembered } from "../values/remembered.js";
import type { WireRequest } from "../wire/message.js";
import { awsLabels } from "./recognise.js";
import { type Target, targetOf } from "./targets.js";

/** A service of any types. */
export type AnyService = ServiceDefinition<ServiceFacts, unknown>;

/** The parts of a service that its requests need, whether it is simulated or not. */
export type ServedService = Pick<
  AnyService,
  "identity" | "loadFacts" | "loadOperations" | "loadAuthorization" | "behaviour"
> & {
  /** The error for an operation that AWS has but the simulator does not. Default that of a simulated service. */
  readonly notSimulated?: (operation: string) => AwsError;
};

/**
 * Finds the service of a request: by its target, then the scope of its credential, then the version of its
 * form, then its path.
 */
export class ServiceRoutes {
  private readonly byTarget = new Map<string, AnyService>();
  private readonly bySigningName = new Map<string, AnyService[]>();
  private readonly byVersion = new Map<string, AnyService>();
  private readonly byAction = new Map<string, AnyService>();
  private readonly byPath: [path: string, service: AnyService][] = [];
  private readonly hostOwners: readonly AnyService[];
  private readonly ownersByHost = new Remembered((host) =>
    this.hostOwners.find(({ wire }) => wire.ownsHost?.(host)),
  );
  private readonly labelsByHost = new Remembered(awsLabels);
  private readonly claimants: readonly AnyService[];
  private readonly formOwners: readonly AnyService[];

  /** The simulator's names of the services. */
  readonly names: readonly string[];

  constructor(services: readonly AnyService[]) {
    this.names = services.map(({ identity }) => identity.name);
    for (const service of services) {
      // Signatures of version 2 contain no service.
      const signingNames = [service.identity.signingName, ...(service.wire.ownsVersion2 ? [""] : [])];
      const { targetPrefixes = [], queryVersion, unsignedActions = [], paths = [] } = service.wire;
      for (const prefix of targetPrefixes) this.byTarget.set(prefix, service);
      for (const name of signingNames)
        this.bySigningName.set(name, [...(this.bySigningName.get(name) ?? []), service]);
      if (queryVersion) this.byVersion.set(queryVersion, service);
      for (const action of unsignedActions) this.byAction.set(action, service);
      for (const path of paths) this.byPath.push([path, service]);
    }
    this.hostOwners = services.filter(({ wire }) => wire.ownsHost);
    this.claimants = services.filter(({ wire }) => wire.claimsUnsigned);
    this.formOwners = services.filter(({ wire }) => wire.formPath);
  }

  /** The service of a request by its head; unsigned forms are resolved by {@link ofVersion}. */
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

  /** The service of a request without readable credentials, if nothing else claims it. */
  unclaimed(request: WireRequest, signature: SignatureReading): AnyService | undefined {
    if (signature.kind === "signed" || targetOf(request) !== undefined) return undefined;
    const labels = this.labelsByHost.of(request.headers.host ?? "");
    return this.claimants.find(({ wire }) => wire.claimsUnsigned?.(labels));
  }

  /**
   * Whether a request belongs to a service although its path may be another's: it has a host of the service,
   * such as that of a bucket, or one of the service's own paths.
   */
  owns({ headers, path }: Pick<WireRequest, "headers" | "path">): boolean {
    return this.ofHost(headers.host) !== undefined || this.ofPath(path) !== undefined;
  }

  /**
   * Whether a form with the path of a request may be for a service, or for the one that the request is signed
   * for.
   */
  acceptsForms({ path }: Pick<WireRequest, "path">, signature: SignatureReading): boolean {
    if (path === "/") return true;
    const signedFor = signature.kind === "signed" ? signature.signature.service : undefined;
    return this.formOwners.some(
      ({ wire, identity }) =>
        wire.formPath?.test(path) === true && (signedFor ?? identity.signingName) === identity.signingName,
    );
  }

  /** The service of the API version in a form. */
  ofVersion(version: string): AnyService | undefined {
    return this.byVersion.get(version);
  }

  /** The service of an unsigned form without a version. */
  ofAction(action: string | undefined): AnyService | undefined {
    return action === undefined ? undefined : this.byAction.get(action);
  }

  private byScope(request: WireRequest, signature: SignatureReading): AnyService | undefined {
    if (signature.kind !== "signed") return undefined;
    const candidates = this.bySigningName.get(signature.signature.service) ?? [];
    // If services share a signing name, the first one has all paths that are not another's own.
    return candidates.length > 1 ? (this.ofPath(request.path, candidates) ?? candidates[0]) : candidates[0];
  }

  private ofHost(host: string | undefined): AnyService | undefined {
    if (host === undefined || this.hostOwners.length === 0) return undefined;
    return this.ownersByHost.of(host);
  }

  private ofPath(path: string, among?: readonly AnyService[]): AnyService | undefined {
    for (const [start, service] of this.byPath)
      if (path.startsWith(start) && (!among || among.includes(service))) return service;
    return undefined;
  }
}
