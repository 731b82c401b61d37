/**
 * Sends the parent process the port, and what else it has to know. Lets it ask how much CPU time, in microseconds, and
 * memory, in MiB, this process has used.
 */
export function answerUsage(port, details = {}) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system, peakMemory: process.resourceUsage().maxRSS / 1_024 });
  });
  process.send({ port, details });
}
