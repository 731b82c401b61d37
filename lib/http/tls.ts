import { X509Certificate } from "node:crypto";

/** The identity of a server, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  /** The certificate, followed by its intermediate certificates. */
  readonly cert: string;
}

/**
 * The host name for which clients on this machine accept the certificate: the address, if the certificate
 * includes it, else `localhost`.
 */
export function certifiedName({ cert }: TlsIdentity, address: string): string {
  const certificate = new X509Certificate(cert);
  const covers = (name: string) =>
    certificate.checkIP(name.replace(/^\[|\]$/g, "")) !== undefined ||
    certificate.checkHost(name) !== undefined;
  return !covers(address) && covers("localhost") ? "localhost" : address;
}
