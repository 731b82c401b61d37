import { CLIENTS, type ClientId, clientOf, type Sighting } from "./clients.js";

/** Which clients have exercised an operation: by service, then by operation. */
export type Exercised = Readonly<Record<string, Readonly<Record<string, readonly ClientId[]>>>>;

/** The simulated operations of each service. */
export type SimulatedOperations = Readonly<Record<string, readonly string[]>>;

/**
 * Adds the sightings of a run of the suites. Results of earlier runs are kept, because not every machine has all
 * clients; with `afresh`, they are removed for the clients that this run has seen. Operations that are no longer simulated
 * are removed.
 */
export function merge(
  earlier: Exercised,
  sightings: readonly Sighting[],
  simulated: SimulatedOperations,
  { afresh = false } = {},
): Exercised {
  const seen = new Map<string, Set<ClientId>>();
  for (const sighting of sightings) {
    const key = `${sighting.service}.${sighting.operation}`;
    seen.set(key, (seen.get(key) ?? new Set()).add(clientOf(sighting)));
  }
  const renewed = new Set(afresh ? [...seen.values()].flatMap((clients) => [...clients]) : []);
  const clientsOf = (service: string, operation: string): ClientId[] => {
    const kept = (earlier[service]?.[operation] ?? []).filter((client) => !renewed.has(client));
    const now = seen.get(`${service}.${operation}`);
    return CLIENTS.map(({ id }) => id).filter((id) => kept.includes(id) || now?.has(id));
  };
  return Object.fromEntries(
    Object.entries(simulated)
      .sort(byName)
      .map(([service, operations]) => [
        service,
        Object.fromEntries(
          operations
            .map((operation): [string, ClientId[]] => [operation, clientsOf(service, operation)])
            .filter(([, clients]) => clients.length > 0)
            .sort(byName),
        ),
      ]),
  );
}

/** Formats the result as JSON, with a line for each operation. */
export function render(exercised: Exercised): string {
  const services = Object.entries(exercised).map(([service, operations]) => {
    const lines = Object.entries(operations).map(
      ([operation, clients]) => `    "${operation}": [${clients.map((client) => `"${client}"`).join(", ")}]`,
    );
    return lines.length === 0 ? `  "${service}": {}` : `  "${service}": {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${services.join(",\n")}\n}\n`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
