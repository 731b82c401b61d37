import { X509Certificate } from "node:crypto";

/** What a server proves its identity with, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  /** The certificate, followed by those between it and its authority. */
  readonly cert: string;
}

/**
 * The name under which clients on this machine accept the certificate: the
 * address, if the certificate is for it, else `localhost`.
 */
export function certifiedName({ cert }: TlsIdentity, address: string): string {
  const certificate = new X509Certificate(cert);
  const covers = (name: string) =>
    certificate.checkIP(name.replace(/^\[|\]$/g, "")) !== undefined ||
    certificate.checkHost(name) !== undefined;
  return !covers(address) && covers("localhost") ? "localhost" : address;
}
