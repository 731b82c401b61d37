/** A request to a program on this machine. */
export interface LoopbackRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborts the request. Without it, a program that never responds would be awaited indefinitely. */
  readonly signal: AbortSignal;
}

export interface LoopbackAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL is HTTP with a loopback address. The simulator never connects to another machine. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && LOOPBACK.test(hostname);
}

/**
 * Sends a request to a loopback address.
 *
 * @throws Error for a URL of another machine; network errors; the reason of the signal if it aborts.
 */
export async function requestLoopback({ url, ...request }: LoopbackRequest): Promise<LoopbackAnswer> {
  if (!isLoopbackUrl(url)) throw new Error(`${url} is not a loopback address.`);
  const { method, headers, body, signal } = request;
  const answer = await fetch(url, {
    method,
    headers,
    // A request without a body must not have an empty one.
    body: method === "GET" || method === "HEAD" ? null : body,
    redirect: "manual",
    signal,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}
