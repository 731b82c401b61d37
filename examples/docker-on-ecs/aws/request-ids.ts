import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<Set<string>>();

/** Runs something, and adds the ids of the requests to AWS that it sends. */
export function collectRequestIds<T>(ids: Set<string>, run: () => Promise<T>): Promise<T> {
  return current.run(ids, run);
}

/** Adds the id of a request to AWS to the Docker request that caused it. */
export function noteRequestId(id: string | undefined): void {
  if (id !== undefined) current.getStore()?.add(id);
}
