import { membersOf, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { CloudMapControl } from "./control.js";
import { RECORD_TYPES } from "./dns.js";
import { HEALTH_STATUSES } from "./health.js";
import { OPERATION_TYPES } from "./planned-failures.js";

/** `/_sim/cloudMap`: what tests in other processes may do with Cloud Map. */
export function cloudMapRoutes(cloudMap: CloudMapControl): RemoteRoutes {
  return {
    "POST /services/{service}/instances/{instance}/health": (call) => {
      const { service = "", instance = "" } = call.params;
      const { status } = membersOf(call.body, "status");
      const known = cloudMap
        .services(scopeOf(call))
        .some(({ Id, Arn, Name }) => [Id, Arn, Name].includes(service));
      const registered = known ? cloudMap.instances(service, scopeOf(call)) : [];
      if (!registered.some(({ InstanceId }) => InstanceId === instance))
        throw new RemoteError(
          404,
          `No instance ${instance} is registered in service ${service}. GET /_sim/state/cloudMap lists them.`,
        );
      cloudMap.setHealth({ service, instance }, oneOf(HEALTH_STATUSES, "status", status), scopeOf(call));
    },

    "POST /operations/failures": (call) => {
      const { type, errorCode, errorMessage } = membersOf(call.body, "type", "errorCode", "errorMessage");
      cloudMap.failNextOperation(
        {
          ...(type !== undefined && { type: oneOf(OPERATION_TYPES, "type", type) }),
          ...(errorCode !== undefined && { errorCode: text("errorCode", errorCode) }),
          ...(errorMessage !== undefined && { errorMessage: text("errorMessage", errorMessage) }),
        },
        scopeOf(call),
      );
    },

    // Unknown quotas and wrong values are rejected there.
    "PATCH /quotas": (call) => {
      cloudMap.setQuotas(objectOf(call.body), scopeOf(call));
      return cloudMap.quotas(scopeOf(call));
    },

    "GET /names/{name}/{type}": (call) => {
      const { name = "", type } = call.params;
      return { values: cloudMap.resolve(name, oneOf(RECORD_TYPES, "type", type), scopeOf(call)) };
    },
  };
}

function objectOf(body: unknown): object {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new RemoteError(400, "The body is not a JSON object. Send quotas by their names.");
}

function oneOf<Value extends string>(values: readonly Value[], name: string, given: unknown): Value {
  const value = values.find((known) => known === given);
  if (value === undefined) throw new RemoteError(400, `Give "${name}" as one of ${values.join(", ")}.`);
  return value;
}

function text(name: string, given: unknown): string {
  if (typeof given !== "string") throw new RemoteError(400, `Give "${name}" as a text.`);
  return given;
}
