import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesOf, refuseUnknownMembers } from "./text/suggestions.js";

/** Text in PEM. */
type Pem = string | Uint8Array;

/** The option `tls`: a private key and its certificate, in PEM. */
export interface TlsOption {
  readonly key: Pem;
  /** The certificate, followed by those between it and its authority. */
  readonly cert: Pem;
  /** The authority that signed the certificate, for clients to trust. Left out for a self-signed certificate. */
  readonly ca?: Pem | undefined;
}

/** The option as it is used. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
  /** The certificates that clients have to trust. */
  readonly ca: string;
}

const TLS_MEMBERS = namesOf<TlsOption>({ key: true, cert: true, ca: true });

/** @throws Error for what is not a key and a certificate that fit each other. */
export function tlsOf(option: TlsOption): Tls {
  const given: unknown = option;
  if (typeof given !== "object" || given === null || !("key" in given) || !("cert" in given))
    throw new Error("key and cert are needed");
  refuseUnknownMembers(option, TLS_MEMBERS, "it");
  const { key, cert, ca = cert } = option;
  const tls = { key: textOf(key), cert: textOf(cert), ca: textOf(ca) };
  // Loaded here, because it takes 8 ms.
  process.getBuiltinModule("node:tls").createSecureContext(tls);
  return tls;
}

/** Text of PEM. */
export function textOf(pem: Pem): string {
  return typeof pem === "string" ? pem : Buffer.from(pem).toString();
}

/** Files with the certificates that clients have to trust. */
export interface TrustFiles {
  /** Those of the simulator. */
  readonly own: string;
  /** Those of the simulator and of public authorities, for variables that replace the latter. */
  readonly all: string;
}

/** Files that only a running simulator needs. */
export interface TemporaryTrust {
  readonly files: TrustFiles;
  remove(): Promise<void>;
}

/** Writes the files that environment variables name: these take no certificate itself. */
export async function writeTrust({ ca }: Tls): Promise<TemporaryTrust> {
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-"));
  const files = { own: join(folder, "ca.pem"), all: join(folder, "bundle.pem") };
  await writeFile(files.own, ca);
  await writeFile(files.all, [...process.getBuiltinModule("node:tls").rootCertificates, ca].join("\n"));
  return { files, remove: () => rm(folder, { recursive: true, force: true }) };
}
