import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api.js";
import { Pace } from "./pace.js";

/** What came of a request: its response, or why there is none. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: string | undefined;
}

/**
 * The response of a GET below `/_sim`.
 *
 * @param path `undefined` for none.
 * @param version when it changes, the response is read again; until it is there, the earlier one stays.
 */
export function useGet<Value>(path: string | undefined, version: unknown = 0): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value> & { readonly path: string | undefined }>(NOTHING);
  const pace = useRef<Pace | undefined>(undefined);
  useEffect(() => {
    if (path === undefined) return undefined;
    let wanted = true;
    const own = new Pace(async () => {
      const answer = await get<Value>(path).then(
        (value) => ({ path, value, error: undefined }),
        (error: Error) => ({ path, value: undefined, error: error.message }),
      );
      if (wanted) setLoaded(answer);
    });
    pace.current = own;
    return () => {
      wanted = false;
      own.stop();
    };
  }, [path]);
  useEffect(() => {
    if (path !== undefined) pace.current?.want();
  }, [path, version]);
  return loaded.path === path ? loaded : NOTHING;
}

const NOTHING = { path: undefined, value: undefined, error: undefined };
