import { defineTable } from "../../runtime/store/store.js";

/** Temporary credentials that were given out. Key: the access key id; known in every account and region. */
export interface SessionRow {
  readonly accessKeyId: string;
  readonly kind: "role" | "user" | "federated-user";
  readonly account: string;
  /** Who requests signed with these credentials come from. */
  readonly arn: string;
  readonly userId: string;
  readonly expiration: Date;
  /** Tags that roles assumed with these credentials inherit. */
  readonly transitiveTags: Readonly<Record<string, string>>;
}

export const SESSIONS = defineTable<SessionRow>({
  name: "sts.sessions",
  key: "accessKeyId",
  scope: "global",
});

/** The secret half of the credentials of a session, apart from what tests are shown of it. Key: the access key id. */
export interface SecretRow {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export const SECRETS = defineTable<SecretRow>({ name: "sts.secrets", key: "accessKeyId", scope: "global" });
