/** How a simulator handles permissions: not at all; decide and record; or also deny. */
export type AuthorizationMode = "off" | "audit" | "enforce";

export const AUTHORIZATION_MODES: readonly AuthorizationMode[] = ["off", "audit", "enforce"];
