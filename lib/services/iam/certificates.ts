import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { brokenChain, keyPairMismatch, unreadableCertificate, unreadablePrivateKey } from "./errors.js";

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Parses a PEM certificate; `undefined` for any other string. */
export function parsedCertificate(text: string): X509Certificate | undefined {
  if (!text.includes("-----BEGIN CERTIFICATE-----")) return undefined;
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

/**
 * A certificate or chain as IAM stores it: without surrounding whitespace and carriage returns. Terraform
 * depends on that.
 */
export function normalizedPem(text: string): string {
  return text.replaceAll("\r", "").trim();
}

/**
 * Validates a server certificate with its key and chain. Dates are not checked, because the simulated clock
 * may have any time.
 *
 * @returns when the certificate expires
 * @throws MalformedCertificate, KeyPairMismatch
 */
export function checkServerCertificate(body: string, privateKey: string, chain: string | undefined): Date {
  const certificate = parsedCertificate(body);
  if (!certificate) throw unreadableCertificate();
  if (!certificate.checkPrivateKey(parsedKey(privateKey))) throw keyPairMismatch();
  if (chain !== undefined) checkChain(certificate, chain);
  return new Date(certificate.validTo);
}

function parsedKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw unreadablePrivateKey();
  }
}

/** Each certificate must be issued by the next one. */
function checkChain(certificate: X509Certificate, chain: string): void {
  const issuers = chain.match(PEM) ?? [];
  if (issuers.length === 0) throw brokenChain(-1);
  let issued = certificate;
  for (const [at, pem] of issuers.entries()) {
    const issuer = parsedCertificate(pem);
    if (!issuer) throw brokenChain(at);
    if (!issued.checkIssued(issuer)) throw brokenChain(at - 1);
    issued = issuer;
  }
}
