/** Lets the parent process ask how much CPU time this process has used. */
export function answerCpu(port) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
  process.send({ port });
}
