/** A timestamp in the format of Go, the agent's language: `2026-01-02T03:04:05.678000000Z`. */
export function isoNanoseconds(moment: Date | undefined): string | undefined {
  return moment?.toISOString().replace("Z", "000000Z");
}
