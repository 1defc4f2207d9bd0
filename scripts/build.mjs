/**
 * Bundles static/src into static/dist (git-ignored): visitor.{js,css} for everybody, manage.{js,css} for
 * photographers, the service worker and the icons. What both scripts use, and what one loads when it is needed, are files of their
 * own. `--check` builds in memory only. Either way visitor files above their budget fail the build.
 */
import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = "static/src";
const TARGET = "static/dist";
const ENTRIES = ["visitor.js", "visitor.css", "manage.js", "manage.css", "service-worker.js"];
const VISITOR_BUDGET = 100_000; // bytes, gzip, JavaScript and CSS together (docs: design, section 8)

const checkOnly = process.argv.includes("--check");

const { outputFiles, metafile } = await build({
  entryPoints: ENTRIES.map((name) => `${SOURCE}/${name}`),
  outdir: TARGET,
  bundle: true,
  format: "esm",
  splitting: true,
  metafile: true,
  target: ["chrome123", "firefox121", "safari17.5"], // the first with light-dark() and cascade layers
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
  write: false,
});

const sizes = new Map(outputFiles.map((file) => [basename(file.path), gzipSync(file.contents).length]));
for (const [name, bytes] of sizes) {
  console.log(`${name.padEnd(22)} ${(bytes / 1000).toFixed(1)} kB gzip`);
}

const visitor = sizes.get("visitor.css") + weightOf("visitor.js");
if (visitor > VISITOR_BUDGET) {
  console.error(`The visitor files are ${visitor} bytes gzip; the budget is ${VISITOR_BUDGET}.`);
  process.exit(1);
}
if (!checkOnly) {
  await mkdir(TARGET, { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
  const stale = (await readdir(TARGET)).filter((name) => /-[0-9A-Z]{8}\.js$/.test(name) && !sizes.has(name));
  await Promise.all(stale.map((name) => rm(`${TARGET}/${name}`)));
  const icons = (await readdir(`${SOURCE}/icons`)).map((name) => `${SOURCE}/icons/${name}`);
  await Promise.all(icons.map((path) => copyFile(path, `${TARGET}/${basename(path)}`)));
}

/** Bytes of a script and of all that it imports, at once or later. */
function weightOf(name, seen = new Set()) {
  if (seen.has(name)) return 0;
  seen.add(name);
  const imported = metafile.outputs[`${TARGET}/${name}`].imports.map(({ path }) => basename(path));
  return imported.reduce((sum, each) => sum + weightOf(each, seen), sizes.get(name));
}
