import type { statusType } from "../generated/types.js";

/** The credentials of a user, except access keys. They follow a rename of the user. */
export interface UserCredentials {
  readonly loginProfile?: LoginProfileRow;
  /** Oldest first, like all of these lists. */
  readonly sshKeys: readonly SshKeyRow[];
  readonly certificates: readonly SigningCertificateRow[];
  readonly mfaDevices: readonly EnabledDevice[];
  readonly serviceCredentials: readonly ServiceCredentialRow[];
}

export interface LoginProfileRow {
  /** Digests of the passwords, the current one first. */
  readonly passwords: readonly string[];
  readonly resetRequired: boolean;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** The common members of credentials with an id and a status. */
export interface CredentialRow {
  readonly id: string;
  readonly status: statusType;
  readonly createdAt: Date;
}

export interface SshKeyRow extends CredentialRow {
  /** `ssh-rsa AAAA…`, with its comment if it was uploaded with one. */
  readonly ssh: string;
  readonly pem: string;
  readonly fingerprint: string;
}

export interface SigningCertificateRow extends CredentialRow {
  readonly body: string;
}

/** An MFA device that a user has enabled. */
export interface EnabledDevice {
  /** The ARN of a virtual device, or the number of a hardware device. */
  readonly serialNumber: string;
  readonly enabledAt: Date;
}

export interface ServiceCredentialRow extends CredentialRow {
  /** `codecommit.amazonaws.com` */
  readonly service: string;
  readonly userName: string;
  readonly password: string;
  readonly expiresAt?: Date;
}

/** The credentials of a new user. */
export const NO_CREDENTIALS: UserCredentials = {
  sshKeys: [],
  certificates: [],
  mfaDevices: [],
  serviceCredentials: [],
};
