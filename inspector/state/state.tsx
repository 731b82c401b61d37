import type { FunctionComponent } from "preact";
import { version } from "../live.js";
import { go, place } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { Nav } from "../parts/nav.js";
import { Found } from "./found.js";
import { Lists } from "./lists.js";
import { LogEvents } from "./log-events.js";
import { Messages } from "./messages.js";
import { Objects } from "./objects.js";
import { RolePolicies } from "./role-policies.js";
import { Rows } from "./rows.js";
import { EventRules } from "./rules.js";
import type { InspectedService } from "./types.js";

/** Views that a service has besides those of every service. */
const SPECIAL: ReadonlyMap<
  string,
  readonly (readonly [string, FunctionComponent<{ readonly path: readonly string[] }>])[]
> = new Map([
  ["eventBridge", [["Matches", EventRules]]],
  ["iam", [["Effective policies", RolePolicies]]],
  ["logs", [["Events", LogEvents]]],
  ["s3", [["Objects", Objects]]],
  ["sqs", [["Messages", Messages]]],
]);

/** What every service holds: its lists as AWS shows them, and the rows of its tables. */
export function State() {
  const [first, second, ...rest] = place.value.path;
  const { value: services = [], error } = useGet<readonly InspectedService[]>(
    "/inspector/services",
    version.value,
  );
  if (first === "find") return <Found text={second ?? ""} />;
  if (error !== undefined) return <p class="scroll error">{error}</p>;
  const service =
    services.find(({ name }) => name === first) ??
    services.find(({ tables }) => tables.length > 0) ??
    services[0];
  return (
    <div class="side">
      <Nav
        class="nav"
        label="Services"
        items={services.map(({ name, tables }) => ({ name, count: rowsOf(tables) }))}
        current={service?.name}
        onChoose={(name) => go("state", name)}
      />
      {service && <Service key={service.name} service={service} view={second} path={rest} />}
    </div>
  );
}

interface ServiceProps {
  readonly service: InspectedService;
  readonly view: string | undefined;
  readonly path: readonly string[];
}

function Service({ service, view, path }: ServiceProps) {
  const special = SPECIAL.get(service.name) ?? [];
  const names = [...service.lists, ...special.map(([name]) => name), "rows"];
  const current = names.find((name) => name === view) ?? names[0];
  const Special = special.find(([name]) => name === current)?.[1];
  return (
    <div class="panel">
      <Nav
        class="tabs"
        label={`Views of ${service.name}`}
        items={names.map((name) => ({ name }))}
        current={current}
        onChoose={(name) => go("state", service.name, name)}
      />
      {Special ? (
        <Special path={path} />
      ) : current === "rows" ? (
        <Rows service={service} path={path} />
      ) : (
        <Lists key={current} service={service.name} list={current ?? ""} path={path} />
      )}
    </div>
  );
}

/** Rows that are resources: those of indexes are counted too, which people do not miss. */
function rowsOf(tables: InspectedService["tables"]): string {
  const count = tables.reduce((sum, { rows }) => sum + rows, 0);
  return count === 0 ? "" : count.toLocaleString("en");
}
