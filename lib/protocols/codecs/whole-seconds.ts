const DAY = 24 * 60 * 60;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * Makes what writes dates as S3 does, which counts in whole seconds and
 * writes milliseconds nevertheless: `2024-05-01T12:00:00.000Z`.
 */
export function wholeSeconds(): (date: Date) => string {
  return rememberingTheDay((date) => `${date.toISOString().split("T", 1).join()}T`, ".000Z");
}

/** Makes what writes dates as HTTP does: `Wed, 01 May 2024 12:00:00 GMT`. */
export function httpDates(): (date: Date) => string {
  return rememberingTheDay((date) => date.toUTCString().slice(0, -"12:00:00 GMT".length), " GMT");
}

/** Listings are full of dates, and most are of one day, if not of one second: their texts are made once. */
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
