// Builds the Mini App: index.html for the server to serve, everything else immutable under /app-assets/.
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Libraries of the first screen in one file, which phones keep over our own releases. */
const libraries = {
  name: 'libraries',
  test: /node_modules\/(?:@tanstack|@telegram-apps|better-promises|error-kid|mitt|react|react-dom|regexparam|scheduler|valibot|wouter)\//,
};
/** Our own part of the first screen in another: small files would only cost round trips. */
const firstScreen = {
  name: 'first-screen',
  test: /(?:miniapp\/src\/(?:telegram|app\/(?!live-|parts\/sheet)|words\/\w+\.tsx?$|features\/(?:home|join)\/)|packages\/(?:client|contracts|ui)\/src\/(?!qr-code))/,
};
/** The server answers these paths from dist. */
const base = '/app-assets/';
const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:3000';

export default defineConfig({
  base,
  plugins: [
    react(),
    ownAddressesOnly(),
    wordCatalogLinks(),
    compressedCopies(),
    keepRecentAssets(),
    appPathsInDev(),
  ],
  // React itself offers what wouter's shim brings for older ones.
  resolve: { alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: 'hidden',
    // The word catalogs stay files of their own, whatever their size.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [libraries, firstScreen] } } },
  },
  server: { proxy: { '/api': api, '/files': api } },
});

/** Addresses of the admin, of tills and of setup, which this app never calls, stay out of its first load. */
function ownAddressesOnly(): Plugin {
  const foreign =
    /^ {2}\w+: \['[A-Z]+', '\/(?:v1|api\/(?:admin|setup|invitations|password-resets))\/[^']*'\],$/gm;
  return {
    name: 'own-addresses-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/contracts/src/endpoints.ts')) return null;
      const own = code.replace(foreign, '');
      // Written otherwise, they would come back into the first load unseen.
      if (/'\/(?:v1|api\/admin)\//.test(own)) this.error('an address of others is left in endpoints.ts');
      return own;
    },
  };
}

/**
 * Puts the built names of the word catalogs into the inline script, so that the one needed is fetched
 * together with the bundle and not after it.
 */
function wordCatalogLinks(): Plugin {
  return {
    name: 'word-catalog-links',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const fileOf = (language: string) => {
          const found = Object.values(bundle ?? {}).find(
            (file) => file.type === 'asset' && file.originalFileNames.includes(`src/words/${language}.json`),
          );
          return found ? `${base}${found.fileName}` : '';
        };
        return html.replace('%WORDS_RU%', fileOf('ru')).replace('%WORDS_EN%', fileOf('en'));
      },
    },
  };
}

/** Lays compressed copies beside the assets, so that the server never compresses anything itself. */
function compressedCopies(): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const folder = join(dir, 'assets');
      const names = (await readdir(folder)).filter((name) => /\.(?:js|css|json|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const content = await readFile(join(folder, name));
          await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
          await writeFile(join(folder, `${name}.br`), brotliCompressSync(content));
        }),
      );
    },
  };
}

const keptDays = 14;

/** Pages opened before a release go on asking for its assets: they stay for a while. */
function keepRecentAssets(): Plugin {
  return {
    name: 'keep-recent-assets',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const folder = join(dir, 'assets');
      const oldestMs = Date.now() - keptDays * 86_400_000;
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        if ((await stat(path)).mtimeMs < oldestMs) await rm(path);
      }
    },
  };
}

/** In development every path under /app/ answers index.html, as the server does. */
function appPathsInDev(): Plugin {
  return {
    name: 'app-paths-in-dev',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith('/app/')) request.url = `${base}index.html`;
        next();
      });
    },
  };
}
