import { createHash } from "node:crypto";
import { ECR } from "@aws-sdk/client-ecr";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

/** The simulated time of these tests. */
export const NOW = new Date("2026-01-02T03:04:05.678Z");
export const ACCOUNT = "123456789012";
export const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

/** A simulator with a real SDK client, as new for each test of a file. */
export function simulatedEcr() {
  let sim: AwsSim;
  let ecr: ECR;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: NOW });
    ecr = new ECR(sim.clientConfig());
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    ecr.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get ecr() {
      return ecr;
    },
    /** The client of another account or region. */
    elsewhere(options: { accountId?: string; region?: string }) {
      return new ECR(sim.clientConfig({ ...options, direct: true }));
    },
  };
}

/** A Docker manifest of a configuration of 100 bytes and layers of 1000 bytes each, made up from a name. */
export function manifestOf(name: string, layers = 1): string {
  const layer = (index: number) => ({
    mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
    size: 1000,
    digest: digestOf(`${name} layer ${index}`),
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: DOCKER_MANIFEST,
    config: { mediaType: DOCKER_CONFIG, size: 100, digest: digestOf(`${name} config`) },
    layers: Array.from({ length: layers }, (_, index) => layer(index)),
  });
}

export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** Every item of a listing, page by page. */
export async function pages<Item>(
  list: (nextToken: string | undefined) => Promise<{ items: Item[] | undefined; nextToken?: string }>,
): Promise<Item[][]> {
  const all: Item[][] = [];
  let token: string | undefined;
  do {
    const { items = [], nextToken } = await list(token);
    all.push(items);
    token = nextToken;
  } while (token !== undefined);
  return all;
}

export const missing = (name: string) => ({
  name: "RepositoryNotFoundException",
  message: `The repository with name '${name}' does not exist in the registry with id '${ACCOUNT}'`,
});
