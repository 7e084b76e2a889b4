// The dashboard's entry: figures come from the page itself, or from the editor, and are drawn.
import { render } from 'preact';
import type { Dashboard, FromDashboard, ToDashboard } from '../../server/protocol';
import { App } from './app';

declare function acquireVsCodeApi(): { postMessage(message: FromDashboard): void };

const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
const figures = document.getElementById('figures')?.textContent;

function draw(dashboard: Dashboard, reveal?: (file: string) => void): void {
  render(<App dashboard={dashboard} reveal={reveal} />, root);
}

if (figures) draw(JSON.parse(figures));
else {
  const vscode = acquireVsCodeApi();
  window.addEventListener('message', event => {
    const message = event.data as ToDashboard | undefined;
    if (message?.type === 'figures') draw(message.dashboard, file => vscode.postMessage({ type: 'open', file }));
    else if (message?.type === 'working') render(<p class="note">{message.text}</p>, root);
  });
  vscode.postMessage({ type: 'ready' });
}
