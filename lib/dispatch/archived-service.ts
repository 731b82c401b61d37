import type { ArchivedService } from "../model/archive.js";
import type { ServiceFacts } from "../model/facts.js";
import { ServiceModel } from "../model/service-model.js";
import { AwsError } from "../runtime/errors.js";
import { own } from "../values/own.js";
import { onlyStubbed } from "./errors.js";
import { LoadedService } from "./loaded-service.js";
import type { ServedService } from "./routes.js";

/**
 * A service that is not simulated, created from its facts. Its requests are parsed and validated as usual;
 * operations without a stub return 501.
 *
 * @param simulated names of the simulated services, for the message of the 501.
 */
export function archivedService(
  service: ArchivedService,
  facts: ServiceFacts,
  simulated: readonly string[],
): LoadedService {
  const { code, status } = validationCode(service.name, facts);
  const definition: ServedService = {
    identity: service,
    loadFacts: () => Promise.resolve({ facts }),
    loadOperations: () => Promise.resolve({}),
    behaviour: () => ({ validationError: (message) => new AwsError(code, message, { status }) }),
    notSimulated: (operation) => onlyStubbed(service, operation, simulated),
  };
  return new LoadedService(definition, new ServiceModel(facts), {});
}

/** Error codes of services that reject invalid input with another code than the usual one. */
const CODES = ["ValidationException", "ValidationError", "InvalidInput", "InvalidArgument"];

/** Services with the usual message but another code. */
const OWN_CODES: ReadonlyMap<string, string> = new Map([
  ["cognito-identity", "InvalidParameterException"],
  ["cognito-idp", "InvalidParameterException"],
  ["transcribe", "BadRequestException"],
]);

/** Code and status for input that breaks a constraint: modelled, or that of the protocol. */
function validationCode(
  service: string,
  { protocol, shapes }: ServiceFacts,
): {
  readonly code: string;
  readonly status: number;
} {
  const ownCode = OWN_CODES.get(service);
  for (const code of ownCode === undefined ? CODES : [ownCode]) {
    const shape = own(shapes, code);
    if (shape?.type === "structure" && shape.error) return { code, status: shape.error.status ?? 400 };
  }
  // REST services without a validation error have one for bad requests: SES v2, API Gateway.
  const bad = protocol === "rest-json" ? own(shapes, "BadRequestException") : undefined;
  if (bad?.type === "structure" && bad.error) return { code: "BadRequestException", status: 400 };
  const inXml = protocol === "query" || protocol === "ec2" || protocol === "rest-xml";
  return { code: inXml ? "ValidationError" : "ValidationException", status: 400 };
}
