// What tasks and functions do during a soak: the init module of the program under test.
export default function (sim) {
  sim.ecs.onTask("soak", async (task) => {
    task.stdout(`${task.taskId} works`);
    await task.sleep(0);
    return 0;
  });
  sim.lambda.respondByDefault(async (event, context) => {
    context.log("event", event);
    await context.sleep(0);
    return { seen: event };
  });
}
