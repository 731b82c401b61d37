import { membersOf, RemoteError, type RemoteRoutes } from "../../runtime/remote.js";
import type { IamControl } from "./control.js";

/** `/_sim/iam`: what tests in other processes may do with policies. */
export function iamRoutes(iam: IamControl): RemoteRoutes {
  return {
    "POST /managed-policies/{name}": (call) => {
      const { path, document } = membersOf(call.body, "path", "document");
      iam.addManagedPolicy(call.params.name ?? "", { path: textOf(path), document: textOf(document) });
    },
  };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new RemoteError(400, 'Give "path" and "document" as texts.');
}
