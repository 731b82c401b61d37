import type { Work } from "../clock/work.js";
import { Catalogue } from "../model/catalogue.js";
import { type LoadedService, loadService } from "./loaded-service.js";
import type { AnyService } from "./routes.js";

/** Loads what requests need at the first that needs it: facts of services, and the catalogue of all of AWS. */
export class LoadedServices {
  private readonly services = new Map<AnyService, LoadedService | Promise<LoadedService>>();
  private loadingCatalogue: Promise<Catalogue> | undefined;

  /** @param work an advance that is under way waits for what is being loaded, as it waits for handlers. */
  constructor(private readonly work: Work) {}

  /** A service with its facts; no promise once they are loaded. */
  load(definition: AnyService): LoadedService | Promise<LoadedService> {
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

  /** Every service of AWS, for requests that no simulated service accepts. */
  catalogue(): Promise<Catalogue> {
    this.loadingCatalogue ??= this.work.track(Catalogue.load());
    return this.loadingCatalogue;
  }
}
