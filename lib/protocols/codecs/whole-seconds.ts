const DAY = 24 * 60 * 60;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * Creates a formatter for dates as S3 writes them, in whole seconds but with milliseconds:
 * `2024-05-01T12:00:00.000Z`.
 */
export function wholeSeconds(): (date: Date) => string {
  return rememberingTheDay((date) => `${date.toISOString().split("T", 1).join()}T`, ".000Z");
}

/** Creates a formatter for HTTP dates: `Wed, 01 May 2024 12:00:00 GMT`. */
export function httpDates(): (date: Date) => string {
  return rememberingTheDay((date) => date.toUTCString().slice(0, -"12:00:00 GMT".length), " GMT");
}

/** Listings contain many dates, mostly of the same day or second, so their strings are cached. */
function rememberingTheDay(textOf: (date: Date) => string, end: string): (date: Date) => string {
  let day = Number.NaN;
  let beginning = "";
  let last = Number.NaN;
  let text = "";
  return (date) => {
    const seconds = Math.floor(date.getTime() / 1000);
    if (seconds === last) return text;
    const its = Math.floor(seconds / DAY);
    if (its !== day) {
      beginning = textOf(date);
      day = its;
    }
    const ofDay = seconds - day * DAY;
    const ofHour = ofDay % 3600;
    const [h, m, s] = [(ofDay - ofHour) / 3600, Math.floor(ofHour / 60), ofHour % 60];
    text = `${beginning}${TWO_DIGITS[h]}:${TWO_DIGITS[m]}:${TWO_DIGITS[s]}${end}`;
    last = seconds;
    return text;
  };
}
