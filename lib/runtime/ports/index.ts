import type { AccountPublicAccess } from "./account-public-access.js";
import type { BucketTags } from "./bucket-tags.js";
import type { BucketDirectory } from "./buckets.js";
import type { CallerDirectory } from "./callers.js";
import type { CodeStore } from "./code-store.js";
import type { ServiceDiscovery } from "./discovery.js";
import type { FileSystemDirectory } from "./file-systems.js";
import type { FunctionInvoker } from "./functions.js";
import type { ImageRegistry } from "./images.js";
import type { InterfaceSource } from "./interfaces.js";
import type { LogSink } from "./logs.js";
import type { Network } from "./network.js";
import type { ObjectReader } from "./objects.js";
import type { RoleDirectory } from "./roles.js";

/**
 * What one service may ask of another without knowing it. `wiring.ts` plugs the
 * services in; a port that no service fills is left out.
 */
export interface Ports {
  accountPublicAccess?: AccountPublicAccess;
  bucketTags?: BucketTags;
  buckets?: BucketDirectory;
  callers?: CallerDirectory;
  codeStore?: CodeStore;
  discovery?: ServiceDiscovery;
  fileSystems?: FileSystemDirectory;
  functions?: FunctionInvoker;
  images?: ImageRegistry;
  interfaces?: readonly InterfaceSource[];
  logs?: LogSink;
  network?: Network;
  objects?: ObjectReader;
  roles?: RoleDirectory;
}
