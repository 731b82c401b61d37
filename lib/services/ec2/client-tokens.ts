import type { Context } from "../../runtime/context.js";
import { defineTable, key } from "../../runtime/store/store.js";
import { ec2Error } from "./errors.js";

/** The request of a client token, and the id of the resource that it created. */
interface ClientTokenRow {
  readonly id: string;
  readonly request: string;
}

/** By operation and token; operations have separate tokens. */
export const CLIENT_TOKENS = defineTable<ClientTokenRow>({
  name: "ec2.client-tokens",
  key: ["operation", "clientToken"],
});

/**
 * Creates a resource at most once for each client token: a repeated request
 * returns the row that the first one created.
 *
 * @throws IdempotentParameterMismatch if the token was used with other parameters
 */
export function createOnce<Row>(
  ctx: Context,
  operation: string,
  input: { readonly ClientToken?: string; readonly DryRun?: boolean },
  { find, create, idOf }: { find(id: string): Row | undefined; create(): Row; idOf(row: Row): string },
): Row {
  const { ClientToken, DryRun: _, ...rest } = input;
  if (ClientToken === undefined || ClientToken === "") return create();
  const tokenKey = key(operation, ClientToken);
  const request = JSON.stringify(rest);
  const earlier = ctx.table(CLIENT_TOKENS).get(tokenKey);
  if (earlier && earlier.request !== request) throw parameterMismatch(ClientToken);
  const known = earlier && find(earlier.id);
  if (known) return known;
  const row = create();
  ctx.table(CLIENT_TOKENS).put(tokenKey, { id: idOf(row), request });
  return row;
}

const parameterMismatch = (token: string) =>
  ec2Error(
    "IdempotentParameterMismatch",
    `The client token '${token}' was used in an earlier request with different parameters.`,
  );
