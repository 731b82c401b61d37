import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext, rootCertificates } from "node:tls";

/** The option `tls`: a private key and its certificate, in PEM. */
export interface TlsOption {
  readonly key: string | Buffer;
  /** The certificate, followed by those between it and its authority. */
  readonly cert: string | Buffer;
  /** The authority that signed the certificate, for clients to trust. Left out for a self-signed certificate. */
  readonly ca?: string | Buffer | undefined;
}

/** Why a key and a certificate cannot be used together; `undefined` if they can. */
export function tlsFlaw({ key, cert }: TlsOption): string | undefined {
  try {
    createSecureContext({ key, cert });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The certificates that clients have to trust, in PEM. */
export function trustAnchor({ cert, ca }: TlsOption): string {
  return (ca ?? cert).toString();
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
export async function writeTrust(tls: TlsOption): Promise<TemporaryTrust> {
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-"));
  const files = { own: join(folder, "ca.pem"), all: join(folder, "bundle.pem") };
  const anchor = trustAnchor(tls);
  await writeFile(files.own, anchor);
  await writeFile(files.all, [...rootCertificates, anchor].join("\n"));
  return { files, remove: () => rm(folder, { recursive: true, force: true }) };
}
