/**
 * Bundles static/src into static/dist (git-ignored): visitor.{js,css} for everybody, manage.{js,css} for
 * photographers, and the icon. `--check` builds in memory only. Either way a visitor bundle above its
 * budget fails the build.
 */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = "static/src";
const TARGET = "static/dist";
const VISITOR_BUDGET = 100_000; // bytes, gzip, JavaScript and CSS together (docs: design, section 8)

const checkOnly = process.argv.includes("--check");

const { outputFiles } = await build({
  entryPoints: ["visitor.js", "visitor.css", "manage.js", "manage.css"].map((name) => `${SOURCE}/${name}`),
  outdir: TARGET,
  bundle: true,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"], // the first with light-dark() and cascade layers
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
  write: false,
});

const sizes = new Map(
  outputFiles.map((file) => [file.path.split("/").at(-1), gzipSync(file.contents).length]),
);
for (const [name, bytes] of sizes) {
  console.log(`${name.padEnd(12)} ${(bytes / 1000).toFixed(1)} kB gzip`);
}

const visitor = sizes.get("visitor.js") + sizes.get("visitor.css");
if (visitor > VISITOR_BUDGET) {
  console.error(`The visitor bundle is ${visitor} bytes gzip; the budget is ${VISITOR_BUDGET}.`);
  process.exit(1);
}
if (!checkOnly) {
  await mkdir(TARGET, { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
  await copyFile(`${SOURCE}/favicon.svg`, `${TARGET}/favicon.svg`);
}
