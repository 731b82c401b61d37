/** Knows who is behind access keys: filled by STS for those of sessions, and by IAM for those of users. */
export interface CallerDirectory {
  /** `undefined` for a key that was not given out. */
  resolve(accessKeyId: string): SessionCaller | undefined;
  /** What the requests must be signed with; asked for only where signatures are verified. */
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
  /** Requests must carry it. Left out for users, who have none. */
  readonly sessionToken?: string;
  /** When it stops being valid, by simulated time; left out, never. */
  readonly expiration?: Date;
}
