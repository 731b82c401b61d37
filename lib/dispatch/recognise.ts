import type { Catalogue, CatalogueService } from "../model/catalogue.js";
import type { ProtocolName } from "../model/facts.js";
import { cborTarget } from "../protocols/rpc-cbor.js";
import type { SignatureReading } from "../signing/scope.js";
import type { WireRequest } from "../wire/message.js";
import { type Form, formField } from "./forms.js";
import { targetOf } from "./targets.js";

/** A recognised request that no simulated service accepts. */
export interface Recognised {
  readonly service: CatalogueService;
  /** The operation name in the request; `undefined` if it has none. */
  readonly operation: string | undefined;
  /** Whether AWS has that operation. */
  readonly known: boolean;
  /** The protocol of the response, if the service supports several: that of the request. */
  readonly answer: "own" | "cbor" | "query";
}

/**
 * Finds the AWS service and operation of a request: by RPC path, target, form, signing name or host.
 * `undefined` if it has none of them.
 */
export function recognise(
  catalogue: Catalogue,
  request: WireRequest,
  signature: SignatureReading,
  form: Form | undefined,
): Recognised | undefined {
  const signed = signature.kind === "signed" ? catalogue.signedAs(signature.signature.service) : [];
  const candidates = [...signed, ...ofHost(catalogue, request)];
  const cbor = cborTarget(request);
  if (cbor) {
    return named([...catalogue.targeted(cbor.service), ...candidates], cbor.operation, "cbor", request);
  }
  const target = targetOf(request);
  if (target) {
    const targeted = catalogue.targeted(target.prefix);
    // A target of no service, sent to a service with targets: that service does not have the operation.
    if (targeted.length > 0) return named(targeted, target.operation, "own", request);
    const other = candidates.find(({ facts }) => facts.targetPrefix !== undefined);
    return other && { service: other, operation: target.operation, known: false, answer: "own" };
  }
  if (form) {
    const versions = catalogue.ofVersion(form.version);
    const speaking = [...candidates, ...versions].filter(speaksQuery);
    // Elastic Load Balancing has two APIs of different versions.
    const ofVersion = speaking.filter((service) => versions.includes(service));
    return named([...ofVersion, ...speaking], formField(form, "Action") ?? "", "query", request);
  }
  return routed(candidates, request);
}

/** The protocol of a request, if it can be determined without its service; not for REST. */
export function spokenProtocol(request: WireRequest, form: Form | undefined): ProtocolName | undefined {
  if (cborTarget(request)) return "rpc-v2-cbor";
  if (form) return "query";
  return targetOf(request) ? "json" : undefined;
}

/** The service that has the operation; else the first. */
function named(
  services: readonly CatalogueService[],
  operation: string,
  answer: Recognised["answer"],
  request: WireRequest,
): Recognised | undefined {
  const owner = likeliest(
    services.filter((service) => service.has(operation)),
    request,
  );
  const service = owner ?? services[0];
  return service && { service, operation, known: owner !== undefined, answer };
}

/** The service that has the path; else the first. */
function routed(services: readonly CatalogueService[], request: WireRequest): Recognised | undefined {
  const owner = likeliest(
    services.filter((candidate) => candidate.route(request) !== undefined),
    request,
  );
  const service = owner ?? services[0];
  const operation = owner?.route(request);
  return service && { service, operation, known: operation !== undefined, answer: "own" };
}

/**
 * Of services with the same operation name or path, the one that the `User-Agent` of the client names; else
 * the one that the signing name is derived from: RDS, not DocumentDB or Neptune.
 */
function likeliest(
  services: readonly CatalogueService[],
  { headers }: WireRequest,
): CatalogueService | undefined {
  if (services.length < 2) return services[0];
  const [, client = ""] = /(?:^| )api\/([\w-]+)#/i.exec(headers["user-agent"] ?? "") ?? [];
  return (
    services.find(({ serviceId }) => plain(serviceId) === plain(client)) ??
    services.find(({ name, facts }) => name === facts.signingName) ??
    services[0]
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function speaksQuery({ facts }: CatalogueService): boolean {
  return facts.protocol === "query" || facts.protocol === "ec2" || facts.awsQueryCompatible === true;
}

/** `sqs.us-east-1.amazonaws.com`, `123456789012.s3-control.…`, `api.ecr.…` */
function ofHost(catalogue: Catalogue, { headers }: WireRequest): readonly CatalogueService[] {
  const labels = awsLabels(headers.host) ?? [];
  const [first = "", second = ""] = labels;
  return [first, `${first}.${second}`, second].flatMap((prefix) => catalogue.atEndpoint(prefix));
}

/** The part before `amazonaws.com` in a host of AWS; `undefined` for other hosts. */
export function awsLabels(host: string | undefined): string[] | undefined {
  const [, names] = /^([a-z0-9.-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)(?::\d+)?$/i.exec(host ?? "") ?? [];
  return names?.toLowerCase().split(".");
}
