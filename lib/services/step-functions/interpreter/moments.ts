/**
 * A time in the format of the context object and of integrations. @param moment milliseconds since the epoch.
 */
export function iso(moment: number): string {
  return new Date(moment).toISOString();
}
