// Bundles what the pages load into static/dist: `npm run build`, or `npm run watch` while writing.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";

const frontend = dirname(fileURLToPath(import.meta.url));
const dist = join(frontend, "../static/dist");

// Where a bundle begins → its name in static/dist.
const BUNDLES = {
  "desk/main.js": "desk",
  "css/main.css": "desk",
  "css/pages.css": "pages",
  "css/demo.css": "demo",
  "css/help.css": "help",
  "help/main.js": "help",
  "css/contact.css": "contact",
  "contact/main.js": "contact",
  "widget/launcher.js": "widget",
  "widget/panel.js": "widget-panel",
  "reports/main.js": "reports",
};

// The chat lives in a shadow root on a foreign page: its styles travel inside its script.
const styleAsText = {
  name: "style-as-text",
  setup(build) {
    build.onLoad({ filter: /widget\/[^/]*\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: "es2022" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

// Our server speaks WebSocket and polling only; what would speak WebTransport stays out.
const withoutWebTransport = {
  name: "without-web-transport",
  setup(build) {
    build.onLoad({ filter: /engine\.io-client\/build\/.*\/webtransport\.js$/ }, () => ({
      contents: "export const WT = undefined;",
    }));
  },
};

// htmx's own minified file is a kilobyte smaller than what esbuild makes of its source.
const htmxMinified = {
  name: "htmx-minified",
  setup(build) {
    build.onLoad({ filter: /htmx\.esm\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path.replace(".esm.", ".min."), "utf8")};export default htmx;`,
    }));
  },
};

const options = {
  entryPoints: Object.entries(BUNDLES)
    .map(([from, name]) => ({ in: join(frontend, from), out: name }))
    .filter((bundle) => existsSync(bundle.in)),
  outdir: dist,
  bundle: true,
  minify: true,
  // Arabic as it is: written as escapes it would take three times the room.
  charset: "utf8",
  target: "es2022",
  // A plain script runs anywhere, also in a shop's own page; no bundle leaves a global behind.
  format: "iife",
  legalComments: "linked",
  loader: { ".svg": "dataurl" },
  plugins: [styleAsText, withoutWebTransport, htmxMinified],
  metafile: true,
};

async function sizes({ outputs }) {
  const files = Object.keys(outputs).filter((file) => /\.(js|css)$/.test(file));
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    const kilobytes = [bytes.length, gzipSync(bytes).length].map((n) => (n / 1024).toFixed(1));
    console.log(`${basename(file)}: ${kilobytes[0]} KB, ${kilobytes[1]} KB by gzip`);
  }
}

if (process.argv.includes("--watch")) {
  const watching = await esbuild.context({ ...options, logLevel: "info" });
  await watching.watch();
} else {
  const { metafile } = await esbuild.build(options);
  await sizes(metafile);
}
