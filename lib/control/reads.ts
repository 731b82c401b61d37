import type { Scope } from "../runtime/scope.js";
import type { Controls } from "../services/index.js";

/**
 * The methods of control objects that only read, with the number of strings that
 * each takes before the account and region. `GET /_sim/state/{service}/{method}`
 * serves them, and connected simulators have them under the same names.
 */
export const READS = {
  cloudMap: { namespaces: 0, services: 0, instances: 1, operations: 0, quotas: 0 },
  ec2: {
    defaultNetwork: 0,
    vpcs: 0,
    subnets: 0,
    securityGroups: 0,
    routeTables: 0,
    internetGateways: 0,
    networkInterfaces: 0,
    natGateways: 0,
    addresses: 0,
    vpcEndpoints: 0,
    networkAcls: 0,
    dhcpOptions: 0,
    egressOnlyGateways: 0,
    flowLogs: 0,
    peeringConnections: 0,
    prefixLists: 0,
  },
  ecr: { repositories: 0, images: 1, creationTemplates: 0 },
  ecs: { clusters: 0, taskDefinitions: 0, services: 0, service: 1, tasks: 0, task: 1, runs: 1 },
  efs: { fileSystems: 0, fileSystem: 1, mountTargets: 1, accessPoints: 1, replications: 0 },
  iam: {
    roles: 0,
    role: 1,
    policies: 0,
    users: 0,
    groups: 0,
    instanceProfiles: 0,
    accessKeys: 0,
    oidcProviders: 0,
  },
  lambda: { functions: 0, function: 1, versions: 1, aliases: 1, eventSourceMappings: 0, invocations: 1 },
  logs: { groups: 0, streams: 1, metricFilters: 0, subscriptionFilters: 0, deliveries: 0 },
  s3: { buckets: 0, bucket: 1 },
  s3Control: { publicAccessBlock: 0 },
  sts: { sessions: 0 },
} as const satisfies {
  readonly [Service in keyof Controls]: { readonly [Method in keyof Controls[Service]]?: 0 | 1 };
};

const BY_SERVICE: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map(Object.entries(READS));

/** A method that only reads, as it is called over HTTP. */
export interface ControlRead {
  /** How many strings it takes. */
  readonly parameters: number;
  run(names: readonly string[], at: Scope): unknown;
}

/** The methods of a service's control object that only read, by name. */
export function readsOf(service: string, control: unknown): ReadonlyMap<string, ControlRead> {
  const table = Object.entries(BY_SERVICE.get(service) ?? {});
  return new Map(
    table.map(([name, parameters]) => [
      name,
      { parameters, run: (names, at) => call(control, name, parameters, names, at) },
    ]),
  );
}

function call(
  control: unknown,
  name: string,
  parameters: number,
  names: readonly string[],
  at: Scope,
): unknown {
  if (!isObject(control)) return undefined;
  // Control objects with a method `at` have the place already; the others take it last.
  if ("at" in control && typeof control.at === "function") return invoke(control.at(at), name, names);
  const given = Array.from({ length: parameters }, (_, i) => names[i]);
  return invoke(control, name, [...given, at]);
}

function invoke(target: unknown, name: string, args: readonly unknown[]): unknown {
  const method: unknown = isObject(target) ? Reflect.get(target, name) : undefined;
  return typeof method === "function" ? Reflect.apply(method, target, args) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
