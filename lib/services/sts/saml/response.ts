import { attributeOf, childrenOf, parseXml, textOf, type XmlElement } from "../../../text/xml-document.js";

/** The response of an identity provider, with the parts of its assertion that AssumeRoleWithSAML reads. */
export interface SamlResponse {
  /** Whether the provider reports that it authenticated the user. */
  readonly isSuccess: boolean;
  readonly issuer: string;
  /** The `NameID` of the subject, and its `Format`. */
  readonly subject: string;
  readonly format: string;
  readonly recipient: string;
  readonly audiences: readonly string[];
  /** All times are milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly notBefore: number | undefined;
  /** The earliest `NotOnOrAfter`. */
  readonly expiresAt: number;
  /** The latest end of sessions. */
  readonly sessionEnd: number | undefined;
  /** The values of attributes by their names. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** Reads a base64-encoded response; `undefined` if it is invalid, or lacks a part that AWS requires. */
export async function readSamlResponse(base64: string): Promise<SamlResponse | undefined> {
  const root = await parseXml(Buffer.from(base64, "base64").toString("utf8"));
  if (root?.name !== "Response") return undefined;
  const [status] = at(root.element, "Status", "StatusCode");
  const isSuccess = status === undefined || attributeOf(status, "Value") === SUCCESS;
  const [assertion, ...others] = childrenOf(root.element, "Assertion");
  if (others.length > 0) return undefined;
  return assertion === undefined ? undefined : readAssertion(assertion, isSuccess);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
function readAssertion(assertion: XmlElement, isSuccess: boolean): SamlResponse | undefined {
  const [issuer] = childrenOf(assertion, "Issuer");
  const [name] = at(assertion, "Subject", "NameID");
  const [confirmation, ...others] = at(assertion, "Subject", "SubjectConfirmation");
  const [confirmed] = childrenOf(confirmation, "SubjectConfirmationData");
  const [conditions] = childrenOf(assertion, "Conditions");
  const recipient = attributeOf(confirmed, "Recipient");
  const issuedAt = timeOf(assertion, "IssueInstant");
  const expiresAt = timeOf(confirmed, "NotOnOrAfter");
  if (issuer === undefined || name === undefined || others.length > 0) return undefined;
  if (recipient === undefined || issuedAt === undefined || expiresAt === undefined) return undefined;
  return {
    isSuccess,
    issuer: textOf(issuer).trim(),
    subject: textOf(name).trim(),
    format: attributeOf(name, "Format") ?? UNSPECIFIED,
    recipient,
    audiences: at(conditions, "AudienceRestriction", "Audience").map((audience) => textOf(audience).trim()),
    issuedAt,
    notBefore: timeOf(conditions, "NotBefore"),
    expiresAt: Math.min(expiresAt, timeOf(conditions, "NotOnOrAfter") ?? expiresAt),
    sessionEnd: timeOf(childrenOf(assertion, "AuthnStatement")[0], "SessionNotOnOrAfter"),
    attributes: new Map(at(assertion, "AttributeStatement", "Attribute").map(readAttribute)),
  };
}

function readAttribute(attribute: XmlElement): [string, string[]] {
  const values = childrenOf(attribute, "AttributeValue").map((value) => textOf(value).trim());
  return [attributeOf(attribute, "Name") ?? "", values];
}

/** The elements at a path. */
function at(element: XmlElement, parent: string, name: string): readonly XmlElement[] {
  return childrenOf(element, parent).flatMap((one) => childrenOf(one, name));
}

function timeOf(element: XmlElement, attribute: string): number | undefined {
  const time = Date.parse(attributeOf(element, attribute) ?? "");
  return Number.isNaN(time) ? undefined : time;
}
