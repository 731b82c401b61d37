/** A request without its body. */
export interface RequestHead {
  readonly method: string;
  /** The raw request target up to "?", never decoded. */
  readonly path: string;
  /** The raw string after "?", or "". */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The resource through which the request reached the one in its path. */
  readonly through?: Passage | undefined;
}

/** A resource in front of another, such as an access point of a bucket. */
export interface Passage {
  readonly arn: string;
  /** Whether the request used its alias. */
  readonly byAlias: boolean;
}
