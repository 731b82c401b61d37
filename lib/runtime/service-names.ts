import { unknownName } from "../text/suggestions.js";

/** The names of a service and its operations. */
export interface NamedService {
  /** The simulator's name: `cloudMap`. */
  readonly name: string;
  /** AWS's name in credentials: `servicediscovery`. */
  readonly signingName: string;
  /** Further names in the SDKs and endpoints. */
  readonly aliases?: readonly string[];
  /** AWS's names of all operations: `CreateService`. */
  readonly operationNames: readonly string[];
}

/** Finds services and operations by any name in AWS's clients, in any letter case. */
export class ServiceNames {
  private readonly services: ReadonlyMap<string, NamedService>;
  private further: ReadonlyMap<string, NamedService> | undefined;

  /** @param archived services that are not simulated, and operations of others that are not; read when a name is not among the simulated ones. */
  constructor(
    private readonly all: readonly NamedService[],
    private readonly archived: () => readonly NamedService[] = () => [],
  ) {
    this.services = byEveryName(all);
  }

  /**
   * The simulator's name of a service.
   *
   * @throws TypeError for an unknown name, with a suggestion.
   */
  service(name: string): string {
    return this.find(name).name;
  }

  /**
   * AWS's name of an operation of a service, or of any service.
   *
   * @throws TypeError for an unknown name, with a suggestion.
   */
  operation(name: string, service?: string): string {
    const simulated = service === undefined ? this.all : [this.find(service)];
    const found = operationAmong(simulated, name);
    if (found !== undefined) return found;
    const archived = this.archived().filter(
      (one) => service === undefined || one.name === simulated[0]?.name,
    );
    const rest = operationAmong(archived, name);
    if (rest !== undefined) return rest;
    const known = [...simulated, ...archived].flatMap(({ operationNames }) => operationNames);
    const where = service === undefined ? "" : ` of ${this.service(service)}`;
    throw unknownName(`operation${where}`, name, new Set(known));
  }

  private find(name: string): NamedService {
    const service = this.services.get(plain(name)) ?? this.inArchive.get(plain(name));
    if (service) return service;
    const known = [...this.all, ...this.archived()].map((candidate) => candidate.name);
    throw unknownName("service", name, new Set(known));
  }

  private get inArchive(): ReadonlyMap<string, NamedService> {
    this.further ??= byEveryName(this.archived());
    return this.further;
  }
}

/** The simulator's own names take precedence: S3 Control also signs as "s3". */
function byEveryName(services: readonly NamedService[]): ReadonlyMap<string, NamedService> {
  const byName = new Map(services.map((service) => [plain(service.name), service]));
  for (const service of services)
    for (const name of [service.signingName, ...(service.aliases ?? [])])
      if (!byName.has(plain(name))) byName.set(plain(name), service);
  return byName;
}

function operationAmong(services: readonly NamedService[], name: string): string | undefined {
  for (const { operationNames } of services) {
    const found = operationNames.find((candidate) => plain(candidate) === plain(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
