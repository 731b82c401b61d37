/** The metadata endpoint of the container; Fargate sets it. */
const ENDPOINT = "ECS_CONTAINER_METADATA_URI_V4";

/** The address of the task's network interface; `undefined` outside of ECS. */
export async function ownAddress(): Promise<string | undefined> {
  const container = await read("");
  if (typeof container !== "object" || container === null || !("Networks" in container)) return undefined;
  const [network] = Array.isArray(container.Networks) ? container.Networks : [];
  const address: unknown = network?.IPv4Addresses?.[0];
  return typeof address === "string" ? address : undefined;
}

/** The statistics of the container, as Docker has them; `undefined` where ECS has none. */
export async function containerStats(): Promise<unknown> {
  return read("/stats");
}

async function read(path: string): Promise<unknown> {
  const endpoint = process.env[ENDPOINT];
  if (endpoint === undefined) return undefined;
  try {
    const response = await fetch(`${endpoint}${path}`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    // Outside of ECS, or throttled: the agent works without.
    return undefined;
  }
}
