import type { AccountRegion } from "../scope.js";

/** Facts of temporary credentials besides their principal. */
export interface SessionFacts {
  readonly kind: "role" | "user" | "federated-user";
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly issuedAt: Date;
  /** Whether the request for the credentials had the code of an MFA device. */
  readonly mfa?: boolean;
  /** IAM user that requested the credentials of a user or federated user; omitted for the root user. */
  readonly userArn?: string;
  /** Role of the session; omitted for users. */
  readonly roleArn?: string;
  /** Session tags, including transitive ones. */
  readonly tags: Readonly<Record<string, string>>;
  /** Session policies; omitted if none was passed. */
  readonly policies?: { readonly document?: string; readonly arns: readonly string[] };
  readonly sourceIdentity?: string;
  /** Identity provider of a federated user: its ARN, or its host if IAM does not have it. */
  readonly provider?: string;
  /** Claims of the token or assertion that policies can refer to, as `<issuer>:<claim>`. */
  readonly federation?: { readonly issuer: string; readonly claims: Readonly<Record<string, string>> };
}

/** Temporary credentials in the form that clients accept. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Finds sessions and starts new ones. Implemented by STS. */
export interface SessionDirectory {
  /** `undefined` for a key that STS did not issue. */
  session(accessKeyId: string): SessionFacts | undefined;
  /**
   * Starts a session of a role for a service, regardless of its trust policy and maximum session duration.
   *
   * @param seconds validity of the credentials. Default 3600.
   */
  begin(at: AccountRegion, roleArn: string, sessionName: string, seconds?: number): IssuedCredentials;
}
