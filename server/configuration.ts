// The settings in force for a document: pulled where the client offers it, else as they were last sent.
import type { Connection } from 'vscode-languageserver';
import { readSettings, type Settings } from './core';

const SECTION = 'hence';

export type Configuration = ReturnType<typeof createConfiguration>;

/** `pulls`: the client answers workspace/configuration. `given`: what came with initialize, for clients that do not. */
export function createConfiguration(connection: Connection, pulls: boolean, given: unknown) {
  let pushed = readSettings(section(given));
  let pulled = new Map<string | undefined, Promise<Settings>>();

  return {
    /** For the document, or for the whole workspace. A client that fails to answer gets the defaults. */
    of(uri?: string): Promise<Settings> {
      if (!pulls) return Promise.resolve(pushed);
      const known = pulled.get(uri);
      if (known) return known;
      const asked = connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }).then(readSettings, error => {
        connection.console.error(
          `Settings could not be read, so the defaults are in force: ${error instanceof Error ? error.message : error}`,
        );
        return readSettings(undefined);
      });
      pulled.set(uri, asked);
      return asked;
    },

    /** The client says that settings have changed; `sent` is what it sent along. */
    changed(sent: unknown): void {
      pulled = new Map();
      if (!pulls) pushed = readSettings(section(sent));
    },

    forget(uri: string): void {
      pulled.delete(uri);
    },
  };
}

/** Clients send `{ hence: { … } }` or the inside of it. */
function section(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && SECTION in sent ? (sent as Record<string, unknown>)[SECTION] : sent;
}
