// Copies and files that the panel gives away.
import * as vscode from 'vscode';
import { type FromPanel, REPORT, type ReportFormat, type ReportParams, type ReportResult } from '../server/protocol';
import type { Server } from './server';

type Wish<T extends FromPanel['type']> = Extract<FromPanel, { type: T }>;

/** Where a file may be kept; a test answers in place of the person. */
export type AskWhere = (name: string, filters: Record<string, string[]>) => Thenable<vscode.Uri | undefined>;

const askWhere: AskWhere = (name, filters) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({ filters, ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}) });
};

/** Does what was asked for and answers one sentence on what was done; undefined where the person changed their mind. */
export type Keeping = {
  copy(wish: Wish<'copy'>): Promise<string>;
  save(wish: Wish<'save'>): Promise<string | undefined>;
  picture(wish: Wish<'picture'>): Promise<string | undefined>;
  /** Asks where in place of the dialog; for tests. */
  ask: AskWhere;
};

export function createKeeping(extension: vscode.Uri, server: Server): Keeping {
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const report = async (uri: string, solution: string, format: ReportFormat, style?: string): Promise<string> => {
    const params: ReportParams = { uri, solution, format, ...(style === undefined ? {} : { style }) };
    const { content, reason } = await server.request<ReportResult>(REPORT, params);
    if (content === null) throw new Error(reason ?? 'there is nothing to report');
    return content;
  };
  const keep = async (uri: string, ending: string, kind: string, content: Uint8Array) => {
    const stem = (vscode.Uri.parse(uri).path.split('/').at(-1) ?? 'solution').replace(/\.[^.]*$/, '');
    const place = await keeping.ask(`${stem}.${ending}`, { [kind]: [ending] });
    if (!place) return undefined;
    await vscode.workspace.fs.writeFile(place, content);
    return `Saved ${place.path.split('/').at(-1)}`;
  };
  const text = (content: string) => new TextEncoder().encode(content);
  const keeping: Keeping = {
    ask: askWhere,
    async copy({ uri, solution, format }) {
      await vscode.env.clipboard.writeText(await report(uri, solution, format));
      return `Copied as ${format === 'latex' ? 'LaTeX' : 'Markdown'}`;
    },
    async save({ uri, solution, format }) {
      const style = await styleOf(dist);
      return keep(uri, format, 'HTML', text(await report(uri, solution, format, style)));
    },
    async picture({ uri, format, content }) {
      if (format === 'png')
        return keep(
          uri,
          'png',
          'PNG',
          Uint8Array.from(atob(content), c => c.charCodeAt(0)),
        );
      return keep(uri, 'svg', 'SVG', text(await withFonts(content, dist)));
    },
  };
  return keeping;
}

/** The style of reports with its fonts put into it. */
async function styleOf(dist: vscode.Uri): Promise<string> {
  const style = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, 'report.css')));
  const names = [...new Set([...style.matchAll(/fonts\/(\w[\w-]*\.woff2)/g)].map(found => found[1]!))];
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, 'fonts', name));
  const fonts = new Map(await Promise.all(names.map(async name => [name, base64(await read(name))] as const)));
  return style.replace(
    /url\("?(?:\.\/)?fonts\/([\w-]+\.woff2)"?\)/g,
    (_all, name: string) => `url(data:font/woff2;base64,${fonts.get(name)})`,
  );
}

/** The fonts of formulas that an SVG names, put into it, so that it looks the same everywhere. */
async function withFonts(svg: string, dist: vscode.Uri): Promise<string> {
  const faces: string[] = [];
  const named = new Set(
    [...svg.matchAll(/font-family="[^"]*?(KaTeX_\w+)[^"]*"[^>]*/g)].map(([text, family]) => `${family}-${faceOf(text)}`),
  );
  for (const name of [...named].sort()) {
    const [family, style] = name.split('-') as [string, string];
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, 'fonts', `${name}.woff2`)).then(
      found => found,
      () => undefined,
    );
    if (!bytes) continue;
    const face = `font-weight:${style.startsWith('Bold') ? 700 : 400};font-style:${style.endsWith('Italic') ? 'italic' : 'normal'}`;
    faces.push(`@font-face{font-family:${family};${face};src:url(data:font/woff2;base64,${base64(bytes)}) format("woff2")}`);
  }
  return svg.replace(/(<svg[^>]*>)/, (_all, open: string) => `${open}\n<style>${faces.join('\n')}</style>`);
}

function faceOf(attributes: string): string {
  const bold = /font-weight="(?:bold|[6-9]00)"/.test(attributes);
  const italic = attributes.includes('font-style="italic"');
  return bold ? (italic ? 'BoldItalic' : 'Bold') : italic ? 'Italic' : 'Regular';
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}
