/** The principal that signed a request. */
export interface Caller {
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
  /** The role that a service of AWS uses for the call; omitted for all callers with credentials. */
  readonly roleArn?: string | undefined;
}

/** Whether a request has no signature and was not sent by a service with a role. */
export function isAnonymous({ accessKeyId, roleArn }: Caller): boolean {
  return accessKeyId === "" && roleArn === undefined;
}
