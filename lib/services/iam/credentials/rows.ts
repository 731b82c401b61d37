import type { statusType } from "../generated/types.js";

/** What a user signs in or signs with, access keys apart. It goes with the user when the user is renamed. */
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

/** What the credentials of a user that have an id and a status have in common. */
export interface CredentialRow {
  readonly id: string;
  readonly status: statusType;
  readonly createdAt: Date;
}

export interface SshKeyRow extends CredentialRow {
  /** `ssh-rsa AAAA…`, with the comment if it was uploaded with one. */
  readonly ssh: string;
  readonly pem: string;
  readonly fingerprint: string;
}

export interface SigningCertificateRow extends CredentialRow {
  readonly body: string;
}

/** An MFA device that a user has enabled. */
export interface EnabledDevice {
  /** The ARN of a virtual device, or the number on a hardware device. */
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
