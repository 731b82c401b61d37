const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** ISO 8601's basic format, which signatures use: `20240101T000000Z`. */
export function basicTime(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** ISO 8601 in whole seconds, for times in errors. */
export function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}/, "");
}

/** Milliseconds since the epoch; `undefined` if the string is not in the basic format. */
export function parseBasicTime(text: string): number | undefined {
  const time = Date.parse(text.replace(BASIC, "$1-$2-$3T$4:$5:$6Z"));
  return BASIC.test(text) && !Number.isNaN(time) ? time : undefined;
}

/**
 * As {@link parseBasicTime}, and also the HTTP format of the `Date` header, `Fri, 24 May 2013 00:00:00 GMT`.
 */
export function parseDateHeader(text: string): number | undefined {
  const time = parseBasicTime(text) ?? (/^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN);
  return Number.isNaN(time) ? undefined : time;
}

/** The header from which SDKs correct their signing clock. */
export function dateHeader({ now }: { readonly now: number }): { readonly date: string } {
  return { date: new Date(now).toUTCString() };
}
