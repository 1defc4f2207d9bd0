// One photo through sharp, on one thread: CPU seconds and peak memory as JSON, to stand beside benchmarks/imaging.py.
// usage: node sharp.mjs <folder with sharp in node_modules> <as-used|at-its-best> <photo>
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, way, photo] = process.argv.slice(2);
const sharp = createRequire(join(folder, "package.json"))("sharp");
const WIDTHS = [2048, 1280, 640, 320];
const webp = { quality: 80, effort: 4 };
sharp.concurrency(1);
sharp.cache(false);

// What most galleries do: one pipeline for each size, each from the original.
async function asUsed() {
  for (const width of WIDTHS) await sharp(photo).rotate().resize(width).webp(webp).toBuffer();
}

// The original is decoded once; smaller sizes come from the nearest raw one that is at least twice as wide.
async function atItsBest() {
  const made = [];
  for (const width of WIDTHS) {
    const nearest = made.filter((size) => size.info.width >= 2 * width).at(-1) ?? made[0];
    const source = nearest ? sharp(nearest.data, { raw: nearest.info }) : sharp(photo).rotate();
    const size = await source.resize(width).raw().toBuffer({ resolveWithObject: true });
    made.push(size);
    await sharp(size.data, { raw: size.info }).webp(webp).toBuffer();
  }
}

const work = { "as-used": asUsed, "at-its-best": atItsBest }[way];
await work(); // the first time warms up, as in imaging.py
const before = process.cpuUsage();
await work();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 }));
