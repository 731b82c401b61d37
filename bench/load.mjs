// Requests to a server in a process of its own, and the CPU time that they cost it.

const REQUESTS = 4_000;
export const CONNECTIONS = 8;

/** @throws Error for a status other than 200 */
export async function send(pool, request) {
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(text);
  return text;
}

/** Microseconds of the server's CPU per request. */
export async function costOf(server, pool, request) {
  const before = await server.cpu();
  let left = REQUESTS;
  // The client never sleeps: otherwise a server that is slower than it also pays for waking it up, answer by answer.
  const stayAwake = () => left > 0 && setImmediate(stayAwake);
  stayAwake();
  const worker = async () => {
    while (left-- > 0) await send(pool, request);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return ((await server.cpu()) - before) / REQUESTS;
}
