// Loaded into the program under test with `--import`: sends its memory usage on request, after a garbage
// collection.
process.on("message", () => {
  // Finalizers of the first collection free more for the second.
  globalThis.gc();
  globalThis.gc();
  process.send(process.memoryUsage());
});
// A listener for messages must not keep the program from ending.
process.channel?.unref();
