import { membersOf, placeOf, RemoteError, type RemoteRoutes } from "../../core/remote.js";
import type { CloudMapControl } from "./control.js";
import type { HealthStatus, OperationType, RecordType } from "./generated/types.js";

/** `/_sim/cloudMap`: what tests in other processes may do with Cloud Map. */
export function cloudMapRoutes(cloudMap: CloudMapControl): RemoteRoutes {
  return {
    "POST /services/{service}/instances/{instance}/health": (call) => {
      const { service = "", instance = "" } = call.params;
      const { status } = membersOf(call.body, "status");
      const registered = cloudMap.instances(service, placeOf(call));
      if (!registered.some(({ InstanceId }) => InstanceId === instance))
        throw new RemoteError(
          404,
          `No instance ${instance} is registered in service ${service}. GET /_sim/state/cloudMap lists them.`,
        );
      // What is no status is refused there.
      cloudMap.setHealth({ service, instance }, text(status, "status") as HealthStatus, placeOf(call));
    },

    "POST /operations/failures": (call) => {
      const { type, errorCode, errorMessage } = membersOf(call.body, "type", "errorCode", "errorMessage");
      cloudMap.failNextOperation(
        {
          ...(type !== undefined && { type: text(type, "type") as OperationType }),
          ...(errorCode !== undefined && { errorCode: text(errorCode, "errorCode") }),
          ...(errorMessage !== undefined && { errorMessage: text(errorMessage, "errorMessage") }),
        },
        placeOf(call),
      );
    },

    "GET /names/{name}/{type}": (call) => {
      const { name = "", type = "A" } = call.params;
      return { values: cloudMap.resolve(name, type as RecordType, placeOf(call)) };
    },
  };
}

function text(value: unknown, member: string): string {
  if (typeof value !== "string") throw new RemoteError(400, `Give "${member}" as a text.`);
  return value;
}
