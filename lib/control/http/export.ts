import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Controlled } from "./controlled.js";
import type { Routes } from "./router.js";

/** `/_sim/export`: the state as a file, as `sim.export()` writes it. */
export function exportRoutes(simulator: Controlled): Routes {
  return {
    "GET /": async () => {
      // Written to a file first: the response has the state of one point in time, however slow the client is,
      // and is not held in memory.
      const folder = await mkdtemp(join(tmpdir(), "aws-sim-"));
      const file = join(folder, "state.jsonl");
      try {
        await simulator.export(file);
      } catch (error) {
        await rm(folder, { recursive: true });
        throw error;
      }
      return piecesOf(file, folder);
    },
  };
}

async function* piecesOf(file: string, folder: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
