import type { Backend } from "../backend.js";
import { noSuchExec } from "../errors.js";
import type { DockerRequest } from "../http/request.js";
import type { ExecRecord } from "../store/records.js";

/** The exec in the path of a request. @throws DockerError */
export function execOf({ store }: Backend, request: DockerRequest): ExecRecord {
  const id = request.param("id");
  const exec = store.execs.get(id);
  if (exec === undefined) throw noSuchExec(id);
  return exec;
}
