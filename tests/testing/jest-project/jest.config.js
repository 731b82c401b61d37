module.exports = {
  rootDir: __dirname,
  testRegex: "\\.jest\\.js$",
  testEnvironment: "node",
  haste: { forceNodeFilesystemAPI: true },
};
