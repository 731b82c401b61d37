import { unknownName } from "../text/suggestions.js";

/** What a service and its operations are called. */
export interface NamedService {
  /** Our name: `cloudMap`. */
  readonly name: string;
  /** AWS's name in credentials: `servicediscovery`. */
  readonly signingName: string;
  /** Further names of the SDKs and endpoints. */
  readonly aliases?: readonly string[];
  /** AWS's names of all operations: `CreateService`. */
  readonly operationNames: readonly string[];
}

/** Finds services and operations by any name that AWS's clients have for them, in any letter case. */
export class ServiceNames {
  private readonly services = new Map<string, NamedService>();

  constructor(private readonly all: readonly NamedService[]) {
    // Our own names first: S3 Control signs as "s3" too.
    for (const service of all) this.services.set(plain(service.name), service);
    for (const service of all)
      for (const name of [service.signingName, ...(service.aliases ?? [])])
        if (!this.services.has(plain(name))) this.services.set(plain(name), service);
  }

  /**
   * Our name of a service.
   *
   * @throws TypeError for a name that no service has, with a suggestion.
   */
  service(name: string): string {
    return this.find(name).name;
  }

  /**
   * AWS's name of an operation of a service, or of any service.
   *
   * @throws TypeError for a name that no operation has, with a suggestion.
   */
  operation(name: string, service?: string): string {
    const among = service === undefined ? this.all : [this.find(service)];
    const known = among.flatMap(({ operationNames }) => operationNames);
    const found = known.find((candidate) => plain(candidate) === plain(name));
    if (found !== undefined) return found;
    const where = service === undefined ? "" : ` of ${this.service(service)}`;
    throw unknownName(`operation${where}`, name, new Set(known));
  }

  private find(name: string): NamedService {
    const service = this.services.get(plain(name));
    if (service) return service;
    const known = this.all.map((candidate) => candidate.name);
    throw unknownName("service", name, known);
  }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
