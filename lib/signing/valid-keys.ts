import type { CallerDirectory, SessionSecret } from "../runtime/ports/callers.js";
import type { Credential } from "./credential.js";

/** Finds the secret behind an access key id: of the credentials that were given, or of those that STS and IAM gave out. */
export class ValidKeys {
  private readonly given: ReadonlyMap<string, Credential>;

  constructor(
    credentials: readonly Credential[],
    private readonly sessions: Pick<CallerDirectory, "secret"> | undefined,
  ) {
    this.given = new Map(credentials.map((credential) => [credential.accessKeyId, credential]));
  }

  find(accessKeyId: string): SessionSecret | undefined {
    return this.given.get(accessKeyId) ?? this.sessions?.secret(accessKeyId);
  }
}
