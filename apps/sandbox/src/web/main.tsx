// Starts the sandbox's page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/tokens.css';
import './styles/page.css';
import './styles/overlays.css';
import './styles/people.css';
import './styles/chat-pane.css';
import './styles/chat-header.css';
import './styles/message.css';
import './styles/inline-keyboard.css';
import './styles/composer.css';
import './styles/reply-keyboard.css';
import './styles/photo-viewer.css';
import './styles/phone.css';
import './styles/phone-header.css';
import './styles/bottom-buttons.css';
import './styles/phone-dialogs.css';
import './styles/scanner.css';
import './styles/bridge-log.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
