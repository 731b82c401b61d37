import type { ContextAt } from "../../../runtime/context.js";
import type { SessionDirectory } from "../../../runtime/ports/sessions.js";
import { assume } from "../roles.js";
import { SESSIONS } from "../state.js";

/** Default validity of services' sessions, in seconds. */
const DURATION = 3600;

/** Returns session facts, and starts sessions of services. */
export function sessionsPort(contextAt: ContextAt): SessionDirectory {
  return {
    session(accessKeyId) {
      const row = contextAt({}).table(SESSIONS).get(accessKeyId);
      return row && { ...row, tags: row.tags ?? {} };
    },
    begin(at, roleArn, name, seconds = DURATION) {
      const session = { roleArn, name, seconds, transitiveTags: {}, byService: true } as const;
      const { credentials } = assume(contextAt(at), session);
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials;
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    },
  };
}
