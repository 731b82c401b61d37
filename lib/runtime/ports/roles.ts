/** Knows roles: filled by IAM. */
export interface RoleDirectory {
  /** `undefined` when there is no role of this ARN. */
  role(account: string, roleArn: string): KnownRole | undefined;
}

export interface KnownRole {
  /** `AROA…` */
  readonly roleId: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}
