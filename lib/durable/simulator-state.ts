import type { BlobWriters } from "../runtime/blobs.js";
import type { Simulation } from "../runtime/context.js";
import type { Durability } from "../runtime/durability.js";
import { loseRuns } from "../runtime/runs.js";
import type { AnyTable } from "../runtime/store/store.js";
import type { DataDirectory, Storage } from "./data-directory.js";
import { FrozenState } from "./state-file/frozen-state.js";

/** The options of {@link SimulatorState.open}. */
export interface StateOptions {
  /** The data directory; `undefined` for memory. */
  readonly dataDir: string | undefined;
  readonly durability: Durability;
  /** The file with the initial state. */
  readonly seedFrom: string | undefined;
  /** All tables of the simulator. */
  readonly tables: () => readonly AnyTable[];
  /** The version of aws-sim. */
  readonly version: string;
  /** Replacements for the engine and file system of a data directory. */
  readonly storage: Storage;
}

/** Loads the initial state into an empty simulation. */
type Seed = (simulation: Simulation) => void;

/** Loads and stores the state of a simulator. The modules for directories and files are loaded on demand. */
export class SimulatorState {
  private exports: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: StateOptions,
    private readonly data: DataDirectory | undefined,
    private readonly seed: Seed | undefined,
  ) {}

  /** @throws Error when the directory or the file cannot be used. */
  static async open(options: StateOptions): Promise<SimulatorState> {
    return new SimulatorState(options, await directoryOf(options), await seedOf(options));
  }

  /** The writers for bytes of objects; `undefined` for memory. */
  get blobs(): BlobWriters | undefined {
    return this.data?.blobs;
  }

  /** Loads the state into an empty simulation, and stores all later changes. */
  attach(simulation: Simulation): void {
    if (this.data) this.data.attach(simulation);
    else this.seed?.(simulation);
  }

  /** Resumes or ends work that was in progress when the state was stored. Handlers must be set before. */
  resumeRuns({ store, scheduler, clock }: Simulation): void {
    if (this.data || this.seed) loseRuns(store, scheduler, clock);
  }

  /** Loads the initial state again. @param simulation an empty simulation */
  reset(simulation: Simulation): void {
    if (!this.seed) return;
    this.seed(simulation);
    this.resumeRuns(simulation);
  }

  /** Writes the state that the simulation has now to a file; exports run one after the other. */
  export(simulation: Simulation, file: string): Promise<void> {
    const { tables, version } = this.options;
    const state = new FrozenState(simulation, tables());
    const exported = this.exports
      .then(async () => {
        const { exportState } = await import("./state-file/export.js");
        await exportState(state, file, version);
      })
      .finally(() => state.close());
    this.exports = exported.catch(() => {});
    return exported;
  }

  /** @throws Error if a data directory cannot store the time; it is released then, too. */
  close(): void {
    this.data?.close();
  }
}

async function directoryOf(options: StateOptions): Promise<DataDirectory | undefined> {
  const { dataDir, seedFrom, durability, tables, storage } = options;
  if (dataDir === undefined) return undefined;
  const directory = { directory: dataDir, durability, tables: tables(), ...storage };
  if (seedFrom !== undefined) {
    const { hasState, importDirectory } = await import("./import-directory.js");
    if (!hasState(dataDir)) await importDirectory(directory, seedFrom);
  }
  const { DataDirectory } = await import("./data-directory.js");
  return DataDirectory.open(directory);
}

async function seedOf({ seedFrom, tables }: StateOptions): Promise<Seed | undefined> {
  if (seedFrom === undefined) return undefined;
  const { importSimulation } = await import("./state-file/import-simulation.js");
  return (simulation) => importSimulation(simulation, tables(), seedFrom);
}
