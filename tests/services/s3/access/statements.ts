/** A statement of a policy; `Allow` by default. */
export interface Statement {
  readonly Effect?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: "*" | object;
  readonly NotPrincipal?: object;
  readonly Condition?: object;
}

/** A policy of statements about a resource, unless they have their own. */
export const document = (Resource: string | readonly string[], statements: readonly Statement[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ Effect: "Allow", Resource, ...one })),
  });
