/** Resolves access keys. Implemented by STS for sessions and by IAM for users. */
export interface CallerDirectory {
  /** `undefined` for an unknown key. */
  resolve(accessKeyId: string): SessionCaller | undefined;
  /** The secret for verifying signatures; used only if signatures are verified. */
  secret(accessKeyId: string): SessionSecret | undefined;
}

export interface SessionCaller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** The secret half of credentials. */
export interface SessionSecret {
  readonly secretAccessKey: string;
  /** Requests must contain it. Omitted for users, which have none. */
  readonly sessionToken?: string;
  /** Expiration in simulated time. Default never. */
  readonly expiration?: Date;
}
