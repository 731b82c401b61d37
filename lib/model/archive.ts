import { closeSync, openSync, readSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { ServiceFacts } from "./facts.js";

/** A service whose facts are in the archive. */
export interface ArchivedService {
  /** Its name in the AWS CLI and boto3: `cognito-idp`. */
  readonly name: string;
  /** AWS's service id: `Cognito Identity Provider`. */
  readonly serviceId: string;
  /** AWS's name in credentials. */
  readonly signingName: string;
  /** Its further names in SDKs and endpoints. */
  readonly aliases: readonly string[];
  /** AWS's names of all operations, in order. */
  readonly operationNames: readonly string[];
}

/** A service in the index, as written by `tools/facts/archive.mjs`. */
interface Entry extends Pick<ArchivedService, "name" | "serviceId" | "signingName"> {
  readonly endpointPrefix: string;
  /** The names of all operations, separated by spaces. */
  readonly operations: string;
  /** Offset of the facts after the index, and their length in bytes. */
  readonly place: readonly [at: number, length: number];
}

/** The index, and its end. */
interface Index {
  readonly services: readonly ArchivedService[];
  readonly places: ReadonlyMap<string, Entry["place"]>;
  readonly end: number;
}

/**
 * The facts of services that are not simulated, and the complete facts of simulated ones, so that tests can
 * stub any operation. They are parts of one file in the package and are read on demand: each service costs
 * only its own facts, and names can be checked synchronously.
 */
export class FactsArchive {
  #index: Index | undefined;

  get services(): readonly ArchivedService[] {
    return this.index.services;
  }

  /** The facts of a service by its name; `undefined` if the archive has none. Each call reads them again. */
  facts(name: string): ServiceFacts | undefined {
    const { places, end } = this.index;
    const place = places.get(name);
    if (!place) return undefined;
    const [at, length] = place;
    // Written by the generator in this type.
    return JSON.parse(decompress(read(end + at, length)));
  }

  private get index(): Index {
    this.#index ??= readIndex();
    return this.#index;
  }
}

/** A service of the index. Its operation names are parsed on demand; all services have 7,000. */
class IndexedService implements ArchivedService {
  readonly name: string;
  readonly serviceId: string;
  readonly signingName: string;
  readonly aliases: readonly string[];
  readonly #operations: string;
  #operationNames: readonly string[] | undefined;

  constructor({ name, serviceId, signingName, endpointPrefix, operations }: Entry) {
    this.name = name;
    this.serviceId = serviceId;
    this.signingName = signingName;
    this.aliases = [serviceId, endpointPrefix];
    this.#operations = operations;
  }

  get operationNames(): readonly string[] {
    this.#operationNames ??= this.#operations.split(" ");
    return this.#operationNames;
  }
}

function readIndex(): Index {
  const length = Buffer.from(read(0, LENGTH)).readUInt32BE();
  // Written by the generator from this interface.
  const entries: readonly Entry[] = JSON.parse(decompress(read(LENGTH, length)));
  return {
    services: entries.map((entry) => new IndexedService(entry)),
    places: new Map(entries.map(({ name, place }) => [name, place])),
    end: LENGTH + length,
  };
}

/** Size in bytes of the number at the start of the file: the length of its index. */
const LENGTH = 4;

function read(at: number, length: number): Uint8Array {
  const file = openSync(new URL("./generated/archive.bin", import.meta.url), "r");
  try {
    const bytes = new Uint8Array(length);
    const count = readSync(file, bytes, 0, length, at);
    if (count < length)
      throw new Error("The file archive.bin of aws-sim is incomplete. Install aws-sim again.");
    return bytes;
  } finally {
    closeSync(file);
  }
}

function decompress(bytes: Uint8Array): string {
  return brotliDecompressSync(bytes).toString("utf8");
}
