/** A brand for its staff: settings, logo, documents; and stored pictures for everyone. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { readUpload } from '../platform/files.ts';
import type { Mount } from '../platform/route.ts';
import { publishDocument } from './documents.ts';
import { loadPicture, saveLogo } from './logo.ts';
import { getBrandSettings, saveBrandSettings } from './settings.ts';

export function mountBrandSettingsRoutes(mount: Mount, deps: Deps): void {
  mount(routes.getBrandSettings, ({ caller }) => getBrandSettings(deps, caller.brand.id));

  mount(routes.saveBrandSettings, ({ input, caller }) => saveBrandSettings(deps, caller, input.body));

  mount(routes.uploadBrandLogo, async ({ caller, request }) =>
    saveLogo(deps, caller, await readUpload(request)),
  );

  mount(routes.publishDocument, ({ input, caller }) =>
    publishDocument(deps, caller, { kind: input.params.kind, text: input.body.text }),
  );

  mount(routes.getFile, async ({ input, reply }) => {
    const bytes = await loadPicture(deps, input.params);
    return reply
      .header('content-type', 'image/webp')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'")
      .send(bytes);
  });
}
