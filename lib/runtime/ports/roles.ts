/** Finds roles. Implemented by IAM. */
export interface RoleDirectory {
  /** `undefined` if the role does not exist. */
  role(account: string, roleArn: string): KnownRole | undefined;
}

export interface KnownRole {
  /** `AROA…` */
  readonly roleId: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}
