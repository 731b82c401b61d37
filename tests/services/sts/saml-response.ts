/** The parts of an identity provider's response that a test sets. Defaults: valid for AWS. */
export interface ResponseParts {
  readonly status?: string;
  readonly issuer?: string;
  readonly format?: string | undefined;
  readonly recipient?: string | undefined;
  readonly audience?: string | undefined;
  readonly issuedAt?: string;
  readonly notBefore?: string;
  readonly expiresAt?: string | undefined;
  readonly sessionEnd?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

export const PROVIDER = "arn:aws:iam::123456789012:saml-provider/okta";
export const ROLE = "arn:aws:iam::123456789012:role/analyst";
export const ISSUER = "https://idp.example.com";
export const SIGN_IN = "https://signin.aws.amazon.com/saml";
export const AWS = "https://aws.amazon.com/SAML/Attributes/";

const attribute = (name: string, value: string | undefined) =>
  value === undefined ? "" : ` ${name}="${value}"`;

/** A response, as a provider posts it to AWS. */
export function samlXml(parts: ResponseParts = {}): string {
  const {
    status = "urn:oasis:names:tc:SAML:2.0:status:Success",
    issuer = ISSUER,
    format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    recipient = SIGN_IN,
    audience = "urn:amazon:webservices",
    issuedAt = "2031-05-01T09:59:00.000Z",
    notBefore,
    expiresAt = "2031-05-01T10:04:00.000Z",
    sessionEnd,
    attributes = {},
  } = { ...parts };
  const confirmed =
    attribute("Recipient", "recipient" in parts ? parts.recipient : recipient) +
    attribute("NotOnOrAfter", "expiresAt" in parts ? parts.expiresAt : expiresAt);
  const audiences = "audience" in parts ? parts.audience : audience;
  const all = {
    [`${AWS}Role`]: [`${PROVIDER},${ROLE}`],
    [`${AWS}RoleSessionName`]: ["ann@example.com"],
    ...attributes,
  };
  const statements = Object.entries(all).map(
    ([name, values]) =>
      `<saml2:Attribute Name="${name}">${values.map((value) => `<saml2:AttributeValue xsi:type="xs:string">${value}</saml2:AttributeValue>`).join("")}</saml2:Attribute>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" IssueInstant="${issuedAt}" Destination="${SIGN_IN}">
  <saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml2:Issuer>
  <saml2p:Status><saml2p:StatusCode Value="${status}"/></saml2p:Status>
  <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_a" Version="2.0" IssueInstant="${issuedAt}">
    <saml2:Issuer>${issuer}</saml2:Issuer>
    <saml2:Subject>
      <saml2:NameID${attribute("Format", "format" in parts ? parts.format : format)}>ann</saml2:NameID>
      <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData${confirmed}/></saml2:SubjectConfirmation>
    </saml2:Subject>
    <saml2:Conditions${attribute("NotBefore", notBefore)}>
      ${audiences === undefined ? "" : `<saml2:AudienceRestriction><saml2:Audience>${audiences}</saml2:Audience></saml2:AudienceRestriction>`}
    </saml2:Conditions>
    <saml2:AuthnStatement${attribute("SessionNotOnOrAfter", sessionEnd)}/>
    <saml2:AttributeStatement>${statements.join("")}</saml2:AttributeStatement>
  </saml2:Assertion>
</saml2p:Response>`;
}

export const samlResponse = (parts?: ResponseParts) => Buffer.from(samlXml(parts)).toString("base64");
