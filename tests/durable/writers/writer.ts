import { connectAwsSim } from "../../../lib/index.js";

/** Writes resources of one kind, each under a name of its own, and finds them again. */
export interface Writer {
  readonly kind: string;
  write(name: string): Promise<unknown>;
  /** The names that are there, with their content where they have one. {@link settle} comes first. */
  read(): Promise<ReadonlyMap<string, string>>;
}

/** The writers of a service. */
export interface ServiceWriters {
  /** Makes what the writers write to, once for each data directory. */
  prepare?(): Promise<unknown>;
  readonly writers: readonly Writer[];
}

/** Where writers write, as the clients of the SDK take it. One attempt only, so that each failure is seen. */
export interface WriterConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: 1;
}

export function configAt(endpoint: string): WriterConfig {
  const credentials = { accessKeyId: "AKIAAWSSIMULATOR0000", secretAccessKey: "secret" };
  return { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
}

/** Names without content. */
export function named(names: Iterable<string | undefined>): ReadonlyMap<string, string> {
  return new Map(Array.from(names, (name) => [name ?? "", ""]));
}

/** The names on all pages of a listing. */
export async function namesOn<Page>(
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => readonly (string | undefined)[] | undefined,
): Promise<ReadonlyMap<string, string>> {
  const found: (string | undefined)[] = [];
  for await (const page of pages) found.push(...(namesOf(page) ?? []));
  return named(found);
}

/** The pages of a listing for which the SDK has no paginator. */
export async function* pagesOf<Page extends { readonly NextToken?: string | undefined }>(
  list: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await list(token);
    yield page;
    token = page.NextToken;
  } while (token !== undefined);
}

/** Waits for pending work, such as deliveries: only then writers find what they wrote. */
export async function settle(endpoint: string): Promise<void> {
  const sim = await connectAwsSim(endpoint);
  await sim.clock.advance("1m");
}

/** A trust policy for a service. */
export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
