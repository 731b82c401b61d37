import type { CallerDirectory, SessionSecret } from "../core/ports.js";
import type { Credential } from "./credential.js";

/** What a request must be signed with: a session's secret, or that of a key that never expires. */
export type Secret = Omit<SessionSecret, "sessionToken" | "expiration"> &
  Partial<Pick<SessionSecret, "sessionToken" | "expiration">>;

/** Finds the secret behind an access key id: of the credentials that were given, or of a session. */
export class ValidKeys {
  private readonly given: ReadonlyMap<string, Credential>;

  constructor(
    credentials: readonly Credential[],
    private readonly sessions: Pick<CallerDirectory, "secret"> | undefined,
  ) {
    this.given = new Map(credentials.map((credential) => [credential.accessKeyId, credential]));
  }

  find(accessKeyId: string): Secret | undefined {
    return this.given.get(accessKeyId) ?? this.sessions?.secret(accessKeyId);
  }
}
