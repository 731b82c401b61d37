const DAY = 24 * 60 * 60;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * Makes what writes dates as S3 does, which counts in whole seconds and
 * writes milliseconds nevertheless: `2024-05-01T12:00:00.000Z`. It remembers
 * the last day, as listings are full of dates.
 */
export function wholeSeconds(): (date: Date) => string {
  let day = Number.NaN;
  let beginning = "";
  return (date) => {
    const seconds = Math.floor(date.getTime() / 1000);
    const its = Math.floor(seconds / DAY);
    if (its !== day) {
      beginning = date.toISOString().split("T", 1).join();
      day = its;
    }
    const ofDay = seconds - day * DAY;
    const ofHour = ofDay % 3600;
    const [h, m, s] = [(ofDay - ofHour) / 3600, Math.floor(ofHour / 60), ofHour % 60];
    return `${beginning}T${TWO_DIGITS[h]}:${TWO_DIGITS[m]}:${TWO_DIGITS[s]}.000Z`;
  };
}
