import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setNonce } from 'get-nonce';
import { Tooltip } from 'radix-ui';
import { Router } from 'wouter';
import { speak } from './i18n/index.ts';
import { Session } from './state/session.ts';
import { App } from './views/App.tsx';
import { SessionContext } from './views/session-context.ts';
import { followTheme } from './views/theme.ts';
import './styles/app.css';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
if (nonce) setNonce(nonce);

// The server shows this page at `/`, too; the app's own addresses lie below.
if (!location.pathname.startsWith('/app')) history.replaceState(null, '', `/app/${location.search}${location.hash}`);

followTheme();
await speak();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <SessionContext value={new Session(location.origin)}>
      <Router base="/app">
        <Tooltip.Provider delayDuration={400}>
          <App />
        </Tooltip.Provider>
      </Router>
    </SessionContext>
  </StrictMode>,
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' }).catch(() => undefined);
}
