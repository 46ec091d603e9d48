/** Starts the Mini App: Telegram first, then the words, then the screens; the boot call is on its way already. */
import type { Language } from '@regulars/contracts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/styles/index.css';
import type { BootResult } from './app/boot.ts';
import { readPageConfig, slugOf, startScreenOf } from './app/launch.ts';
import { Root } from './app/root.tsx';
import { telegram } from './telegram.ts';
import { guessedLanguage } from './words/language.ts';
import { loadCatalog } from './words/words.tsx';

const slug = slugOf(location.pathname);
const noBrand: BootResult = { kind: 'answer', status: 404, body: { code: 'brand_not_found' } };
const boot = slug
  ? (window.__boot ?? Promise.resolve<BootResult>({ kind: 'outside' }))
  : Promise.resolve(noBrand);

telegram.start(readPageConfig(document).sandboxOrigin);
openStartScreen();
void show(guessedLanguage());

async function show(language: Language): Promise<void> {
  const container = document.getElementById('root');
  if (!container) throw new Error('index.html has no #root');
  const catalog = await loadCatalog(language);
  createRoot(container).render(
    <StrictMode>
      <Root slug={slug ?? ''} boot={boot} language={language} catalog={catalog} />
    </StrictMode>,
  );
}

/** A fresh launch by a link with `startapp` goes to its screen; a reload stays where it was. */
function openStartScreen(): void {
  const screen = startScreenOf(telegram.startParam());
  const isFreshLaunch = location.hash.includes('tgWebAppData');
  const isAtRoot = /^\/app\/[^/]+\/?$/.test(location.pathname);
  if (slug && screen && isFreshLaunch && isAtRoot) history.replaceState(null, '', `/app/${slug}${screen}`);
}
