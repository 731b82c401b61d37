import { defineTable } from "../../runtime/store/store.js";

/** Issued temporary credentials. Key: the access key id; shared by all accounts and regions. */
export interface SessionRow {
  readonly accessKeyId: string;
  readonly kind: "role" | "user" | "federated-user";
  readonly account: string;
  /** The principal of requests signed with these credentials. */
  readonly arn: string;
  readonly userId: string;
  readonly issuedAt: Date;
  readonly expiration: Date;
  /** Whether the request for the credentials of a user had the code of an MFA device. */
  readonly mfa?: boolean;
  /** The IAM user that requested the credentials of a user or federated user. Omitted for the root user. */
  readonly userArn?: string;
  /** The role of a session. Omitted for sessions of users. */
  readonly roleArn?: string;
  /** Session tags, including inherited ones. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Session policies. */
  readonly policies?: { readonly document?: string; readonly arns: readonly string[] };
  readonly sourceIdentity?: string;
  /** The identity provider of a federated user: its ARN, or its host if it is not in IAM. */
  readonly provider?: string;
  /**
   * The issuer of a web identity's token with its `sub`, `aud` and `amr`; `saml` with the claims of an
   * assertion.
   */
  readonly federation?: { readonly issuer: string; readonly claims: Readonly<Record<string, string>> };
  /** Tags that roles assumed with these credentials inherit. */
  readonly transitiveTags: Readonly<Record<string, string>>;
}

export const SESSIONS = defineTable<SessionRow>({
  name: "sts.sessions",
  key: "accessKeyId",
  scope: "global",
});

/** The secret of session credentials, separate from the row that tests read. Key: the access key id. */
export interface SecretRow {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export const SECRETS = defineTable<SecretRow>({ name: "sts.secrets", key: "accessKeyId", scope: "global" });
