import { keysOf } from "../../authorization/requirement.js";
import { type AuthorizationTable, anywhere, on, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { CloudMapOperations } from "./generated/types.js";
import { NAMESPACES } from "./state/namespaces.js";
import { SERVICES } from "./state/services.js";

const arnOf = (ctx: Context, type: string, id: string): string =>
  id.startsWith("arn:") ? id : ctx.arn(`${type}/${id}`);

const onNamespace = on<{ readonly Id: string }>(({ Id }, ctx) => arnOf(ctx, "namespace", Id));
const onServiceById = on<{ readonly Id: string }>(({ Id }, ctx) => arnOf(ctx, "service", Id));
const onService = on<{ readonly ServiceId: string }>(
  ({ ServiceId }, ctx) => arnOf(ctx, "service", ServiceId),
  ({ ServiceId }, ctx) => ({
    keys: keysOf({ "servicediscovery:ServiceArn": arnOf(ctx, "service", ServiceId) }),
  }),
);

/** Instances are discovered by the names of a namespace and a service. */
const discovery = on<{ readonly NamespaceName: string; readonly ServiceName: string }>(
  ({ NamespaceName, ServiceName }, ctx) => {
    const namespace = [...ctx.table(NAMESPACES).values()].find(({ name }) => name === NamespaceName);
    const service = [...ctx.table(SERVICES).values()].find(
      ({ name, namespaceId }) => name === ServiceName && namespaceId === namespace?.id,
    );
    return [arnOf(ctx, "namespace", namespace?.id ?? "*"), arnOf(ctx, "service", service?.id ?? "*")];
  },
  ({ NamespaceName, ServiceName }) => ({
    keys: keysOf({
      "servicediscovery:NamespaceName": NamespaceName,
      "servicediscovery:ServiceName": ServiceName,
    }),
  }),
);

const createsNamespace = tagged(anywhere, "servicediscovery:TagResource", (_input, ctx) => ({
  resource: ctx.arn("namespace/*"),
}));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html */
export const authorization = {
  createHttpNamespace: createsNamespace,
  createPrivateDnsNamespace: createsNamespace,
  createPublicDnsNamespace: createsNamespace,
  createService: tagged(
    on(
      ({ NamespaceId }, ctx) => [arnOf(ctx, "namespace", NamespaceId ?? "*"), ctx.arn("service/*")],
      ({ NamespaceId }, ctx) => ({
        keys: keysOf({ "servicediscovery:NamespaceArn": arnOf(ctx, "namespace", NamespaceId ?? "*") }),
      }),
    ),
    "servicediscovery:TagResource",
    (_input, ctx) => ({ resource: ctx.arn("service/*") }),
  ),
  deleteNamespace: onNamespace,
  deleteService: onServiceById,
  deleteServiceAttributes: onService,
  deregisterInstance: onService,
  discoverInstances: discovery,
  discoverInstancesRevision: discovery,
  getInstance: onService,
  getInstancesHealthStatus: onService,
  getNamespace: onNamespace,
  getOperation: anywhere,
  getService: onServiceById,
  getServiceAttributes: onService,
  listInstances: onService,
  listNamespaces: anywhere,
  listOperations: anywhere,
  listServices: anywhere,
  listTagsForResource: anywhere,
  registerInstance: onService,
  tagResource: anywhere,
  untagResource: anywhere,
  updateHttpNamespace: onNamespace,
  updateInstanceCustomHealthStatus: onService,
  updatePrivateDnsNamespace: onNamespace,
  updatePublicDnsNamespace: onNamespace,
  updateService: onServiceById,
  updateServiceAttributes: onService,
} satisfies AuthorizationTable<CloudMapOperations>;
