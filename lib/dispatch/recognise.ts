import type { Catalogue, CatalogueService } from "../model/catalogue.js";
import { cborTarget } from "../protocols/rpc-cbor.js";
import type { SignatureReading } from "../signing/scope.js";
import type { WireRequest } from "../wire/message.js";
import { type Form, formField } from "./forms.js";
import { targetOf } from "./targets.js";

/** How a request that no simulated service takes is understood. */
export interface Recognised {
  readonly service: CatalogueService;
  /** What the request calls its operation; `undefined` when its path names none. */
  readonly operation: string | undefined;
  /** Whether AWS has that operation. */
  readonly known: boolean;
  /** How the answer is written: as the request is, where a service speaks several protocols. */
  readonly answer: "own" | "cbor" | "query";
}

/**
 * Finds the service and operation of AWS that a request is for: by RPC path,
 * by target, by form, by signing name, by host. `undefined` when it shows
 * none of them.
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
    return named([...catalogue.targeted(cbor.service), ...candidates], cbor.operation, "cbor");
  }
  const target = targetOf(request);
  if (target) {
    const targeted = catalogue.targeted(target.prefix);
    // A target of no service, sent to one that has targets: that one does not know the operation.
    if (targeted.length > 0) return named(targeted, target.operation, "own");
    const other = candidates.find(({ facts }) => facts.targetPrefix !== undefined);
    return other && { service: other, operation: target.operation, known: false, answer: "own" };
  }
  if (form) {
    const versions = catalogue.ofVersion(form.version);
    const speaking = [...candidates, ...versions].filter(speaksQuery);
    return named(speaking, formField(form, "Action") ?? "", "query");
  }
  return routed(candidates, request);
}

/** The first service that has the operation; else the first. */
function named(
  services: readonly CatalogueService[],
  operation: string,
  answer: Recognised["answer"],
): Recognised | undefined {
  const owner = services.find((service) => service.has(operation));
  const service = owner ?? services[0];
  return service && { service, operation, known: owner !== undefined, answer };
}

/** The first service whose path it is; else the first. */
function routed(services: readonly CatalogueService[], request: WireRequest): Recognised | undefined {
  for (const service of services) {
    const operation = service.route(request);
    if (operation !== undefined) return { service, operation, known: true, answer: "own" };
  }
  const [service] = services;
  return service && { service, operation: undefined, known: false, answer: "own" };
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

/** What is before `amazonaws.com` in a host of AWS; `undefined` for other hosts. */
export function awsLabels(host: string | undefined): string[] | undefined {
  const [, names] = /^([a-z0-9.-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)(?::\d+)?$/i.exec(host ?? "") ?? [];
  return names?.toLowerCase().split(".");
}
