/** What tests of imports share: a file brought in through the API, worked as the worker does, and what came of it. */
import type { ImportDetails, ImportField } from '@regulars/contracts';
import type { FastifyInstance } from 'fastify';
import { checkBrand } from '../ledger/check-ledger.ts';
import { fileForm, makeBrand, makeStaff, type TestDeps } from '../testing.ts';
import { workImport } from './work.ts';

export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

export async function openWorkbench(app: FastifyInstance, deps: TestDeps) {
  const brand = await makeBrand(deps);
  const owner = await makeStaff(deps, { memberships: [{ brandId: brand.id, role: 'owner' }] });
  const url = `/api/admin/brands/${brand.slug}/imports`;
  const headers = owner.headers;

  async function upload(file: string | Buffer, kind = 'members', name = 'файл.csv') {
    const form = fileForm(file, { name, type: 'text/csv' });
    return app.inject({
      method: 'POST',
      url: `${url}?kind=${kind}`,
      headers: { ...headers, ...form.headers },
      payload: form.payload,
    });
  }
  const put = async (id: string, act: string, payload?: object): Promise<ImportDetails> => {
    const answer = await app.inject({
      method: 'PUT',
      url: `${url}/${id}/${act}`,
      headers,
      ...(payload ? { payload } : {}),
    });
    if (answer.statusCode !== 200) throw new Error(`${act}: ${answer.body}`);
    return answer.json();
  };
  const look = async (id: string): Promise<ImportDetails> =>
    (await app.inject({ url: `${url}/${id}`, headers })).json();

  /** As the wizard does with what the headers suggest, or with the columns of the test. */
  async function check(file: string | Buffer, kind = 'members', columns?: (ImportField | null)[]) {
    const uploaded: ImportDetails = (await upload(file, kind)).json();
    await put(uploaded.id, 'mapping', {
      ...uploaded.mapping,
      columns: columns ?? uploaded.mapping.columns,
    });
    await workImport(deps, brand.id, uploaded.id);
    return look(uploaded.id);
  }
  async function bring(file: string | Buffer, kind = 'members') {
    const checked = await check(file, kind);
    await put(checked.id, 'run');
    await workImport(deps, brand.id, checked.id);
    return look(checked.id);
  }
  const ledgerMismatches = async () => (await checkBrand(deps.db.pool, brand.id)).mismatches;
  return { brand, owner, url, headers, upload, put, look, check, bring, ledgerMismatches };
}
