import { isIPv4, isIPv6 } from "node:net";
import { own } from "../../values/own.js";
import { invalidInput } from "./errors.js";
import type { NamespaceType, RecordType } from "./generated/types.js";
import type { ServiceRow } from "./state/services.js";

/** Attributes of an instance by name. */
export type Attributes = Readonly<Record<string, string>>;

const MOST_CUSTOM_ATTRIBUTES = 30;
const MOST_CHARACTERS = 5_000;

/** Attributes that Cloud Map interprets. */
const OWN_ATTRIBUTES = [
  "AWS_ALIAS_DNS_NAME",
  "AWS_EC2_INSTANCE_ID",
  "AWS_INIT_HEALTH_STATUS",
  "AWS_INSTANCE_CNAME",
  "AWS_INSTANCE_IPV4",
  "AWS_INSTANCE_IPV6",
  "AWS_INSTANCE_PORT",
];

/** The attributes that each record type requires. */
const NEEDED: Readonly<Record<RecordType, readonly string[]>> = {
  A: ["AWS_INSTANCE_IPV4"],
  AAAA: ["AWS_INSTANCE_IPV6"],
  CNAME: ["AWS_INSTANCE_CNAME"],
  SRV: ["AWS_INSTANCE_PORT"],
};

/**
 * Validates an instance's attributes beyond the model: their number, and those required by the service's
 * records and health check.
 *
 * @throws InvalidInput
 */
export function checkAttributes(
  attributes: Attributes,
  service: ServiceRow,
  namespaceType: NamespaceType,
): void {
  checkAmount(attributes);
  checkValues(attributes);
  if (attributes.AWS_EC2_INSTANCE_ID !== undefined) return checkEc2(attributes, namespaceType);
  if (attributes.AWS_ALIAS_DNS_NAME !== undefined) return checkAlias(attributes, service);
  checkRecordNeeds(attributes, service);
  if (service.healthCheck && attributes.AWS_INSTANCE_PORT === undefined)
    throw invalidInput("A port must be supplied in order to register this instance.");
}

function checkAmount(attributes: Attributes): void {
  const names = Object.keys(attributes);
  const reserved = names.filter((name) => name.toLowerCase().startsWith("aws_"));
  const unknown = reserved.filter((name) => !OWN_ATTRIBUTES.includes(name));
  if (unknown.length > 0)
    throw invalidInput(
      `Invalid attribute: [${unknown.join(", ")}]. [aws_] prefix is reserved for AWS attributes.`,
    );
  const custom = names.filter((name) => !reserved.includes(name));
  if (custom.length > MOST_CUSTOM_ATTRIBUTES)
    throw invalidInput(
      `Too many attributes provided: [${custom.join(", ")}]. The current limit is ${MOST_CUSTOM_ATTRIBUTES}`,
    );
  const characters = Object.entries(attributes).reduce(
    (total, [name, value]) => total + name.length + value.length,
    0,
  );
  if (characters > MOST_CHARACTERS)
    throw invalidInput(
      `Instance attributes too large. Maximum allowed size of all attributes is ${MOST_CHARACTERS} characters.`,
    );
}

function checkValues(attributes: Attributes): void {
  const {
    AWS_INIT_HEALTH_STATUS: health,
    AWS_INSTANCE_IPV4: v4,
    AWS_INSTANCE_IPV6: v6,
    AWS_INSTANCE_PORT: port,
  } = attributes;
  if (health !== undefined && health !== "HEALTHY" && health !== "UNHEALTHY")
    throw invalidInput(`No enum constant com.amazon.route53.autonaming.model.InitHealthStatus.${health}`);
  if (v4 !== undefined && !isIPv4(v4)) throw invalidValue("AWS_INSTANCE_IPV4", v4);
  if (v6 !== undefined && !isIPv6(v6)) throw invalidValue("AWS_INSTANCE_IPV6", v6);
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw invalidValue("AWS_INSTANCE_PORT", port);
}

function checkEc2(attributes: Attributes, namespaceType: NamespaceType): void {
  const others = OWN_ATTRIBUTES.filter(
    (name) =>
      name !== "AWS_EC2_INSTANCE_ID" &&
      name !== "AWS_INIT_HEALTH_STATUS" &&
      own(attributes, name) !== undefined,
  );
  if (others.length > 0)
    throw invalidInput(
      `Invalid combination of attributes received. AWS_EC2_INSTANCE_ID is not supported with [${others.join(", ")}].`,
    );
  if (namespaceType !== "HTTP")
    throw invalidInput(
      `AWS_EC2_INSTANCE_ID provided in namespace type ${namespaceType}. It is only supported in HTTP namespace`,
    );
}

function checkAlias(attributes: Attributes, { dns }: ServiceRow): void {
  const others = Object.keys(attributes).filter((name) => name.startsWith("AWS_INSTANCE_"));
  if (others.length > 0)
    throw invalidInput(
      `Invalid combination of attributes received. AWS_ALIAS_DNS_NAME is not supported with [${others.join(", ")}].`,
    );
  if (!dns) return;
  if (dns.routingPolicy !== "WEIGHTED")
    throw invalidInput("ALIAS instance can be registered only in services with WEIGHTED routing policy");
  if (!dns.records.every(({ Type }) => Type === "A" || Type === "AAAA"))
    throw invalidInput("ALIAS instance can be registered only in services with A or AAAA records");
}

function checkRecordNeeds(attributes: Attributes, { dns }: ServiceRow): void {
  const types = dns?.records.map(({ Type }) => Type) ?? [];
  const hasNone = (...names: string[]) => names.every((name) => own(attributes, name) === undefined);
  if (types.includes("SRV") && hasNone("AWS_INSTANCE_IPV4", "AWS_INSTANCE_IPV6"))
    throw invalidInput("At least one of AWS_INSTANCE_IPV4 AWS_INSTANCE_IPV6 is required.");
  const missing = types.flatMap((type) => NEEDED[type]).filter((name) => hasNone(name));
  if (missing.length > 0) throw invalidInput(`Required attribute(s) ${missing.join(", ")} are missing.`);
}

function invalidValue(name: string, value: string) {
  return invalidInput(`Invalid value for attribute ${name}: ${value}`);
}
