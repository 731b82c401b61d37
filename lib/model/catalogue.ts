import { brotliDecompressSync } from "node:zlib";
import type { WireRequest } from "../wire/message.js";
import type { ProtocolName, ServiceFacts } from "./facts.js";
import { Router } from "./router.js";

/**
 * The facts of an AWS service that are needed to recognise a request and reject it in the service's protocol.
 */
export interface CatalogueService {
  /** Its name in the AWS CLI and boto3: `dynamodb`. */
  readonly name: string;
  /** AWS's service id: `DynamoDB`. */
  readonly serviceId: string;
  /** Protocol, names and versions; without operations and shapes. */
  readonly facts: ServiceFacts;
  /** All API versions, the newest last. */
  readonly apiVersions: readonly string[];
  /** The names of all its operations. */
  readonly operations: readonly string[];
  /** Whether AWS has an operation of this name. */
  has(operation: string): boolean;
  /** The operation for the method and path of a REST request. */
  route(request: Pick<WireRequest, "method" | "path" | "query" | "headers">): string | undefined;
}

/**
 * All services and operations of the public models, to distinguish unsupported operations from unknown ones.
 * Loaded at the first request that needs it; operations are parsed per service.
 */
export class Catalogue {
  readonly #byTarget = new Map<string, CatalogueService[]>();
  readonly #bySigningName = new Map<string, CatalogueService[]>();
  readonly #byEndpoint = new Map<string, CatalogueService[]>();
  readonly #byVersion = new Map<string, CatalogueService[]>();

  private constructor(readonly services: readonly CatalogueService[]) {
    for (const service of services) {
      const { targetPrefix, signingName, endpointPrefix } = service.facts;
      if (targetPrefix !== undefined) add(this.#byTarget, targetPrefix, service);
      add(this.#bySigningName, signingName, service);
      add(this.#byEndpoint, endpointPrefix, service);
      for (const version of service.apiVersions) add(this.#byVersion, version, service);
    }
  }

  static async load(): Promise<Catalogue> {
    const { compressed } = await import("./generated/catalogue.js");
    const text = brotliDecompressSync(Buffer.from(compressed, "base64")).toString("utf8");
    return new Catalogue(text.split("\n\n").map(readService));
  }

  /** The services with this `X-Amz-Target` prefix. */
  targeted(prefix: string): readonly CatalogueService[] {
    return this.#byTarget.get(prefix) ?? [];
  }

  /** The services with this signing name; some share one. */
  signedAs(name: string): readonly CatalogueService[] {
    return this.#bySigningName.get(name) ?? [];
  }

  /** The services with this host prefix: `dynamodb` in `dynamodb.us-east-1.amazonaws.com`. */
  atEndpoint(prefix: string): readonly CatalogueService[] {
    return this.#byEndpoint.get(prefix) ?? [];
  }

  /** The services that have, or had, this API version. */
  ofVersion(version: string): readonly CatalogueService[] {
    return this.#byVersion.get(version) ?? [];
  }
}

function add(index: Map<string, CatalogueService[]>, key: string, service: CatalogueService): void {
  const services = index.get(key);
  if (services) services.push(service);
  else index.set(key, [service]);
}

/** Parses a service written by `tools/facts/catalogue.mjs`. */
function readService(text: string): CatalogueService {
  const end = text.indexOf("\n");
  const head = text.slice(0, end).split("\t");
  const [name = "", serviceId = "", protocol = "", jsonVersion, versions = ""] = head;
  const [targetPrefix, signingName = "", endpointPrefix = "", xmlNamespace, query] = head.slice(5);
  if (!isProtocol(protocol)) throw new Error(`The catalogue has no such protocol: ${name} ${protocol}.`);
  const apiVersions = versions.split(" ");
  const operations = new Operations(text, end + 1);
  return {
    name,
    serviceId,
    apiVersions,
    facts: {
      protocol,
      apiVersion: apiVersions.at(-1) ?? "",
      signingName,
      endpointPrefix,
      ...(jsonVersion && { jsonVersion }),
      ...(targetPrefix && { targetPrefix }),
      ...(xmlNamespace && { xmlNamespace }),
      ...(query && { awsQueryCompatible: true }),
      operations: {},
      shapes: {},
    },
    get operations() {
      return [...operations.names];
    },
    has: (operation) => operations.names.has(operation),
    route: (request) => operations.router.match(request)?.target,
  };
}

/** The operations of a service, parsed on demand. */
class Operations {
  #lines: readonly (readonly string[])[] | undefined;
  #names: ReadonlySet<string> | undefined;
  #router: Router<string> | undefined;

  constructor(
    private readonly text: string,
    private readonly start: number,
  ) {}

  get names(): ReadonlySet<string> {
    this.#names ??= new Set(this.lines.map(([name = ""]) => name));
    return this.#names;
  }

  /** The catalogue does not contain members in the query and headers that distinguish operations. */
  get router(): Router<string> {
    this.#router ??= new Router(
      this.lines.flatMap(([target = "", method, uri]) =>
        method && uri ? [{ target, method, uri, requiredQuery: [], requiredHeaders: [] }] : [],
      ),
    );
    return this.#router;
  }

  private get lines(): readonly (readonly string[])[] {
    this.#lines ??= this.text
      .slice(this.start)
      .split("\n")
      .map((line) => line.split(" "));
    return this.#lines;
  }
}

const PROTOCOLS: ReadonlySet<string> = new Set<ProtocolName>([
  "json",
  "rest-json",
  "rest-xml",
  "query",
  "ec2",
  "rpc-v2-cbor",
]);

function isProtocol(name: string): name is ProtocolName {
  return PROTOCOLS.has(name);
}
