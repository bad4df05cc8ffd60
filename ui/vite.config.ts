import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/**
 * Two builds from one configuration: the window (index.html → dist, what is released) and, with
 * `--mode gallery`, the page of all components (gallery.html → dist-gallery, never released).
 */
export default defineConfig(({ mode }) => {
  const gallery = mode === "gallery";
  return {
    base: "./",
    plugins: [svelte()],
    // The texts lie outside this folder: Rust and the window read the same files.
    server: { fs: { allow: [".."] }, strictPort: true },
    build: {
      outDir: gallery ? "dist-gallery" : "dist",
      emptyOutDir: true,
      // The content security policy allows no data: fonts, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // light-dark() and container queries as they are written; every web view Tauri may meet has them.
      target: ["safari17.5", "chrome123"],
      rolldownOptions: { input: gallery ? "gallery.html" : "index.html" },
    },
    // Vitest would otherwise take Svelte's server build, which has no effects.
    resolve: mode === "test" ? { conditions: ["browser"] } : {},
    test: { environment: "happy-dom", include: ["tests/**/*.test.ts"], testTimeout: 60_000 },
  };
});
