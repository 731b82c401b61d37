import type { RequestHead } from "../wire/request-head.js";

/** The decision about a request. */
export interface AuthorizationRecord {
  readonly decision: "allowed" | "denied";
  /** `s3:GetObject`. If a request needs several actions: the first denied one, otherwise the first. */
  readonly action: string;
  /** An ARN; `*` for actions without a resource. */
  readonly resource: string;
  /** The ARN of the caller; `anonymous` for unsigned requests. */
  readonly principal: string;
  /** The reason as a text: `no identity-based policy allows it`. */
  readonly reason: string;
  /** The deciding statement, if there is one. */
  readonly statement?: { readonly policy: string; readonly statement: string };
}

/** The transport of a request. */
export interface RequestWay {
  /** The address of the client. */
  readonly address: string | undefined;
  /** Whether it is treated as sent over HTTPS. */
  readonly isSecure: boolean;
  /** Whether its signature is in the query. */
  readonly presigned: boolean;
}

/**
 * The facts about a request that decisions need, and its recorded decision. Created only if something
 * decides.
 */
export class RequestFacts {
  authorization: AuthorizationRecord | undefined;

  constructor(
    readonly head: Pick<RequestHead, "headers" | "query" | "through">,
    private readonly way: RequestWay,
  ) {}

  get address(): string | undefined {
    return this.way.address;
  }

  get isSecure(): boolean {
    return this.way.isSecure;
  }

  get presigned(): boolean {
    return this.way.presigned;
  }

  /** Records a decision: the first denial, otherwise the first decision of a request. */
  note(record: AuthorizationRecord): void {
    const known = this.authorization;
    if (known === undefined || (known.decision === "allowed" && record.decision === "denied"))
      this.authorization = record;
  }
}
