import type { Work } from "../clock/work.js";
import type { FactsArchive } from "../model/archive.js";
import { Catalogue } from "../model/catalogue.js";
import { type Operation, ServiceModel } from "../model/service-model.js";
import type { ExecutableOperation } from "../runtime/execute.js";
import { archivedService } from "./archived-service.js";
import { LoadedService, loadService } from "./loaded-service.js";
import type { AnyService, ServedService } from "./routes.js";

/** Loads facts of services and the catalogue of AWS at the first request that needs them. */
export class LoadedServices {
  private readonly services = new Map<ServedService, LoadedService | Promise<LoadedService>>();
  private readonly archived = new Map<string, LoadedService | undefined>();
  private readonly whole = new Map<LoadedService, LoadedService | undefined>();
  private loadingCatalogue: Catalogue | Promise<Catalogue> | undefined;

  /**
   * @param work an advance that is under way waits for what is being loaded, as it waits for handlers.
   * @param definitions the simulated services
   */
  constructor(
    private readonly work: Work,
    private readonly definitions: readonly AnyService[],
    private readonly archive: FactsArchive,
  ) {}

  /** A service with its facts; synchronous once they are loaded. */
  load(definition: ServedService): LoadedService | Promise<LoadedService> {
    const known = this.services.get(definition);
    if (known) return known;
    const loading = this.work.track(loadService(definition));
    this.services.set(definition, loading);
    loading.then(
      (service) => this.services.set(definition, service),
      () => {},
    );
    return loading;
  }

  /**
   * The service of a name: simulated, or created from facts in the archive; `undefined` if there are none.
   */
  named(name: string): ServedService | undefined {
    return this.simulated(name) ?? this.ofArchive(name)?.definition;
  }

  /**
   * A simulated service with the facts of all its operations, if its own facts contain only simulated ones
   * (EC2, IAM).
   */
  complete(service: LoadedService): LoadedService | undefined {
    if (this.whole.has(service)) return this.whole.get(service);
    const { identity, notSimulated } = service.definition;
    const archived = notSimulated ? undefined : this.ofArchive(identity.name);
    const complete = archived && service.withFacts(archived.model.facts);
    this.whole.set(service, complete);
    return complete;
  }

  /** An operation without its handler; its model is in the archive, which is read synchronously. */
  known(
    name: string,
    operation: string,
  ): { readonly operation: Operation; readonly executable: ExecutableOperation } | undefined {
    const service = this.ofArchive(name);
    const found = service?.model.operation(operation);
    return service && found && { operation: found, executable: service.executable(found) };
  }

  /** All services of AWS, for requests that no simulated service accepts; synchronous once loaded. */
  catalogue(): Catalogue | Promise<Catalogue> {
    if (this.loadingCatalogue) return this.loadingCatalogue;
    const loading = this.work.track(Catalogue.load());
    this.loadingCatalogue = loading;
    loading.then(
      (catalogue) => {
        this.loadingCatalogue = catalogue;
      },
      () => {},
    );
    return loading;
  }

  private simulated(name: string): AnyService | undefined {
    return this.definitions.find(({ identity }) => identity.name === name);
  }

  private ofArchive(name: string): LoadedService | undefined {
    if (this.archived.has(name)) return this.archived.get(name);
    const service = this.readArchive(name);
    this.archived.set(name, service);
    if (service && !this.simulated(name)) this.services.set(service.definition, service);
    return service;
  }

  private readArchive(name: string): LoadedService | undefined {
    const service = this.archive.services.find((candidate) => candidate.name === name);
    const facts = service && this.archive.facts(name);
    if (!facts) return undefined;
    const simulated = this.simulated(name);
    if (simulated) return new LoadedService(simulated, new ServiceModel(facts), {});
    const names = this.definitions.map(({ identity }) => identity.name);
    return archivedService(service, facts, names);
  }
}
