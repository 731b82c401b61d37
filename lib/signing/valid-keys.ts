import type { CallerDirectory, SessionSecret } from "../runtime/ports/callers.js";
import type { Credential } from "./credential.js";

/** Finds the secret of an access key id, among the configured credentials and those issued by STS and IAM. */
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
