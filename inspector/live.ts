import { computed, signal } from "@preact/signals";
import { report } from "./api.js";
import type { Entry } from "./entry.js";
import { drawn, Pace } from "./parts/pace.js";
import { EntryStore } from "./timeline/store.js";

/** The received entries of the simulator. */
export const store = new EntryStore();
/** Changes when entries are received. */
export const version = signal(0);
/** Simulated time, in milliseconds since the epoch. */
export const now = signal(0);
export const mode = signal<"running" | "frozen">("frozen");
export const connection = signal<"connecting" | "live" | "lost" | "report">("connecting");

/** All entries, oldest first. */
export const entries = computed(() => {
  version.value;
  return store.all.slice();
});

/** An event with changes. */
interface Changes {
  readonly entries: readonly Entry[];
  readonly generation: number;
  readonly first: number;
  readonly now: number;
  readonly mode: "running" | "frozen";
}

/** Connects to the simulator, or reads the report. */
export function connect(): void {
  if (report) {
    const { entries, responses } = report;
    store.add(entries as readonly Entry[]);
    const clock = responses["/clock"] as
      | { readonly now: string; readonly mode: "running" | "frozen" }
      | undefined;
    now.value = Date.parse(clock?.now ?? "");
    mode.value = clock?.mode ?? "frozen";
    version.value++;
    connection.value = "report";
    return;
  }
  let generation: number | undefined;
  let isNew = true;
  const shown = new Pace(() => {
    version.value++;
    return drawn();
  });
  const source = new EventSource("/_sim/inspector/events");
  source.onopen = () => {
    // All entries are sent again, perhaps by another simulator at this address.
    isNew = true;
    connection.value = "live";
  };
  source.onerror = () => {
    connection.value = "lost";
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const changes = JSON.parse(data) as Changes;
    // A reset or a restore removed entries: the remaining ones are sent again.
    const isOther = isNew || generation !== changes.generation;
    if (isOther) store.clear();
    isNew = false;
    const isNews = changes.entries.length > 0 || isOther;
    generation = changes.generation;
    store.add(changes.entries);
    store.removeBefore(changes.first);
    now.value = changes.now;
    mode.value = changes.mode;
    if (isNews) shown.want();
  };
}
