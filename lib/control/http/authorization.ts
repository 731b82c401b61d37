import type { AuthorizationMode } from "../../authorization/modes.js";
import { membersOf } from "./body.js";
import type { Controlled } from "./controlled.js";
import type { Routes } from "./router.js";

/** `/_sim/authorization`: whether permissions are evaluated, and credentials of roles and users. */
export function authorizationRoutes({ authorization }: Controlled): Routes {
  const state = () => ({ mode: authorization.mode });
  return {
    "GET /": state,
    "POST /": ({ body }) => {
      // The setter rejects invalid modes.
      authorization.mode = membersOf(body, "mode").mode as AuthorizationMode;
      return state();
    },
    // The method rejects invalid principals.
    "POST /credentials": ({ body }) =>
      authorization.credentials(membersOf(body, "role", "user", "accountId")),
  };
}
