import { afterEach, beforeEach, expect, test } from "vitest";
import { PATIENT, type Stage, stage } from "../simulated/stage.js";

let here: Stage;
beforeEach(async () => {
  here = await stage();
});
afterEach(() => here[Symbol.asyncDispose]());

/** The events of a stream so far, as `type action`. */
const listen = async (query = "") => {
  const response = await here.docker.open("GET", `/events${query}`);
  let text = "";
  response.on("data", (chunk) => {
    text += chunk;
  });
  const events = () => text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  return {
    response,
    events,
    actions: () => events().map(({ Type, Action }) => `${Type} ${Action}`),
    ended: new Promise((resolve) => response.on("end", resolve)),
  };
};

const create = async (name: string, body: object = {}): Promise<string> => {
  const response = await here.docker.post(`/containers/create?name=${name}`, {
    Image: "alpine",
    Cmd: ["x"],
    ...body,
  });
  return response.text("Id");
};

test("the life of a container", async () => {
  const { response, actions, events } = await listen();
  expect(response.headers["content-type"]).toBe("application/json");
  here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
  const id = await create("web", { Labels: { a: "b" } });
  await here.docker.post(`/containers/${id}/start`);
  await here.docker.post(`/containers/${id}/rename?name=www`);
  await here.docker.post(`/containers/${id}/stop`);
  await here.docker.delete(`/containers/${id}`);
  await expect
    .poll(actions, PATIENT)
    .toEqual([
      "container create",
      "container start",
      "container rename",
      "container kill",
      "container die",
      "container stop",
      "container destroy",
    ]);
  const [created, , renamed, , died] = events();
  expect(created).toEqual({
    status: "create",
    id,
    from: "alpine",
    Type: "container",
    Action: "create",
    Actor: { ID: id, Attributes: { image: "alpine", name: "web", a: "b" } },
    scope: "local",
    time: expect.any(Number),
    timeNano: expect.any(Number),
  });
  expect(renamed.Actor.Attributes).toMatchObject({ name: "www", oldName: "/web" });
  expect(died.Actor.Attributes).toMatchObject({ exitCode: "143" });
  response.destroy();
});

test("a command that ends before anybody looks has started and died; --rm destroys", async () => {
  const { response, actions } = await listen("?filters=%7B%22type%22%3A%5B%22container%22%5D%7D");
  here.sim.ecs.onTask("sockerless-*", { exitCode: 0 });
  const id = await create("job", { HostConfig: { AutoRemove: true } });
  await here.docker.post(`/containers/${id}/start`);
  await expect
    .poll(actions, PATIENT)
    .toEqual(["container create", "container start", "container die", "container destroy"]);
  response.destroy();
});

test("filters by container, event and label", async () => {
  await create("one", { Labels: { team: "a" } });
  await create("two");
  await here.docker.delete("/containers/one");
  const past = async (value: object) => {
    const filters = encodeURIComponent(JSON.stringify(value));
    const { actions, ended } = await listen(
      `?since=1&until=${here.sim.clock.now() / 1_000}&filters=${filters}`,
    );
    await ended;
    return actions();
  };
  expect(await past({ container: ["one"] })).toEqual(["container create", "container destroy"]);
  expect(await past({ event: { destroy: true } })).toEqual(["container destroy"]);
  expect(await past({ label: ["team=a"], event: ["create"] })).toEqual(["container create"]);
  expect(await past({ label: ["team=b"] })).toEqual([]);
  expect(await past({ type: ["network"] })).toEqual([]);
});

test("events of images and volumes, and none after the client has gone", async () => {
  const { response, actions } = await listen();
  await here.docker.post("/images/create?fromImage=alpine&tag=1");
  await here.docker.post("/images/alpine:1/tag?repo=mine");
  await here.docker.delete("/images/mine");
  await expect.poll(actions, PATIENT).toEqual(["image pull", "image tag", "image untag"]);
  response.destroy();
  await expect
    .poll(() => here.log.filter(({ path }) => path === "/events"), PATIENT)
    .toMatchObject([{ status: 200 }]);
});
