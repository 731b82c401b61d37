/**
 * A time in the format of the context object and of integrations. @param time milliseconds since the epoch.
 */
export function iso(time: number): string {
  return new Date(time).toISOString();
}
