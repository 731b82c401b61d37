import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesOf, rejectUnknownMembers } from "./text/suggestions.js";

/** PEM. */
type Pem = string | Uint8Array;

/** The option `tls`: a private key and its certificate, in PEM. */
export interface TlsOption {
  readonly key: Pem;
  /** The certificate, followed by its intermediate certificates. */
  readonly cert: Pem;
  /**
   * Certificate of the authority that signed `cert`, for clients to trust. Omit it for a self-signed
   * certificate.
   */
  readonly ca?: Pem | undefined;
}

/** The option with defaults applied. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
  /** The certificates that clients must trust. */
  readonly ca: string;
}

const TLS_MEMBERS = namesOf<TlsOption>({ key: true, cert: true, ca: true });

/** @throws Error for what is not a key and a certificate that fit each other. */
export function tlsOf(option: TlsOption): Tls {
  const given: unknown = option;
  if (typeof given !== "object" || given === null || !("key" in given) || !("cert" in given))
    throw new Error("key and cert are needed");
  rejectUnknownMembers(option, TLS_MEMBERS, "it");
  const { key, cert, ca = cert } = option;
  const tls = { key: textOf(key), cert: textOf(cert), ca: textOf(ca) };
  // Loaded on demand, because loading takes 8 ms.
  process.getBuiltinModule("node:tls").createSecureContext(tls);
  return tls;
}

/** Converts PEM to a string. */
export function textOf(pem: Pem): string {
  return typeof pem === "string" ? pem : Buffer.from(pem).toString();
}

/** Files with the certificates that clients must trust. */
export interface TrustFiles {
  /** The certificates of the simulator. */
  readonly own: string;
  /** The certificates of the simulator and of public authorities, for variables that replace the latter. */
  readonly all: string;
}

/** Temporary files of a running simulator. */
export interface TemporaryTrust {
  readonly files: TrustFiles;
  remove(): Promise<void>;
}

/** Writes the certificate files, because environment variables can only name files. */
export async function writeTrust({ ca }: Tls): Promise<TemporaryTrust> {
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-"));
  const files = { own: join(folder, "ca.pem"), all: join(folder, "bundle.pem") };
  await writeFile(files.own, ca);
  await writeFile(files.all, [...process.getBuiltinModule("node:tls").rootCertificates, ca].join("\n"));
  return { files, remove: () => rm(folder, { recursive: true, force: true }) };
}
