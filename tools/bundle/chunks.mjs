const MAIN_ENTRY = /[\\/]lib[\\/]index\.ts$/;

/** What the program needs to serve, and more than one of its commands uses. */
const OF_SERVING =
  /[\\/]lib[\\/]cli[\\/](serve|start|signals|settings|log|log-lines|given|flags|usage-error)\.ts$/;

const OF_PROGRAM = /[\\/]lib[\\/]cli[\\/]/;

const OF_INIT_FILES = /[\\/]lib[\\/]cli[\\/]init[\\/]/;

const OF_SERVICE = /[\\/]lib[\\/]services[\\/]([^\\/]+)[\\/]/;

/** The chunk of all that a simulator needs at its start. */
export const MAIN_CHUNK = "sim";

/** The chunk of what every simulator may need, but none at its start, and belongs to no service. */
const LATER_CHUNK = "later";

/**
 * Returns the chunk of a module. By default the bundler would make a chunk of what the package shares with each
 * deferred import, which costs files, and time at the start.
 *
 * @param {Set<string> | undefined} atStart modules that a start needs; without it, all that is loaded with the package
 */
export function chunkOf(atStart) {
  const known = new Map();
  const isLoadedWithPackage = (id, context) => {
    if (!known.has(id)) {
      // Imports may form circles, of types alone.
      known.set(id, false);
      const { importers = [] } = context.getModuleInfo(id) ?? {};
      known.set(
        id,
        MAIN_ENTRY.test(id) || importers.some((importer) => isLoadedWithPackage(importer, context)),
      );
    }
    return known.get(id);
  };
  return (id, context) => {
    if (atStart && MAIN_ENTRY.test(id)) return null;
    if (OF_SERVING.test(id)) return "serve";
    if (OF_PROGRAM.test(id)) return OF_INIT_FILES.test(id) ? "init" : null;
    const withPackage = isLoadedWithPackage(id, context);
    const [, service] = OF_SERVICE.exec(id) ?? [];
    if (withPackage ? (atStart?.has(id) ?? true) : service === undefined && atStart?.has(id))
      return MAIN_CHUNK;
    // The code of a service loads with its facts and operations, at its first request or when it is first used.
    return service ?? (withPackage ? LATER_CHUNK : null);
  };
}

/** Whether a chunk is loaded on use, by any importer. */
export function isDeferred(chunk) {
  return chunk.name === LATER_CHUNK || (chunk.name !== MAIN_CHUNK && isOfService(chunk));
}

/** Whether a chunk has code of a service. */
export function isOfService({ moduleIds }) {
  return moduleIds.some((id) => OF_SERVICE.test(id));
}
