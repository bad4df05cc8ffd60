import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** The window over the fake host, to be looked at in any browser: `npm run look`. */
export default defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  base: "./",
  plugins: [svelte()],
  server: { fs: { allow: [".."] } },
  build: { outDir: "dist-look", emptyOutDir: true, assetsInlineLimit: 0 },
  resolve: {
    alias: { "@tauri-apps/api/core": new URL("host.ts", import.meta.url).pathname },
  },
});
