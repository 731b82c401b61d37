import { request } from "undici";
import type { AwsSim } from "../../lib/index.js";

/** An entry of the timeline as JSON. */
export interface Entry {
  readonly sequence: number;
  readonly id: string;
  readonly kind: string;
  readonly service: string;
  readonly name: string;
  readonly resource?: string;
  readonly cause?: string;
  readonly outcome: string;
}

/** A page of the timeline as JSON. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly cursor: number;
  readonly more: boolean;
  readonly generation: number;
  readonly first: number;
}

/** The response of a route below `/_sim/inspector`. */
export async function inspect<Body>(sim: AwsSim, path: string, body?: object): Promise<Body> {
  const response = await request(`${sim.url}/_sim/inspector${path}`, {
    method: body ? "POST" : "GET",
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.body.json()) as Body;
}

export async function entriesOf(sim: AwsSim): Promise<readonly Entry[]> {
  return (await inspect<Page>(sim, "/timeline?limit=10000")).entries;
}

/** The kinds and names on the way from the latest entry of a name back to its first cause. */
export async function causesOf(sim: AwsSim, kind: string, name: string): Promise<string[]> {
  const entries = await entriesOf(sim);
  const chain: string[] = [];
  let entry = entries.findLast((one) => one.kind === kind && one.name === name);
  for (; entry; entry = entries.find(({ id }) => id === entry?.cause))
    chain.push(`${entry.kind} ${entry.name}`);
  return chain;
}

/** The data of server-sent events. */
export async function* eventsIn(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Page & { readonly now: number }> {
  let text = "";
  for await (const piece of body) {
    text += Buffer.from(piece).toString("utf8");
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) yield JSON.parse(event.slice(event.indexOf("data: ") + 6));
  }
}
