import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

export default defineConfig({
  // The desk may lie in any folder of a server.
  base: "./",
  plugins: [
    react(),
    VitePWA({
      registerType: "prompt",
      injectRegister: null,
      manifest: {
        name: "按揭工作台",
        short_name: "按揭",
        lang: "zh-CN",
        display: "standalone",
        start_url: "./",
        background_color: "#ffffff",
        theme_color: "#0f4c81",
        icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
      },
      workbox: {
        globPatterns: ["**/*.{html,js,css,wasm,svg}"],
        // Each wasm is one file, and all of them are there without a network.
        maximumFileSizeToCacheInBytes: 4_000_000,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  // It finds its wasm beside itself.
  optimizeDeps: { exclude: ["anjieflow"] },
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
