/** Starts the Mini App: Telegram first, then the words, then the screens; the boot call is on its way already. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/styles/index.css';
import type { BootResult } from './app/boot.ts';
import { readPageConfig, slugOf, startParamOf, startScreenOf } from './app/launch.ts';
import { Root } from './app/root.tsx';
import { prepareStart } from './app/start.ts';
import { telegram } from './telegram.ts';

const slug = slugOf(location.pathname);
const noBrand: BootResult = { kind: 'answer', status: 404, body: { code: 'brand_not_found' } };
const boot = slug
  ? (window.__boot ?? Promise.resolve<BootResult>({ kind: 'outside' }))
  : Promise.resolve(noBrand);

const startParam = startParamOf(location);
telegram.start(readPageConfig(document).sandboxOrigin);
openStartScreen();
void show();

async function show(): Promise<void> {
  const container = document.getElementById('root');
  if (!container) throw new Error('index.html has no #root');
  const start = await prepareStart(slug ?? '', boot);
  createRoot(container).render(
    <StrictMode>
      <Root start={start} />
    </StrictMode>,
  );
}

/** A fresh launch by a link with `startapp` goes to its screen; a reload stays where it was. */
function openStartScreen(): void {
  const screen = startScreenOf(startParam);
  const isFreshLaunch = location.hash.includes('tgWebAppData');
  const isAtRoot = /^\/app\/[^/]+\/?$/.test(location.pathname);
  if (slug && screen && isFreshLaunch && isAtRoot) history.replaceState(null, '', `/app/${slug}${screen}`);
}
