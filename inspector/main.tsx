import { render } from "preact";
import { Controls } from "./controls/controls.js";
import { Header } from "./header.js";
import { connect, entries } from "./live.js";
import { Machines } from "./machines/machines.js";
import { followAddress, go, place, TABS } from "./navigation.js";
import { Nav } from "./parts/nav.js";
import { State } from "./state/state.js";
import { TimelineView } from "./timeline/view.js";

const VIEWS = { timeline: TimelineView, state: State, machines: Machines, controls: Controls } as const;

function App() {
  const { tab } = place.value;
  const View = VIEWS[tab];
  return (
    <div class="shell">
      <Header />
      <Nav
        class="tabs"
        label="Views"
        items={TABS.map(([name, label]) => ({
          name,
          label,
          ...(name === "timeline" && { count: entries.value.length.toLocaleString("en") }),
        }))}
        current={tab}
        onChoose={(name) => go(TABS.find(([known]) => known === name)?.[0] ?? "timeline")}
      />
      <main>
        <View />
      </main>
    </div>
  );
}

const root = document.getElementById("app");
if (root) {
  connect();
  followAddress();
  render(<App />, root);
}
