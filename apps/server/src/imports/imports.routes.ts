/** Imports over HTTP, for those who may bring data in. */
import { routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { sendTable } from '../platform/csv-out.ts';
import { openUpload } from '../platform/files.ts';
import type { Mount } from '../platform/route.ts';
import { importLimitBytes } from '@regulars/contracts';
import {
  cancelImport,
  deleteImport,
  getImport,
  listImports,
  mapImport,
  runImport,
  uploadImport,
} from './imports.ts';
import { problemsTable } from './problems-file.ts';
import { findImport } from './stored.ts';

export function mountImportRoutes(mount: Mount, deps: Deps): void {
  mount(routes.listImports, ({ input, caller, language }) =>
    listImports(deps, { brandId: caller.brand.id, ...input.query, language }),
  );

  mount(routes.uploadImport, async ({ input, caller, request }) => {
    const { stream, name, isCut } = await openUpload(request, importLimitBytes);
    return uploadImport(deps, caller, { kind: input.query.kind, fileName: name, bytes: stream, isCut });
  });

  mount(routes.getImport, ({ input, caller, language }) =>
    getImport(deps, { brandId: caller.brand.id, id: input.params.id }, language),
  );

  mount(routes.mapImport, ({ input, caller }) =>
    mapImport(deps, caller, { brandId: caller.brand.id, id: input.params.id }, input.body),
  );

  mount(routes.runImport, ({ input, caller }) =>
    runImport(deps, caller, { brandId: caller.brand.id, id: input.params.id }),
  );

  mount(routes.cancelImport, ({ input, caller }) =>
    cancelImport(deps, caller, { brandId: caller.brand.id, id: input.params.id }),
  );

  mount(routes.deleteImport, ({ input, caller }) =>
    deleteImport(deps, caller, { brandId: caller.brand.id, id: input.params.id }),
  );

  mount(routes.downloadImportProblems, async ({ input, caller, language, reply }) => {
    const stored = await findImport(deps.db.prisma, { brandId: caller.brand.id, id: input.params.id });
    return sendTable(reply, `problems-${stored.id}`, problemsTable(deps, stored, language));
  });
}
