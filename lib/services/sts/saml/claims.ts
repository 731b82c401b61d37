import { createHash } from "node:crypto";
import type { ConditionValue } from "../../../policies/values.js";
import type { Arn } from "../../../shared/arn.js";
import type { SamlResponse } from "./response.js";

const FORMAT_PREFIX = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

/** `persistent` or `transient`; a format with another prefix is returned whole. */
export function subjectTypeOf({ format }: SamlResponse): string {
  return format.startsWith(FORMAT_PREFIX) ? format.slice(FORMAT_PREFIX.length) : format;
}

/** The hash that, with the subject, identifies a user: of the issuer, the account and the name of the provider. */
export function nameQualifierOf({ issuer }: SamlResponse, { account, resource }: Arn): string {
  const name = resource.slice(resource.lastIndexOf("/"));
  return createHash("sha1").update(`${issuer}${account}${name}`).digest("base64");
}

/**
 * The claims of an assertion for policies of the role, without the prefix `saml:`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
export function sessionClaims(response: SamlResponse, provider: Arn): Record<string, string> {
  const { account, resource } = provider;
  return {
    // The recipient: SAML's own audience is not a condition key.
    aud: response.recipient,
    doc: `${account}${resource.slice(resource.lastIndexOf("/"))}`,
    iss: response.issuer,
    namequalifier: nameQualifierOf(response, provider),
    sub: response.subject,
    sub_type: subjectTypeOf(response),
  };
}

/** Additional claims for the trust policy: attributes that AWS maps to condition keys. */
export function attributeClaims({ attributes }: SamlResponse): Record<string, ConditionValue> {
  const claims = MAPPED.flatMap(([name, key, type]): [string, ConditionValue][] => {
    const values = attributes.get(name) ?? [];
    const [first] = values;
    if (first === undefined) return [];
    return [[key, type === "list" ? values : first]];
  });
  return Object.fromEntries(claims);
}

const EDU = "urn:oid:1.3.6.1.4.1.5923.1";
const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/**
 * Attributes by name, with their condition keys.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping
 */
const MAPPED: readonly (readonly [name: string, key: string, type: "string" | "list"])[] = [
  [`${EDU}.1.1.1`, "eduPersonAffiliation", "list"],
  [`${EDU}.1.1.2`, "eduPersonNickname", "list"],
  [`${EDU}.1.1.3`, "eduPersonOrgDN", "string"],
  [`${EDU}.1.1.4`, "eduPersonOrgUnitDN", "list"],
  [`${EDU}.1.1.5`, "eduPersonPrimaryAffiliation", "string"],
  [`${EDU}.1.1.6`, "eduPersonPrincipalName", "string"],
  [`${EDU}.1.1.7`, "eduPersonEntitlement", "list"],
  [`${EDU}.1.1.8`, "eduPersonPrimaryOrgUnitDN", "string"],
  [`${EDU}.1.1.9`, "eduPersonScopedAffiliation", "list"],
  [`${EDU}.1.1.10`, "eduPersonTargetedID", "list"],
  [`${EDU}.1.1.11`, "eduPersonAssurance", "list"],
  [`${EDU}.2.1.2`, "eduOrgHomePageURI", "list"],
  [`${EDU}.2.1.3`, "eduOrgIdentityAuthNPolicyURI", "list"],
  [`${EDU}.2.1.4`, "eduOrgLegalName", "list"],
  [`${EDU}.2.1.5`, "eduOrgSuperiorURI", "list"],
  [`${EDU}.2.1.6`, "eduOrgWhitePagesURI", "list"],
  ["urn:oid:2.5.4.3", "cn", "list"],
  [`${CLAIMS}/name`, "name", "string"],
  ["http://schemas.xmlsoap.org/claims/CommonName", "commonName", "string"],
  [`${CLAIMS}/givenname`, "givenName", "string"],
  [`${CLAIMS}/surname`, "surname", "string"],
  [`${CLAIMS}/emailaddress`, "mail", "string"],
  ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid", "uid", "string"],
  ["2.5.4.3", "commonName", "string"],
  ["2.5.4.4", "surname", "string"],
  // AWS's own spelling of 2.5.4.42.
  ["2.4.5.42", "givenName", "string"],
  ["2.5.4.45", "x500UniqueIdentifier", "string"],
  ["0.9.2342.19200300100.1.1", "uid", "string"],
  ["0.9.2342.19200300100.1.3", "mail", "string"],
  ["0.9.2342.19200300.100.1.45", "organizationStatus", "string"],
];
